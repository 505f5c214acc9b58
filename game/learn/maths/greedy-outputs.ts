/** What the worth of actions is multiplied by where it is given as logits, so that whoever draws by them nearly always takes the best: an action
 *  that is worth 0.01 less is drawn e⁻¹⁰ times as often. */
export const GREEDY_SCALE = 1000
