const KEY = 'sparring.save-offer'
const NEVER = 'never'

/** Whether the offer to save a partner stands on the result of this match: of the first one that asks, and of no other, unless it was
 *  declined. Where storage is blocked there is nothing that would remember it, and no offer. */
export function isOffered(match: string): boolean {
  try {
    const stood = localStorage.getItem(KEY)
    if (stood === null) localStorage.setItem(KEY, match)
    return stood === null || stood === match
  } catch {
    return false
  }
}

/** It is not wanted. */
export function neverOffer(): void {
  try {
    localStorage.setItem(KEY, NEVER)
  } catch {
    // Storage is blocked: then it is offered nowhere.
  }
}
