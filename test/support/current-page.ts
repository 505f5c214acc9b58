import { PROTOCOL_VERSION } from '../../game/protocol/version.ts'
import { tasks } from '../../game/tasks/index.ts'

/** What a page of this version says of itself when it connects. */
export const CURRENT_PAGE = {
  protocol: PROTOCOL_VERSION,
  tasks: Object.fromEntries(tasks.map(({ id, version }) => [id, version])),
}
