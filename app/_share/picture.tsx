import { ImageResponse } from 'next/og'
import type { CSSProperties, ReactElement } from 'react'
import { dataOf, type PageReply } from '../_api/read-api.ts'
import { archivoDisplay, archivoText, sairaNumeral } from './picture-fonts.ts'
import { drawnSign } from './drawn-sign.tsx'
import { COLOURS, LIGHTS, signColours, type Light } from './picture-colours.ts'
import { type SharedPicture, type Word } from './words.ts'

export const PICTURE = { width: 1200, height: 630 } as const

const fonts = [
  { name: 'display', data: archivoDisplay },
  { name: 'words', data: archivoText },
  { name: 'figures', data: sairaNumeral },
].map(({ name, data }) => ({ name, data: bytesOf(data), weight: 400 as const, style: 'normal' as const }))

/** What the faces here have letters for. Others would be asked for from somebody else's server. */
const DRAWABLE = /^[\u0020-\u007e\u00a0-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2212]*$/
const FIGURES = /^[\d :.,%±−–-]*$/

const nameless: Record<Light, string> = { human: 'A player', agent: 'An agent', plain: 'A match' }
const drawn: (word: Word) => Word = ({ text, light }) => ({
  light,
  text: DRAWABLE.test(text.normalize('NFC')) ? text.normalize('NFC') : nameless[light],
})

/** What of it can be drawn: a name in another script is one that is not said. */
function drawable({ task, lines, figures, note }: SharedPicture): SharedPicture {
  return {
    task,
    lines: lines.map(drawn),
    figures: figures.every(({ text }) => FIGURES.test(text)) ? figures : [],
    note: DRAWABLE.test(note) ? note : '',
  }
}

/** Pictures that were drawn last, by what is on them: links are passed on in bursts, and each drawing costs a good part of a second. */
const kept = new Map<string, Promise<ArrayBuffer>>()
const KEPT = 100

/** The picture of a shared link; the one that every Sparring has where there is nothing to show, where that is not known just now, and where too
 *  many wait to be drawn. Never fails for what is on it. */
export async function pictureReply(reply: PageReply<SharedPicture>): Promise<Response> {
  const picture = dataOf(reply)
  const own = picture && (await pictureOf(picture)?.catch(() => null))
  const door = globalThis.sparringPageDoor
  if (!own && reply !== 'missing') door?.sayStandIn()
  return new Response(own ?? door?.generalPicture, { headers: { 'Content-Type': 'image/png' } })
}

/** Null: too many wait. */
function pictureOf(picture: SharedPicture): Promise<ArrayBuffer> | null {
  const shown = drawable(picture)
  const key = JSON.stringify(shown)
  const bytes = kept.get(key) ?? globalThis.sparringPageDoor?.draw(() => draw(shown))
  if (!bytes) return null
  // Inserted again at the end: the order is that of use.
  kept.delete(key)
  kept.set(key, bytes)
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break
    kept.delete(oldest)
  }
  bytes.catch(() => kept.delete(key))
  return bytes
}

const draw = (picture: SharedPicture): Promise<ArrayBuffer> =>
  new ImageResponse(<Picture {...picture} />, { ...PICTURE, fonts }).arrayBuffer()

/** Lines get smaller with their length, and break where that is not enough. */
function sizeOf(lines: readonly Word[]): number {
  const longest = Math.max(...lines.map(({ text }) => text.length))
  const room = lines.length > 1 ? 104 : 124
  return Math.max(46, Math.min(room, Math.floor(1480 / Math.max(1, longest))))
}

function Picture({ task, lines, figures, note }: SharedPicture): ReactElement {
  const size = sizeOf(lines)
  const column: CSSProperties = { display: 'flex', flexDirection: 'column' }
  return (
    <div style={{ ...column, width: '100%', height: '100%', background: COLOURS.court, position: 'relative' }}>
      <Court task={task} lines={lines} />
      <div style={{ ...column, padding: '84px 130px 0 96px', height: '100%' }}>
        <Brand />
        <div style={{ ...column, marginTop: figures.length > 0 ? 40 : 76 }}>
          {lines.map((line, i) => (
            <div
              key={i}
              style={{
                display: 'flex',
                fontFamily: 'display',
                fontSize: size,
                lineHeight: 1.08,
                letterSpacing: '-0.025em',
                color: LIGHTS[line.light],
                maxWidth: 960,
                wordBreak: 'break-word',
              }}
            >
              {line.text}
            </div>
          ))}
        </div>
        {figures.length > 0 ? (
          <div style={{ display: 'flex', marginTop: 18, gap: 26 }}>
            {figures.map(({ text, light }, i) => (
              <div
                key={i}
                style={{ display: 'flex', fontFamily: 'figures', fontSize: 148, lineHeight: 1, color: LIGHTS[light] }}
              >
                {text}
              </div>
            ))}
          </div>
        ) : null}
        <div
          style={{
            display: 'flex',
            marginTop: 26,
            fontFamily: 'words',
            fontSize: 33,
            lineHeight: 1.3,
            color: COLOURS.muted,
            maxWidth: 860,
          }}
        >
          {note}
        </div>
      </div>
    </div>
  )
}

function Brand(): ReactElement {
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 14 }}>
      <svg width="42" height="42" viewBox="0 0 32 32">
        <rect x="4" y="13" width="4" height="14" rx="1" fill={COLOURS.person} />
        <rect x="24" y="5" width="4" height="14" rx="1" fill={COLOURS.agent} />
        <rect x="14" y="14" width="4" height="4" fill={COLOURS.ball} />
      </svg>
      <div style={{ display: 'flex', fontFamily: 'display', fontSize: 36, color: LIGHTS.plain }}>Sparring</div>
    </div>
  )
}

/** The court of the game on the right, which fades towards the words. */
function Court({ task, lines }: Pick<SharedPicture, 'task' | 'lines'>): ReactElement {
  const [first, second] = lines
  const place: CSSProperties = { position: 'absolute', left: 400, top: 65, opacity: 0.8 }
  return (
    <div style={{ display: 'flex', position: 'absolute', width: '100%', height: '100%' }}>
      {drawnSign(task, signColours(first?.light, second?.light), { width: 800, height: 500, style: place })}
      <div
        style={{
          position: 'absolute',
          width: '100%',
          height: '100%',
          background: `linear-gradient(90deg, ${COLOURS.court} 36%, ${COLOURS.court}00 80%)`,
        }}
      />
    </div>
  )
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer
}
