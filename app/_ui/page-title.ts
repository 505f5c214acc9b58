/** A title that a part of a page wants in place of the page's own, which may come after it. */
export class PageTitle {
  private own = ''
  private written: string | null = null
  private owner: string | null = null

  constructor(private readonly page: { title: string }) {}

  /** owner: who wants it; null from whoever wanted one last puts the page's own back. */
  show(owner: string, title: string | null): void {
    if (title === null && owner !== this.owner) return
    if (this.page.title !== this.written) this.own = this.page.title
    const wanted = title ?? this.own
    if (this.page.title !== wanted) this.page.title = wanted
    this.written = title
    this.owner = title === null ? null : owner
  }
}
