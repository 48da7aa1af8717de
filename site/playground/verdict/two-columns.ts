import type { CloseFact, ConnectionFacts } from './connection-facts.ts';
import { shortClose } from './phrases.ts';
import type { Outcome } from './verdict.ts';

export interface FactLine {
  text: string;
  /** What became of it on its way to the page. */
  mark: Extract<Outcome, 'delivered' | 'lost' | 'forbidden'> | undefined;
}

/** What the server sent beside what the browser told its page: the same moment, seen from both ends. */
export function twoColumns(facts: ConnectionFacts): { sent: FactLine[]; told: FactLine[] } {
  return { sent: sentByServer(facts), told: toldToPage(facts) };
}

function sentByServer(facts: ConnectionFacts): FactLine[] {
  const lines: FactLine[] = [];
  const { response, sent, asked } = facts;
  if (response !== undefined) {
    lines.push(plain(`HTTP/1.1 ${response.status} ${response.reason}`.trim()));
    if (response.status !== 101 && response.body !== '')
      lines.push({ text: `body ${oneLine(response.body)}`, mark: 'forbidden' });
  }
  if (asked !== undefined && sent === undefined)
    lines.push({ text: `close ${shortClose(asked)}`, mark: asked.refused === undefined ? 'lost' : 'forbidden' });
  if (sent !== undefined) lines.push({ text: `Close frame ${closeText(sent)}`, mark: fateOf(sent, facts) });
  if (facts.accepted && facts.serverEndedTcp && sent === undefined) lines.push(plain('TCP end, no Close frame'));
  return lines.length > 0 ? lines : [plain('nothing yet')];
}

/** An echo of the page's own close is no message to it, and neither arrives nor is lost. */
function fateOf(sent: CloseFact, { closedFirst, told }: ConnectionFacts): FactLine['mark'] {
  if (told === undefined || closedFirst === 'client') return undefined;
  return told.code === (sent.code ?? 1005) && told.reason === sent.reason ? 'delivered' : 'lost';
}

function toldToPage({ opened, errored, messages, told }: ConnectionFacts): FactLine[] {
  const lines: FactLine[] = [];
  if (opened) lines.push(plain('open'));
  if (messages > 0) lines.push(plain(messages === 1 ? '1 message' : `${messages} messages`));
  if (errored) lines.push(plain('error'));
  if (told !== undefined)
    lines.push(plain(`close ${told.code} "${told.reason}" ${told.wasClean ? 'clean' : 'unclean'}`));
  return lines.length > 0 ? lines : [plain('nothing yet')];
}

const plain = (text: string): FactLine => ({ text, mark: undefined });
const closeText = (close: CloseFact): string => (close.code === undefined ? 'without a code' : shortClose(close));

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
