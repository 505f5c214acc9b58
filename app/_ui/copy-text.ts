/** Puts text on the clipboard, also over plain http where the Clipboard API does not exist; false when the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // denied: fall through to the old way
    }
  }
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('readonly', '')
  area.style.cssText = 'position:fixed;inset:0 auto auto 0;opacity:0'
  const before = document.activeElement
  ;(document.querySelector('[role=dialog]') ?? document.body).append(area)
  area.select()
  // Deprecated, and the only way without a secure context.
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
