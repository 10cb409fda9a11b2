import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface ActionFile {
  readonly inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { using: string; main: string };
}

const action: ActionFile = parse(readFileSync('action.yml', 'utf8'));
const readme = readFileSync('README.md', 'utf8');

/** The rows of the table below a heading, cell by cell. */
function table(heading: string): string[][] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
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

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

describe('the README’s tables and action.yml', () => {
  test('name the same inputs, in the same order', () => {
    expect(table('Inputs').map(([name]) => names(name)[0])).toEqual(Object.keys(action.inputs));
  });

  test('name the same defaults', () => {
    for (const [name, value] of table('Inputs')) {
      const input = action.inputs[names(name)[0] ?? ''];
      if (input?.default === undefined)
        expect(value).toMatch(/required|all|none|the default branch|from the event/);
      else expect(names(value)).toEqual(input.default.trim().split('\n'));
    }
  });

  test('name the same outputs, in the same order', () => {
    expect(table('Outputs').map(([name]) => names(name)[0])).toEqual(Object.keys(action.outputs));
  });

  test('every input and output is described in a sentence', () => {
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      expect(description.trim()).toMatch(/^[\s\S]{20,}\.$/);
    }
  });
});

test('the inputs that the code reads are those of action.yml', () => {
  const code = sources('src/notify');
  const read = [...code.matchAll(/(?:values\.(?:text|flag|choice|days|lines|list|patterns)\(|readToken\(values, )'([a-z-]+)'/g)].map(
    ([, name]) => name,
  );
  expect([...new Set(read)].sort()).toEqual(Object.keys(action.inputs).sort());
});

test('the outputs that the code sets are those of action.yml', () => {
  const body =
    /function outputsOf[\s\S]*?return \{([\s\S]*?)\n {2}\};/.exec(sources('src/notify'))?.[1] ?? '';
  const set = [...body.matchAll(/^ {4}'?([a-z-]+)'?:/gm)].map(([, name]) => name);
  expect(set).toEqual(Object.keys(action.outputs));
});

test('every code that an annotation can have stands in the README’s table of errors, and no other', () => {
  const code = sources('src');
  const quoted = [...code.matchAll(/(?:code: |title: |notice\(|\.refuse\(\s*)'([a-z0-9-]+)'/g)].map(
    ([, found]) => found ?? '',
  );
  const manifests = /const REFUSALS = \{([\s\S]*?)\n\} as const/.exec(code)?.[1] ?? '';
  const faults = /const FAULTS: Record<Fault, string> = \{([\s\S]*?)\n\};/.exec(code)?.[1] ?? '';
  const keys = [manifests, faults].flatMap((body) => [...body.matchAll(/^ {2}'?([a-z0-9-]+)'?: /gm)]);
  // Remarks on a change have the change as their title.
  const remarked = ['downgrade', 'changed', 'removed', 'unchanged'];
  const all = new Set([...quoted, ...remarked, ...keys.map(([, key]) => `manifest-${key}`)]);
  expect([...new Set(table('Errors and what to do').flatMap(([cell]) => names(cell)))].sort()).toEqual(
    [...all].sort(),
  );
});

test('the template and the README’s first block are the same workflow', () => {
  const block = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const { name: _, ...template } = parse(readFileSync('templates/notify-marketplace.yml', 'utf8'));
  delete template.jobs.notify['timeout-minutes'];
  expect(parse(block)).toEqual(template);
});

test('links inside the repository lead somewhere', () => {
  const pages = [
    'README.md',
    ...readdirSync('docs', { encoding: 'utf8' })
      .filter((f) => f.endsWith('.md'))
      .map((f) => `docs/${f}`),
  ];
  for (const page of pages) {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, link]) => link ?? '',
    );
    for (const link of links) expect(() => readdirSync(join(page, '..', link, '..'))).not.toThrow();
  }
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

test('action.yml runs the committed bundle on Node 24', () => {
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/notify/index.js' });
});
