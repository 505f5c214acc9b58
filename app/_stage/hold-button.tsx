import type { ReactNode } from 'react'
import type { PadProps } from './court.ts'
import { cx } from '../_ui/cx.ts'

/** A button of the pad that holds a key for as long as a finger is on it; each finger has its own. */
export function HoldButton({
  code,
  label,
  press,
  className,
  children,
}: {
  code: string
  label: string
  press: PadProps['press']
  className?: string
  children: ReactNode
}): ReactNode {
  const end = (): void => press(code, false)
  return (
    <button
      type="button"
      aria-label={label}
      className={cx(
        'grid touch-none place-items-center rounded-lg border border-line-strong text-muted transition-colors duration-100 select-none active:border-person active:bg-person-wash active:text-person-text [&_svg]:size-7 [&_svg]:stroke-[1.6]',
        className,
      )}
      onPointerDown={() => press(code, true)}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      onContextMenu={(event) => event.preventDefault()}
    >
      {children}
    </button>
  )
}
