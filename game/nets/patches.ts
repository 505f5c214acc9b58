import { sizeOf, type LayerStep } from './spec.ts'

/** Which numbers of its input each place of a layer sees, in the order of the rows of its kernel: a dense layer is one place that sees all, a
 *  convolution one for each point that it puts out. */
export function patchesOf({ layer, from, to }: LayerStep): Uint32Array[] {
  if (layer.kind === 'dense') return [Uint32Array.from({ length: sizeOf(from) }, (_, i) => i)]
  const { kernel, stride } = layer
  const [, width, channels] = from as [number, number, number]
  const across = to[1]!
  const row = kernel * channels
  return Array.from({ length: to[0]! * across }, (_, place) => {
    const first = (Math.floor(place / across) * stride * width + (place % across) * stride) * channels
    return Uint32Array.from(
      { length: kernel * row },
      (_, i) => first + Math.floor(i / row) * width * channels + (i % row),
    )
  })
}
