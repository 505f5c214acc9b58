import { quantile } from '../load/figures.ts'
import { play, Worker } from '../load/worker.ts'

/** Cut connections under load. Two people a match, all play; again and again half of the connections are cut at once without a word, and come
 *  back as a page does: the first try after 100 ms, a new handshake, a new join, while the other half plays on.
 *  Options: matches (200), cuts (1000, in all).
 *  back_in_seat_share: of the cut connections, those that were given the seat that they had; resume_ms: from the cut until then. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const matches = Number(options['matches'] ?? 200)
  const cuts = Number(options['cuts'] ?? 1000)
  const server = new Worker('server-worker.ts', 0)
  const players = new Worker('client-worker.ts', 1)
  try {
    const origin = await server.ask<string>('open')
    const pairs = Array.from({ length: matches }, (_, i): [string, string] => [`r${i}a`, `r${i}b`])
    await play(server, players, origin, pairs)
    const millis: number[] = []
    let cut = 0
    while (cut < cuts) {
      const count = Math.min(matches, cuts - cut)
      const back = await players.ask<{ millis: number[] }>('cut', { count, from: cut % (2 * matches) })
      millis.push(...back.millis)
      cut += count
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
    return {
      cut,
      back_in_seat_share: millis.length / cut,
      resume_ms_median: quantile(millis, 0.5),
      resume_ms_p95: quantile(millis, 0.95),
      matches_running: (await server.ask<{ running: number }>('measure', { millis: 100 })).running,
    }
  } finally {
    await Promise.all([server.end(), players.end()])
  }
}
