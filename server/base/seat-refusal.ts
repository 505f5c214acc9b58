/** Why a person gets no agent to play with, where it is for themselves to mend: code and sentence reach their page. Thrown in jobs, and
 *  again by its client in the game process. */
export class SeatRefusal extends Error {
  override readonly name = 'SeatRefusal'

  constructor(
    readonly code: SeatRefusalCode,
    message: string,
  ) {
    super(message)
  }
}

export type SeatRefusalCode =
  | 'too-many-partners'
  | 'no-earlier-self'
  | 'not-open'
  | 'no-newborn'
  | 'no-tries'
  | 'no-beginnings'
  | 'daily-full'
  | 'not-raised'
