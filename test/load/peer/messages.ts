/** The type of a message that holds an action; a number takes one byte where a name takes one a letter. */
export const INPUT = 0
