import { Children, createElement, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react'
import { Sign } from '../_stage/signs.tsx'
import { withColours } from './picture-colours.ts'

type Props = Readonly<Record<string, unknown>>

/** The sign of a game for a drawer of pictures that knows neither components nor the page's colours: one SVG element with all that is in it.
 *  colours: by their names on the page; attributes: where it stands. */
export function drawnSign(task: string, colours: Readonly<Record<string, string>>, attributes: Props): ReactElement {
  const [sign] = plain(<Sign task={task} />, colours)
  const { className: _, ...props } = (sign as ReactElement<Props>).props
  return createElement('svg', { ...props, ...attributes })
}

/** What a tree draws, without components and fragments. */
function plain(node: ReactNode, colours: Readonly<Record<string, string>>): ReactNode[] {
  return Children.toArray(node).flatMap((child) => {
    if (!isValidElement<Props>(child)) return [child]
    const { type, props, key } = child
    if (typeof type === 'function') return plain((type as (given: Props) => ReactNode)(props), colours)
    const within = plain(props['children'] as ReactNode, colours)
    if (Object.is(type, Fragment)) return within
    const said = Object.entries(props).map(([name, value]) => [
      name,
      typeof value === 'string' ? withColours(value, colours) : value,
    ])
    return [createElement(type, { ...Object.fromEntries(said), key }, ...within)]
  })
}
