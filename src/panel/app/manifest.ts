import type { Visit } from '../visit.ts'
import { appFile } from './app-files.ts'
import { appTexts } from './app-texts.ts'

/** Of the header, around the page of an app that stands on its own. */
export const themeColor = '#161b26'

/** What a phone has to know to put the page among its apps (W3C Web Application Manifest). */
export function toManifest({ base, language, policy: { appName, siteName } }: Visit) {
  const address = `${base}/app`
  return {
    id: address,
    name: appName,
    short_name: appName,
    description: appTexts[language].description(siteName),
    lang: language,
    start_url: address,
    scope: address,
    display: 'standalone',
    theme_color: themeColor,
    background_color: themeColor,
    icons: iconsOf(base),
  }
}

/** The key stands far enough from the edges for every phone's own shape of icons. */
function iconsOf(base: string) {
  const drawn = { src: appFile(base, 'icon.svg'), sizes: 'any', type: 'image/svg+xml' }
  const small = { src: appFile(base, 'icon-192.png'), sizes: '192x192', type: 'image/png' }
  const large = { src: appFile(base, 'icon-512.png'), sizes: '512x512', type: 'image/png' }
  return [drawn, small, large, { ...large, purpose: 'maskable' }]
}
