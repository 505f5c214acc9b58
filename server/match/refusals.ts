import type { Refusal } from '../../game/protocol/replies.ts'

/** What somebody is told who cannot have what they asked for: what happened and what to do. */
const SENTENCES = {
  'no-task': 'There is no such game here. Reload the page and choose another one.',
  'played-alone': 'This game is played alone.',
  'no-race': 'An agent plays beside you only in a game that you play alone.',
  'reaction-delay': 'No agent can be made to react as slowly as that. Choose a shorter delay.',
  'decision-period': 'No agent can be made to decide at that pace. Choose another one.',
  full: 'Too many matches are being played right now. Try again in a minute.',
  'address-full': 'Too many matches are being played from your network address. Finish one of them first.',
  'line-address-full': 'Too many people of your network address stand in line already. Try again in a minute.',
  cancelled: 'You asked no longer for this match.',
  elsewhere: 'You look for a match in another tab now.',
  'too-many-invitations': 'Too many invitations are open. Try again when some of them have been used.',
  'disk-full': 'No match can be kept just now: the disk of this server is full. Try again in a few minutes.',
  stopping: 'The server is about to be restarted. Try again in a minute.',
  busy: 'Your match is just being prepared. Give it a moment.',
  'in-match': 'You play a match already. Go back to it, or leave it for another one.',
  playing: 'You are in the middle of another match. Finish or leave that one first.',
  'no-opponent': 'This opponent cannot play right now. Choose another one, or try again in a moment.',
  'no-invitation': 'This invitation is no longer open. Ask for a new link.',
  'own-invitation': 'This is your own invitation. Send the link to a friend.',
  'opponent-busy': 'The other player is not free any more.',
  'host-busy': 'The person who invited you is in another match. Try again in a moment.',
  // The same for a private match without its key: that it exists is nobody's business.
  'no-match':
    'There is no such match here, or it ended a while ago. A private one needs the whole link that you were sent.',
  'void-restart': 'The server had to be restarted. This match does not count; nobody has won or lost it.',
  'not-seated': 'You have no seat in this match.',
  'no-difficulty': 'In this match nobody holds back.',
  'no-pause': 'A match like this one cannot be paused.',
  'pauses-spent': 'You have paused this match for as long, or as often, as a match can be. It goes on.',
  'no-newborn': 'This game has no newborn of the day.',
  'newborns-address-full':
    'Today’s newborn was begun so often from your network address that no more can begin there now. Try again later.',
  'raised-once': 'A newborn is raised once. Begin with another one on the page of the day.',
  'not-over': 'This match is still being played.',
  anonymous: 'Reload the page to play: the server does not know you.',
} as const
export type RefusalCode = keyof typeof SENTENCES

export const refusal = (code: RefusalCode): Refusal => ({ ok: false, code, message: SENTENCES[code] })

/** What somebody is told who left a rated match early and asks for another one too soon. */
export function pauseRefusal(millis: number): Refusal {
  const seconds = Math.ceil(millis / 1000)
  const wait = seconds < 100 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  const message = `You left a rated match before it was played. You can play rated ones again in ${wait}; sparring is open.`
  return { ok: false, code: 'pause', message }
}
