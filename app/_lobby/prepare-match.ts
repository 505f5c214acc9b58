import { loadSocket } from '../_net/load-socket.ts'
import { loadCourt } from '../_stage/courts.ts'
import { savesData } from '../_ui/when-idle.ts'
import { PlayDialogs } from './play-dialogs-on-demand.tsx'

/** Fetches the code of the connection and of the lobby's dialogs: somebody is about to press a button that starts a match. task: which court
 *  is fetched too, where that is known · learns: starts the trainer's worker too, where something will learn, unless few bytes are wanted. */
export function prepareToPlay(task: string | null = null, learns = false): void {
  // What cannot be fetched now is fetched, and reported, when it is needed.
  loadSocket().catch(() => undefined)
  if (savesData()) void PlayDialogs.load()
  else prepareMatch(task, learns)
}

/** Fetches the code that draws the court of a task (null: not known yet), and starts the trainer's worker where the match will have something
 *  to learn from, while the server looks for the match. */
export function prepareMatch(task: string | null, learns: boolean): void {
  void PlayDialogs.load()
  if (task) loadCourt(task).catch(() => undefined)
  if (learns)
    import('../_trainer/trainer-client.ts').then(
      ({ warmTrainer }) => warmTrainer(),
      () => undefined,
    )
}
