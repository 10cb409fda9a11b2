import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { shellWord } from '../../src/cli/shell/shell-word.ts';

const run = promisify(execFile);

test.each([
  ['plugins/one', 'plugins/one'],
  ['two words', "'two words'"],
  ["it's $HOME", "'it'\\''s $HOME'"],
  ['', "''"],
  // zsh would look for a command, and bash for a home.
  ['=ls', "'=ls'"],
  ['~root', "'~root'"],
  ['x$(id)y', "'x$(id)y'"],
  ['a`id`;b', "'a`id`;b'"],
  ['red \u001b[31m', "$'red \\033[31m'"],
  ["it's\n\\", "$'it\\'s\\012\\\\'"],
  ['\u202egnp', "$'\\342\\200\\256gnp'"],
  ['\u009b31m', "$'\\302\\23331m'"],
])('%j is pasted into a shell as %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test.each(["a'b\\c\n\t$(id)`id`\u001b[2J\u202e1\u009b!x", '-n', '=ls', '~', '{a,b}', '*', '!!'])(
  'bash reads %j as it was',
  async (text) => {
    const { stdout } = await run('bash', ['-c', `printf '%s' ${shellWord(text)}`]);
    expect(stdout).toBe(text);
  },
);
