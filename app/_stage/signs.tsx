import type { ReactNode } from 'react'
import { CartpoleSign } from './cartpole/cartpole-sign.tsx'
import { ForageSign } from './forage/forage-sign.tsx'
import { MazeSign } from './maze/maze-sign.tsx'
import { MountainCarSign } from './mountaincar/mountaincar-sign.tsx'
import { PendulumSign } from './pendulum/pendulum-sign.tsx'
import { PongSign } from './pong/pong-sign.tsx'
import { SumoSign } from './sumo/sumo-sign.tsx'
import { VolleySign } from './volley/volley-sign.tsx'

/** The signs of the games, by the id of their task. */
const signs: Readonly<Record<string, () => ReactNode>> = {
  pong: PongSign,
  volley: VolleySign,
  sumo: SumoSign,
  forage: ForageSign,
  maze: MazeSign,
  cartpole: CartpoleSign,
  pendulum: PendulumSign,
  mountaincar: MountainCarSign,
}

/** A still picture of a game's court, 160 × 100, that fills what it is in; an empty court for a game without one. */
export function Sign({ task }: { task: string }): ReactNode {
  const Picture = signs[task]
  return (
    <svg
      aria-hidden
      viewBox="0 0 160 100"
      preserveAspectRatio="xMidYMid slice"
      className="absolute inset-0 size-full"
      fill="none"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {Picture ? <Picture /> : null}
    </svg>
  )
}
