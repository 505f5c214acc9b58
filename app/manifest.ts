import type { MetadataRoute } from 'next'

/** How the page presents itself when it is put on a home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Sparring',
    short_name: 'Sparring',
    description: 'Pong against a partner that learns from you, while you play.',
    start_url: '/',
    display: 'standalone',
    orientation: 'any',
    background_color: '#080b13',
    theme_color: '#080b13',
    icons: [
      { src: '/icon.svg', type: 'image/svg+xml', sizes: 'any' },
      { src: '/apple-icon.png', type: 'image/png', sizes: '180x180' },
    ],
  }
}
