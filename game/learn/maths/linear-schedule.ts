/** What goes in a straight line from `first` to `last` while `at` goes from 0 to `over`, and stays there; `last` from the start where `over` is 0. */
export const linearSchedule = (first: number, last: number, over: number, at: number): number =>
  at >= over ? last : first + ((last - first) * at) / over
