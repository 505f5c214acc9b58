import { answerJobs } from './in-children.ts'
import { learn } from './learn-job.ts'

// A child process that trains, one job after another.
answerJobs(learn)
