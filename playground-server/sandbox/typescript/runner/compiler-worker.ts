import { parentPort } from 'node:worker_threads';
import { compileTypeScript } from './compile-typescript.ts';

/** Compiles one program at a time. A compiler that fails ends its thread, and with it whatever the program did to it. */
compileTypeScript('enum Warm { up }');
parentPort?.on('message', (source: string) => parentPort?.postMessage(compileTypeScript(source)));
parentPort?.postMessage('warm');
