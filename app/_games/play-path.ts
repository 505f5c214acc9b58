/** The address of a game's own page. */
export const playPath = (task: string): string => `/play/${encodeURIComponent(task)}`
