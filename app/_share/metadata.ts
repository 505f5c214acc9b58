import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { ORIGIN_HEADER } from '../../game/protocol/page-door.ts'
import type { Shared } from './words.ts'

/** For pages without a picture of their own. */
export const generalPicture = { images: [{ url: '/opengraph-image.png', width: 1200, height: 630 }] }

/** The metadata of a page that is rendered at each request, with the address under which it was asked for. shared: null where there is nothing that
 *  everybody may know. */
export async function metadataOf(
  path: string,
  shared: Pick<Shared, 'title' | 'description'> | null,
  otherwise: Metadata,
): Promise<Metadata> {
  const origin = (await headers()).get(ORIGIN_HEADER)
  const base = origin === null ? {} : { metadataBase: new URL(origin) }
  if (!shared) return { ...base, ...otherwise }
  const { title, description } = shared
  return {
    ...otherwise,
    ...base,
    title,
    description,
    openGraph: { ...otherwise.openGraph, title, description, siteName: 'Sparring', type: 'website', url: path },
  }
}
