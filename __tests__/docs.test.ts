import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type InputTable, NOTIFY_INPUTS, UPDATE_INPUTS } from '../src/action/input-tables.ts';
import { NOTIFY_CODES, UPDATE_CODES } from '../src/findings/codes.ts';
import { brokenLinks } from './support/doc-page.ts';

interface ActionFile {
  readonly inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { using: string; main: string };
}

/** An action, the page with its tables, and the rooms whose code is its own. */
interface Face {
  readonly name: string;
  readonly action: ActionFile;
  readonly inputs: InputTable;
  readonly main: string;
  readonly page: string;
  readonly room: string;
}

const read = (path: string) => readFileSync(path, 'utf8');

const FACES: readonly Face[] = [
  {
    name: 'notify',
    action: parse(read('action.yml')),
    inputs: NOTIFY_INPUTS,
    main: 'dist/notify/index.js',
    page: read('docs/notify.md'),
    room: 'src/notify',
  },
  {
    name: 'update',
    action: parse(read('update/action.yml')),
    inputs: UPDATE_INPUTS,
    main: '../dist/update/index.js',
    page: read('docs/update.md'),
    room: 'src/update',
  },
];

const readme = read('README.md');

/** The rows of the table below a heading, cell by cell. */
function table(page: string, heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Every text in backticks of a cell. */
const names = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');

function sources(...folders: string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => read(join(folder, file))),
    )
    .join('\n');
}

describe.each(FACES)(
  'the tables of $name and its action.yml',
  ({ name, action, inputs, page, room, main }) => {
    test('name the same inputs, in the same order', () => {
      expect(table(page, 'Inputs').map(([name]) => names(name)[0])).toEqual(Object.keys(action.inputs));
    });

    test('name the same defaults', () => {
      for (const [name, value] of table(page, 'Inputs')) {
        const input = action.inputs[names(name)[0] ?? ''];
        if (input?.default === undefined)
          expect(value).toMatch(/required|all|none|the default branch|from the event|same as `token`/);
        else expect(names(value)).toEqual(input.default.trim().split('\n'));
      }
    });

    test('name the same outputs, in the same order', () => {
      expect(table(page, 'Outputs').map(([name]) => names(name)[0])).toEqual(Object.keys(action.outputs));
    });

    test('agree with what the README shows of them', () => {
      const shown = readme.split(`\n| ${name} | default | |\n`)[1]?.split('\n\n')[0]?.split('\n') ?? [];
      const defaults = (rows: string[][]) => rows.map(([input, value]) => [input, value]);
      const rows = shown.slice(1).map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
      expect(rows.length).toBe(6);
      expect(defaults(table(page, 'Inputs'))).toEqual(expect.arrayContaining(defaults(rows)));
      const listed = readme.split(`\n- ${name}: `)[1]?.split(' (')[0];
      expect(names(listed)).toEqual(Object.keys(action.outputs));
    });

    test('every input and output is described in a sentence', () => {
      for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
        expect(description.trim()).toMatch(/^[\s\S]{20,}\.$/);
      }
    });

    test('the table of the code declares the same inputs and defaults, in the same order', () => {
      const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default?.trim()]);
      expect(Object.entries(inputs).map(([name, input]) => [name, input.default])).toEqual(declared);
    });

    test('action.yml and the page name every value that an input may have, and its highest number', () => {
      const cells = new Map(table(page, 'Inputs').map((row) => [names(row[0])[0] ?? '', row.join(' ')]));
      for (const [name, input] of Object.entries(inputs)) {
        const words = input.kind === 'choice' ? input.values : [];
        const most = input.kind === 'whole' && input.most <= 9999 ? [String(input.most)] : [];
        for (const word of [...words, ...most]) {
          expect(`${name}: ${action.inputs[name]?.description}`).toMatch(new RegExp(`\\b${word}\\b`));
          expect(`${name}: ${cells.get(name)}`).toMatch(new RegExp(`\\b${word}\\b`));
        }
      }
    });

    test('the code reads each of them', () => {
      const found = sources(room).matchAll(
        /(?:values\.(?:text|flag|choice|whole|lines|list|patterns)\(|readTokenInput\(values, |readTitle\(values, )'([a-z-]+)'/g,
      );
      expect(new Set([...found].map(([, name]) => name))).toEqual(new Set(Object.keys(inputs)));
    });

    test('the outputs that the code sets are those of action.yml', () => {
      const body = /function outputsOf[\s\S]*?return \{([\s\S]*?)\n {2}\};/.exec(sources(room))?.[1] ?? '';
      const set = [...body.matchAll(/^ {4}'?([a-z-]+)'?:/gm)].map(([, name]) => name);
      expect(set).toEqual(Object.keys(action.outputs));
    });

    test('action.yml runs the committed bundle on Node 24', () => {
      expect(action.runs).toEqual({ using: 'node24', main });
    });
  },
);

test.each([
  ['docs/notify.md', NOTIFY_CODES],
  ['docs/update.md', UPDATE_CODES],
] as const)('the table of %s has every code that its annotations can have, and no other', (page, codes) => {
  const listed = table(read(page), 'Errors and what to do').flatMap(([cell]) => names(cell));
  expect(listed.sort()).toEqual([...codes].sort());
});

test.each([
  ['notify-marketplace.yml', 0],
  ['update-marketplace.yml', 1],
])('templates/%s and the README’s block are the same workflow', (file, index) => {
  const block = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)][index]?.[1] ?? '';
  expect(parse(block)).toEqual(parse(read(`templates/${file}`)));
});

describe('links inside the repository', () => {
  const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file));

  test.each(['README.md', ...pages])('of %s lead to a page and a heading that are there', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });
});

test('package.json would not make `npx` of the repository install the toolchain', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(Object.keys(manifest)).not.toContain('dependencies');
  expect(Object.keys(manifest)).not.toContain('workspaces');
  const forbidden = ['build', 'prepare', 'prepack', 'install', 'preinstall', 'postinstall'];
  expect(Object.keys(manifest.scripts).filter((name) => forbidden.includes(name))).toEqual([]);
  expect(
    Object.values<string>(manifest.devDependencies).every((version) => /^\d+\.\d+\.\d+$/.test(version)),
  ).toBe(true);
});
