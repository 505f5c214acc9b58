import { useEffect, type FC } from 'react'

interface Sheet {
  sheet: CSSStyleSheet
  users: number
}

/** Stands in for the package react-style-singleton (next.config.ts), with which Radix' dialogs keep the page behind them from scrolling: it
 *  writes a style element, which our content security policy forbids. A style sheet made by script is allowed. */
export function styleSingleton(): FC<{ styles: string; dynamic?: boolean }> {
  const sheets = new Map<string, Sheet>()
  return function Style({ styles }) {
    useEffect(() => {
      const known = sheets.get(styles)
      const mine = known ?? { sheet: new CSSStyleSheet(), users: 0 }
      if (!known) {
        mine.sheet.replaceSync(styles)
        sheets.set(styles, mine)
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, mine.sheet]
      }
      mine.users++
      return () => {
        if (--mine.users > 0) return
        sheets.delete(styles)
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== mine.sheet)
      }
    }, [styles])
    return null
  }
}
