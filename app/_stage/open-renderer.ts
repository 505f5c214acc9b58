import 'pixi.js/unsafe-eval'
import { autoDetectRenderer, type Renderer } from 'pixi.js'
import { hasGraphicsCard } from '../_ui/graphics-card.ts'

/** Makes a PixiJS renderer on a canvas of its own inside `host`: WebGL, else WebGPU, else a 2D canvas; null where none works.
 *  It evaluates no code, so a strict content security policy holds. */
export async function openRenderer(host: HTMLElement): Promise<Renderer | null> {
  const canvas = document.createElement('canvas')
  canvas.className = 'absolute inset-0 size-full'
  canvas.setAttribute('aria-hidden', 'true')
  try {
    const renderer = await autoDetectRenderer({
      canvas,
      preference: ['webgl', 'webgpu', 'canvas'],
      backgroundAlpha: 0,
      // Four samples a pixel are free on a graphics card, and most of the work without one.
      antialias: hasGraphicsCard(),
      autoDensity: false,
      width: 16,
      height: 16,
      // Software renderers count too: better slow than nothing.
      webgl: { failIfMajorPerformanceCaveat: false },
      // Nothing on the stage listens to pointers: the page around it does.
      eventMode: 'none',
    })
    host.append(canvas)
    return renderer
  } catch {
    return null
  }
}
