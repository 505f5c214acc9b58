import { ArrowLeft, ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { count } from './format.ts'

/** The way through a list that is here as a whole; nothing where it fits on one page. Its buttons keep the focus at both ends. */
export function TablePager({
  label,
  page,
  pages,
  onPage,
}: {
  label: string
  /** 1 for the first. */
  page: number
  pages: number
  onPage: (page: number) => void
}): ReactNode {
  if (pages < 2) return null
  const way = (to: number): { 'aria-disabled': boolean; onClick: () => void } => ({
    'aria-disabled': to < 1 || to > pages,
    onClick: () => to >= 1 && to <= pages && onPage(to),
  })
  return (
    <nav aria-label={label} className="mt-4 flex items-center justify-between gap-4">
      <Button size="sm" icon={<ArrowLeft aria-hidden />} {...way(page - 1)}>
        Back
      </Button>
      <output className="figures text-sm text-muted">
        <span className="sr-only">Page </span>
        {count(page)} of {count(pages)}
      </output>
      <Button size="sm" icon={<ArrowRight aria-hidden />} {...way(page + 1)}>
        More
      </Button>
    </nav>
  )
}
