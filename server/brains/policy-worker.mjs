// Starts policy-worker.ts in a worker thread: tsx teaches TypeScript to the main thread only, so a thread has to be taught by itself.
import { register } from 'tsx/esm/api'

register()
await import('./policy-worker.ts')
