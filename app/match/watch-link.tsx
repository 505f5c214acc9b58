'use client'

import { Check, Link2 } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { matchPath } from '../_lobby/match-path.ts'
import { IconButton } from '../_ui/button.tsx'
import { copyText } from '../_ui/copy-text.ts'
import { useToast } from '../_ui/toast.tsx'

/** Copies the link under which others can watch. */
export function WatchLink({ match, matchKey }: { match: string; matchKey: string | undefined }): ReactNode {
  const toast = useToast()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <IconButton
      label="Copy the link to watch"
      icon={copied ? <Check /> : <Link2 />}
      onClick={() => {
        const link = `${location.origin}${matchPath(match, matchKey)}`
        const copy = async (): Promise<void> => {
          const done = await copyText(link)
          setCopied(done)
          toast({ text: done ? 'Link copied: whoever opens it can watch.' : `Your browser would not copy it: ${link}` })
        }
        void copy()
      }}
    />
  )
}
