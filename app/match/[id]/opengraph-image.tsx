import { mapReply } from '../../_api/read-api.ts'
import { PICTURE, pictureReply } from '../../_share/picture.tsx'
import { sharedMatch } from './shared-match.ts'

export const alt = 'A match on Sparring: who plays and how it ended'
export const size = PICTURE
export const contentType = 'image/png'

/** The picture of a link to a match. */
export default async function MatchPicture({ params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return pictureReply(mapReply(await sharedMatch((await params).id), ({ picture }) => picture))
}
