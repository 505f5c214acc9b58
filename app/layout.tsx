import figuresFont from '@fontsource-variable/saira/files/saira-latin-wght-normal.woff2'
import textFont from '@fontsource-variable/archivo/files/archivo-latin-standard-normal.woff2'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { BUILT_ORIGIN } from '../game/protocol/built-origin.ts'
import { SettingsButton } from './_settings/settings-button.tsx'
import { MatchBar } from './_lobby/match-bar.tsx'
import { Footer } from './_ui/footer.tsx'
import { Header } from './_ui/header.tsx'
import { OfflineBar } from './_ui/offline-bar.tsx'
import { settingsScript } from './_ui/settings.ts'
import { themeScript } from './_ui/theme.ts'
import { ToastProvider } from './_ui/toast.tsx'
import './globals.css'

const description = 'Play Pong against a partner that learns from you, while you play, in your own browser.'

export const metadata: Metadata = {
  // Pictures of shared links need a whole address.
  metadataBase: new URL(BUILT_ORIGIN),
  title: { default: 'Sparring', template: '%s · Sparring' },
  description,
  applicationName: 'Sparring',
  openGraph: { title: 'Sparring', description, siteName: 'Sparring', type: 'website' },
  twitter: { card: 'summary_large_image' },
  appleWebApp: { capable: true, title: 'Sparring', statusBarStyle: 'black-translucent' },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f1f3f7' },
    { media: '(prefers-color-scheme: dark)', color: '#080b13' },
  ],
}

/** The frame of every page: skip link, head, the page itself, foot, toasts. */
export default function RootLayout({ children }: { children: ReactNode }): ReactNode {
  // Asked for with the page, so that the first words are drawn in their own face.
  for (const font of [textFont, figuresFont])
    preload(font, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript + settingsScript }} />
      </head>
      <body className="flex flex-col">
        <a
          href="#main"
          className="fixed top-3 left-3 z-60 -translate-y-20 rounded-md bg-fg px-4 py-2.5 font-[580] text-ground focus:translate-y-0"
        >
          Skip to the content
        </a>
        <ToastProvider>
          <OfflineBar />
          <Header>
            <SettingsButton />
          </Header>
          <main id="main" tabIndex={-1} className="flex grow flex-col">
            {children}
          </main>
          <Footer />
          <MatchBar />
        </ToastProvider>
      </body>
    </html>
  )
}
