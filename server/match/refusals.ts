import type { Refusal } from '../../game/protocol/messages.ts'

/** What somebody is told who cannot have what they asked for: what happened and what to do. */
const SENTENCES = {
  full: 'Too many matches are being played right now. Try again in a minute.',
  stopping: 'The server is about to be restarted. Try again in a minute.',
  busy: 'Your match is just being prepared. Give it a moment.',
  playing: 'You are in the middle of another match. Finish or leave that one first.',
  'no-opponent': 'This opponent cannot play right now. Choose another one, or try again in a moment.',
  'no-invitation': 'This invitation is no longer open. Ask for a new link.',
  'own-invitation': 'This is your own invitation. Send the link to a friend.',
  'host-busy': 'The person who invited you is in another match. Try again in a moment.',
  'no-match': 'There is no such match here, or it ended a while ago.',
  private: 'This match is private. Open it with the link you were sent.',
  'not-seated': 'You have no seat in this match.',
  'not-over': 'This match is still being played.',
  anonymous: 'Reload the page to play: the server does not know you.',
} as const
export type RefusalCode = keyof typeof SENTENCES

export const refusal = (code: RefusalCode): Refusal => ({ ok: false, code, message: SENTENCES[code] })
