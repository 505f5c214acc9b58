import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { WatchersChoice } from '../_settings/watchers-choice.tsx'
import { Link } from '../_ui/link.tsx'
import { PageHead } from '../_ui/page-head.tsx'
import { Section } from '../_ui/section.tsx'
import { KEPT_FOR, KEPT_HERE, KEPT_ON_SERVER, type Line, WATCHED } from './kept-words.ts'

export const metadata: Metadata = {
  title: 'What is kept, and who can watch',
  description:
    'What Sparring records of you, what stays in your browser, who can watch you play, and how to delete it.',
}

/** What is recorded of somebody and who can watch, in plain words. */
export default function Page(): ReactNode {
  return (
    <div className="page">
      <PageHead title="What is kept, and who can watch">
        There is no account. This browser holds a cookie with your name, and what you play is kept under it.
      </PageHead>
      <div className="grid gap-x-16 gap-y-14 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex max-w-3xl min-w-0 flex-col gap-14">
          <Section title="Who can watch">
            <Lines lines={WATCHED} />
            <div className="mt-6 max-w-prose">
              <WatchersChoice link={false} />
            </div>
          </Section>
          <Section title="What the server keeps">
            <Lines lines={KEPT_ON_SERVER} />
          </Section>
          <Section title="What stays in this browser">
            <Lines lines={KEPT_HERE} />
          </Section>
          <Section title="For how long">
            <Lines lines={KEPT_FOR} />
            <p className="mt-3 text-sm text-muted">
              These are the usual times; whoever runs this server can choose others.
            </p>
          </Section>
        </div>
        <div className="flex flex-col gap-12 lg:sticky lg:top-8 lg:self-start">
          <Section title="Take it along, delete it">
            <p className="text-muted">
              On{' '}
              <Link href="/me" className="text-fg underline decoration-line-strong underline-offset-4">
                your page
              </Link>{' '}
              you can download all that the server keeps of you as one file, or delete it. Your matches stay with those
              you played, under the name “Deleted player”. “Forget me” there deletes your ghost from this browser.
            </p>
          </Section>
        </div>
      </div>
    </div>
  )
}

function Lines({ lines }: { lines: readonly Line[] }): ReactNode {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {lines.map(({ what, text }) => (
        <div key={what} className="grid gap-x-8 gap-y-1 py-4 sm:grid-cols-[11rem_minmax(0,1fr)]">
          <dt className="font-[560]">{what}</dt>
          <dd className="text-muted">{text}</dd>
        </div>
      ))}
    </dl>
  )
}
