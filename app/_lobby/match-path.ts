/** The address of a match's page. */
export const matchPath = (match: string, key?: string): string =>
  `/match/${match}${key ? `?key=${encodeURIComponent(key)}` : ''}`
