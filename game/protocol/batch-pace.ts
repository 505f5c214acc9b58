/** Players hear news of a match soon, spectators a little later. */
export type Channel = 'players' | 'watchers'
export const CHANNELS: readonly Channel[] = ['players', 'watchers']

/** # When a batch goes
 *
 * Every `slot` ticks one may: it does where the log has grown, or a step settled something (see Task.settles), since the one before; and
 * where nothing did, once `silence` ticks have passed. So whoever has heard nothing for less than that, and news travel as fast as they
 * did, may go on as if nobody did anything. `silence` is a multiple of `slot`. */
export interface BatchPace {
  slot: number
  silence: number
}

const SLOT_SECONDS: Record<Channel, number> = { players: 0.034, watchers: 0.1 }
/** Longest silence, in slots. */
const SILENT_SLOTS: Record<Channel, number> = { players: 5, watchers: 1 }

export function batchPace(channel: Channel, ticksPerSecond: number): BatchPace {
  const slot = Math.max(1, Math.floor(SLOT_SECONDS[channel] * ticksPerSecond))
  return { slot, silence: slot * SILENT_SLOTS[channel] }
}
