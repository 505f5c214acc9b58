export interface Line {
  what: string
  text: string
}

/** What is kept, with the tables of the database that it lies in (prisma/schema.prisma). */
export interface KeptLine extends Line {
  tables: readonly string[]
}

/** Who sees a match, by its kind. */
export const WATCHED: readonly Line[] = [
  {
    what: 'Ranked matches',
    text: 'Everybody, live and afterwards: what counts for the board can be looked at. The same holds for matches with the next person who wants one, and for raising the newborn of the day.',
  },
  {
    what: 'Sparring',
    text: 'Everybody too, unless you choose otherwise. Where you do, the match is listed nowhere and has a secret link: only those to whom you send it can watch, or see how it ended.',
  },
  {
    what: 'Invited friends',
    text: 'Only those who have the link of the match.',
  },
  {
    what: 'Your ghost',
    text: 'Nobody. A match against it is played in your browser alone, and no server hears of it.',
  },
  {
    what: 'Your public page',
    text: 'Shows your name, your ratings and scores, and the matches that everybody can watch. Whether your partner is on it, and whether others may play against it, you say on your own page.',
  },
]

/** What the server keeps of a person. */
export const KEPT_ON_SERVER: readonly KeptLine[] = [
  { what: 'Your name', text: 'And when you were first and last here. No e-mail, no password.', tables: ['User'] },
  {
    what: 'Your matches',
    text: 'Who played, how it ended, and a recording: each move of each player with its time, so that the result can be checked. From it we count how somebody plays, such as where they send the ball: their public page shows it.',
    tables: ['Match', 'MatchSeat'],
  },
  {
    what: 'Ratings and scores',
    text: 'And how they changed with each match.',
    tables: ['Rating', 'RatingHistory', 'Score'],
  },
  {
    what: 'Scores by day',
    text: 'In games that are ranked by score: what you scored on each of the last days, and which match was the best of it.',
    tables: ['ScoreDay'],
  },
  {
    what: 'Your partners',
    text: 'The numbers of their networks, which your browser sends as they learn, and earlier states of them, so that you can go back.',
    tables: ['Agent', 'Revision', 'Weights'],
  },
  { what: 'Newborns', text: 'What became of each one of the day that you raised.', tables: ['DailyAttempt'] },
  {
    what: 'A recovery link',
    text: 'Where you made one: that there is one and since when, and a fingerprint of it. The link itself is not kept.',
    tables: ['RecoveryLink'],
  },
  {
    what: 'That you left',
    text: 'Once you have deleted everything, your id and nothing else, so that an old cookie does not bring you back. The same of somebody who was shut out.',
    tables: ['Exclusion'],
  },
  {
    what: 'Your address',
    text: 'The network address that you come from is looked at while you are here, so that nobody takes all the room. It is not kept with what you play.',
    tables: [],
  },
]

/** With the names that it lies under in the browser's storage. */
export interface KeptHereLine extends Line {
  keys: readonly string[]
}

/** What is kept in the browser. */
export const KEPT_HERE: readonly KeptHereLine[] = [
  {
    what: 'Your ghost',
    text: 'The picture of how you play that your partner practises against: where you are, what you miss. It is made here, kept here, and sent to nobody.',
    keys: ['sparring.ghost.'],
  },
  {
    what: 'Your settings',
    text: 'Sound, colours, who can watch you spar, how hard it should be, whether “Under the hood” is open, and what this browser learns fastest with.',
    keys: [
      'sparring.settings',
      'sparring.theme',
      'sparring.difficulty',
      'sparring.under-the-hood',
      'sparring.fastest-backend',
    ],
  },
  {
    what: 'What was told once',
    text: 'That you have read what the dashed paddle is, and on the result of which match you were offered to save your partner.',
    keys: ['sparring.ghost-hint', 'sparring.save-offer'],
  },
  {
    what: 'For this tab',
    text: 'Which match you are in, how your partner has done in it so far, what you asked for when you got it, and that the page was loaded anew for a newer server. Gone with the tab.',
    keys: ['sparring.progress', 'sparring.asked-for', 'sparring.reloaded-for'],
  },
  {
    what: 'A cookie',
    text: 'Your id and your name, signed by the server, for 400 days. It is how the server knows you again. Nothing on these pages is fetched from anybody else.',
    keys: [],
  },
]

/** For how long the server keeps it, as config.ts and limits.ts have it. */
export const KEPT_FOR: readonly Line[] = [
  { what: 'Rated matches', text: 'For good, with their recordings.' },
  {
    what: 'Other matches',
    text: 'Your newest 200, and that of your best score; recordings of sparring for 90 days. One that was left within 20 seconds is gone after a day.',
  },
  {
    what: 'Earlier states',
    text: 'Of a partner: all of the last week, then the last one of each day, as far as there is room.',
  },
  { what: 'The daily board', text: '90 days.' },
  { what: 'Scores by day', text: '31 days, and as long the match that was the best of each day.' },
  {
    what: 'You',
    text: 'As long as you have a rating or a score. If you have neither, until you were away for a year, or for 30 days without any match.',
  },
  { what: 'That you left', text: '401 days: one more than a cookie lasts. A ban for as long as it holds.' },
]
