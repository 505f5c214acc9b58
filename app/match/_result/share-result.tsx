'use client'

import { Check, Download, Link2, Share2 } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { matchPath } from '../../_lobby/match-path.ts'
import { signColours } from '../../_share/picture-colours.ts'
import { Button } from '../../_ui/button.tsx'
import { copyText } from '../../_ui/copy-text.ts'
import { useToast } from '../../_ui/toast.tsx'
import { Sign } from '../../_stage/signs.tsx'
import { CARD, drawShareCard, type ShareCard } from './share-card.ts'
import { pictureOfSign } from './sign-picture.ts'

const FILE = 'sparring.png'

/** The picture of a match, to save and to hand on, and its link. The page draws it: what is known of how a person plays goes nowhere unless they
 *  send it. */
export function ShareResult({
  card,
  task,
  match,
  matchKey,
}: {
  card: ShareCard
  /** The id of the game. */
  task: string
  match: string
  matchKey: string | undefined
}): ReactNode {
  const toast = useToast()
  const canvas = useRef<HTMLCanvasElement>(null)
  const sign = useRef<HTMLSpanElement>(null)
  const file = usePicture(canvas, sign, card)
  const [copied, setCopied] = useState(false)
  const link = `${location.origin}${matchPath(match, matchKey)}`
  const shared = file && { files: [file], text: `${card.title}. ${card.headline}`.trim(), url: link }
  const canShare = shared !== null && typeof navigator.canShare === 'function' && navigator.canShare(shared)
  const copy = async (): Promise<void> => {
    const done = await copyText(link)
    setCopied(done)
    if (!done) toast({ text: `Your browser would not copy it: ${link}` })
  }
  return (
    <section aria-label="Share this match">
      <figure>
        <figcaption className="sr-only">
          Picture of this match of {card.game}: {card.title},{' '}
          {card.sides.map(({ name, score }) => `${name} ${score}`).join(', ')} {card.unit}. {card.headline}
        </figcaption>
        <span ref={sign} hidden>
          <Sign task={task} />
        </span>
        <canvas
          ref={canvas}
          aria-hidden
          width={CARD.width}
          height={CARD.height}
          className="block h-auto w-full rounded-md border border-line"
        />
      </figure>
      <div className="mt-2 flex flex-wrap gap-2">
        {canShare ? (
          <Button
            size="sm"
            icon={<Share2 aria-hidden />}
            // Whoever closes the sheet of their device has shared nothing, and knows.
            onClick={() => void navigator.share(shared).catch(() => undefined)}
          >
            Share
          </Button>
        ) : null}
        <Button size="sm" icon={<Download aria-hidden />} disabled={!file} onClick={() => file && save(file)}>
          Save the picture
        </Button>
        <Button size="sm" icon={copied ? <Check aria-hidden /> : <Link2 aria-hidden />} onClick={() => void copy()}>
          {copied ? 'Link copied' : 'Copy the link'}
        </Button>
      </div>
    </section>
  )
}

/** Draws the picture once its letters are there; the file of it, null until then. */
function usePicture(
  canvas: { current: HTMLCanvasElement | null },
  sign: { current: HTMLElement | null },
  card: ShareCard,
): File | null {
  const [file, setFile] = useState<File | null>(null)
  // What is on it, so that it is drawn anew only where that changes.
  const content = JSON.stringify(card)
  useEffect(() => {
    let isShown = true
    const draw = async (): Promise<void> => {
      const shown = JSON.parse(content) as ShareCard
      const picture = await pictureOfSign(
        sign.current!.innerHTML,
        signColours(shown.sides[0]?.kind, shown.sides[1]?.kind),
      )
      await document.fonts.ready
      const context = canvas.current?.getContext('2d')
      if (!context || !isShown) return
      drawShareCard(context, shown, picture)
      canvas.current?.toBlob((blob) => {
        if (blob && isShown) setFile(new File([blob], FILE, { type: blob.type }))
      })
    }
    void draw()
    return () => {
      isShown = false
    }
  }, [canvas, sign, content])
  return file
}

function save(file: File): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  URL.revokeObjectURL(address)
}
