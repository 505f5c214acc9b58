'use client'

import { RotateCcw, TriangleAlert, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

/** What went wrong and what to do. `offline` changes the picture; `onRetry` adds the button. */
export function ErrorState({
  title,
  children,
  offline = false,
  onRetry,
  retrying = false,
  action,
}: {
  title: string
  children?: ReactNode
  offline?: boolean
  onRetry?: () => void
  retrying?: boolean
  action?: ReactNode
}): ReactNode {
  const Icon = offline ? WifiOff : TriangleAlert
  return (
    <div
      role="alert"
      className="flex flex-col items-start gap-5 border-y border-line py-10 sm:flex-row sm:items-center sm:gap-8"
    >
      <Icon aria-hidden className="size-8 shrink-0 text-danger" strokeWidth={1.5} />
      <div className="grow [&>div]:max-w-xl">
        <p className="title text-lg">{title}</p>
        {children ? <div className="mt-1 text-muted">{children}</div> : null}
      </div>
      {action}
      {onRetry ? (
        <Button icon={<RotateCcw aria-hidden />} busy={retrying} onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  )
}
