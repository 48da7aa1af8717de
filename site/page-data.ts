/** What `ApplicationPage` left for the script of its page: the element to take over, and what it was rendered from. */
export function pageData<Data>(id: string): { root: Element; data: Data } {
  const root = document.querySelector(`#${id}`);
  const block = document.querySelector(`#${id}-data`);
  if (root === null || block === null) throw new Error(`The page has no #${id} or no #${id}-data.`);
  return { root, data: JSON.parse(block.textContent) as Data };
}
