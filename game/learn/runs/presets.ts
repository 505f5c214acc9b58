import { controlPresets } from './control-presets.ts'
import { gamePresets } from './game-presets.ts'
import { pixelPresets } from './pixel-presets.ts'
import type { Preset } from './preset.ts'
import { tablePresets } from './table-presets.ts'

/** Every plan of which there is evidence: what benchmarks run, and what the lab offers. */
export const presets: readonly Preset[] = [...controlPresets, ...gamePresets, ...pixelPresets, ...tablePresets]

/** Throws where there is no such preset. */
export function presetById(id: string): Preset {
  const preset = presets.find((each) => each.id === id)
  if (!preset) throw new Error(`There is no preset "${id}"`)
  return preset
}
