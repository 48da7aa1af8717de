/**
 * In a file of its own in this folder, because a worker that imports TypeScript from
 * elsewhere loads Node's compiler: see `stripped-worker.ts`.
 *
 * Several threads of a runner write to one stream, and a write of at most this
 * length stays whole: POSIX promises it for a pipe (`PIPE_BUF`), and where Node
 * makes the pipe a Unix socket, the kernel queues it as one buffer.
 */
export const MAX_PIECE_BYTES = 4_096;
