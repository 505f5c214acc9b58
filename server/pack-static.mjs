// Compresses once, as small as it goes, what a build of the pages names by its content: the server sends it as it lies (http/packed-files.ts).
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const PACKED = /\.(js|css|json|svg|wasm)$/
/** Shorter files are not worth it, bytes. */
const MIN_BYTES = 1_000

/** Writes NAME.br and NAME.gz beside each such file of a folder and its folders. */
export async function packStatic(folder) {
  const [brotli, deflate] = [promisify(brotliCompress), promisify(gzip)]
  const names = await readdir(folder, { recursive: true })
  // Node compresses on threads of its own, a few at a time.
  await Promise.all(
    names
      .filter((name) => PACKED.test(name))
      .map(async (name) => {
        const bytes = await readFile(join(folder, name))
        if (bytes.length < MIN_BYTES) return
        const [br, gz] = await Promise.all([
          brotli(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
          deflate(bytes, { level: 9 }),
        ])
        await Promise.all([writeFile(join(folder, `${name}.br`), br), writeFile(join(folder, `${name}.gz`), gz)])
      }),
  )
}
