'use client'

import { useSyncExternalStore } from 'react'
import { onSettingsChange, onStillChange, settings, usualSettings, wantsStill, type Settings } from './settings.ts'
import { onThemeChange, storedTheme, type Theme } from './theme.ts'

/** What is chosen on this device; the usual on the server. */
export const useSettings = (): Settings => useSyncExternalStore(onSettingsChange, settings, () => usualSettings)

/** The theme chosen on this device. */
export const useTheme = (): Theme => useSyncExternalStore(onThemeChange, storedTheme, () => 'system' as const)

/** Whether little motion is wanted. */
export const useStill = (): boolean => useSyncExternalStore(onStillChange, wantsStill, () => false)
