const handler = (body: string): string => `import { app } from 'playground';

app.websocket('/ws/{name}', async (websocket) => {
  await websocket.accept();
  ${body}
});
`;

/** The seed's core pattern: accept, refuse with a code and a reason. */
export const REFUSE = handler(`await websocket.close({ code: 4000, reason: 'Invalid project name' });`);

export const ECHO = handler(`for (;;) await websocket.sendText(await websocket.receiveText());`);

/** Ends by the interrupt that the engine polls between instructions. */
export const PLAIN_LOOP = handler(`await websocket.receiveText();
  for (;;);`);

/** One native call that takes minutes and polls nothing: only its thread can be ended. */
export const NATIVE_LOOP = handler(`await websocket.receiveText();
  'a'.repeat(8e5).indexOf('a'.repeat(4e5) + 'b');`);
