import { withColours } from '../../_share/picture-colours.ts'

/** The markup of a sign as a picture of its own, which knows none of the page's colours. colours: by their names on the page. */
export function signMarkup(markup: string, colours: Readonly<Record<string, string>>): string {
  return withColours(markup, colours).replace(
    '<svg',
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"',
  )
}

/** A sign as an image that can be drawn. markup: its SVG element. */
export async function pictureOfSign(
  markup: string,
  colours: Readonly<Record<string, string>>,
): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(signMarkup(markup, colours))}`
  await image.decode()
  return image
}
