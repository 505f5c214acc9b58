/** How a person plays. Heights and errors are in units of the court (a paddle returns what is within 10 of its middle); upwards is positive,
 *  whichever side they sit on. */
export interface Style {
  /** Standard deviation of the height at which they expect a ball, drawn once for each that comes. */
  aimError: number
  /** Added to it for the fastest balls, and in proportion for faster ones than a serve. */
  fastError: number
  /** A region of heights in which they misjudge more, by this standard deviation. */
  weakness: { from: number; to: number; error: number } | null
  /** How much of its slope they believe that a ball keeps off the wall: 1 is right. They see what is so once it has bounced. */
  bounce: number
  /** Share of the balls that they lose sight of: they expect it anywhere within `blunderError` of where it comes. */
  blunders: number
  blunderError: number
  /** The most decisions by which they start late for a ball; each number of them is as likely. */
  hesitation: number
  /** How near to where they want to be is near enough. */
  deadZone: number
  /** Their paddle's middle stays between these heights. */
  lowest: number
  highest: number
  /** They meet the ball so far below the ball's height on the mean, which sends it upwards, and differ from ball to ball by so much each way. */
  lean: number
  spread: number
  /** They run for the ball once it is nearer than this, from −66 (never) to 66 (always); until then they stand where they expect it. */
  trusts: number
  /** Where they wait for the next ball: at home, or where the last one came, or on the other side of the middle. */
  expects: 'home' | 'same' | 'mirror'
  home: number
  /** Where they wait in the rally after a lost or a won point instead; null: as always. */
  homeAfterLost: number | null
  homeAfterWon: number | null
  /** Factor of all errors in the rally after a lost point. */
  shaken: number
}

/** What is somebody's own; as everybody's where it is missing. */
export interface Traits {
  reactionTicks?: number
  /** Until half of the play is over, where they then change their way. */
  first?: Partial<Style>
  style: Partial<Style>
}

/** Somebody without habits, who is neither strong nor weak. */
export const plainStyle: Style = {
  aimError: 5,
  fastError: 0,
  weakness: null,
  bounce: 1,
  blunders: 0,
  blunderError: 0,
  hesitation: 2,
  deadZone: 4,
  lowest: -71,
  highest: 71,
  lean: 0,
  spread: 5,
  trusts: 66,
  expects: 'home',
  home: 0,
  homeAfterLost: null,
  homeAfterWon: null,
  shaken: 1,
}
