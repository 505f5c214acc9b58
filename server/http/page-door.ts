import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerResponse } from 'node:http'
import type { PageAnswer, PageDoor } from '../../game/protocol/page-door.ts'
import { LIMITS } from '../base/limits.ts'
import type { Logger } from '../base/logger.ts'
import { RateLimiter } from '../base/rate-limiter.ts'
import type { Timers } from '../base/time.ts'
import type { ExclusionList } from '../store/exclusions.ts'
import { HttpRefusal } from './http-refusal.ts'
import { type ApiContext, findRoute, type Route } from './route.ts'
import { verifySession } from './session.ts'
import { ShortLine } from './short-line.ts'

export interface PageDoorDeps {
  routes: readonly Route[]
  secret: Buffer
  exclusions: Pick<ExclusionList, 'of'>
  /** Of pages without one of their own, as PNG. */
  generalPicture: Uint8Array<ArrayBuffer>
  log: Logger
  /** Milliseconds since 1970. */
  now: () => number
  timers: Timers
}

/** What the page or picture that is rendered in what is called from here has said of itself. */
const rendered = new AsyncLocalStorage<{ missing: boolean; standIn: boolean }>()

/** Renders a page or a picture. Its answer has status 404 where it says that there is no such thing, and is kept by nobody where it says that it
 *  stands in for another. */
export function renderPage(response: ServerResponse, render: () => Promise<void>): Promise<void> {
  const page = { missing: false, standIn: false }
  const writeHead = response.writeHead.bind(response)
  response.writeHead = (status: number, ...more: unknown[]): ServerResponse => {
    if (page.standIn) response.setHeader('Cache-Control', 'no-store')
    return Reflect.apply(writeHead, null, [page.missing && status === 200 ? 404 : status, ...more])
  }
  return rendered.run(page, render)
}

/** Answers pages that are rendered as the API would answer whoever asks for them. What cannot be had in time, for whatever reason, is left to the
 *  page in the browser, which asks the API itself and hears the reason. */
export function createPageDoor(deps: PageDoorDeps): PageDoor {
  const { routes, timers } = deps
  const limiter = new RateLimiter(LIMITS.readPerAddress, timers.now)
  const drawing = new ShortLine(LIMITS.picturesWaiting, LIMITS.pictureMs, timers)
  /** Questions that were not answered in time and are still being answered, by their kind. */
  const overdue = new Map<Route, number>()
  const count = (route: Route, change: 1 | -1): void => void overdue.set(route, (overdue.get(route) ?? 0) + change)
  return {
    sayMissing() {
      const page = rendered.getStore()
      if (page) page.missing = true
    },

    sayStandIn() {
      const page = rendered.getStore()
      if (page) page.standIn = true
    },

    generalPicture: deps.generalPicture,
    draw: (picture) => drawing.take(picture),

    read(path, asker) {
      const { pathname, searchParams } = new URL(`/api${path}`, 'http://localhost')
      const { route, params } = findRoute(routes, 'GET', pathname)
      if (!route) return Promise.resolve('missing')
      // Where the database stands still, one page of a kind finds out: the others do not wait.
      if ((overdue.get(route) ?? 0) > 0 || limiter.spend(asker.address) > 0) return Promise.resolve('unknown')
      return new Promise((resolve) => {
        let isLate = false
        const cancel = timers.after(LIMITS.pageWaitMs, () => {
          isLate = true
          count(route, 1)
          resolve('unknown')
        })
        void answerPage(deps, route, { params, query: searchParams, cookie: asker.cookie })
          .finally(() => {
            if (isLate) count(route, -1)
            cancel()
          })
          .then(resolve)
      })
    },
  }
}

async function answerPage(
  { secret, exclusions, log, now }: PageDoorDeps,
  route: Route,
  question: Pick<ApiContext, 'params' | 'query' | 'cookie'>,
): Promise<PageAnswer> {
  try {
    const { cookie } = question
    const known = verifySession(secret, cookie, now())
    const session = known && exclusions.of(known.userId) ? null : known
    const reply = await route.answer({ ...question, session }, undefined)
    return 'body' in reply ? { body: reply.body } : 'unknown'
  } catch (err) {
    if (err instanceof HttpRefusal && err.status === 404) return 'missing'
    // The query has the keys of private matches.
    log.debug({ err, path: route.path, params: question.params }, 'A page is rendered without its data')
    return 'unknown'
  }
}
