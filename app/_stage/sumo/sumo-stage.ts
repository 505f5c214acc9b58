import { Container, type Renderer } from 'pixi.js'
import type { Mind } from '../../../game/protocol/messages.ts'
import type { Palette } from '../palette.ts'
import type { Stage, StageOptions } from '../stage.ts'
import { discTexture, glowTexture, ringTexture } from '../textures.ts'
import { Discs } from './discs.ts'
import { Ring } from './ring.ts'
import { ringGeometry, type RingGeometry } from './ring-geometry.ts'
import { SumoImpacts } from './sumo-impacts.ts'
import type { SumoEffect, SumoScene } from './sumo-scene.ts'

/** Draws sumo with PixiJS: a ring of hairlines that shrinks, and two lights in it. */
export class SumoStage implements Stage<SumoScene> {
  readonly renderer: string
  private readonly root = new Container()
  private readonly ring: Ring
  private readonly discs: Discs
  private readonly impacts: SumoImpacts
  private palette: Palette
  private geometry: RingGeometry = ringGeometry(16, 16, false)

  constructor(
    private readonly pixi: Renderer,
    private readonly options: StageOptions,
  ) {
    this.renderer = pixi.name
    this.palette = options.palette
    const glow = glowTexture()
    this.ring = new Ring(discTexture(512), options.still)
    this.discs = new Discs(options, glow)
    this.impacts = new SumoImpacts(glow, ringTexture(512), options.still)
    this.root.addChild(this.ring.root, this.discs.glows, this.impacts.root, this.discs.bodies)
    this.recolour(options.palette)
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.pixi.resize(width, height, pixelRatio)
    this.geometry = ringGeometry(width, height, this.options.mine === 1)
    this.redraw()
  }

  recolour(palette: Palette): void {
    this.palette = palette
    this.redraw()
  }

  draw(scene: SumoScene, _minds: readonly (Mind | null)[], millis: number): void {
    const { geometry, palette } = this
    const light = (seat: number): number => this.light(seat)
    for (const effect of scene.effects) {
      this.impacts.start(effect, geometry, scene.ring, this.colourOf(effect))
      if (effect.kind === 'bump') this.discs.bump(effect.force)
    }
    this.impacts.move(millis)
    this.ring.place(scene, geometry, palette, light, millis)
    this.discs.bodies.visible = this.discs.glows.visible = scene.there
    this.discs.place(scene, geometry, light, millis)
    this.pixi.render(this.root)
  }

  destroy(): void {
    this.root.destroy({ children: true, texture: false })
    const { canvas } = this.pixi
    this.pixi.destroy()
    if (canvas instanceof HTMLCanvasElement) canvas.remove()
  }

  /** A round has the light of whoever won it, all else is nobody's. */
  private colourOf({ kind, seat }: SumoEffect): number {
    return kind === 'round' && seat !== null ? this.light(seat) : this.palette.ball
  }

  private light(seat: number): number {
    return this.options.kinds[seat] === 'agent' ? this.palette.agent : this.palette.person
  }

  private redraw(): void {
    this.ring.redraw(this.geometry, this.palette)
    this.discs.redraw(this.geometry, this.palette, (seat) => this.light(seat))
  }
}
