/** The open pages of each member of a room, oldest first, of which there may be so many. */
export class RoomPages<Page extends { replace(): void }> {
  readonly #max: number;
  readonly #pages = new Map<string, Page[]>();

  constructor(max: number) {
    this.#max = max;
  }

  add(member: string, page: Page): void {
    const pages = [...(this.#pages.get(member) ?? []), page];
    this.#pages.set(member, pages);
    if (pages.length > this.#max) pages[0]?.replace();
  }

  remove(member: string, page: Page): void {
    const rest = (this.#pages.get(member) ?? []).filter((one) => one !== page);
    if (rest.length > 0) this.#pages.set(member, rest);
    else this.#pages.delete(member);
  }
}
