'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { Task } from '../../../game/core/task.ts'
import { Button } from '../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../_ui/dialog.tsx'
import { useBackGuard } from './use-back-guard.ts'

/** What is lost by leaving a match. */
export interface Stake {
  leaver: Task['leaver']
  rated: boolean
}

const BACK = Symbol('back')

/** Asks before a match with something at stake is left, by its button, by a link of the page, or by Back. stake: null: nothing is, and nobody
 *  is asked. home: where Back leads to where there is nothing to go back to. Returns how to leave, and the dialog. */
export function useLeaveGuard(
  stake: Stake | null,
  leave: () => Promise<void>,
  home: string,
): { leaveTo: (href: string) => void; dialog: ReactNode } {
  const router = useRouter()
  const guarded = stake !== null
  const [wanted, setWanted] = useState<string | typeof BACK | null>(null)
  const goBack = useBackGuard(
    guarded,
    useCallback(() => setWanted(BACK), []),
  )

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

  const confirm = (): void => {
    setWanted(null)
    void leave().then(() => (typeof wanted === 'string' ? router.push(wanted) : goBack(() => router.push(home))))
  }
  const ends = stake?.leaver !== 'goes-on'
  const dialog = (
    <Dialog
      // The match may end while it is asked.
      open={guarded && wanted !== null}
      onOpenChange={(open) => open || setWanted(null)}
      title={ends ? 'Leave and lose this match?' : 'Leave and come last?'}
      description={stake ? stakeInWords(stake) : ''}
      footer={
        <>
          <DialogClose asChild>
            <Button>Keep playing</Button>
          </DialogClose>
          <Button variant="danger" onClick={confirm}>
            {ends ? 'Leave and lose' : 'Leave'}
          </Button>
        </>
      }
    />
  )
  return { leaveTo, dialog }
}

function stakeInWords({ leaver, rated }: Stake): string {
  if (leaver === 'goes-on')
    return rated
      ? 'It is rated and goes on without you: if you leave, you come last and lose some of your rating.'
      : 'It goes on without you: if you leave, you come last.'
  return rated
    ? 'It is rated: if you leave, you lose it and some of your rating.'
    : 'Somebody is playing with you: if you leave, you lose the match.'
}
