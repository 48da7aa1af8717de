import { expect, test } from 'vitest';
import { parseProofs } from '#content/claim-proof.ts';
import { readPages } from '#tests/helpers/pages.ts';
import { evidence } from './claims/proofs.ts';
import { statesBehaviour, unclaimedSentences } from './claims/prose.ts';

/** Every sentence that says what happens names what shows it, and what it names is there and says the same numbers. */

const pages = readPages();

const claims = pages.flatMap(({ name, body }) =>
  [...body.matchAll(/<Claim\s+by="([^"]*)">([\s\S]*?)<\/Claim>/g)].map(([, by = '', text = '']) => ({
    name,
    by,
    text,
  })),
);

test.for(pages)('$name says nothing of what happens without a claim', ({ body }) => {
  expect(unclaimedSentences(body).filter((sentence) => statesBehaviour(sentence))).toEqual([]);
});

test('the pages make claims', () => {
  expect(claims.length).toBeGreaterThan(0);
});

test.for(claims)('$name: "$text" is shown by $by', ({ by, text }) => {
  const proofs = parseProofs(by);
  const shown = proofs.map((proof) => evidence(proof));
  expect(proofs.filter((_, index) => shown[index] === undefined)).toEqual([]);
  if (proofs.every(({ kind }) => kind === 'spec')) return;
  const all = shown.join('\n').replaceAll(/(?<=\d)_(?=\d)/g, '');
  expect(numbersIn(text).filter((number) => !new RegExp(String.raw`(?<!\d)${number}(?!\d)`).test(all))).toEqual([]);
  expect(quotedIn(text).filter((quoted) => !all.includes(quoted))).toEqual([]);
});

/** What a claim quotes, such as a reason, is in its proof word for word. */
function quotedIn(text: string): string[] {
  return [...text.matchAll(/"([^"]{2,})"/g)].map(([, quoted = '']) => quoted);
}

/** Close codes, statuses and sizes: what a reader would look for in the proof. */
function numbersIn(text: string): string[] {
  const said = text.replaceAll(/https?:\S+|\b(?:never|not|no) (?:HTTP )?`?\d+/g, '');
  return [...new Set(said.match(/(?<![\w.#/-])\d{3,5}(?![\w.]\d|\w)/g))];
}

test('prose: a claim takes its sentence out, advice needs none', () => {
  const body = '<Claim by="x">The server answers 403.</Claim> The browser hides it. Close with 4004.\n\n- Why does it?';
  expect(unclaimedSentences(body).filter((sentence) => statesBehaviour(sentence))).toEqual(['The browser hides it.']);
});
