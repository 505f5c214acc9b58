import { AgentView } from '../../../game/protocol/http.ts'
import { agentPath } from '../../_api/api-paths.ts'
import { mapReply, readPublic } from '../../_api/read-api.ts'
import { PICTURE, pictureReply } from '../../_share/picture.tsx'
import { aboutAgent } from '../../_share/words.ts'

export const alt = 'An agent on Sparring: its name and how it stands'
export const size = PICTURE
export const contentType = 'image/png'

/** The picture of a link to an agent. */
export default async function AgentPicture({ params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const reply = await readPublic(AgentView, agentPath((await params).id))
  return pictureReply(mapReply(reply, (view) => aboutAgent(view).picture))
}
