import type { CloseFact, ConnectionFacts } from './connection-facts.ts';
import { type Fate, fateOfClose, oneLine } from './fact-rows.ts';
import { shortClose } from './phrases.ts';

export interface FactLine {
  text: string;
  /** What became of it on its way to the page. */
  mark: Fate | undefined;
}

/** The facts of a connection in two lines, for a page of the guide. `fact-rows.ts` has them row by row. */
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
  const isAnother = asked !== undefined && facts.closedFirst !== 'client' && asked.code !== sent?.code;
  if (isAnother) lines.push({ text: `close ${shortClose(asked)}`, mark: fateOfClose(facts) });
  if (sent !== undefined)
    lines.push({ text: `Close frame ${closeText(sent)}`, mark: isAnother ? undefined : fateOfClose(facts) });
  if (facts.accepted && facts.serverEndedTcp && sent === undefined) lines.push(plain('TCP end, no Close frame'));
  return lines.length > 0 ? lines : [plain('nothing yet')];
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
