/** What somebody plays with. */
export type Device = 'keys' | 'mouse' | 'thumb' | 'gamepad'

let last: Device | null = null

/** Remembers what was played with, for the next match on this page. */
export function rememberDevice(device: Device): void {
  last = device
}

/** What somebody is likely to play with: what they used last, else what the device has. */
export function likelyDevices(hasGamepad: boolean): readonly Device[] {
  if (last) return [last]
  if (hasGamepad) return ['gamepad']
  return matchMedia('(pointer: coarse)').matches ? ['thumb'] : ['keys', 'mouse']
}
