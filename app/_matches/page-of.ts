/** The address of whoever sat in a seat, where there is a page to be seen. */
export function pageOf(seat: { kind: 'human' | 'agent'; id: string | null; page: boolean }): { href?: string } {
  if (!seat.page || seat.id === null) return {}
  return { href: seat.kind === 'agent' ? `/agent/${seat.id}` : `/player/${seat.id}` }
}
