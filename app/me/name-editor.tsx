'use client'

import { Pencil } from 'lucide-react'
import { useState, type FormEvent, type ReactNode } from 'react'
import { NAME_LENGTH } from '../../game/protocol/http.ts'
import { rename } from '../_api/actions.ts'
import { Button, IconButton } from '../_ui/button.tsx'
import { useToast } from '../_ui/toast.tsx'

const focusOnce = (element: HTMLElement | null): void => element?.focus()

/** My name as the title of my page, and a field to change it. */
export function NameEditor({ name }: { name: string }): ReactNode {
  const [draft, setDraft] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const toast = useToast()
  const [edited, setEdited] = useState(false)

  if (draft === null)
    return (
      <span className="flex items-center gap-3 text-person-text">
        <span className="min-w-0 break-words">{name}</span>
        <IconButton
          // Once the field is gone the focus belongs where it came from.
          ref={edited ? focusOnce : undefined}
          label="Change your name"
          icon={<Pencil />}
          onClick={() => {
            setEdited(true)
            setDraft(name)
          }}
        />
      </span>
    )

  const close = (): void => {
    setDraft(null)
    setProblem(null)
  }
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const wish = draft.trim()
    if (wish === '') return setProblem(`A name has ${NAME_LENGTH.min} to ${NAME_LENGTH.max} characters.`)
    if (wish === name) return close()
    setBusy(true)
    try {
      await rename(wish)
      toast({ text: `You are ${wish} now.`, undo: () => void rename(name).catch(() => undefined) })
      close()
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : 'The name could not be changed. Try again.')
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      onSubmit={(event) => void save(event)}
      className="text-base font-normal [font-stretch:100%] [letter-spacing:0]"
    >
      <label htmlFor="name" className="mb-1.5 block text-sm text-muted">
        Your name, {NAME_LENGTH.min} to {NAME_LENGTH.max} characters; nobody else may have one that looks like it
      </label>
      <div className="flex flex-wrap gap-3">
        <input
          id="name"
          // The field replaces the button that was pressed, so the focus belongs here.
          ref={focusOnce}
          value={draft}
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby="name-problem"
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && close()}
          className="min-h-11 w-72 max-w-full grow rounded-md border border-line-strong aria-invalid:border-danger bg-transparent px-3.5 text-lg font-[580] text-person-text"
        />
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
        <Button onClick={close}>Cancel</Button>
      </div>
      <p id="name-problem" aria-live="polite" className="mt-2 min-h-6 text-sm text-danger">
        {problem}
      </p>
    </form>
  )
}
