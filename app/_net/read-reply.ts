import { clientMessages, type Question, type Reply } from '../../game/protocol/messages.ts'
import { Refusal } from '../../game/protocol/replies.ts'

/** The server's answer to a message, as the table has it. What it does not have is a refusal with the code 'misunderstood': nothing of it is
 *  used. */
export function readReply<N extends Question>(name: N, answer: unknown): Reply<N> | Refusal {
  const reply = clientMessages[name].reply.safeParse(answer)
  // The shape of this row gives the reply of this row, which the compiler cannot follow through the table.
  if (reply.success) return reply.data as Reply<N>
  return Refusal.safeParse(answer).data ?? misunderstood
}

const misunderstood: Refusal = {
  ok: false,
  code: 'misunderstood',
  message: 'This page does not understand what the server answered. Reload it.',
}
