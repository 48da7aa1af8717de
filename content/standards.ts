// Runs in the browser and on the server. No DOM, no node: imports.

/** Texts that a page may name as the source of a sentence: what somebody prescribes, and not what happens. */
export const STANDARDS = {
  rfc6455: { title: 'RFC 6455', url: 'https://datatracker.ietf.org/doc/html/rfc6455' },
  whatwg: { title: 'WebSockets Standard', url: 'https://websockets.spec.whatwg.org/' },
  asgi: { title: 'ASGI specification', url: 'https://asgi.readthedocs.io/en/latest/specs/www.html' },
  'asgi-extensions': { title: 'ASGI extensions', url: 'https://asgi.readthedocs.io/en/latest/extensions.html' },
  iana: { title: 'IANA registry', url: 'https://www.iana.org/assignments/websocket/websocket.xhtml' },
  'graphql-ws': {
    title: 'documentation of graphql-ws',
    url: 'https://the-guild.dev/graphql/ws/docs/enums/common.CloseCode',
  },
  discord: {
    title: 'documentation of Discord',
    url: 'https://docs.discord.com/developers/topics/opcodes-and-status-codes',
  },
} as const;
