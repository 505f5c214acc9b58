import { Container, Sprite, type Texture } from 'pixi.js'
import { wordTexture } from '../textures.ts'

const LASTS_MILLIS = 1100
const HEIGHT = 18

/** Words that rise from a place on the board for a moment, like "+3". */
export class Words {
  readonly root = new Container()
  private readonly textures = new Map<string, Texture>()
  private shown: { sprite: Sprite; y: number; age: number }[] = []

  /** still: little motion is wanted: they stay where they are. */
  constructor(private readonly still: boolean) {}

  say(word: string, x: number, y: number, colour: number): void {
    const texture = this.textures.get(word) ?? wordTexture(word)
    this.textures.set(word, texture)
    const sprite = new Sprite(texture)
    sprite.anchor.set(0.5)
    sprite.tint = colour
    sprite.setSize((texture.width / texture.height) * HEIGHT, HEIGHT)
    sprite.position.set(x, y)
    this.root.addChild(sprite)
    this.shown.push({ sprite, y, age: 0 })
  }

  move(millis: number): void {
    for (const word of this.shown) {
      word.age += millis
      const share = Math.min(1, word.age / LASTS_MILLIS)
      if (!this.still) word.sprite.y = word.y - HEIGHT * (1 - (1 - share) ** 2)
      word.sprite.alpha = Math.min(1, 2 * (1 - share))
      if (share === 1) word.sprite.destroy()
    }
    this.shown = this.shown.filter(({ age }) => age < LASTS_MILLIS)
  }
}
