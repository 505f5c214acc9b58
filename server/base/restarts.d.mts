export interface RestartRule {
  delays: readonly number[]
  provedMs: number
}
export function restartAfter(
  rule: RestartRule,
  end: { ranMs: number; faults: number },
): { delay: number; faults: number; longest: boolean }
