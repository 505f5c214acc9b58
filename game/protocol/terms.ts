import * as z from 'zod/mini'

/** Words of a match that messages, the API, the journal and the database share, written once. */

/** How a match came about. */
export const MatchMode = z.enum(['sparring', 'ranked', 'people', 'invite'])
export type MatchMode = z.infer<typeof MatchMode>

/** How hard an agent makes it for the person it spars with: it lets them win more than they lose, holds the match even, or holds nothing
 *  back. */
export const Difficulty = z.enum(['easy', 'even', 'best'])
export type Difficulty = z.infer<typeof Difficulty>

/** What stepping its log again came to: it agrees with the result, it does not, or the match counts for nobody. */
export const MatchStatus = z.enum(['checked', 'disputed', 'void'])
export type MatchStatus = z.infer<typeof MatchStatus>

/** What kind of agent: one that comes with Sparring, a task's own program, or a person's fork of a house agent. */
export const AgentKind = z.enum(['house', 'builtin', 'partner'])
export type AgentKind = z.infer<typeof AgentKind>

/** How a seat came to be empty for good: its person gave it up, lost the connection, went away and did not come back, did not go on after a
 *  pause, or never came. */
export const GoneHow = z.enum(['left', 'lost', 'away', 'paused', 'never-came', 'crowded'])
export type GoneHow = z.infer<typeof GoneHow>

/** Who but its owner sees a partner's page, and may play against it: nobody; everybody sees it; everybody sees and plays it. */
export const PartnerAccess = z.enum(['private', 'shown', 'open'])
export type PartnerAccess = z.infer<typeof PartnerAccess>
