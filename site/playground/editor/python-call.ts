/** The call that the cursor stands in, and which of its arguments. */
export interface OpenCall {
  /** `websocket` in `websocket.close(`; undefined for a plain name. */
  owner: string | undefined;
  name: string;
  argument: { at: number } | { keyword: string };
}

interface Bracket {
  owner: string | undefined;
  /** Undefined where no name stands before the bracket. */
  name: string | undefined;
  commas: number;
  /** Where the argument begins in which the cursor is. */
  begins: number;
}

/** Reads the text of a program up to the cursor. A bracket in a string or a comment is none. */
export function openCall(before: string): OpenCall | undefined {
  const brackets: Bracket[] = [];
  const tokens = /("""|''')[\s\S]*?(?:\1|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|#[^\n]*|[()[\]{},]/g;
  for (const { 0: token, index } of before.matchAll(tokens)) {
    if ('([{'.includes(token)) {
      const [, owner, name] = /(?:(\w+)\s*\.\s*)?(\w+)\s*$/.exec(before.slice(Math.max(0, index - 200), index)) ?? [];
      brackets.push({ owner, name: token === '(' ? name : undefined, commas: 0, begins: index + 1 });
    } else if (')]}'.includes(token)) brackets.pop();
    else if (token === ',') {
      const inner = brackets.at(-1);
      if (inner !== undefined) Object.assign(inner, { commas: inner.commas + 1, begins: index + 1 });
    }
  }
  const inner = brackets.at(-1);
  if (inner?.name === undefined) return undefined;
  const [, keyword] = /^\s*(\w+)\s*=(?!=)/.exec(before.slice(inner.begins)) ?? [];
  return {
    owner: inner.owner,
    name: inner.name,
    argument: keyword === undefined ? { at: inner.commas } : { keyword },
  };
}

/** `code=1000`, `reason=None` of `async def close(code=1000, reason=None)`. */
export function parametersOf(signature: string): string[] {
  const [, list = ''] = /\((.*)\)/s.exec(signature) ?? [];
  return list.split(/,\s*/).filter((parameter) => parameter !== '');
}

/** Which parameter an argument is for; -1 where the signature has none for it. */
export function parameterAt(parameters: readonly string[], argument: OpenCall['argument']): number {
  if ('at' in argument) return argument.at < parameters.length ? argument.at : -1;
  return parameters.findIndex((parameter) => /^\w+/.exec(parameter)?.[0] === argument.keyword);
}
