import type { RunPlan } from './run-plan.ts'

/** A plan that is known to learn: what it should reach, and what others published for it. */
export interface Preset {
  /** Names the task, and of what is special about it, and the algorithm: as its figures are called. */
  id: string
  plan: Omit<RunPlan, 'seed'>
  /** Its likeliest actions are judged, or, where that is said, drawn ones: who sees only what moves must move to see. */
  judged?: 'drawn'
  /** What counts in a match: its return, or whether it is won. */
  measure: 'return' | 'won'
  /** The mean over matches that the interquartile mean over seeds should reach at the end of the budget. */
  aim: number
  /** What others published, and where. */
  published: string
}
