import { PlayerView } from '../../../game/protocol/http.ts'
import { playerPath } from '../../_api/api-paths.ts'
import { mapReply, readPublic } from '../../_api/read-api.ts'
import { PICTURE, pictureReply } from '../../_share/picture.tsx'
import { aboutPlayer } from '../../_share/words.ts'

export const alt = 'A player on Sparring: their name and how they stand'
export const size = PICTURE
export const contentType = 'image/png'

/** The picture of a link to a person. */
export default async function PlayerPicture({ params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const reply = await readPublic(PlayerView, playerPath((await params).id))
  return pictureReply(mapReply(reply, (view) => aboutPlayer(view).picture))
}
