/** Points to win, as the page offers them. */
export const TARGETS = [3, 5, 11, 21] as const

/** The longest reaction delay that can be chosen in sparring, in ticks. */
export const MAX_REACTION_TICKS = 18
