// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import { pythonRepr } from './exceptions.ts';
import { arrayForEach, arrayJoin, regExpExec, stringSlice, stringSplit, stringToLowerCase } from './intrinsics.ts';

/** Starlette's convertors: what `{name:int}` matches, and what the handler gets. */
const CONVERTORS: Record<string, { pattern: string; convert: (text: string) => string | number }> = {
  str: { pattern: '[^/]+', convert: String },
  path: { pattern: '[^\\n]*', convert: String },
  int: { pattern: '[0-9]+', convert: Number },
  float: { pattern: '[0-9]+(?:\\.[0-9]+)?', convert: Number },
  uuid: {
    pattern: '[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}',
    convert: toUuidText,
  },
};

/** `str()` of Python's UUID: in lower case, with its hyphens. */
function toUuidText(text: string): string {
  const digits = stringToLowerCase(arrayJoin(stringSplit(text, '-'), ''));
  const parts = [0, 8, 12, 16, 20].map((start, index, starts) => stringSlice(digits, start, starts[index + 1]));
  return arrayJoin(parts, '-');
}

/** The parameters that a path template declares, with the types that its convertors give. */
export type PathParams<Path extends string> = string extends Path
  ? Record<string, string | number>
  : Path extends `${string}{${infer Parameter}}${infer Rest}`
    ? { [Name in Parameter as ParameterName<Name>]: ParameterValue<Name> } & PathParams<Rest>
    : unknown;
type ParameterName<Parameter extends string> = Parameter extends `${infer Name}:${string}` ? Name : Parameter;
type ParameterValue<Parameter extends string> = Parameter extends `${string}:${'int' | 'float'}` ? number : string;

export interface PathTemplate {
  readonly text: string;
  /** The parameters of a path that matches, or `undefined`. */
  match(path: string): Record<string, string | number> | undefined;
}

/** Compiles a path such as `/ws/projects/{name}/terminal/{id:int}`; throws for what Starlette refuses. */
export function compilePathTemplate(text: string): PathTemplate {
  if (typeof text !== 'string' || text[0] !== '/') throw new TypeError("Routed paths must start with '/'");
  const parameters: { name: string; convert: (text: string) => string | number }[] = [];
  const placeholder = /\{([a-zA-Z_][a-zA-Z0-9_]*)(:[a-zA-Z_][a-zA-Z0-9_]*)?\}/g;
  let pattern = '^';
  let end = 0;
  for (let found = placeholder.exec(text); found !== null; found = placeholder.exec(text)) {
    const name = found[1] ?? '';
    const convertorName = (found[2] ?? ':str').slice(1);
    const convertor = Object.hasOwn(CONVERTORS, convertorName) ? CONVERTORS[convertorName] : undefined;
    if (convertor === undefined) throw new TypeError(`Unknown path convertor ${pythonRepr(convertorName)}`);
    if (parameters.some((parameter) => parameter.name === name)) {
      throw new TypeError(`Duplicated param name ${name} at path ${text}`);
    }
    pattern += `${escapePattern(text.slice(end, found.index))}(${convertor.pattern})`;
    parameters.push({ name, convert: convertor.convert });
    end = placeholder.lastIndex;
  }
  // Python's `$` also matches before a line feed that ends the text.
  const expression = new RegExp(`${pattern}${escapePattern(text.slice(end))}\\n?$`);
  return {
    text,
    match(path) {
      const found = regExpExec(expression, path);
      if (found === null) return undefined;
      const values: Record<string, string | number> = {};
      arrayForEach(parameters, ({ name, convert }, index) => {
        values[name] = convert(found[index + 1] ?? '');
      });
      return values;
    },
  };
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
