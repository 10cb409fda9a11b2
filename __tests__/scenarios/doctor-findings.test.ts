import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { TokenOptions } from '../../sandbox/types.ts';
import { newFolder } from './cli-world.ts';
import type { Case } from './doctor-cases.ts';
import { MARKETPLACE_CASES } from './doctor-cases-marketplace.ts';
import { PLUGIN_CASES } from './doctor-cases-plugin.ts';
import { TOKEN_CASES } from './doctor-cases-token.ts';
import { clone, type Diagnosis, diagnose, tokenFile, type World, world } from './doctor-world.ts';
import { sharedSandbox } from './support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;

/** What a case says, with the names of its world. */
function filled<T>(at: World, value: T): T {
  const text = JSON.stringify(value)
    .replaceAll('PLUGIN', at.plugin.fullName)
    .replaceAll('MARKETPLACE', at.marketplace.fullName)
    .replaceAll('OWNER', at.owner)
    .replaceAll('HOST', new URL(github.url).host)
    .replaceAll(`${at.marketplace.fullName}_UPDATE_TOKEN`, 'MARKETPLACE_UPDATE_TOKEN');
  return JSON.parse(text);
}

/** Names as they were before anything happened to the world. */
function namesOf({ plugin, marketplace, ...at }: World): World {
  const named = ({ fullName }: World['plugin']) => ({ fullName }) as World['plugin'];
  return { ...at, plugin: named(plugin), marketplace: named(marketplace) };
}

async function diagnosed(one: Case): Promise<{ run: Diagnosis; names: World }> {
  const at = await world(sandbox, one.world);
  const names = namesOf(at);
  const from = one.from ?? 'plugin';
  const folder = from === 'elsewhere' ? await newFolder(sandbox) : await clone(at, at[from]);
  await one.arrange?.(at, folder);
  const elsewhere = from === 'elsewhere' ? ['--marketplace', names.marketplace.fullName] : [];
  const args = [...filled(names, one.args ?? []), ...elsewhere, ...(await tokenArgs(names, one))];
  const run = await diagnose(at, folder, args, envOf(names, one));
  github.clearFaults();
  return { run, names };
}

async function tokenArgs(at: World, { token }: Case): Promise<string[]> {
  if (token === undefined) return [];
  return ['--token-file', await tokenFile(sandbox, typeof token === 'string' ? token : made(at, token))];
}

function made(at: World, { expires, ...more }: Partial<TokenOptions>): string {
  const repositories = { MARKETPLACE: { contents: 'write' } } as const;
  const options: TokenOptions = { kind: 'fine-grained', ...filled(at, { repositories, ...more }) };
  return github.createToken(expires === undefined ? options : { ...options, expires });
}

/** `READER` stands for a token that sees all and may write nothing. */
function envOf(at: World, { env = {} }: Case): Record<string, string> {
  if (env['GH_TOKEN'] !== 'READER') return env;
  const all = { contents: 'read', actions: 'read', secrets: 'read', administration: 'read' } as const;
  const repositories = { [at.marketplace.fullName]: all, [at.plugin.fullName]: all };
  return { ...env, GH_TOKEN: github.createToken({ kind: 'fine-grained', repositories }) };
}

const CASES = [...PLUGIN_CASES, ...MARKETPLACE_CASES, ...TOKEN_CASES].map((one) => ({
  ...one,
  name: `${one.code}${one.when === undefined ? '' : `: ${one.when}`}`,
}));

describe('each finding in a world where only that is wrong', () => {
  test.each(CASES)('$name', async (one) => {
    const dispatched = github.dispatches.length;
    const { run, names } = await diagnosed(one);
    const ends = { plugin: names.plugin.fullName, marketplace: names.marketplace.fullName };
    const where = one.where === 'plugin' || one.where === 'marketplace' ? ends[one.where] : one.where;
    const found = run.flaws.find(({ code, status }) => code === one.code && status === one.status);
    expect(run.flaws.map(({ code, what }) => [code, what])).toHaveLength(1 + (one.with?.length ?? 0));
    expect(run.flaws.map(({ code }) => code).sort()).toEqual([one.code, ...(one.with ?? [])].sort());
    expect(found).toMatchObject({ check: one.check, where });
    expect(found?.what).toContain(filled(names, one.what));
    expect(found?.remedy).toContain(filled(names, one.remedy));
    const place = found?.at;
    const shown = [place?.file, place?.line, place?.column].filter(
      (part) => part !== undefined && part !== null,
    );
    if (one.at !== undefined) expect(shown.join(':')).toBe(one.at);
    expect([run.code, run.err]).toEqual([run.flaws.some(({ status }) => status === 'problem') ? 1 : 0, '']);
    expect(github.dispatches.slice(dispatched)).toEqual([]);
    expect(sandbox.actions.runs).toEqual([]);
  });
});

describe('the table', () => {
  const folder = 'src/cli/doctor';
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  const all = sources.join('\n');
  const named = [...all.matchAll(/\bflaw\(\s*[^,]+,\s*'([a-z-]+)'/g)].map(([, code = '']) => code);

  test('has a row for every code of the sources', () => {
    expect(named.length).toBeGreaterThan(50);
    const told = new Set(CASES.map(({ code }) => code));
    expect([...new Set(named)].filter((code) => !told.has(code))).toEqual([]);
  });

  test('knows every call that makes a finding', () => {
    const calls = all.match(/\bflaw\(/g)?.length ?? 0;
    const declaration = 1;
    expect(named.length).toBe(calls - declaration);
  });
});
