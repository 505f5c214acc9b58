import { SeatRefusal } from '../../server/base/seat-refusal.ts'
import { connectToParent } from '../../server/processes/child.ts'

/** A child for the supervisor's tests: echoes, fails, dies, and refuses on request. */
const send = connectToParent({
  answer: async (request) => {
    if (request.ask === 'fail') throw new Error('It fails.')
    if (request.ask === 'seat-partner') throw new SeatRefusal('too-many-partners', 'You have enough partners.')
    if (request.ask === 'die') process.exit(3)
    if (request.ask === 'ignore') return new Promise(() => {})
    return { ...request, pid: process.pid }
  },
  stop: async () => send({ event: 'stopping' }),
})
if (process.env.ECHO_CHILD === 'refuse') process.exit(78)
send({ event: 'ready', pid: process.pid })
