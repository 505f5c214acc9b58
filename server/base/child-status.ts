/** How a child process of the server is, as the health page tells it. */
export type ChildState = 'starting' | 'ready' | 'restarting' | 'stopped'

export interface ChildStatus {
  state: ChildState
  restarts: number
  pid: number | null
}
