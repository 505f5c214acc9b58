import { expect, test } from 'vitest'
import { PauseWish } from '../../app/_net/pause-wish.ts'
import { unreachable } from '../../app/_net/pipe.ts'
import type { Done } from '../../game/protocol/replies.ts'

const refused = (code: string): Done => ({ ok: false, code, message: `No: ${code}.` })

/** A wish whose questions are answered by hand. */
function bench() {
  const asked: boolean[] = []
  const answers: ((reply: Done) => void)[] = []
  const later: (() => void)[] = []
  const refusals: string[] = []
  const wish = new PauseWish(
    (paused) => {
      asked.push(paused)
      return new Promise((resolve) => answers.push(resolve))
    },
    (call) => later.push(call),
    (message) => refusals.push(message),
  )
  const answer = async (reply: Done = { ok: true }): Promise<void> => {
    answers.shift()?.(reply)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { wish, asked, later, refusals, answer }
}

test('asks one question at a time, and after it only for what is wanted by then', async () => {
  const { wish, asked, answer } = bench()
  wish.hold(true)
  wish.hold(false)
  wish.hold(true)
  expect(asked).toEqual([true])
  await answer()
  expect(asked).toEqual([true])
  wish.hold(false)
  wish.hold(true)
  wish.hold(false)
  await answer()
  expect(asked).toEqual([true, false])
})

test('an explanation over a match that I hold changes nothing, and one over a match that goes on stops it for as long', async () => {
  const { wish, asked, answer } = bench()
  wish.hold(true)
  await answer()
  wish.cover(true)
  wish.cover(false)
  expect(asked).toEqual([true])
  wish.hold(false)
  await answer()
  wish.cover(true)
  await answer()
  wish.cover(false)
  await answer()
  expect(asked).toEqual([true, false, true, false])
  expect(wish.held).toBe(false)
})

test.each(['too-fast', unreachable.code])('asks again later where the answer was %s', async (code) => {
  const { wish, asked, later, answer } = bench()
  wish.hold(true)
  await answer(refused(code))
  expect(asked).toEqual([true])
  later.shift()!()
  await answer()
  expect(asked).toEqual([true, true])
  expect(wish.held).toBe(true)
})

test('is given up, and said why, where the server will not have it', async () => {
  const { wish, refusals, answer } = bench()
  wish.hold(true)
  await answer(refused('pauses-spent'))
  expect(refusals).toEqual(['No: pauses-spent.'])
  expect(wish.held).toBe(false)
})

test('is what this page wishes: a match that was paused before a reload goes on for who comes back', async () => {
  const { wish, asked, answer } = bench()
  wish.entered(true)
  expect(asked).toEqual([false])
  await answer()
  expect(wish.held).toBe(false)
})

test('lasts over a lost connection in the page that wished it', async () => {
  const { wish, asked, answer } = bench()
  wish.hold(true)
  await answer()
  wish.entered(true)
  wish.entered(false)
  await answer()
  expect(asked).toEqual([true, true])
  expect(wish.held).toBe(true)
})

test('that was wished while the server could not be reached is told again when I come back in, though the server knows of none', async () => {
  const { wish, asked, later, answer } = bench()
  wish.hold(true)
  await answer(refused(unreachable.code))
  wish.entered(false)
  expect(wish.held).toBe(true)
  expect(asked).toEqual([true, true])
  await answer()
  // The old alarm has nothing to ask any more.
  for (const call of later) call()
  expect(asked).toEqual([true, true])
  expect(wish.held).toBe(true)
})
