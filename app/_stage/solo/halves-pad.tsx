import { ArrowLeft, ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** Two halves of the pad that are held, one for each way. The pointers on them go to the controls: a thumb may slide from one to the other. */
export function HalvesPad(): ReactNode {
  return (
    <div className="pointer-events-none grid size-full grid-cols-2 divide-x divide-line-strong text-muted select-none">
      <Half icon={<ArrowLeft aria-hidden />} words="Hold for left" />
      <Half icon={<ArrowRight aria-hidden />} words="Hold for right" />
    </div>
  )
}

const Half = ({ icon, words }: { icon: ReactNode; words: string }): ReactNode => (
  <div className="grid place-content-center justify-items-center gap-1 text-sm [&_svg]:size-7 [&_svg]:stroke-[1.5]">
    {icon}
    {words}
  </div>
)
