import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { drawnSign } from '../../app/_share/drawn-sign.tsx'
import { signColours } from '../../app/_share/picture-colours.ts'
import { registry } from '../../game/tasks/index.ts'

const colours = signColours('human', 'agent')
const markupOf = (task: string): string => renderToStaticMarkup(drawnSign(task, colours, { width: 800 }))

test.each(registry.tasks)(
  'the picture of a link has the sign of $name, in colours that are those of no page',
  ({ id }) => {
    const markup = markupOf(id)
    expect(markup).toMatch(/^<svg [^>]*viewBox="0 0 160 100"[^>]* width="800"/)
    expect(markup).toContain(colours['--person'])
    expect(markup).not.toMatch(/var\(|class=/)
    expect(registry.tasks.filter((other) => markupOf(other.id) === markup)).toHaveLength(1)
  },
)

test('a drawer that knows no components finds only elements in it', () => {
  const kinds = JSON.stringify(
    registry.tasks.map(({ id }) => drawnSign(id, colours, {})),
    (key, value: unknown) => (key === 'type' ? typeof value : key.startsWith('_') ? undefined : value),
  )
  expect(kinds).toContain('"type":"string"')
  expect(kinds).not.toMatch(/"type":"(function|symbol|object)"/)
})
