'use client'

import { Pencil } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { NAME_LENGTH } from '../../game/protocol/http.ts'
import { rename } from '../_api/actions.ts'
import { IconButton } from '../_ui/button.tsx'
import { NameForm } from '../_ui/name-form.tsx'
import { useToast } from '../_ui/toast.tsx'

const focusOnce = (element: HTMLElement | null): void => element?.focus()

/** My name as the title of my page, and a field to change it. */
export function NameEditor({ name }: { name: string }): ReactNode {
  const [editing, setEditing] = useState(false)
  const [edited, setEdited] = useState(false)
  const toast = useToast()
  if (!editing)
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
            setEditing(true)
          }}
        />
      </span>
    )
  return (
    <NameForm
      label={`Your name, ${NAME_LENGTH.min} to ${NAME_LENGTH.max} characters; nobody else may have one that looks like it`}
      name={name}
      tone="person"
      close={() => setEditing(false)}
      save={async (wish) => {
        await rename(wish)
        toast({ text: `You are ${wish} now.`, undo: () => void rename(name).catch(() => undefined) })
      }}
    />
  )
}
