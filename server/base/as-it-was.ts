/** How the name in the seat of a partner ends that plays as it was at an earlier revision. Nobody's own name ends like this. */
export const AS_IT_WAS = ', as it was'
