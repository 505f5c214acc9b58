import type { Locator, Page } from '@playwright/test'
import type {} from '../../app/match/_hooks/use-console-handle.ts'
import { actionCodec } from '../../game/core/action-codec.ts'
import type { Task } from '../../game/core/task.ts'

/** Which way to go in the picture: right and up are positive. */
type Wish = readonly [x: number, y: number]

/** Which way the picture goes for each number of an action by its label. A seat sees its own side on the left. */
const WAYS: Readonly<Record<string, Wish>> = {
  up: [0, 1],
  jump: [0, 1],
  down: [0, -1],
  left: [-1, 0],
  backward: [-1, 0],
  right: [1, 0],
  forward: [1, 0],
  torque: [1, 0],
}
/** How far a wish has to go one way for its key to be pressed: an eighth of a turn to either side of it. */
const PRESSED = 0.38
/** How far a thumb goes from where it came down, in heights of the pad or the court. */
const REACH = 0.34

/** Hands that do what is wished, until they let go of everything: a wish of nothing. */
interface Hands {
  do(wish: Wish): Promise<void>
}

/** Lets a page's match be played by its controls as the strongest built-in of the task plays, until it is stopped: what is seen is the state that the
 *  page shows, what is decided becomes real keys or touches of the page.
 *  waits: whoever is ahead does nothing until the other one of two has caught up, so that the match lasts. */
export function playByControls(
  page: Page,
  task: Task,
  { by = 'keys', waits = false }: { by?: 'keys' | 'touch'; waits?: boolean } = {},
): { stop: () => Promise<void> } {
  const player = task.builtIns.at(-1)!.create()
  let stopped = false
  const play = async (): Promise<void> => {
    const hands = by === 'keys' ? keyboard(page) : await fingers(page)
    while (!stopped) {
      const { state, seat } = await nextFrame(page)
      const row = state && Float64Array.from(task.layout, (name) => state[name]!)
      const idle = !row || seat === null || (waits && task.score(row, seat) > task.score(row, 1 - seat))
      await hands.do(idle ? [0, 0] : wishOf(task, player.decide(row, seat)))
    }
    await hands.do([0, 0])
  }
  const playing = play()
  // Told to whoever stops it.
  playing.catch(() => undefined)
  return {
    stop() {
      stopped = true
      return playing
    },
  }
}

/** What the page has of its match with its next frame; nothing once the match is over. */
const nextFrame = (page: Page): Promise<{ state: Readonly<Record<string, number>> | null; seat: number | null }> =>
  page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => {
          const { state, seat } = (document.querySelector('[data-state=over]') ? null : window.sparring) ?? {}
          resolve({ state: state ?? null, seat: seat ?? null })
        }),
      ),
  )

/** Which way an action goes in the picture. */
function wishOf({ action }: Task, code: number): Wish {
  const { numbers, decode } = actionCodec(action)
  const values = new Float64Array(numbers)
  decode(code, values, 0)
  const ways = action.labels.map((label): Wish => WAYS[label] ?? [0, 0])
  if (action.kind === 'discrete') return ways[code]!
  const along = (axis: 0 | 1): number => ways.reduce((sum, way, i) => sum + way[axis] * values[i]!, 0)
  return [along(0), along(1)]
}

function keyboard({ keyboard }: Page): Hands {
  const held = new Set<string>()
  return {
    async do([x, y]) {
      const wanted: Record<string, boolean> = {
        ArrowRight: x > PRESSED,
        ArrowLeft: x < -PRESSED,
        ArrowUp: y > PRESSED,
        ArrowDown: y < -PRESSED,
      }
      for (const [key, down] of Object.entries(wanted)) {
        if (held.has(key) === down) continue
        if (down) held.add(key)
        else held.delete(key)
        await (down ? keyboard.down(key) : keyboard.up(key))
      }
    },
  }
}

interface Point {
  x: number
  y: number
}

/** Fingers on the pad: on its buttons, where it has some, else a thumb that comes down in its middle and slides. Without a pad, on the court. */
async function fingers(page: Page): Promise<Hands> {
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: readonly (Point & { id: number })[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: [...touchPoints] })
  const pad = page.locator('[data-plays=pad]')
  const buttons = [
    { name: 'Left', held: ([x]: Wish) => x < -PRESSED },
    { name: 'Right', held: ([x]: Wish) => x > PRESSED },
    { name: 'Jump', held: ([, y]: Wish) => y > PRESSED },
  ].map((button, id) => ({ ...button, id, at: pad.getByRole('button', { name: button.name }) }))
  if ((await buttons[0]!.at.count()) > 0) {
    const places = await Promise.all(buttons.map(async ({ at }) => middleOf(await boxOf(at))))
    let down: number[] = []
    return {
      async do(wish) {
        const held = buttons.filter((button) => button.held(wish)).map(({ id }) => id)
        if (held.join() === down.join()) return
        // Fingers go up one after the other: an end names those that stay.
        const stay = down.filter((id) => held.includes(id))
        const points = (ids: readonly number[]) => ids.map((id) => ({ id, ...places[id]! }))
        if (stay.length < down.length) await touch('touchEnd', points(stay))
        if (held.length > stay.length) await touch('touchStart', points(held))
        down = held
      },
    }
  }
  const area = (await pad.isVisible()) ? pad : page.locator('[data-plays=court]')
  const box = await boxOf(area)
  const middle = middleOf(box)
  const reach = REACH * Math.min(box.width, box.height)
  let last = ''
  return {
    async do([x, y]) {
      const length = Math.max(1, Math.hypot(x, y))
      const wish = `${(x / length).toFixed(1)} ${(y / length).toFixed(1)}`
      if (wish === last) return
      if (x === 0 && y === 0) {
        if (last !== '') await touch('touchEnd', [])
        last = ''
        return
      }
      if (last === '') await touch('touchStart', [{ id: 0, ...middle }])
      last = wish
      const to = { x: middle.x + (x / length) * reach, y: middle.y - (y / length) * reach }
      await touch('touchMove', [{ id: 0, ...to }])
    },
  }
}

interface Box extends Point {
  width: number
  height: number
}

async function boxOf(place: Locator): Promise<Box> {
  const box = await place.boundingBox()
  if (!box) throw new Error('There is nothing to touch')
  return box
}

const middleOf = (box: Box): Point => ({
  x: box.x + box.width / 2,
  y: box.y + box.height / 2,
})
