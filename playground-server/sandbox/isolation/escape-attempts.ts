import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';

/**
 * Runs where a runner would run and tries to get out, as code would that had
 * escaped the engine. Prints the names of the attempts that succeeded.
 */
const [secretPath = '', port = '', writablePath = '', serverPid = ''] = process.argv.slice(2);

const attempts: Record<string, () => unknown> = {
  'read a file': () => readFileSync(secretPath),
  'write a file': () => writeFileSync(writablePath, 'escaped'),
  'open a socket': () =>
    new Promise((resolve, reject) => {
      connect({ port: Number(port), host: '127.0.0.1' }, () => resolve(undefined)).on('error', reject);
    }),
  'list processes': () => {
    if (!readdirSync('/proc').includes(serverPid)) throw new Error('the server is not in the list');
  },
  'signal the server': () => process.kill(Number(serverPid), 0),
};

const succeeded: string[] = [];
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    succeeded.push(name);
  } catch {
    // Refused, as it has to be.
  }
}
process.stdout.write(JSON.stringify(succeeded), () => process.exit(0));
