/**
 * PURE: whether some line of a script has all of these, one behind the other. A regular expression with `.*` between
 * them would look to the line's end from each place at which the first one matches.
 */
export function inOneLine(script: string, ...parts: readonly RegExp[]): boolean {
  // A backslash continues a line.
  return script
    .replaceAll('\\\n', ' ')
    .split('\n')
    .some((line) => hasInOrder(line, parts));
}

function hasInOrder(line: string, parts: readonly RegExp[]): boolean {
  let rest = line;
  return parts.every((part) => {
    const found = part.exec(rest);
    rest = found === null ? '' : rest.slice(found.index + found[0].length);
    return found !== null;
  });
}
