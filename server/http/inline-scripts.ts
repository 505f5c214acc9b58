import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Says which inline scripts of a page are the built page's own: `'sha256-…'` sources for a content security policy. */
export type InlineScripts = (pathname: string) => string[]

/** Reads the pages that were rendered when they were built, in `folder` (`.next/server/app`), and hashes their inline scripts. They
 *  cannot carry a nonce, because they are the same bytes for everyone. Pages rendered at each request have a nonce, and the scripts
 *  that all pages share. */
export async function readInlineScripts(folder: string): Promise<InlineScripts> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.html'))
  const pages = new Map<string, string[]>()
  for (const file of files) {
    const path = `/${file.slice(0, -'.html'.length).replaceAll('\\', '/')}`
    pages.set(path === '/index' ? '/' : path, hashes(await readFile(join(folder, file), 'utf8')))
  }
  const all = [...pages.values()]
  const shared = (all[0] ?? []).filter((hash) => all.every((page) => page.includes(hash)))
  // Any address may turn out to be none, or a fault.
  const fallback = [...pages].filter(([path]) => path.startsWith('/_') || path === '/500').flatMap(([, list]) => list)
  return (pathname) => pages.get(pathname) ?? [...new Set([...shared, ...fallback])]
}

/** The sources that allow the inline scripts of an HTML page. */
export function hashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)]
  const sources = scripts.map(([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return [...new Set(sources)]
}
