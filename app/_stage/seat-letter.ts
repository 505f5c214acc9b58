/** The letter that a seat is known by, on the board and beside its name. */
export const seatLetter = (seat: number): string => String.fromCharCode('A'.charCodeAt(0) + seat)
