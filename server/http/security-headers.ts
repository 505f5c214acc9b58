/** Headers of every reply, from whichever process. Together they make the page cross-origin isolated (COOP, COEP, CORP), which it needs
 *  for shared memory; all assets are our own, so that costs nothing. */
export const securityHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
} as const

/** Of what the build names by its content: scripts, styles, fonts. None of it is a document. */
export const partHeaders = {
  'Cross-Origin-Embedder-Policy': securityHeaders['Cross-Origin-Embedder-Policy'],
  'Cross-Origin-Resource-Policy': securityHeaders['Cross-Origin-Resource-Policy'],
  'X-Content-Type-Options': securityHeaders['X-Content-Type-Options'],
} as const

/** Where browsers report what the policy forbade. By report-uri, which all of them know and send at once; report-to waits for a minute,
 *  and over plain http for ever. */
export const CSP_REPORT_PATH = '/api/csp-report'

/** The policy of a script's own reply, by which it lives as a worker: scripts and WebAssembly of ours, nothing from elsewhere. */
export const workerPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  `report-uri ${CSP_REPORT_PATH}`,
].join('; ')

/** The page's content security policy. Scripts: ours, and the inline ones that `scripts` names by nonce or hash
 *  (`'nonce-…'`, `'sha256-…'`). WebAssembly and workers of our own are allowed; nothing from elsewhere is.
 *  `dev`: the development page evaluates code and talks to its reloader. */
export function contentSecurityPolicy(options: { scripts: string[]; host: string; dev: boolean }): string {
  const { scripts, host, dev } = options
  // Safari before 15.4 does not count our own websocket as 'self'.
  const sockets = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${[...scripts, ...(dev ? ["'unsafe-eval'"] : [])].join(' ')}`.trimEnd(),
    // Style attributes are how React and the charts place things; no script can come in through them. The development page also writes
    // style elements.
    ...(dev ? ["style-src 'self' 'unsafe-inline'"] : ["style-src 'self'", "style-src-attr 'unsafe-inline'"]),
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${sockets}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `report-uri ${CSP_REPORT_PATH}`,
  ].join('; ')
}
