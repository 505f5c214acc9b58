import type { ComponentType, ReactNode } from 'react'
import type { ActionSpace } from '../../../game/core/spaces.ts'
import type { PadProps } from '../court.ts'
import { keyOf } from './plain-controls.ts'

/** A button for each choice or button of the task; of a continuous one the pad itself is pointed on. */
export function plainPad({ kind, labels }: ActionSpace): ComponentType<PadProps> {
  if (kind === 'continuous')
    return function PointingPad(): ReactNode {
      return <p className="pointer-events-none text-sm text-faint select-none">Point here: {labels.join(', ')}</p>
    }
  return function ButtonPad({ press }: PadProps): ReactNode {
    return (
      <div className="flex flex-wrap justify-center gap-2 p-2">
        {labels.map((label, i) => (
          <button
            key={label}
            type="button"
            className="min-h-12 min-w-16 touch-none rounded-md border border-line-strong px-4 select-none"
            onPointerDown={() => press(keyOf(i), true)}
            onPointerUp={() => press(keyOf(i), false)}
            onPointerCancel={() => press(keyOf(i), false)}
            onPointerLeave={() => press(keyOf(i), false)}
          >
            {label}
          </button>
        ))}
      </div>
    )
  }
}
