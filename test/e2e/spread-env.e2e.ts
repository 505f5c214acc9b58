import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { registry } from '../../game/tasks/index.ts'
import { securityHeaders } from '../../server/http/security-headers.ts'
import { digestOfSteps } from '../support/digest-of-steps.ts'
import { expect, test } from '../support/players.ts'
import type { StepsWish } from '../support/spread-in-page.ts'

const STEPS = 150

/** Serves an empty page that may share memory, and code bundled for it, each file under its own path. Returns its origin, and how to stop. */
async function serve(paths: readonly string[]): Promise<{ origin: string; close: () => void }> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const files = new Map<string, string>()
  for (const path of paths) {
    const bundle = await build({ entryPoints: [`${root}${path}`], bundle: true, write: false, format: 'esm' })
    files.set(`/${path}`, bundle.outputFiles[0]!.text)
  }
  const server = createServer(({ url = '/' }, response) => {
    const code = files.get(url)
    response.writeHead(200, { ...securityHeaders, 'Content-Type': code ? 'text/javascript' : 'text/html' })
    response.end(code)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as { port: number }
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() }
}

test('environments of every task on three threads in Chromium do what one thread does there and in Node', async ({
  page,
}) => {
  // Where the code of its workers lies is told from where its own does.
  const inPage = 'test/support/spread-in-page.ts'
  const { origin, close } = await serve([inPage, 'game/learn/practice/step-worker.ts'])
  await page.goto(origin)
  for (const task of [...registry.tasks, ...registry.lab])
    for (const observation of Object.keys(task.observations)) {
      const config = { observation, environments: 5, seed: 9 }
      const expected = digestOfSteps(new VectorEnv({ ...config, task }), STEPS)
      const wish: StepsWish = { ...config, task: task.id, version: task.version, steps: STEPS }
      const digests = await page.evaluate(
        ([path, told]) =>
          new Promise<number[]>((resolve, reject) => {
            const worker = new Worker(path, { type: 'module' })
            worker.addEventListener('message', ({ data }: MessageEvent<number[]>) => {
              worker.terminate()
              resolve(data)
            })
            worker.addEventListener('error', ({ message }) => reject(new Error(message)))
            worker.postMessage(told)
          }),
        [`/${inPage}`, wish] as const,
      )
      expect(digests, `${task.id}/${observation}`).toEqual([expected, expected])
    }
  close()
})
