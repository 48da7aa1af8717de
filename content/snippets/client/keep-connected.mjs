// region client
/** Keeps a connection alive, and takes no for an answer. */
export function keepConnected(url, { onReady, onMessage, onRefused }) {
  let failures = 0;
  dial();

  function dial() {
    const socket = new WebSocket(url);
    let ready = false;

    socket.onmessage = ({ data }) => {
      if (!ready) {
        ready = true;
        failures = 0; // Here, and not in onopen.
        onReady(socket);
      }
      onMessage(data);
    };

    socket.onclose = ({ code, reason }) => {
      // An answer. Asking again does not change it.
      if (isFinal(code)) return onRefused(code, reason);
      const longestMs = Math.min(30_000, 1_000 * 2 ** failures++);
      setTimeout(dial, longestMs * Math.random()); // Not all clients at once.
    };
  }
}

const TRY_AGAIN = new Set([4408, 4429]);

function isFinal(code) {
  if (code >= 4000 && code <= 4999) return !TRY_AGAIN.has(code);
  return [1000, 1002, 1003, 1007, 1008, 1009, 1010].includes(code);
}
// endregion

keepConnected(process.env.BASE + process.env.PATH_, {
  onReady: () => console.log('ready'),
  onMessage: (data) => console.log(data),
  onRefused: (code, reason) => console.log(`refused: ${code} ${reason}`),
});
