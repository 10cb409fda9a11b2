/**
 * Workflow commands in a step's output, parsed as GitHub's runner parses them.
 *
 * Source: `ActionCommand.TryParseV2` and `ActionCommand.TryParse` of actions/runner
 * (src/Runner.Common/ActionCommand.cs); the syntax itself is documented on
 * https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions
 */
export interface Command {
  /** As written; commands are compared without case. */
  name: string;
  /** Keys in lower case, for they are compared without case. */
  properties: Record<string, string>;
  data: string;
}

/** What the runner listens to. `internal-set-repo-path` is for its own plugins only. */
export const COMMANDS: ReadonlySet<string> = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

type Escapes = readonly (readonly [code: string, character: string])[];

// The percent sign comes last, as in the runner: `%250A` is the text `%0A`.
const DATA: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
];
const PROPERTY: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
];
const LEGACY: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
];

// .NET's idea of white space: JavaScript's plus U+0085, without U+FEFF.
const LEADING_SPACE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * The command that a line of output holds, or null.
 *
 * `::name key=value::data` counts at the start of a line only, after white space;
 * the older `##[name key=value]data` counts anywhere in it.
 * @param known names that are listened to, in lower case
 */
export function parseCommand(line: string, known: ReadonlySet<string> = COMMANDS): Command | null {
  return parseCurrent(line, known) ?? parseLegacy(line, known);
}

function parseCurrent(line: string, known: ReadonlySet<string>): Command | null {
  const text = line.replace(LEADING_SPACE, '');
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end < 0) return null;
  const head = splitHead(text.slice(2, end), known);
  if (head === null) return null;
  const properties = parseProperties(head.rest.trim(), ',', PROPERTY);
  return { name: head.name, properties, data: unescaped(text.slice(end + 2), DATA) };
}

function parseLegacy(line: string, known: ReadonlySet<string>): Command | null {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return null;
  const head = splitHead(line.slice(start + 3, end), known);
  if (head === null) return null;
  const properties = parseProperties(head.rest, ';', LEGACY);
  return { name: head.name, properties, data: unescaped(line.slice(end + 1), LEGACY) };
}

function splitHead(text: string, known: ReadonlySet<string>): { name: string; rest: string } | null {
  const space = text.indexOf(' ');
  const name = space < 0 ? text : text.slice(0, space);
  if (!known.has(name.toLowerCase())) return null;
  return { name, rest: space > 0 ? text.slice(space + 1) : '' };
}

function parseProperties(text: string, separator: string, escapes: Escapes): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const part of text.split(separator)) {
    const equals = part.indexOf('=');
    const value = part.slice(equals + 1);
    if (equals > 0 && value !== '')
      properties[part.slice(0, equals).toLowerCase()] = unescaped(value, escapes);
  }
  return properties;
}

function unescaped(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [code, character]) => result.replaceAll(code, character), text);
}
