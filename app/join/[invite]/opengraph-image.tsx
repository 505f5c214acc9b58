import { readKnownHere } from '../../_api/read-api.ts'
import { PICTURE, pictureReply } from '../../_share/picture.tsx'
import { aboutInvite } from '../../_share/words.ts'

export const alt = 'An invitation to play on Sparring'
export const size = PICTURE
export const contentType = 'image/png'

/** The picture of an invitation's link. */
export default async function InvitePicture(): Promise<Response> {
  const known = await readKnownHere()
  return pictureReply(known && 'host' in known ? { data: aboutInvite(known).picture } : 'missing')
}
