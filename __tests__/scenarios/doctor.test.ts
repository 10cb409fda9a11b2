import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { WORLDS } from '../docs/troubleshooting-cases.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { at, NOTIFY, UPDATE } from './cli-world.ts';
import { cloned, type Ends, type EndsOptions, ends, notify, TOKEN, visit } from './doctor-support.ts';
import { sharedSandbox } from './support.ts';

const sandbox = await sharedSandbox();
const { github, actions } = sandbox;

/** What doctor asks of the API, without the owner's name. */
async function asked<T>({ token, owner }: Ends, act: () => Promise<T>): Promise<[T, string[]]> {
  const before = github.requests.length;
  const result = await act();
  const own = github.requests.slice(before).filter((one) => one.token === token && one.kind !== 'git');
  const shown = own.map(({ method, path, body }) =>
    path.endsWith('/graphql')
      ? `graphql ${JSON.stringify(body)}`
      : `${method} ${path.replace('/api/v3', '').replaceAll(`${owner}/`, '')}`,
  );
  return [result, shown];
}

describe('where everything is well', () => {
  test('nothing is wrong, from either end, and nothing is asked twice', async () => {
    const all = await ends(sandbox);
    await github.runWorkflow(all.plugin, { workflow: NOTIFY });
    await github.runWorkflow(all.marketplace, { workflow: UPDATE });
    await actions.idle();
    for (const end of [all.plugin, all.marketplace]) {
      const folder = await cloned(sandbox, end);
      const [seen, requests] = await asked(all, () => visit(sandbox, folder, [], { GH_TOKEN: all.token }));
      expect([seen.flaws, seen.run.code]).toEqual([[], 0]);
      expect(requests.filter((one, index) => requests.indexOf(one) !== index)).toEqual([]);
    }
  });
});

/** Each with one thing wrong, of those that no other test provokes. */
interface Wrong {
  readonly name: string;
  readonly codes: readonly string[];
  readonly from?: 'plugin' | 'marketplace';
  readonly options?: EndsOptions;
  readonly arrange?: (all: Ends, folder: string) => Promise<void> | void;
  readonly said?: RegExp;
}

const WRONG: readonly Wrong[] = [
  {
    name: 'a plugin without its manifest',
    codes: ['no-manifest'],
    options: { pluginFiles: () => ({ [ROOT_MANIFEST]: null }) },
    said: /Add \.claude-plugin\/plugin\.json/,
  },
  {
    name: 'a version that has no order',
    codes: ['version-not-semantic'],
    options: { pluginFiles: () => ({ [ROOT_MANIFEST]: manifest('tool', 'v1.2 beta') }) },
    said: /`v1\.2 beta` in `\.claude-plugin\/plugin\.json`/,
  },
  {
    name: 'a job that may not read its own repository',
    codes: ['sender-permission'],
    options: notify((text) => text.replace(/contents: read/, 'actions: read')),
    said: /Write `permissions: contents: read`/,
  },
  {
    name: 'a marketplace that has another name now',
    codes: ['marketplace-renamed'],
    arrange: ({ marketplace }) => marketplace.rename(`${marketplace.fullName}-now`),
    said: /Write \S+-now in the plugins’ workflows/,
  },
  {
    name: 'a checkout with a workflow that was changed and not pushed',
    codes: ['workflow-differs'],
    arrange: async (_, folder) => writeFile(join(folder, NOTIFY), `${await at(folder, NOTIFY)}\n# mine\n`),
  },
  {
    name: 'a version that is raised here, and not pushed',
    codes: ['version-not-pushed'],
    arrange: (_, folder) => writeFile(join(folder, ROOT_MANIFEST), manifest('tool', '1.3.0')),
    said: /`1\.3\.0` here, and is `1\.2\.0` on `main`/,
  },
  {
    name: 'an entry that follows tags, and a version without one',
    codes: ['tag-missing'],
    options: {
      entries: (repo, sha) => [{ name: 'tool', source: { source: 'github', repo, ref: 'v1.1.0', sha } }],
    },
    arrange: async ({ plugin }) => void (await plugin.tag('v1.1.0')),
    said: /git tag v1\.2\.0 && git push origin v1\.2\.0/,
  },
  {
    name: 'types that the marketplace’s workflow does not hear, seen from there',
    codes: ['event-type-mismatch'],
    from: 'marketplace',
    options: notify((text) => `${text}          event-type: something-else\n`),
    said: /`something-else`/,
  },
  {
    name: 'an alternative of two secrets, of which none is set',
    codes: ['secret-missing'],
    options: {
      plugin: { secrets: { UNRELATED: 'x' } },
      ...notify((text) => text.replace(TOKEN, `\${{ secrets.FIRST || secrets.OTHER }}`)),
    },
    said: /there is no secret `OTHER`/,
  },
  {
    name: 'rules that want more than a commit',
    codes: ['branch-rules'],
    arrange: ({ marketplace }) => marketplace.protect('main', { by: 'ruleset', requires: 'status-checks' }),
    said: /`required_status_checks`/,
  },
  {
    name: 'a classic protection that wants more than a commit',
    codes: ['branch-rules'],
    arrange: ({ marketplace }) => marketplace.protect('main', { by: 'branch-protection' }),
    said: /`required_pull_request_reviews`/,
  },
];

describe('doctor finds', () => {
  test.concurrent.each(WRONG)('$name', async ({ codes, from = 'plugin', options, arrange, said }) => {
    const all = await ends(sandbox, options);
    const folder = await cloned(sandbox, all[from]);
    await arrange?.(all, folder);
    const seen = await visit(sandbox, folder, [], { GH_TOKEN: all.token });
    const flaws = seen.findings.filter(({ code }) => code !== undefined && code !== 'never-ran');
    expect([...new Set(flaws.map(({ code }) => code))]).toEqual(codes);
    expect(flaws.map(({ what, remedy }) => `${what} ${remedy}`).join('\n')).toMatch(said ?? /./);
    expect(seen.run.code).toBe(flaws.some(({ status }) => status === 'problem') ? 1 : 0);
  });

  test('every fault that it knows, in this or another test', () => {
    const checks = 'src/cli/doctor/checks';
    const source = readdirSync(checks).map((file) => readFileSync(join(checks, file), 'utf8'));
    const known = [
      ...source
        .join('\n')
        .matchAll(/\bflaw\(\s*[^,]+,\s*'([a-z-]+)'|\b(?:missing|copied): \[\s*'([a-z-]+)'/g),
    ].map(([, code, other]) => code ?? other);
    const told = [...WORLDS, ...WRONG].flatMap(({ codes }) => codes);
    expect(known.length).toBeGreaterThan(40);
    expect(known.filter((code) => !told.includes(code ?? ''))).toEqual([]);
  });
});
