/** Loads what a found match is heard with. To be called once somebody has pressed a button, since only then browsers let a page sound. */
export async function prepareToAnnounce(): Promise<void> {
  const { pageInstrument } = await import('../_stage/instrument.ts')
  pageInstrument().unlock()
}

/** A match was found for somebody who waited, perhaps in another tab: it is heard. */
export async function announceMatch(): Promise<void> {
  const [{ pageInstrument }, { foundNotes }] = await Promise.all([
    import('../_stage/instrument.ts'),
    import('../_stage/notes.ts'),
  ])
  pageInstrument().play(foundNotes())
}
