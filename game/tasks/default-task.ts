/** The task that is played where nobody names one; here by itself so that a page can say it without the simulations. */
export const DEFAULT_TASK = 'pong'
