/**
 * The sentences of a page that say what happens. A sentence is one of those
 * when an actor of our subject does something in it, or when it tells of a
 * close code or an HTTP status. What is asked of the reader, in the
 * imperative, says nothing that could be false.
 */

const ACTOR = [
  'browsers?',
  'servers?',
  'pages?',
  'clients?',
  'handlers?',
  'prox(?:y|ies)',
  'load balancers?',
  'nginx',
  'curl',
  'uvicorn',
  'hypercorn',
  'daphne',
  'Starlette',
  'FastAPI',
  'Chromium',
  'Firefox',
  'TestClient',
  'Node',
  'wscat',
  'attackers?',
  'AutoCoder',
].join('|');

const DOES = [
  'accepts?',
  'answers?',
  'adds?',
  'closes?',
  'cuts?',
  'delivers?',
  'drops?',
  'echo(?:es)?',
  'ends?',
  'fails?',
  'fires?',
  'gets?',
  'hides?',
  'ignores?',
  'keeps?',
  'leaves?',
  'logs?',
  'loses?',
  'opens?',
  'passes?',
  'prints?',
  'raises?',
  'reads?',
  'receives?',
  'reconnects?',
  'refuses?',
  'reports?',
  'retries',
  'sends?',
  'sees?',
  'shows?',
  'takes?',
  'tells?',
  'turns?',
  'waits?',
  'writes?',
  'is told',
  'are told',
  'never',
  'cannot',
  'does not',
  'do not',
].join('|');

const ACTS = new RegExp(String.raw`\b(?:${ACTOR})\b[^.;:]{0,40}?\b(?:${DOES})\b`);
const CODE = /(?<![\w#/.-])(?:10(?:0\d|1[0-5])|[34]\d{3}|101|4(?:0[0-9]|29)|50[0-4])(?![\w/-])/;
const HAPPENS = /\b(is|are|was|were|means?|arrives?|becomes?|reach(?:es)?|comes?|gives?|happens?|travels?)\b/;
const IMPERATIVE =
  /^(?:Accept|Add|Expect|Look|Alert|Answer|Ask|Check|Choose|Close|Compare|Connect|Count|Do|Give|Keep|Let|Log|Look|Make|Open|Press|Put|Read|Refuse|Reject|Run|See|Send|Set|Show|Start|Stop|Treat|Try|Use|Wait|Write|Never|Give|Design|Reserve|Prefer|Leave|Name|Watch|Paste|Search|Sort)\b/;

/** The text of a page's paragraphs, items and cells, with what stands in a claim taken out. */
export function unclaimedSentences(body: string): string[] {
  const prose = body
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/\{\/\*[\s\S]*?\*\/\}/g, '')
    .replaceAll(/<Claim\b[^>]*>[\s\S]*?<\/Claim>/g, ' ')
    .replaceAll(/^#{1,6} .*$/gm, '')
    .replaceAll(/<[A-Za-z][^>]*\/?>|<\/[A-Za-z]+>/g, ' ')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return prose
    .split(/\n\s*\n|\n\s*(?:[-*]|\d+\.)\s|\||\n(?=\s*[-*] )/)
    .flatMap((block) =>
      block
        .replaceAll(/\s+/g, ' ')
        .trim()
        .split(/(?<=[.?:;])\s+(?=[A-Z`"“])/),
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

export function statesBehaviour(sentence: string): boolean {
  if (IMPERATIVE.test(sentence) || sentence.endsWith('?')) return false;
  return ACTS.test(sentence) || (CODE.test(sentence) && HAPPENS.test(sentence));
}
