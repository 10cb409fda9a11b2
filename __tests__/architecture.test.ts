import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { DOCTOR_CODES, NOTIFY_CODES, UPDATE_CODES } from '../src/findings/codes.ts';

const SRC = new URL('../src/', import.meta.url);

interface SourceFile {
  /** Below `src/`, e.g. `notify/main.ts`. */
  readonly path: string;
  readonly text: string;
  /** What it imports, as it is written. */
  readonly imports: readonly string[];
}

const files: SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(new URL(path, SRC), 'utf8');
    const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
    const found = code.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*['"]([^'"]+)['"]/g);
    return { path, text, imports: [...found].flatMap(([, specifier]) => specifier ?? []) };
  });

const LOWER = ['plugin', 'github', 'marketplace'];
const ROOMS = ['plugin', 'github', 'marketplace', 'findings', 'action', 'notify', 'update', 'cli'] as const;

/** The rooms that each may look into, besides itself. */
const MAY_IMPORT: Record<(typeof ROOMS)[number], readonly string[]> = {
  plugin: [],
  github: ['plugin'],
  marketplace: ['plugin', 'github'],
  findings: LOWER,
  action: ['plugin', 'github', 'findings'],
  notify: [...LOWER, 'findings', 'action'],
  update: [...LOWER, 'findings', 'action'],
  cli: [...LOWER, 'findings', 'action', 'notify', 'update'],
};

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** The path below `src/` that an import leads to; null for a package. */
function target({ path }: SourceFile, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return decodeURIComponent(new URL(specifier, new URL(path, SRC)).href).replace(
    decodeURIComponent(SRC.href),
    '',
  );
}

function filesWith(matches: (file: SourceFile) => boolean): string[] {
  return files.filter(matches).map(({ path }) => path);
}

test('the sources and their imports are found', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.find(({ path }) => path === 'notify/main.ts')?.imports).toEqual(
    expect.arrayContaining(['./notify.ts', '../github/client/client.ts']),
  );
});

test('every file stands in one of the rooms', () => {
  const isRoom = (path: string) => ROOMS.some((room) => room === roomOf(path));
  // What dist is built from.
  expect(filesWith(({ path }) => !isRoom(path))).toEqual(['bundle.ts']);
});

describe('imports point one way: plugin ← github ← marketplace ← findings ← action ← notify, update ← cli', () => {
  test.each(ROOMS)('%s', (room) => {
    const allowed = [room, ...MAY_IMPORT[room]];
    const strays = files
      .filter(({ path }) => roomOf(path) === room)
      .flatMap((file) =>
        file.imports.flatMap((specifier) => {
          const path = target(file, specifier);
          return path === null || allowed.includes(roomOf(path)) ? [] : [`${file.path} imports ${specifier}`];
        }),
      );
    expect(strays).toEqual([]);
  });
});

/** What every command may use. */
const SHARED = ['cli/shell', 'cli/workflows', 'cli/checkout', 'cli/server', 'cli/marketplaces'];

/** The folders of the command line, and of doctor, that each may look into, besides itself and the files at the top. */
const FOLDERS: Record<string, readonly string[]> = {
  'cli/shell': [],
  'cli/workflows': [],
  'cli/checkout': ['cli/shell', 'cli/workflows'],
  'cli/server': ['cli/shell', 'cli/checkout'],
  'cli/marketplaces': ['cli/workflows', 'cli/checkout'],
  ...Object.fromEntries(
    ['setup', 'trigger', 'status', 'doctor'].map((command) => [`cli/${command}`, SHARED]),
  ),
  'cli/doctor/report': ['cli/server'],
  'cli/doctor/remote': ['cli/shell', 'cli/workflows', 'cli/checkout', 'cli/server'],
  'cli/doctor/chain': ['cli/doctor/remote', ...SHARED],
  'cli/doctor/checks': ['cli/doctor/report', 'cli/doctor/remote', 'cli/doctor/chain', ...SHARED],
};

describe('a folder of the command line looks only into those before it, and no command into another', () => {
  test.each(Object.entries(FOLDERS))('%s', (folder, others) => {
    const own = files.filter(({ path }) => path.startsWith(`${folder}/`));
    expect(own.length).toBeGreaterThan(0);
    const inside = (path: string) => [folder, ...others].some((one) => path.startsWith(`${one}/`));
    const isFree = (path: string) => roomOf(path) !== 'cli' || /^cli\/(?:cli|terminal)\.ts$/.test(path);
    const strays = own.flatMap((file) =>
      file.imports.flatMap((specifier) => {
        const path = target(file, specifier);
        return path === null || inside(path) || isFree(path) ? [] : [`${file.path} imports ${specifier}`];
      }),
    );
    expect(strays).toEqual([]);
  });

  test('every folder of the command line has its place', () => {
    const folders = files.flatMap(
      ({ path }) => /^cli\/(?:doctor\/\w+(?=\/)|\w+(?=\/))/.exec(path)?.[0] ?? [],
    );
    expect([...new Set(folders)].filter((folder) => FOLDERS[folder] === undefined)).toEqual([]);
  });
});

/** The folders of a face, in the order of its story. */
const STORIES: Record<string, readonly string[]> = {
  notify: ['compare', 'send', 'wait', 'report'],
  update: ['observe', 'plan', 'age', 'write', 'pull-request', 'issue', 'report'],
};

/** Files beside the folders that these may look into: what the run was asked, and what started it. */
const ASKED = ['inputs', 'input-values', 'opening-fields', 'range', 'event'];

/** What stands against the story: `notify/send/deliver.ts imports ../report/log.ts`. */
function againstStory(face: string, { path, imports }: Pick<SourceFile, 'path' | 'imports'>): string[] {
  const folders = STORIES[face] ?? [];
  const own = folders.indexOf(path.split('/')[1] ?? '');
  return imports.filter((specifier) => {
    const to = target({ path, text: '', imports }, specifier)?.split('/') ?? [];
    if (to[0] !== face) return false;
    const file = (to[1] ?? '').replace(/\.ts$/, '');
    return to.length === 2 ? !ASKED.includes(file) : folders.indexOf(file) > own;
  });
}

describe.each(Object.entries(STORIES))('the folders of %s follow its story: %j', (face, folders) => {
  const inFolders = files.filter(({ path }) => path.split('/').length === 3 && roomOf(path) === face);

  test('each arrow has its folder, and no folder is none', () => {
    expect(new Set(inFolders.map(({ path }) => path.split('/')[1]))).toEqual(new Set(folders));
  });

  test('a file imports its own folder and earlier ones, never a later one', () => {
    const strays = inFolders.flatMap((file) =>
      againstStory(face, file).map((to) => `${file.path} imports ${to}`),
    );
    expect(strays).toEqual([]);
  });

  test('an import of a later folder, or of the story itself, is found', () => {
    const [first, last] = [folders[0], folders.at(-1)];
    const path = `${face}/${first}/x.ts`;
    const imports = [`../${last}/y.ts`, `../${face}.ts`, '../inputs.ts', `./y.ts`];
    expect(againstStory(face, { path, imports })).toEqual([`../${last}/y.ts`, `../${face}.ts`]);
    expect(againstStory(face, { path: `${face}/${last}/x.ts`, imports: [`../${first}/y.ts`] })).toEqual([]);
  });
});

describe('causes below, words above', () => {
  const isLower = ({ path }: SourceFile) => LOWER.includes(roomOf(path));
  const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  /** Text that begins as a sentence does and ends with its full stop. */
  const SENTENCE = /(['"`])[A-Z`][^'"\n]* [^'"\n]*[a-z)}`]\.\1/;

  test('the lower rooms say no sentence, and nothing of what to do', () => {
    const speaks = (text: string) => SENTENCE.test(text) || /\b(?:remedy|todo)\b|\bProblem\b/.test(text);
    expect(filesWith((file) => isLower(file) && speaks(withoutComments(file.text)))).toEqual([]);
    expect(filesWith(({ path, text }) => roomOf(path) === 'findings' && speaks(text)).length).toBeGreaterThan(
      5,
    );
  });

  test('no finished sentence is cut, lower-cased or replaced in part', () => {
    const cuts =
      /replace\(\/\\\.\$\/|charAt\(0\)\.toLowerCase|\b(?:what|remedy|why|todo)\.(?:replace|slice)\(/;
    expect(filesWith(({ text }) => cuts.test(text))).toEqual([]);
  });

  test('nothing decides by a code, or its beginning', () => {
    const decides =
      /\bcode\.(?:startsWith|match|includes)|\.test\(code\)|\(\{[^}]*\bcode\b[^}]*\}\) =>[^;]*\bcode [!=]== '/;
    expect(filesWith((file) => !isLower(file) && decides.test(file.text))).toEqual([]);
  });
});

test('every code of the catalogue is there once for each page, and is said somewhere', () => {
  const texts = files.filter(({ path }) => path !== 'findings/codes.ts').map(({ text }) => text);
  for (const codes of [NOTIFY_CODES, UPDATE_CODES, DOCTOR_CODES]) expect(codes).toEqual([...new Set(codes)]);
  const all = [...new Set([...NOTIFY_CODES, ...UPDATE_CODES, ...DOCTOR_CODES])];
  // Those of files are made of the file's kind and the fault's.
  const isSaid = (code: string) =>
    [code, code.replace(/^(?:manifest|catalogue)-/, '')].some((word) =>
      texts.some((text) => new RegExp(`'${word}'|^ +${word}: `, 'm').test(text)),
    );
  expect(all.length).toBeGreaterThan(150);
  expect(all.filter((code) => !isSaid(code))).toEqual([]);
});

test('nothing in src knows the sandbox or the tests', () => {
  const outside = (file: SourceFile) =>
    file.imports.some((specifier) => {
      const path = target(file, specifier);
      return path?.startsWith('file:') === true || /sandbox|__tests__/.test(specifier);
    });
  expect(filesWith(outside)).toEqual([]);
});

test('@actions/core is imported by main.ts, inputs.ts and the file that prints, and nowhere else', () => {
  const importing = filesWith(({ imports }) => imports.includes('@actions/core'));
  expect(importing.length).toBeGreaterThan(0);
  expect(importing.filter((path) => !/\/(?:main|inputs|print)\.ts$/.test(path))).toEqual([]);
});

test('process.env is read by main.ts and inputs.ts, and nowhere else', () => {
  const reading = filesWith(({ text }) => /\bprocess\s*(?:\.\s*env|\[['"]env['"]\])\b/.test(text));
  expect(reading.length).toBeGreaterThan(0);
  expect(reading.filter((path) => !/\/(?:main|inputs)\.ts$/.test(path))).toEqual([]);
});

test('imports name the file that they mean, with its extension', () => {
  const vague = files.flatMap((file) =>
    file.imports.filter((specifier) => specifier.startsWith('.') && !specifier.endsWith('.ts')),
  );
  expect(vague).toEqual([]);
});

test('no file in src is longer than 220 lines', () => {
  const long = filesWith(({ text }) => text.trimEnd().split('\n').length > 220);
  expect(long).toEqual([]);
});

/** Every function of a file, with its number of lines, and the names that it exports. */
function declaredIn({ path, text }: SourceFile) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const line = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const functions: { readonly name: string; readonly lines: number }[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const lines = line(node.end) - line(node.getStart()) + 1;
      functions.push({ name: `${path}: ${node.name?.getText() ?? 'a function'}`, lines });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const exported = source.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (!isExported) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    }
    return 'name' in statement ? [(statement.name as ts.Identifier).text] : [];
  });
  return { functions, exported };
}

describe('what a reader has to hold in mind', () => {
  const declared = files.map((file) => ({ path: file.path, ...declaredIn(file) }));

  test('no function is longer than 40 lines', () => {
    const all = declared.flatMap(({ functions }) => functions);
    expect(all.length).toBeGreaterThan(1500);
    expect(all.filter(({ lines }) => lines > 40)).toEqual([]);
  });

  test('an exported name means one thing: no two files export the same', () => {
    const files = new Map<string, string[]>();
    for (const { path, exported } of declared) {
      for (const name of exported) files.set(name, [...(files.get(name) ?? []), path]);
    }
    expect(files.size).toBeGreaterThan(500);
    expect([...files].filter(([, paths]) => paths.length > 1)).toEqual([]);
  });
});

test('nothing is used that Node 20 lacks, which runs the command line', () => {
  const newer =
    /\b(?:(?:Map|Object)\.groupBy|Promise\.(?:withResolvers|try)|Array\.fromAsync|RegExp\.escape)\(/;
  expect(files.filter(({ text }) => newer.test(text)).map(({ path }) => path)).toEqual([]);
});

test('no file imports itself by way of others', () => {
  const leadsTo = new Map(files.map((file) => [file.path, file.imports.map((to) => target(file, to))]));
  const cycles: string[] = [];
  const seen = new Set<string>();
  const visit = (path: string, way: readonly string[]) => {
    if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(' → '));
    if (seen.has(path)) return;
    seen.add(path);
    for (const next of leadsTo.get(path) ?? []) if (next !== null) visit(next, [...way, path]);
  };
  for (const { path } of files) visit(path, []);
  expect(cycles).toEqual([]);
});
