import { ArrowLeft, ArrowRight } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { ButtonLink } from './button.tsx'
import { count } from './format.ts'

/** The way to the pages before and after this one of a long list; nothing where there is one page. */
export function Pager({
  label,
  page,
  pages,
  href,
  onPage,
}: {
  label: string
  /** 1 for the first. */
  page: number
  pages: number
  href: (page: number) => string
  /** Goes to a page without asking the server for one; where it is missing, links lead to them. */
  onPage?: (page: number) => void
}): ReactNode {
  if (pages < 2) return null
  const link = (to: number): Pick<ComponentProps<typeof ButtonLink>, 'href' | 'prefetch' | 'onNavigate'> => ({
    href: href(to),
    prefetch: onPage ? false : null,
    onNavigate: (event) => {
      if (!onPage) return
      event.preventDefault()
      onPage(to)
    },
  })
  return (
    <nav aria-label={label} className="mt-6 flex items-center justify-between gap-4">
      {page > 1 ? (
        <ButtonLink {...link(page - 1)} rel="prev" icon={<ArrowLeft aria-hidden />}>
          Higher
        </ButtonLink>
      ) : (
        <span className="min-w-24" />
      )}
      <span className="figures text-sm text-muted">
        <span className="sr-only">Page </span>
        {count(page)} of {count(pages)}
      </span>
      {page < pages ? (
        <ButtonLink {...link(page + 1)} rel="next" icon={<ArrowRight aria-hidden />}>
          Lower
        </ButtonLink>
      ) : (
        <span className="min-w-24" />
      )}
    </nav>
  )
}
