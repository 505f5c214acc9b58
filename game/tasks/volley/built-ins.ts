import { randomBuiltIn } from '../../core/random-built-in.ts'
import type { BuiltIn, Row } from '../../core/task.ts'
import { BuiltInNetwork } from './built-in-network.ts'
import * as V from './layout.ts'

/** Three buttons together. */
export const VOLLEY_ACTION = { kind: 'multi-binary', labels: ['forward', 'backward', 'jump'] } as const

/** The published opponent; it thinks at each tick and takes its buttons anew only every so many. */
class SlowNetwork {
  private readonly network = new BuiltInNetwork(V.BODIES)
  private held = 0
  private ticks = 0

  constructor(private readonly period: number) {}

  decide(state: Row, seat: number): number {
    const code = this.network.decide(state, seat)
    if (this.ticks++ % this.period === 0) this.held = code
    return this.held
  }
}

const builtIn = (strength: string, name: string, period: number, description: string): BuiltIn => ({
  strength,
  name,
  description,
  options: () => ({}),
  create: () => new SlowNetwork(period),
})

/** The built-in opponents, weakest first. They never change: they anchor the ratings. */
export const volleyBuiltIns: readonly BuiltIn[] = [
  randomBuiltIn(VOLLEY_ACTION),
  builtIn('easy', 'Puddle', 4, 'A small network that looks up seven times a second.'),
  builtIn('middle', 'Drop', 2, 'A small network that looks up fifteen times a second.'),
  builtIn(
    'hard',
    'Slime',
    1,
    'The small network that slime volleyball is known for. It makes few mistakes; fast, flat balls beat it.',
  ),
]
