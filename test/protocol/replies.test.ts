import { expect, test } from 'vitest'
import { readReply } from '../../app/_net/read-reply.ts'
import { clientMessages } from '../../game/protocol/messages.ts'

test('an answer is read as the table has it, and what a newer server says beside it is passed over', () => {
  expect(readReply('time:ping', { ok: true, now: 5, zone: 'new' })).toEqual({ ok: true, now: 5 })
})

test('any message may be refused in words', () => {
  const refusal = { ok: false, code: 'too-fast', message: 'That was too fast. Wait a moment.' }
  const questions = Object.entries(clientMessages).flatMap(([name, row]) => ('reply' in row ? [name] : []))
  expect(questions.map((name) => readReply(name as 'time:ping', refusal))).toEqual(questions.map(() => refusal))
})

test('an answer that the table does not have is a refusal, and nothing of it is used', () => {
  for (const answer of [null, 'yes', {}, { ok: true }, { ok: true, now: '5' }, { ok: false }])
    expect(readReply('time:ping', answer)).toMatchObject({ ok: false, code: 'misunderstood' })
})

test('bytes are read alike, whatever view of them the socket gives', () => {
  const state = new Uint8Array([1, 2, 3])
  const reply = { ok: true, tick: 1, state, codes: [0, 0], paused: false }
  for (const view of [state, Buffer.from(state), state.buffer]) {
    const read = readReply('match:state', { ...reply, state: view })
    expect('state' in read && [...read.state]).toEqual([1, 2, 3])
  }
})
