import { webSocketOrigin } from '../playground/connection/guest-url.ts';

/** An endpoint may go on sending; this much is enough to see that it answers. */
const LONGEST_MS = 3_000;
const MOST_EVENTS = 12;

/** A button that dials one of the server's own endpoints with this page's WebSocket, and lists what it was told. */
class TryEndpoint extends HTMLElement {
  #socket: WebSocket | undefined;

  connectedCallback(): void {
    const button = this.querySelector('button');
    if (button === null) return;
    button.hidden = false;
    button.addEventListener('click', () => this.#dial(button));
  }

  disconnectedCallback(): void {
    this.#socket?.close();
  }

  #dial(button: HTMLButtonElement): void {
    this.#socket?.close();
    const list = this.querySelector('ol');
    list?.replaceChildren();
    let events = 0;
    const tell = (text: string): void => {
      events += 1;
      const item = document.createElement('li');
      item.textContent = text;
      list?.append(item);
      if (events === MOST_EVENTS) socket.close(1000, 'that is enough');
    };
    const socket = new WebSocket(webSocketOrigin(location.origin) + (this.dataset['path'] ?? '/'));
    this.#socket = socket;
    button.disabled = true;
    const enough = setTimeout(() => socket.close(1000, 'that is enough'), LONGEST_MS);
    const first = this.dataset['send'];
    let opened = false;
    socket.addEventListener('open', () => {
      opened = true;
      tell('open');
      if (first === undefined) return;
      socket.send(first);
      tell(`sent ${first}`);
    });
    socket.addEventListener('message', ({ data }) => tell(`message ${data}`));
    socket.addEventListener('error', () => tell('error'));
    socket.addEventListener('close', ({ code, reason }) => {
      clearTimeout(enough);
      tell(`close ${code} "${reason}"`);
      button.disabled = false;
      if (!opened) void this.#tellWhetherGone(tell);
    });
  }

  /** A refused handshake and a server that is not there are one event to a page; HTTP can tell them apart. */
  async #tellWhetherGone(tell: (text: string) => void): Promise<void> {
    const isThere = await fetch('/healthz').then(
      () => true,
      () => false,
    );
    if (!isThere) tell('✘ Could not reach the server, so this is no refusal');
  }
}

customElements.define('try-endpoint', TryEndpoint);
