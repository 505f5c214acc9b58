import { Fragment, type ReactNode } from 'react'

/** Two keys stand on each other, as they do in the hand; more stand in a row. */
const STACKED = 2

/** Keys as they look on a keyboard; groups of them do the same. */
export function Keys({ groups }: { groups: readonly (readonly string[])[] }): ReactNode {
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
      {groups.map((keys, i) => (
        <Fragment key={keys.join()}>
          {i > 0 ? <span className="text-xs text-faint">or</span> : null}
          <span className={keys.length <= STACKED ? 'flex flex-col gap-1' : 'flex max-w-52 flex-wrap gap-1'}>
            {keys.map((key) => (
              <Key key={key}>{key}</Key>
            ))}
          </span>
        </Fragment>
      ))}
    </span>
  )
}

export function Key({ children }: { children: ReactNode }): ReactNode {
  return (
    <kbd className="figures grid h-7 min-w-7 place-items-center rounded-sm border border-b-2 border-line-strong bg-raised px-1.5 text-sm text-fg">
      {children}
    </kbd>
  )
}
