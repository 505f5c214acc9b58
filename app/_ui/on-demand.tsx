'use client'

import { useEffect, useReducer, type ComponentType, type ReactNode } from 'react'

/** A component whose code is fetched when it is first shown; `load` fetches it beforehand. Until it is there `Meanwhile` is shown, or
 *  nothing. Where it cannot come (offline), `Instead` is shown, and the next time tries again. */
export function onDemand<Props extends object>(
  fetchCode: () => Promise<ComponentType<Props>>,
  Instead: ComponentType<Props> | null = null,
  Meanwhile: ComponentType<Props> | null = null,
): ComponentType<Props> & { load: () => Promise<void> } {
  let loaded: ComponentType<Props> | null = null
  const load = async (): Promise<void> => {
    loaded ??= await fetchCode().catch(() => null)
  }
  function OnDemand(props: Props): ReactNode {
    const [tries, tried] = useReducer((count: number) => count + 1, 0)
    useEffect(() => {
      if (!loaded) void load().then(tried)
    }, [])
    const Shown = loaded ?? (tries > 0 ? Instead : Meanwhile)
    return Shown ? <Shown {...props} /> : null
  }
  return Object.assign(OnDemand, { load })
}
