/** Names under which software draws what a graphics card should: slower by a factor of ten and more. */
export const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|basic render|software/i

/** Whether WebGL 2 runs on a graphics card here; also in a worker. */
export function hasGraphicsCard(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) return false
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return !SOFTWARE_RENDERER.test(renderer)
}
