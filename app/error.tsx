'use client'

import type { ReactNode } from 'react'
import { ButtonLink } from './_ui/button.tsx'
import { ErrorState } from './_ui/error-state.tsx'

/** A page that broke: what to do about it. Nothing of how it broke is told. */
export default function ErrorPage({ retry }: { error: unknown; retry: () => void }): ReactNode {
  return (
    <div className="page mt-16">
      <ErrorState title="This page broke" onRetry={retry} action={<ButtonLink href="/">Home</ButtonLink>}>
        It is our fault, not yours. Try again; if it happens again, reload the page. Matches that are being played go
        on.
      </ErrorState>
    </div>
  )
}
