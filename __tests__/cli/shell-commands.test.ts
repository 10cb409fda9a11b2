import { expect, test } from '@jest/globals';
import { shellCommands } from '../../src/cli/workflows/shell-commands.ts';

const read = (script: string) =>
  shellCommands(script)?.map(({ words, writes }) => [words.join('␣'), ...writes].join(' > ')) ?? null;

test.each([
  ['one a line', 'a b\nc', ['a␣b', 'c']],
  ['operators', 'a && b || c; d | e & f', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['quotes', `a 'b c' "d 'e'" f\\ g "h\\"i"`, ["a␣b c␣d 'e'␣f g␣h\"i"]],
  ['lines that go on, comments', 'a \\\n  b # c; d\n# e\nf#g', ['a␣b', 'f#g']],
  ['variables and expressions', `a "$B" \${C:-d e} \${{ f || g }}`, [`a␣$B␣\${C:-d e}␣\${{ f || g }}`]],
  ['what is substituted', 'A=$(b "$(c d)") e `f`', ['c␣d', 'b␣$()', 'f', 'e␣$()']],
  ['assignments', 'A=b C+=(d e) f', ['f']],
  ['redirections', 'a > b 2>&1 >> "$C" < d <<< e\nf &> g', ['a > b > $C', 'f > g']],
  ['an output of nothing', '> a', [' > a']],
  [
    'flow',
    'if a; then b; elif c; then d; else e; fi\nwhile ! f; do g; done',
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
  ],
  ['loops', 'for a in b $(c); do d; done', ['c', 'd']],
  ['case', 'case "$a" in\n b|c) d ;;\n *) e;;\nesac\nf', ['d', 'e', 'f']],
  ['functions and their calls', 'a() { b; }\na c\nd', ['b', 'd']],
  ['groups', '(a; b) && { c; }', ['a', 'b', 'c']],
  ['conditions', '[[ $a =~ ^(b|c)$ && d > e ]] && f\n[ a = b ]\n((i++))', ['[[', 'f', '[␣a␣=␣b␣]']],
  ['arithmetic', 'a $((b + 1))', ['a␣$((b + 1))']],
  ['texts', 'a <<EOF\nb $(c) ; d\nEOF\ne << "F"\n$(g)\nF\nh', ['a', 'c', 'e', 'h']],
  ['a process', 'a <(b c)', ['b␣c', 'a']],
])('commands are found: %s', (_, script, commands) => {
  expect([...(read(script) ?? [])].sort()).toEqual([...commands].sort());
});

test.each(["a 'b", 'a "b', 'a $(b', 'a <<EOF\nb', '$('.repeat(9000), 'a)b'.repeat(3)])(
  'what can’t be read so is not guessed: %#',
  (script) => {
    const found = read(script);
    expect(found === null || found.includes('b')).toBe(true);
  },
);
