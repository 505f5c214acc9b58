import { expect, test } from 'vitest'
import { drawShareCard, type ShareCard } from '../../app/match/_result/share-card.ts'

const PADDLE = { width: 12, height: 96 }

/** The colours of the paddles that are drawn, from the left. */
function paddlesOf(sides: ShareCard['sides']): string[] {
  const paddles: string[] = []
  const nothing = (): void => undefined
  const card = { title: 'I won', sides, headline: '', portrait: null, host: 'localhost' }
  drawShareCard(
    {
      fillStyle: '',
      strokeStyle: '',
      font: '',
      globalAlpha: 1,
      lineWidth: 1,
      textAlign: 'left',
      textBaseline: 'alphabetic',
      fillRect(_x, _y, width, height) {
        if (width === PADDLE.width && height === PADDLE.height) paddles.push(this.fillStyle as string)
      },
      measureText: () => ({ width: 10 }),
      fillText: nothing,
      strokeRect: nothing,
      setLineDash: nothing,
      beginPath: nothing,
      moveTo: nothing,
      lineTo: nothing,
      stroke: nothing,
    },
    card,
  )
  return paddles
}

test('each paddle on the picture of a match has the colour of who held it', () => {
  const ann = { name: 'Ann', score: '3', kind: 'human' } as const
  const bob = { name: 'Bob', score: '1', kind: 'human' } as const
  const minute = { name: 'Minute', score: '1', kind: 'agent' } as const
  const [person, agent] = paddlesOf([ann, minute])
  expect(person).not.toBe(agent)
  expect(paddlesOf([ann, bob])).toEqual([person, person])
  expect(paddlesOf([minute, ann])).toEqual([agent, person])
})
