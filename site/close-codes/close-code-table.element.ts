import { closeCodeOrder, type SortColumn } from './close-code-order.ts';

/**
 * Finds and sorts in a table that is whole without it. The row of the address
 * (`#4004`) is always shown, whatever is being looked for.
 */
class CloseCodeTable extends HTMLElement {
  readonly #rows: HTMLTableRowElement[] = [];
  #sortedBy: SortColumn = { index: 0, descending: false };

  connectedCallback(): void {
    this.#rows.push(...this.querySelectorAll<HTMLTableRowElement>('tbody tr'));
    const finder = this.querySelector<HTMLElement>('.finder');
    const input = this.querySelector('input');
    if (finder === null || input === null) return;
    finder.hidden = false;
    input.addEventListener('input', () => this.#find(input.value));
    for (const [index, heading] of this.querySelectorAll('thead th').entries()) this.#makeSortable(heading, index);
    // A code that has no row of its own is found in its range.
    const code = Number(location.hash.slice(1));
    if (location.hash !== '' && Number.isInteger(code) && document.getElementById(String(code)) === null) {
      input.value = String(code);
      this.#find(input.value);
    }
  }

  #find(text: string): void {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of this.#rows) {
      const said = row.textContent.toLowerCase();
      const found = words.every((word) => said.includes(word) || inRange(row.id, word));
      row.hidden = !found;
      if (found) shown += 1;
    }
    const output = this.querySelector('output');
    if (output !== null) output.textContent = words.length === 0 ? '' : `${shown} of ${this.#rows.length} rows`;
  }

  #makeSortable(heading: Element, index: number): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener('click', () => {
      const { index: before, descending } = this.#sortedBy;
      this.#sortedBy = { index, descending: index === before && !descending };
      this.querySelector('tbody')?.append(...closeCodeOrder(this.#rows, this.#sortedBy));
      for (const other of this.querySelectorAll('thead th')) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', this.#sortedBy.descending ? 'descending' : 'ascending');
    });
  }
}

/** `4123` lies in the row of `4000-4999`. */
function inRange(label: string, word: string): boolean {
  const [first, last] = label.split('-').map(Number);
  const code = /^\d{1,5}$/.test(word) ? Number(word) : Number.NaN;
  return first !== undefined && last !== undefined && code >= first && code <= last;
}

customElements.define('close-code-table', CloseCodeTable);
