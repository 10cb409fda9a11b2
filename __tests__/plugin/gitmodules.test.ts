import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseGitmodules } from '../../src/plugin/gitmodules.ts';

const MARKETPLACES = new URL('../corpus/marketplaces/', import.meta.url);
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'gitmodules-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Declared {
  readonly path: string | null;
  readonly url: string | null;
  readonly branch: string | null;
}

type Listed = { kind: 'listed'; sections: Map<string, Declared> } | { kind: 'refused'; line: number };

/** What git itself makes of the file. */
async function asGit(text: string): Promise<Listed> {
  const file = join(folder, 'gitmodules');
  await writeFile(file, text);
  try {
    const { stdout } = await run('git', ['config', '-f', file, '--no-includes', '--list', '-z']);
    return { kind: 'listed', sections: sections(stdout.split('\0').slice(0, -1)) };
  } catch (error) {
    const line = /bad config line (\d+)/.exec((error as { stderr: string }).stderr)?.[1];
    if (line === undefined) throw error;
    return { kind: 'refused', line: Number(line) };
  }
}

/** `submodule.a.path⏎value` or, without a value, `submodule.a.path`. */
function sections(listed: readonly string[]): Map<string, Declared> {
  const found = new Map<string, Declared>();
  for (const setting of listed) {
    const end = setting.indexOf('\n');
    const [name, value] = end < 0 ? [setting, null] : [setting.slice(0, end), setting.slice(end + 1)];
    const [first, last] = [name.indexOf('.'), name.lastIndexOf('.')];
    if (name.slice(0, first) !== 'submodule' || last - first < 2) continue;
    const section = name.slice(first + 1, last);
    const before = found.get(section) ?? { path: null, url: null, branch: null };
    found.set(section, { ...before, [name.slice(last + 1)]: value });
  }
  return found;
}

/** Git up to 2.44 makes a space of every white space inside a value, later ones keep it. */
const spaced = <T extends string | null>(text: T) => text?.replace(/[\t\r]/g, ' ') ?? null;

function expected(listed: Map<string, Declared>) {
  const byPath = new Map<string, unknown>();
  for (const { path, url, branch } of listed.values()) {
    const trimmed = (path ?? '').replace(/\/*$/, '');
    if (trimmed !== '')
      byPath.set(trimmed, { path: spaced(trimmed), url: spaced(url), branch: spaced(branch) });
  }
  return [...byPath.values()];
}

async function expectAsGit(text: string): Promise<void> {
  const git = await asGit(text);
  const parsed = parseGitmodules(text);
  if (git.kind === 'refused' || parsed.kind === 'problem') {
    expect([git.kind, parsed.kind]).toEqual(['refused', 'problem']);
  } else {
    const ours = parsed.submodules.map(({ path, url, branch }) => ({
      path: spaced(path),
      url: spaced(url),
      branch: spaced(branch),
    }));
    expect(ours).toEqual(expected(git.sections));
  }
}

function submodulesOf(text: string) {
  const parsed = parseGitmodules(text);
  if (parsed.kind === 'problem') throw new Error(`refused in line ${parsed.line}`);
  return parsed.submodules;
}

const only = (path: string, url: string | null = null, branch: string | null = null) => [
  { path, url, branch },
];

describe('a .gitmodules that git reads', () => {
  test.each([
    ['nothing', '', []],
    ['blank lines', ' \n\t\n', []],
    ['comments', '# one\n  ; two', []],
    [
      'a submodule',
      '[submodule "a"]\n\tpath = a\n\turl = https://x.test/a.git\n',
      only('a', 'https://x.test/a.git'),
    ],
    ['one with a branch', '[submodule "a"]\npath=a\nbranch=.', only('a', null, '.')],
    ['CRLF', '[submodule "a"]\r\n\tpath = a\r\n\turl = u\r\n\tbranch = b\r\n', only('a', 'u', 'b')],
    ['no line end at the end', '[submodule "a"]\npath = a', only('a')],
    ['a byte-order mark', '\ufeff[submodule "a"]\npath = a', only('a')],
    [
      'other sections and keys',
      '[core]\npath = x\n[submodule "a"]\npath = a\nignore = all\n[user]\nurl = u',
      only('a'),
    ],
    ['a section without a path', '[submodule "a"]\nurl = u', []],
    ['an empty path', '[submodule "a"]\npath =', []],
    ['a path without a value', '[submodule "a"]\npath\nurl = u', []],
    ['a path that is a slash', '[submodule "a"]\npath = /', []],
    ['a url without a value', '[submodule "a"]\npath = a\nurl', only('a')],
    ['an empty url', '[submodule "a"]\npath = a\nurl =', only('a', '')],
    ['slashes at the end', '[submodule "a"]\npath = plugins/a//', only('plugins/a')],
    ['capitals in section and key', '[SubModule "A"]\nPATH = A\nUrl = U', only('A', 'U')],
    ['names that differ in case', '[submodule "a"]\npath = x\n[submodule "A"]\nurl = u', only('x')],
    [
      'one name in two sections',
      '[submodule "a"]\npath = a\n[submodule "b"]\n[submodule "a"]\nurl = u',
      only('a', 'u'),
    ],
    ['a key twice', '[submodule "a"]\npath = x\nurl = 1\nurl = 2\npath = a', only('a', '2')],
    ['a value taken back', '[submodule "a"]\npath = a\nurl = u\nurl', only('a')],
    [
      'one path twice',
      '[submodule "a"]\npath = x\nurl = 1\n[submodule "b"]\npath = x\nurl = 2',
      only('x', '2'),
    ],
    ['a dot in the name', '[submodule "a.b"]\npath = a\n[submodule "a"]\nurl = no', only('a')],
    ['a name with all sorts of characters', '[submodule "a b#;]=[é 插"]\npath = a', only('a')],
    [
      'an escaped name',
      '[submodule "a\\"b\\\\c\\d"]\npath = a\n[submodule "a\\"b\\\\cd"]\nurl = u',
      only('a', 'u'),
    ],
    ['a section without a name', '[submodule]\npath = a\n[submodule ""]\npath = b', []],
    ['a name in the old form', '[submodule.A]\npath = a\n[submodule "a"]\nurl = u', only('a', 'u')],
    ['spaces in the header', '[submodule \t "a"]\npath = a', only('a')],
    ['all on one line', '[submodule "a"] path = a', only('a')],
    ['two headers on a line', '[core][submodule "a"]path=a', only('a')],
    [
      'spaces around and in a value',
      '[submodule "a"]\n \t path \t= \t my  plugin \t \nurl = u',
      only('my  plugin', 'u'),
    ],
    ['a comment after a value', '[submodule "a"]\npath = a # b\nurl = u;v', only('a', 'u')],
    ['a comment after a header', '[submodule "a"] # [submodule "b"]\npath = a', only('a')],
    ['quotes', '[submodule "a"]\npath = "a # b; "\nurl = u" "v', only('a # b; ', 'u v')],
    ['quotes with nothing in them', '[submodule "a"]\npath = "" a ""\nurl = ""', only('a ', '')],
    ['escapes', '[submodule "a"]\npath = a\\\\b\\"c\\td\\be\nurl = "\\n"', only('a\\b"c\td\be', '\n')],
    [
      'a continued line',
      '[submodule "a"]\npath = plu\\\n  gins\\\r\n/a\nurl = "u\\\n v"',
      only('plu  gins/a', 'u v'),
    ],
    ['a continued line before the value', '[submodule "a"]\npath = \\\n  a', only('a')],
    ['no continued line after a comment', '[submodule "a"]\npath = a # \\\nurl = u', only('a', 'u')],
    ['a backslash at the end', '[submodule "a"]\npath = a\\', only('a')],
    ['an equals sign in a value', '[submodule "a"]\npath = a=b', only('a=b')],
    ['a prototype', '[submodule "__proto__"]\npath = a\n[submodule "constructor"]\nurl = u', only('a')],
    ['a setting before any section', 'path = x\n[submodule "a"]\npath = a', only('a')],
    ['relative urls', '[submodule "a"]\npath = a\nurl = ../a.git', only('a', '../a.git')],
    ['letters of every script', '[submodule "größe"]\npath = größe/插件\nurl = 😀', only('größe/插件', '😀')],
  ])('%s', async (_, text, submodules) => {
    expect(submodulesOf(text)).toEqual(submodules);
    await expectAsGit(text);
  });

  test('white space inside a value stays as it is, as in git from 2.45 on', () => {
    expect(submodulesOf('[submodule "a"]\npath = a\tb \t c\t')).toEqual(only('a\tb \t c'));
  });

  test('submodules stand in the order in which they are first named', () => {
    const text = '[submodule "b"]\nurl = u\n[submodule "a"]\npath = a\n[submodule "b"]\npath = b';
    expect(submodulesOf(text).map(({ path }) => path)).toEqual(['b', 'a']);
  });
});

describe('what git refuses is a problem in the line where it stops', () => {
  test.each([
    ['a header that does not end', 1, '[submodule "a"\npath = a'],
    ['a name that does not end', 2, '\n[submodule "a]\npath = a'],
    ['a name with a line end', 1, '[submodule "a\\\n"]'],
    ['a name without quotes', 1, '[submodule a]\npath = a'],
    ['a name in single quotes', 1, "[submodule 'a']"],
    ['space behind the name', 1, '[submodule "a" ]'],
    ['an empty header', 1, '[]'],
    ['a foreign sign in a section', 1, '[sub_module]'],
    ['a conflict marker', 3, '[submodule "a"]\npath = a\n<<<<<<< HEAD\nurl = u'],
    ['the middle of a conflict', 2, '[submodule "a"]\n=======\n'],
    ['a key that is none', 2, '[submodule "a"]\n1path = a'],
    ['a key with a foreign sign', 2, '[submodule "a"]\npa_th = a'],
    ['a colon for the equals sign', 2, '[submodule "a"]\npath: a'],
    ['a comment after a key', 2, '[submodule "a"]\npath # a'],
    ['quotes that do not end', 2, '[submodule "a"]\npath = "a\nurl = u"'],
    ['quotes that do not end in a continued line', 3, '[submodule "a"]\npath = "a\\\nb\nurl = u'],
    ['quotes at the very end', 2, '[submodule "a"]\npath = "a'],
    ['an unknown escape', 2, '[submodule "a"]\npath = C:\\a'],
    ['an unknown escape in quotes', 2, '[submodule "a"]\r\npath = "\\x"'],
    ['JSON', 1, '{"submodule":{}}'],
  ])('%s', async (_, line, text) => {
    expect(parseGitmodules(text)).toEqual({ kind: 'problem', line });
    expect((await asGit(text)).kind).toBe('refused');
  });
});

describe('like git', () => {
  const files = readdirSync(MARKETPLACES).filter((file) => file.endsWith('.gitmodules'));

  test.each(files)('reads the real %s', async (file) => {
    const text = readFileSync(new URL(file, MARKETPLACES), 'utf8');
    await expectAsGit(text);
    const [, ...gitlinks] = readFileSync(new URL(file.replace(/modules$/, 'links.tsv'), MARKETPLACES), 'utf8')
      .trimEnd()
      .split('\n');
    const paths = submodulesOf(text).map(({ path }) => path);
    expect(paths.toSorted()).toEqual(gitlinks.map((row) => row.split('\t')[0]).toSorted());
  });

  test('reads, or refuses, any file', async () => {
    const value = fc
      .array(
        fc.constantFrom(
          'a',
          'b c',
          ' ',
          '  ',
          '"',
          '""',
          '#',
          ';',
          '\\"',
          '\\\\',
          '\\n',
          '\\t',
          '\\\n',
          '=',
          '/',
          'é',
          '\\x',
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join(''));
    const name = fc.constantFrom('a', 'A', 'a.b', 'a b', '\\"', '\\\\', 'c\\d', '', '__proto__');
    const key = fc.constantFrom('path', 'url', 'branch', 'Path', 'update', 'URL');
    const line = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.tuple(key, fc.constantFrom('=', ' = ', ' =\t'), value).map((parts) => parts.join('')),
      },
      { weight: 4, arbitrary: name.map((text) => `[submodule "${text}"]`) },
      { weight: 1, arbitrary: name.map((text) => `[Submodule.${text}] `) },
      { weight: 1, arbitrary: key },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '',
          '# x',
          '\t;"',
          '[core]',
          '  ',
          '\r',
          '[submodule]',
          '[submodule  "b"] path=b',
        ),
      },
    );
    const lines = fc.array(line, { maxLength: 8 });
    const end = fc.constantFrom('\n', '\r\n', '\n\t', ' \n');
    await fc.assert(
      fc.asyncProperty(lines, end, async (parts, eol) => {
        await expectAsGit(`[submodule "a"]\npath = p\n${parts.join(eol)}`);
      }),
      { numRuns: 300 },
    );
  });
});
