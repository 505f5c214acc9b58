import type { ReactNode } from 'react'

export default function HomePage(): ReactNode {
  return <h1 className="page display text-5xl">Play the one that learns you.</h1>
}
