import { answerJobs } from './in-children.ts'
import { measureCell } from './learns-you-cell.ts'

// A child process that measures cells, one after another.
answerJobs(measureCell)
