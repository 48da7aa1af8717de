// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import type { WebSocket } from './websocket.ts';

/** Keeps the open connections of each name, so that a message can reach all of them. */
export class ConnectionManager {
  readonly #connections = new Map<string, Set<WebSocket>>();

  /** Accepts the connection and adds it. After `websocket.accept()` call `register` instead. */
  async connect(websocket: WebSocket, name: string): Promise<void> {
    await websocket.accept();
    this.#add(websocket, name);
  }

  /** Adds a connection that has been accepted. */
  async register(websocket: WebSocket, name: string): Promise<void> {
    this.#add(websocket, name);
  }

  /** Removes a connection; it does not close it. */
  async disconnect(websocket: WebSocket, name: string): Promise<void> {
    const connections = this.#connections.get(name);
    connections?.delete(websocket);
    if (connections?.size === 0) this.#connections.delete(name);
  }

  /** Sends `message` as JSON to each connection of a name, one after the other, and removes those that fail. */
  async broadcast(name: string, message: unknown): Promise<void> {
    for (const websocket of [...(this.#connections.get(name) ?? [])]) {
      try {
        await websocket.sendJson(message);
      } catch {
        this.#connections.get(name)?.delete(websocket);
      }
    }
  }

  connectionCount(name: string): number {
    return this.#connections.get(name)?.size ?? 0;
  }

  #add(websocket: WebSocket, name: string): void {
    const connections = this.#connections.get(name) ?? new Set();
    connections.add(websocket);
    this.#connections.set(name, connections);
  }
}
