import { RotateCcw } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { playPath } from '../../_games/play-path.ts'
import type { MatchEntry, MatchSnapshot } from '../../_net/match-snapshot.ts'
import { Button, ButtonLink } from '../../_ui/button.tsx'
import { listed } from '../../_ui/format.ts'

/** To play the same again, which everybody has to want; where one of them is gone, the way to another match. */
export function RematchButton({
  snapshot: { presence, rematch },
  entry: { seat: mine, header, task },
  button,
  onRematch,
}: {
  snapshot: MatchSnapshot
  entry: MatchEntry
  button: RefObject<HTMLButtonElement | null>
  onRematch: () => void
}): ReactNode {
  const others = header.seats.flatMap(({ kind, name }, seat) => {
    if (kind !== 'human' || seat === mine) return []
    const { connected = true, wantsRematch = false } = presence?.seats[seat] ?? {}
    return [{ name, connected, wantsRematch }]
  })
  const names = (wanting: boolean): string[] =>
    others.filter(({ wantsRematch }) => wantsRematch === wanting).map(({ name }) => name)
  if (others.some(({ connected }) => !connected))
    return (
      <ButtonLink href={playPath(task.id)} variant="primary">
        Find another match
      </ButtonLink>
    )
  const [asked, missing, wanting] = [rematch.state === 'asked', names(false), names(true)]
  return (
    <Button ref={button} variant="primary" icon={<RotateCcw aria-hidden />} busy={asked} onClick={onRematch}>
      {asked && missing.length > 0
        ? `Waiting for ${listed(missing)}`
        : wanting.length > 0
          ? `${listed(wanting)} ${wanting.length > 1 ? 'want' : 'wants'} a rematch`
          : 'Play again'}
    </Button>
  )
}
