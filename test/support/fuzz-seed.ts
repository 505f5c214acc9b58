import fc from 'fast-check'

/** Property tests draw the same cases at each run, so that a change and nothing else makes them fail. `FUZZ_SEED=random npm run check`
 *  looks for new ones, and `FUZZ_SEED=123` repeats some; a seed that fails is kept in its test as a past failure. */
const asked = process.env['FUZZ_SEED']
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 1) })
