import type { ChildStatus } from '../processes/supervisor.ts'

/** GET /healthz: 200 when every process works, 503 while one does not. */
export interface Health {
  status: 'ok' | 'degraded'
  uptimeSeconds: number
  processes: Record<string, ChildStatus>
  /** What the game process knows of itself: matches, sockets, lateness of the loop. */
  game: Record<string, number>
}

/** The health report and its HTTP status. */
export function healthOf(
  processes: Record<string, ChildStatus>,
  uptimeSeconds: number,
  game: Record<string, number>,
): { status: number; body: Health } {
  const ok = Object.values(processes).every(({ state }) => state === 'ready')
  return { status: ok ? 200 : 503, body: { status: ok ? 'ok' : 'degraded', uptimeSeconds, processes, game } }
}
