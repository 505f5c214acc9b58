/** What a request asks for: the path as it was sent, and the query. */
export interface RequestTarget {
  pathname: string
  query: URLSearchParams
}

const MAX_LENGTH = 4_096
/** Printable ASCII without what URL parsers read in different ways: a backslash is a slash to some, `#` begins what is never sent. */
const PLAIN = /^\/(?:[!$-;=?-[\]_a-z~"%{|}<>^`])*$/i

/** The target of a request line (RFC 9112, 3.2.1), or null where it is none that this server answers: not a path with one slash at its
 *  start (`*`, `//`, `http://…`), over-long, with characters that belong escaped, or escaped ones that are not UTF-8 or are NUL. */
export function parseTarget(url: string | undefined): RequestTarget | null {
  if (url === undefined || url.length > MAX_LENGTH || !PLAIN.test(url)) return null
  const at = url.indexOf('?')
  const pathname = at < 0 ? url : url.slice(0, at)
  const search = at < 0 ? '' : url.slice(at + 1)
  if (pathname.includes('//') || !isText(pathname)) return null
  const query = new URLSearchParams(search)
  for (const [name, value] of query) if (`${name}${value}`.includes('\0')) return null
  return { pathname, query }
}

function isText(pathname: string): boolean {
  try {
    return !decodeURIComponent(pathname).includes('\0')
  } catch {
    return false
  }
}
