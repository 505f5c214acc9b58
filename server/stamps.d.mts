export function buildIsCurrent(root: string, what: 'pages' | 'server'): Promise<boolean>
export function hashOf(root: string, paths: string[]): Promise<string>
