import { Texture } from 'pixi.js'

function drawn(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void): Texture {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context) draw(context)
  // Each is drawn anew: the cache would keep its canvas for good.
  return Texture.from(canvas, true)
}

/** A round light that fades to nothing, white. */
export const glowTexture = (): Texture =>
  drawn(128, 128, (context) => {
    const light = context.createRadialGradient(64, 64, 0, 64, 64, 64)
    for (let i = 0; i <= 10; i++) light.addColorStop(i / 10, `rgba(255,255,255,${(1 - i / 10) ** 2.4})`)
    context.fillStyle = light
    context.fillRect(0, 0, 128, 128)
  })

/** A light that fades from the left edge to the right one, white. */
export const edgeTexture = (): Texture =>
  drawn(64, 4, (context) => {
    const light = context.createLinearGradient(0, 0, 64, 0)
    for (let i = 0; i <= 10; i++) light.addColorStop(i / 10, `rgba(255,255,255,${(1 - i / 10) ** 2})`)
    context.fillStyle = light
    context.fillRect(0, 0, 64, 4)
  })

/** A word in the page's face, white. */
export function wordTexture(word: string): Texture {
  const font = `600 48px ${getComputedStyle(document.body).fontFamily}`
  const pen = document.createElement('canvas').getContext('2d')
  if (pen) pen.font = font
  return drawn(Math.ceil(pen?.measureText(word).width ?? 0) + 4, 60, (context) => {
    context.font = font
    context.fillStyle = '#ffffff'
    context.textBaseline = 'middle'
    context.fillText(word, 2, 30)
  })
}

/** A thin ring, white. size: px, for one that is drawn so large. */
export const ringTexture = (size = 128): Texture =>
  drawn(size, size, (context) => {
    context.strokeStyle = '#ffffff'
    context.lineWidth = 3
    context.beginPath()
    context.arc(size / 2, size / 2, size / 2 - 4, 0, 2 * Math.PI)
    context.stroke()
  })

/** A filled disc, white. size: px, for one that is drawn so large. */
export const discTexture = (size = 64): Texture =>
  drawn(size, size, (context) => {
    context.fillStyle = '#ffffff'
    context.beginPath()
    context.arc(size / 2, size / 2, size / 2 - 1, 0, 2 * Math.PI)
    context.fill()
  })

/** The upper half of a disc, white; its outline where a width for that is given, as a share of its radius. */
export const domeTexture = (outline?: number): Texture =>
  drawn(256, 128, (context) => {
    const width = (outline ?? 0) * 127
    context.fillStyle = context.strokeStyle = '#ffffff'
    context.lineWidth = width
    context.beginPath()
    context.arc(128, 128 - width / 2, 127 - width / 2, Math.PI, 2 * Math.PI)
    context.closePath()
    if (outline === undefined) context.fill()
    else context.stroke()
  })
