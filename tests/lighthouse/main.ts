/**
 * Asks Lighthouse about three pages of the built site, in the browser that the
 * tests use. Fails unless each has 100 in all four categories.
 *
 * Usage: npm run build && npm run check:lighthouse
 */
import lighthouse from 'lighthouse';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { startServer } from '#tests/helpers/server.ts';

const PAGES = ['/', '/explain/three-ways/', '/reference/close-codes/'];
const PORT = 9_222;

await using server = await startServer({ args: ['--log-level', 'silent'] });
const browser = await launchChromium([`--remote-debugging-port=${PORT}`]);
let worst = 100;
for (const path of PAGES) {
  const result = await lighthouse(server.url + path, { port: PORT, logLevel: 'error' });
  const categories = Object.values(result?.lhr.categories ?? {});
  const scores = categories.map(({ id, score }) => `${id} ${Math.round((score ?? 0) * 100)}`);
  worst = Math.min(worst, ...categories.map(({ score }) => Math.round((score ?? 0) * 100)));
  console.log(`${path}: ${scores.join(', ')}`);
  for (const { id, score, title } of Object.values(result?.lhr.audits ?? {}))
    if (score !== null && score < 0.9) console.log(`  ${id}: ${title}`);
}
await browser.close();
if (worst < 100) process.exitCode = 1;
