export function pickSchemas(root: string, output?: string): Promise<void>
