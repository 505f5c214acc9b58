'use client'

import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { RecoverableView } from '../../game/protocol/http.ts'
import { findRecoverable, recover } from '../_api/actions.ts'
import { ApiError } from '../_api/fetch-api.ts'
import { useMe } from '../_api/use-api.ts'
import { Button, ButtonLink } from '../_ui/button.tsx'
import { BACK, DeadEnd } from '../_ui/dead-end.tsx'
import { Failure } from '../_ui/failure.tsx'
import { plural } from '../_ui/format.ts'
import { PageHead } from '../_ui/page-head.tsx'
import { Loading, Skeleton } from '../_ui/skeleton.tsx'
import { useToast } from '../_ui/toast.tsx'

type Found = RecoverableView | ApiError

const never = (): (() => void) => () => undefined

/** Asks whether somebody wants to be, in this browser, who their link says; nothing changes before they have said so. */
export function RecoverPage(): ReactNode {
  const secret = useSyncExternalStore(
    never,
    () => location.hash.slice(1),
    () => null,
  )
  const [found, setFound] = useState<Found | null>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (!secret) return
    let gone = false
    findRecoverable(secret).then(
      (view) => gone || setFound(view),
      (cause: unknown) => gone || setFound(cause instanceof ApiError ? cause : new ApiError(String(cause), 0, 'page')),
    )
    return () => {
      gone = true
    }
  }, [secret, turn])

  if (secret === '' || (found instanceof ApiError && [400, 404].includes(found.status)))
    return (
      <DeadEnd title="This link opens nothing" ways={[BACK]}>
        It was withdrawn, a newer one took its place, or a part of it got lost on the way. Make a new one on your own
        page, in the browser that still knows you.
      </DeadEnd>
    )
  if (found instanceof ApiError)
    return (
      <div className="mt-16">
        <h1 className="sr-only">Welcome back</h1>
        <Failure
          error={found}
          what="Your account"
          retry={() => {
            setFound(null)
            setTurn(turn + 1)
          }}
        />
      </div>
    )
  if (!found || !secret)
    return (
      <Loading label="Looking whose link this is">
        <PageHead title={<Skeleton className="h-[0.9em] w-[6em]" />} />
      </Loading>
    )
  return <Question found={found} secret={secret} />
}

function Question({ found, secret }: { found: RecoverableView; secret: string }): ReactNode {
  const [busy, setBusy] = useState(false)
  const here = useMe().data
  const toast = useToast()
  const { name, partners, same } = found
  const yes = async (): Promise<void> => {
    setBusy(true)
    try {
      await recover(secret)
      // The open connection still speaks for who was here before.
      location.replace('/me')
    } catch (cause) {
      toast({ tone: 'error', text: cause instanceof Error ? cause.message : 'That did not work. Try again.' })
      setBusy(false)
    }
  }
  if (same)
    return (
      <PageHead title="You are here already" actions={<ButtonLink href="/me">Your page</ButtonLink>}>
        This browser knows you as <b className="text-person-text">{name}</b>.
      </PageHead>
    )
  return (
    <PageHead
      title={
        <>
          Are you <span className="text-person-text">{name}</span>?
        </>
      }
      actions={
        <>
          <Button variant="primary" busy={busy} onClick={() => void yes()}>
            Yes, go on as {name}
          </Button>
          <ButtonLink href="/">No</ButtonLink>
        </>
      }
    >
      <p>
        This browser is {name} from then on{partners > 0 ? `, with ${plural(partners, 'partner')}` : ''}. Other devices
        stay as they are.
      </p>
      {here?.user && here.partners.length > 0 ? (
        <p className="mt-3">
          Here you are <b className="text-person-text">{here.user.name}</b> now, with{' '}
          {plural(here.partners.length, 'partner')}. To come back to that you need a link of its own:{' '}
          <ButtonLink href="/me#save" size="sm">
            save it first
          </ButtonLink>
        </p>
      ) : null}
    </PageHead>
  )
}
