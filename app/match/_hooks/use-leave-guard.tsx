'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { Task } from '../../../game/core/task.ts'
import { Button } from '../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../_ui/dialog.tsx'

/** Asks before a rated match is left, by its button or by a link of the page. loses: what leaving does; null: nothing, and nobody is asked.
 *  Returns how to leave, and the dialog. */
export function useLeaveGuard(
  loses: Task['leaver'] | null,
  leave: () => Promise<void>,
): { leaveTo: (href: string) => void; dialog: ReactNode } {
  const router = useRouter()
  const guarded = loses !== null
  const [wanted, setWanted] = useState<string | null>(null)

  const leaveTo = useCallback(
    (href: string) => {
      if (guarded) setWanted(href)
      else void leave().then(() => router.push(href))
    },
    [guarded, leave, router],
  )

  useEffect(() => {
    if (!guarded) return
    const clicked = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      const href = link?.getAttribute('href')
      if (!href?.startsWith('/') || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      event.stopPropagation()
      setWanted(href)
    }
    const unload = (event: BeforeUnloadEvent): void => event.preventDefault()
    document.addEventListener('click', clicked, true)
    window.addEventListener('beforeunload', unload)
    return () => {
      document.removeEventListener('click', clicked, true)
      window.removeEventListener('beforeunload', unload)
    }
  }, [guarded])

  const dialog = (
    <Dialog
      open={wanted !== null}
      onOpenChange={(open) => open || setWanted(null)}
      title={loses === 'goes-on' ? 'Leave and come last?' : 'Leave and lose this match?'}
      description={
        loses === 'goes-on'
          ? 'It is rated and goes on without you: who leaves comes last, and loses rating for it.'
          : 'It is rated: who leaves loses it, and the rating with it.'
      }
      footer={
        <>
          <DialogClose asChild>
            <Button>Keep playing</Button>
          </DialogClose>
          <Button
            variant="danger"
            onClick={() => {
              const href = wanted ?? '/'
              setWanted(null)
              void leave().then(() => router.push(href))
            }}
          >
            {loses === 'goes-on' ? 'Leave' : 'Leave and lose'}
          </Button>
        </>
      }
    />
  )
  return { leaveTo, dialog }
}
