import type { DatabaseOrTransaction, Transaction } from './connect.ts'

/** Why a name cannot be had: it is none, or somebody has it. */
export interface NameRefusal {
  reason: 'name' | 'taken'
  message: string
}

export const TAKEN = 'Somebody has this name, or one that looks like it: choose another one.'

/** Has whoever else wants a name that looks like this one wait until the transaction ends: people and partners share no index. */
export async function lockName(tx: Transaction, skeleton: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`name:${skeleton}`}, 0))`
}

/** Whether a person or a partner other than `but` has a name that looks like this one. */
export async function isTaken(tx: Transaction, skeleton: string, but: string): Promise<boolean> {
  const where = { skeleton, NOT: { id: but } }
  return (await tx.user.count({ where })) + (await tx.agent.count({ where })) > 0
}

/** Which of these skeletons are those of partners' own names. */
export async function partnersNames(db: DatabaseOrTransaction, skeletons: string[]): Promise<Set<string>> {
  const rows = await db.agent.findMany({ where: { skeleton: { in: skeletons } }, select: { skeleton: true } })
  return new Set(rows.flatMap(({ skeleton }) => skeleton ?? []))
}

/** What the agents that every Sparring has are called: nobody else may be. */
export async function houseNames(db: DatabaseOrTransaction): Promise<string[]> {
  const agents = await db.agent.findMany({ where: { kind: { in: ['house', 'builtin'] } }, select: { name: true } })
  return agents.map(({ name }) => name)
}
