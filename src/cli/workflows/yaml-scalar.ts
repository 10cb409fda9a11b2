import { Scalar } from 'yaml';

/**
 * PURE: a text as a YAML scalar on one line: plain where it can be, else quoted.
 *
 * @param isFlow inside `[…]` or `{…}`, where braces and commas mean something
 * @param before the style of what it replaces: quotes stay
 */
export function yamlScalar(text: string, isFlow: boolean, before?: Scalar.Type): string {
  if (before === Scalar.QUOTE_SINGLE && !/[\n\r]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const isWord = /^[A-Za-z][\w./@-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text);
  const isPlain =
    isWord || (!isFlow && /^(?:\$\{\{ [\w.-]+ \}\}|[\w./-]+\/[\w./-]+(?:, [\w./-]+)+)$/.test(text));
  return isPlain && before !== Scalar.QUOTE_DOUBLE ? text : JSON.stringify(text);
}
