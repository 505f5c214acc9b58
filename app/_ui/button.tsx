import { LoaderCircle } from 'lucide-react'
import { Link } from './link.tsx'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'

type Look = {
  /** `primary` is the one thing to do on a screen; `secondary` has a hairline; `quiet` is bare; `danger` destroys. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'sm' | 'md' | 'lg'
  /** A lucide icon before the words, sized by the button. */
  icon?: ReactNode
}

const variants = {
  primary: 'bg-fg text-ground hover:opacity-88 border-transparent',
  secondary: 'border-line-strong text-fg hover:bg-wash hover:border-fg',
  quiet: 'border-transparent text-muted hover:text-fg hover:bg-wash',
  danger: 'border-line-strong text-danger hover:bg-wash hover:border-danger',
}

const sizes = {
  sm: 'min-h-9 px-3 text-sm gap-1.5 [&_svg]:size-4 font-[560]',
  md: 'min-h-11 px-4.5 text-[0.95rem] gap-2 [&_svg]:size-4.5 font-[580]',
  lg: 'min-h-14 px-7 text-lg gap-3 [&_svg]:size-5.5 font-[640] [font-stretch:110%]',
}

function classes({ variant = 'secondary', size = 'md' }: Look, extra?: string): string {
  return cx(
    'inline-flex shrink-0 select-none items-center justify-center rounded-md border whitespace-nowrap',
    'transition-[background-color,border-color,color,opacity,translate] duration-150 active:translate-y-px',
    'disabled:cursor-not-allowed disabled:opacity-45 aria-disabled:opacity-45',
    variants[variant],
    sizes[size],
    extra,
  )
}

/** A button. `busy` shows a turning ring, and keeps its width, its name and the focus: a disabled button would drop it. Presses do nothing
 *  meanwhile. */
export function Button({
  variant,
  size,
  icon,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ComponentProps<'button'> & Look & { busy?: boolean }): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || rest['aria-disabled']}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classes({ variant, size }, className)}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : icon}
      {children}
    </button>
  )
}

/** A link that looks like a button, for going somewhere rather than doing something. */
export function ButtonLink({
  variant,
  size,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Look): ReactNode {
  return (
    <Link {...rest} className={classes({ variant, size }, className)}>
      {icon}
      {children}
    </Link>
  )
}

/** A square button of one icon. `label` is its name for those who do not see it, and its tooltip. */
export function IconButton({
  label,
  icon,
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'children'> & { label: string; icon: ReactNode }): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        'grid size-11 shrink-0 place-items-center rounded-md text-muted transition-colors duration-150',
        'hover:bg-wash hover:text-fg active:translate-y-px disabled:opacity-45 [&_svg]:size-5',
        className,
      )}
    >
      {icon}
    </button>
  )
}
