'use client'

import { Check, Copy, Share2 } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { Button, IconButton } from './button.tsx'
import { copyText } from './copy-text.ts'

/** What a device can do does not change while the page is open. */
const never = (): (() => void) => () => undefined

/** A link to hand to a friend: shown in full, copied with one press (plain http too), shared where the device can. */
export function CopyLink({ href, label, shareText }: { href: string; label: string; shareText?: string }): ReactNode {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const canShare = useSyncExternalStore(
    never,
    () => typeof navigator.share === 'function',
    () => false,
  )
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (state !== 'copied') return
    const timer = setTimeout(() => setState('idle'), 2500)
    return () => clearTimeout(timer)
  }, [state])

  const copy = async (): Promise<void> => {
    const copied = await copyText(href)
    setState(copied ? 'copied' : 'failed')
    if (!copied) field.current?.select()
  }
  return (
    <div>
      <div className="flex items-stretch gap-2">
        <input
          ref={field}
          readOnly
          aria-label={label}
          value={href}
          onFocus={(event) => event.currentTarget.select()}
          className="figures min-h-11 min-w-0 grow rounded-md border border-line-strong bg-transparent px-3.5 text-sm"
        />
        <Button
          icon={state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
          onClick={() => void copy()}
          className="min-w-28"
        >
          {state === 'copied' ? 'Copied' : 'Copy'}
        </Button>
        {canShare ? (
          <IconButton
            label="Share"
            icon={<Share2 />}
            onClick={() => void navigator.share({ url: href, text: shareText }).catch(() => undefined)}
          />
        ) : null}
      </div>
      <output className="mt-2 block min-h-5 text-sm text-muted">
        {state === 'copied'
          ? 'The link is on your clipboard.'
          : state === 'failed'
            ? 'Your browser would not copy it: it is selected, press Ctrl+C or ⌘C.'
            : ''}
      </output>
    </div>
  )
}
