'use client'

import { Moon, Sun, SunMoon } from 'lucide-react'
import { useSyncExternalStore, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { applyTheme, onThemeChange, storedTheme, type Theme } from './theme.ts'

const order: readonly Theme[] = ['system', 'light', 'dark']
const names = { system: 'as the system', light: 'light', dark: 'dark' }
const icons = { system: SunMoon, light: Sun, dark: Moon }

/** Walks through the themes: as the system, light, dark. */
export function ThemeToggle(): ReactNode {
  const theme = useSyncExternalStore(onThemeChange, storedTheme, () => 'system' as const)
  const next = order[(order.indexOf(theme) + 1) % order.length]!
  const Icon = icons[theme]
  return (
    <IconButton
      label={`Theme: ${names[theme]}. Change to ${names[next]}.`}
      icon={<Icon />}
      onClick={() => applyTheme(next)}
    />
  )
}
