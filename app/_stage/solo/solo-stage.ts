import { Container, type Renderer } from 'pixi.js'
import type { Palette } from '../palette.ts'
import type { Stage, StageOptions } from '../stage.ts'

/** What every stage of a game that is played alone does alike. */
export abstract class SoloStage<Scene> implements Stage<Scene> {
  readonly renderer: string
  protected readonly root = new Container()
  protected palette: Palette
  protected width = 16
  protected height = 16

  constructor(
    private readonly pixi: Renderer,
    protected readonly options: StageOptions,
  ) {
    this.renderer = pixi.name
    this.palette = options.palette
  }

  /** The light of who plays. */
  protected get light(): number {
    return this.options.kinds[0] === 'agent' ? this.palette.agent : this.palette.person
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.pixi.resize(width, height, pixelRatio)
    this.width = width
    this.height = height
    this.redraw()
  }

  recolour(palette: Palette): void {
    this.palette = palette
    this.redraw()
  }

  draw(scene: Scene, _minds: unknown, millis: number): void {
    this.place(scene, millis)
    this.pixi.render(this.root)
  }

  destroy(): void {
    this.root.destroy({ children: true, texture: false })
    const { canvas } = this.pixi
    this.pixi.destroy()
    if (canvas instanceof HTMLCanvasElement) canvas.remove()
  }

  /** Draws what stays as it is until the size or the colours change. */
  protected abstract redraw(): void

  /** Puts what moves where it is. */
  protected abstract place(scene: Scene, millis: number): void
}
