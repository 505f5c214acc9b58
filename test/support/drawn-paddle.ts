import { PADDLE_LIMIT, PADDLE_SPEED } from '../../game/tasks/pong/layout.ts'

/** A key of the game went down or up, ms of the page's clock. way: 1 up, −1 down; 0 where none is held any more. */
export interface KeyChange {
  at: number
  way: number
}

/** One frame: when the browser began it, ms of the same clock, and where the own paddle was drawn. */
interface PaddleFrame {
  at: number
  height: number
}

export interface PaddleFigures {
  /** Frames with a key held, away from the wall. */
  frames: number
  /** Of those, the ones in which the paddle waited; see `paddleFigures`. */
  waits: string[]
  /** Least and most that it moved in a frame through which a key was held, in what the task's speed says. */
  slowest: number
  fastest: number
}

/** The page's time of the match may run a tenth slower or faster than the clock, to come right; the rest is rounding. */
const ROUNDING = 0.12
/** An action holds from a whole tick on: turning back, a paddle goes on for a tick at most. */
const TURN = 2 * PADDLE_SPEED

/** Whether the own paddle, as it was drawn, ever waited. It did in a frame through which a key was held and that moved it by less than the
 *  task's speed says; in one that was the first after a key was pressed while it rested, and did not move it; and in one in which it was
 *  turned back, where it is more than a tick behind. A key between the beginning of a frame and its drawing may have counted for it or not:
 *  such a frame is left to the next one. Frames that end at a wall are not looked at. */
export function paddleFigures(frames: readonly PaddleFrame[], keys: readonly KeyChange[]): PaddleFigures {
  const figures: PaddleFigures = { frames: 0, waits: [], slowest: Infinity, fastest: 0 }
  let next = 0
  let way = 0
  let rested = false
  for (let i = 1; i < frames.length - 1; i++) {
    const [from, to, after] = [frames[i - 1]!, frames[i]!, frames[i + 1]!]
    const before = way
    let wanted = 0
    let since = from.at
    let changes = 0
    for (; next < keys.length && keys[next]!.at <= to.at; next++, changes++) {
      const { at } = keys[next]!
      wanted += way * Math.max(0, at - since)
      since = Math.max(since, at)
      way = keys[next]!.way
    }
    wanted = ((wanted + way * (to.at - since)) * PADDLE_SPEED * 60) / 1000
    const moved = to.height - from.height
    const wasResting = rested
    rested = moved === 0
    const far = (to.at - from.at) * PADDLE_SPEED * 0.06
    if (way === 0 || from.height * way + far + TURN > PADDLE_LIMIT) continue
    if (changes === 0 ? keys[next] && keys[next]!.at < after.at : before === 0 && !(wasResting && changes === 1))
      continue
    figures.frames++
    const share = moved / wanted
    if (changes === 0) {
      figures.slowest = Math.min(figures.slowest, share)
      figures.fastest = Math.max(figures.fastest, share)
    }
    const waited =
      changes === 0
        ? share < 1 - ROUNDING
        : before === 0
          ? moved * way <= 0
          : (wanted - moved) * way > TURN + ROUNDING * far
    if (waited)
      figures.waits.push(
        `frame ${i} at ${to.at.toFixed(0)}: ${before} to ${way}, ${moved.toFixed(2)} of ${wanted.toFixed(2)}`,
      )
  }
  return figures
}
