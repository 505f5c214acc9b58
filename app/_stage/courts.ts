import type { Task } from '../../game/core/task.ts'
import type { Court } from './court.ts'

/** The courts that are drawn, by the id of their task; each in a folder of its own, loaded when it is needed. */
const courts: Readonly<Record<string, () => Promise<Court>>> = {
  cartpole: async () => (await import('./cartpole/cartpole-court.ts')).cartpoleCourt,
  forage: async () => (await import('./forage/forage-court.ts')).forageCourt,
  maze: async () => (await import('./maze/maze-court.ts')).mazeCourt,
  mountaincar: async () => (await import('./mountaincar/mountaincar-court.ts')).mountaincarCourt,
  pendulum: async () => (await import('./pendulum/pendulum-court.ts')).pendulumCourt,
  pong: async () => (await import('./pong/pong-court.ts')).pongCourt,
  volley: async () => (await import('./volley/volley-court.ts')).volleyCourt,
  sumo: async () => (await import('./sumo/sumo-court.ts')).sumoCourt,
}

/** The court of a task; a plain one, made from what the task declares, where none is drawn yet. */
export async function openCourt(task: Task): Promise<Court> {
  const load = courts[task.id]
  return load ? load() : (await import('./plain/plain-court.ts')).plainCourt(task)
}

/** Fetches the code of a court, before there is a match to draw. */
export async function loadCourt(task: string): Promise<void> {
  await (await courts[task]?.())?.load()
}
