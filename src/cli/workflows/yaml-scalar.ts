/**
 * PURE: a text as a YAML scalar on one line: plain where it can be, else quoted.
 *
 * @param isFlow inside `[…]` or `{…}`, where braces and commas mean something
 * @param isSingle between single quotes, as it was before
 */
export function yamlScalar(text: string, isFlow: boolean, isSingle = false): string {
  if (isSingle && !/[\n\r]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const isWord = /^[A-Za-z][\w./@-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text);
  const isPlain =
    isWord || (!isFlow && /^(?:\$\{\{ [\w.-]+ \}\}|[\w./-]+\/[\w./-]+(?:, [\w./-]+)+)$/.test(text));
  return isPlain ? text : JSON.stringify(text);
}
