/** A person has a rank from so many rated games on, against so many different opponents, one of them won: a board that one can enter with
 *  the help of a friend or a second account would say nothing. */
export const RANKED_GAMES = 10
export const RANKED_OPPONENTS = 5
