/** Learning waits for them no longer, ms. */
const WAITS_MILLIS = 5000

/** The bytes of these weights; 'missing' where the server has none such, null where they cannot be had just now. */
export async function fetchWeights(hash: string): Promise<Uint8Array | 'missing' | null> {
  try {
    const response = await fetch(`/api/weights/${hash}`, { signal: AbortSignal.timeout(WAITS_MILLIS) })
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    return response.status === 404 ? 'missing' : null
  } catch {
    return null
  }
}
