import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Sign } from '../../app/_stage/signs.tsx'
import { signColours } from '../../app/_share/picture-colours.ts'
import { drawShareCard, type ShareCard } from '../../app/match/_result/share-card.ts'
import { signMarkup } from '../../app/match/_result/sign-picture.ts'
import { registry } from '../../game/tasks/index.ts'

const ann = { name: 'Ann', score: '3', kind: 'human' } as const
const bob = { name: 'Bob', score: '1', kind: 'human' } as const
const minute = { name: 'Minute', score: '1', kind: 'agent' } as const

const signOf = (task: string, sides: ShareCard['sides']): string =>
  signMarkup(renderToStaticMarkup(createElement(Sign, { task })), signColours(sides[0]?.kind, sides[1]?.kind))

/** What is written on the picture, and how many pictures are drawn on it. */
function drawn(sides: ShareCard['sides']): { words: string[]; signs: number } {
  const words: string[] = []
  let signs = 0
  drawShareCard(
    {
      fillStyle: '',
      strokeStyle: '',
      font: '',
      globalAlpha: 1,
      lineWidth: 1,
      textAlign: 'left',
      textBaseline: 'alphabetic',
      measureText: () => ({ width: 10 }),
      fillText: (text) => words.push(text),
      fillRect: () => undefined,
      strokeRect: () => undefined,
      drawImage: () => signs++,
    },
    { game: 'Sumo', title: 'I won', unit: 'rounds', sides, headline: '', portrait: null, host: 'localhost' },
    {} as ImageBitmap,
  )
  return { words, signs }
}

test.each(registry.tasks)(
  'the sign of $name is a picture of its own, in colours that are those of no page',
  ({ id }) => {
    const sign = signOf(id, [ann, minute])
    expect(sign).toMatch(/^<svg xmlns="[^"]+" width="\d+" height="\d+".*<\/svg>$/)
    expect(sign).toContain(signColours('human', 'agent')['--person'])
    expect(sign).not.toMatch(/var\(|none"\/>/)
    expect(registry.tasks.filter((other) => signOf(other.id, [ann, minute]) === sign)).toHaveLength(1)
  },
)

test('each body of the sign has the colour of who played it', () => {
  const { '--person': person, '--agent': agent } = signColours('human', 'agent')
  expect(person).not.toBe(agent)
  expect(signColours('human', 'human')).toMatchObject({ '--person': person, '--agent': person })
  expect(signColours('agent', 'human')).toMatchObject({ '--person': agent, '--agent': person })
})

test('the picture names the game, who played, and what their scores are counted in', () => {
  expect(drawn([ann, minute])).toEqual({
    words: ['Sumo', 'I won', '3', ':', '1', 'rounds', 'Ann against Minute', 'localhost'],
    signs: 1,
  })
  expect(drawn([ann]).words).toEqual(['Sumo', 'I won', '3', 'rounds', 'localhost'])
  expect(drawn([ann, minute, bob]).words.slice(2, -1)).toEqual(['3 rounds', 'Ann', '1', 'Minute', '1', 'Bob'])
})
