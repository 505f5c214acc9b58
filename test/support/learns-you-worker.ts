import { measureCell, type Cell } from './learns-you-cell.ts'

/** A child process that measures cells, one after another: takes a cell as a message, answers with its result. */
process.on('message', (cell: Cell) => {
  void measureCell(cell).then(
    (result) => process.send!({ result }),
    (error: unknown) =>
      process.send!({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.once('disconnect', () => process.exit(0))
