import type { ModelRegistry } from '../models/registry.ts'
import type { Database } from '../store/connect.ts'
import { namesOf } from '../store/users.ts'
import type { JobsReplies, JobsRequest } from '../base/jobs-protocol.ts'
import type { Recorder } from './recorder.ts'
import { utcDay } from '../base/day.ts'
import { seatNewborn, seatRaised } from './daily/seat-newborn.ts'
import { seatAgent, seatEarlier, seatPartner } from './seats.ts'

export interface JobsDeps {
  db: Database
  registry: ModelRegistry
  recorder: Recorder
  /** Milliseconds since 1970; the system's clock where it is missing. */
  now?: () => number
}

/** Answers one request of the game process. Rejects with a sentence for people. */
export async function answer(deps: JobsDeps, request: JobsRequest): Promise<JobsReplies[keyof JobsReplies]> {
  switch (request.ask) {
    case 'seat-partner':
      return seatPartner(deps, request)
    case 'seat-earlier':
      return seatEarlier(deps, request)
    case 'seat-agent':
      return seatAgent(deps, request)
    case 'seat-newborn':
      return seatNewborn(deps, request, utcDay((deps.now ?? Date.now)()))
    case 'seat-raised':
      return seatRaised(deps, request)
    case 'names':
      return namesOf(deps.db, request.people)
    case 'push':
      return deps.registry.push(request)
    case 'journal':
      return deps.recorder.record()
    case 'ping':
      await deps.db.$queryRaw`SELECT 1`
      return { pending: await deps.recorder.count(), setAside: await deps.recorder.setAside() }
    case 'stop':
      return {}
  }
}
