'use client'

import NextLink from 'next/link'
import { useState, type ComponentProps, type ReactNode } from 'react'

/** A link to a page of ours. The page is fetched ahead when a mouse, a finger or the keyboard comes to the link, and not for every link
 *  that is in sight: a first visit would load the whole site. `prefetch={false}`: not even then. */
export function Link({
  onPointerEnter,
  onFocus,
  prefetch = null,
  ...rest
}: ComponentProps<typeof NextLink>): ReactNode {
  const [wanted, setWanted] = useState(false)
  return (
    <NextLink
      {...rest}
      prefetch={wanted ? prefetch : false}
      onPointerEnter={(event) => {
        setWanted(true)
        onPointerEnter?.(event)
      }}
      onFocus={(event) => {
        setWanted(true)
        onFocus?.(event)
      }}
    />
  )
}
