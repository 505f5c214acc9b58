import type { NextConfig } from 'next'

/** Headers, compression and the socket path belong to the processes that serve the pages (server/processes/web.ts); the code
 *  is checked by `npm run check`, so a build does not check it again. */
const config: NextConfig = {
  poweredByHeader: false,
  compress: false,
  reactStrictMode: true,
  devIndicators: false,
  typescript: { ignoreBuildErrors: true },
  // Addresses from which the development page may be opened besides localhost: any on a home network.
  allowedDevOrigins: ['127.0.0.1', '*.local', '192.168.*.*', '10.*.*.*'],
}

export default config
