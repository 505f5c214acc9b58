import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NextConfig } from 'next'

/** Headers belong to the process that serves the pages (server/processes/web.ts); the code is checked by `npm run check`, so a build
 *  does not check it again. */
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Titles stand in the head for everybody: a page is sent whole in any case (server/http/page-origin.ts).
  htmlLimitedBots: /.*/,
  devIndicators: false,
  // Our pictures are of the size they are shown in: nobody needs a service that computes others and keeps them on the disk.
  images: { unoptimized: true },
  // Without this, a lock file in a folder above would be taken for the project's. No slash at the end: changes would go unnoticed.
  turbopack: {
    root: dirname(fileURLToPath(import.meta.url)),
    // Writes no style element, which the content security policy forbids.
    resolveAlias: {
      'react-style-singleton': './app/_ui/style-singleton.ts',
      // What server/pick-schemas.mjs made of it before this build, half as large; the development page takes all of it.
      ...(process.env.NODE_ENV === 'production' ? { 'zod/mini': './node_modules/.sparring/zod-mini.mjs' } : {}),
    },
  },
  typescript: { ignoreBuildErrors: true },
  // Addresses from which the development page may be opened besides localhost: any on a home network.
  allowedDevOrigins: ['127.0.0.1', '*.local', '192.168.*.*', '10.*.*.*'],
}

export default config
