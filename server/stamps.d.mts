export function buildIsCurrent(root: string, what: 'pages' | 'server'): Promise<boolean>
