'use client'

import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { NAME_LENGTH } from '../../game/protocol/http.ts'
import { Button } from './button.tsx'

const focusOnce = (element: HTMLElement | null): void => element?.focus()

/** A field for a name. `save` throws a sentence that says why the name cannot be had; `mayBeEmpty`: an empty one is a wish as well. */
export function NameForm({
  label,
  name,
  tone,
  mayBeEmpty = false,
  save,
  close,
}: {
  label: string
  name: string
  tone: 'person' | 'agent'
  mayBeEmpty?: boolean
  save: (wish: string) => Promise<void>
  close: () => void
}): ReactNode {
  const id = useId()
  const [draft, setDraft] = useState(name)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const wish = draft.trim()
    if (wish === '' && !mayBeEmpty) return setProblem(`A name has ${NAME_LENGTH.min} to ${NAME_LENGTH.max} characters.`)
    if (wish === name) return close()
    setBusy(true)
    try {
      await save(wish)
      close()
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : 'The name could not be changed. Try again.')
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="text-base font-normal [font-stretch:100%] [letter-spacing:0]"
    >
      <label htmlFor={id} className="mb-1.5 block text-sm text-muted">
        {label}
      </label>
      <div className="flex flex-wrap gap-3">
        <input
          id={id}
          // The field replaces the button that was pressed, so the focus belongs here.
          ref={focusOnce}
          value={draft}
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-problem`}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && close()}
          className={`min-h-11 w-72 max-w-full grow rounded-md border border-line-strong aria-invalid:border-danger bg-transparent px-3.5 text-lg font-[580] ${tone === 'person' ? 'text-person-text' : 'text-agent-text'}`}
        />
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
        <Button onClick={close}>Cancel</Button>
      </div>
      <p id={`${id}-problem`} aria-live="polite" className="mt-2 min-h-6 text-sm text-danger">
        {problem}
      </p>
    </form>
  )
}
