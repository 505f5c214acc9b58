export function missingFrom(lock: unknown): Record<string, object>
