import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { BUMP, push, setting, sharedSandbox } from '../scenarios/support.ts';
import { ghWithVariables } from '../support/doc-gh-more.ts';
import { brokenLinks, docPage, withStandIns, workflowProblems } from '../support/doc-page.ts';
import { pushed } from '../support/doc-push.ts';
import { type DocShell, docShell } from '../support/doc-shell.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';

const page = docPage('docs/tokens.md');
const sandbox = await sharedSandbox();
const { github, actions } = sandbox;
const CREATE_TOKEN = 'actions/create-github-app-token@v3';

const plugin = await github.createRepository('acme/sdk-bridge');
const linter = await github.createRepository('acme/linter');
const marketplace = await github.createRepository('acme/marketplace');
await marketplace.commit({ files: { 'README.md': 'A marketplace\n' } });
afterEach(() => github.clearFaults());

/** The codes in the first column of a page's table below a heading. */
function codes(path: string, heading: string): string[] {
  const section = readFileSync(path, 'utf8').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const cells = section.split('\n').filter((line) => line.startsWith('| `'));
  return cells.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
  );
}

describe('the table of errors', () => {
  const known = codes('docs/notify.md', 'Errors and what to do');

  test('names codes that notify has, and all that are about a token', () => {
    const named = codes('docs/tokens.md', 'What each error means');
    expect(known).toEqual(expect.arrayContaining(named));
    expect(named).toEqual(expect.arrayContaining(known.filter((code) => code.startsWith('token-'))));
  });

  test('and every code elsewhere on the page exists', () => {
    const section = page.text.split('## What organisations restrict')[1]?.split('\n## ')[0] ?? '';
    const named = section.split('\n').flatMap((row) => [...(row.split('|')[2] ?? '').matchAll(/`([^`]+)`/g)]);
    expect(named.length).toBeGreaterThan(4);
    for (const [, code] of named) expect(known).toContain(code);
  });
});

describe('what organisations restrict is told as the page says', () => {
  test.each([
    [
      'no classic tokens',
      '`acme` forbids access via a personal access token (classic). Please use a GitHub App.',
      'token-not-allowed',
      'forbids access via',
    ],
    [
      'the longest lifetime',
      "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days.",
      'token-not-allowed',
      'lifetime is greater than',
    ],
    [
      'an IP allow list',
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled',
      'ip-allow-list',
      'allow list',
    ],
  ])('%s', async (_, message, code, words) => {
    const at = await setting(sandbox);
    github.addFault({ match: /POST .*\/dispatches/, status: 403, body: { message } });
    const { result } = await push(at, BUMP);
    const [annotation] = result.annotations.filter(({ level }) => level === 'error');
    expect(annotation?.title).toBe(code);
    expect(annotation?.message).toContain(words);
  });

  test('single sign-on', async () => {
    const at = await setting(sandbox, { marketplace: { sso: true } });
    const { result } = await push(at, BUMP);
    expect(result.annotations.map(({ title }) => title)).toContain('single-sign-on');
  });

  test('a pending token, which only reads what is public', async () => {
    for (const [hidden, code] of [
      [false, 'permission-missing'],
      [true, 'marketplace-not-found'],
    ] as const) {
      const pending = { kind: 'fine-grained', repositories: {} } as const;
      const at = await setting(sandbox, { marketplace: { private: hidden }, token: pending });
      const { result } = await push(at, BUMP);
      expect(result.annotations.map(({ title }) => title)).toContain(code);
    }
  });
});

describe('a token that lives 8 days', () => {
  const DAY = 86_400_000;
  const short = { expires: new Date(Date.now() + 8 * DAY - 60_000) };
  const titles = async (inputs: Record<string, string>, bump = BUMP) => {
    const { result } = await push(await setting(sandbox, { token: short }), { ...bump, inputs });
    return result.annotations.map(({ title }) => title);
  };

  test('warns in every run, also in one that sends nothing, and with `expiry-warning: 2` not yet', async () => {
    expect(await titles({})).toContain('token-expires');
    expect(await titles({}, { ...BUMP, after: BUMP.before })).toContain('token-expires');
    expect(await titles({ 'expiry-warning': '2' })).not.toContain('token-expires');
  });
});

describe('the GitHub App', () => {
  const { text } = page.take('yaml');

  test('its workflow is valid, and asks for a token of the marketplace alone', async () => {
    expect(await workflowProblems(page.take('yaml'))).toEqual([]);
    const [create, notify] = parse(text).jobs.notify.steps;
    expect(create.uses).toBe(CREATE_TOKEN);
    // The inputs of v3: https://github.com/actions/create-github-app-token/blob/v3/action.yml
    const inputs = ['client-id', 'private-key', 'owner', 'repositories', 'permission-contents'];
    expect(Object.keys(create.with)).toEqual(inputs);
    expect(`${create.with.owner}/${create.with.repositories}`).toBe(notify.with.marketplace);
    expect(notify.with.token).toBe(`\${{ steps.${create.id}.outputs.token }}`);
  });

  test('its workflow sends with the token that the step made', async () => {
    const token = github.createToken({
      kind: 'app',
      repositories: { 'acme/marketplace': { contents: 'write', metadata: 'read' } },
    });
    const standIn = [
      '- id: app',
      `  env: {ID: "\${{ vars.APP_CLIENT_ID }}", KEY: "\${{ secrets.APP_PRIVATE_KEY }}"}`,
      `  run: test -n "$ID" && test -n "$KEY" && echo "token=${token}" >> "$GITHUB_OUTPUT"`,
    ].join('\n');
    const workflow = withStandIns(text, { [CREATE_TOKEN]: standIn });
    plugin.update({ secrets: { APP_PRIVATE_KEY: 'key' }, variables: { APP_CLIENT_ID: 'Iv23li' } });
    await plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.0') } });
    await pushed(sandbox, plugin, {
      [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.1'),
      '.github/workflows/notify.yml': workflow,
    });
    expect(actions.runs.at(-1)).toMatchObject({ conclusion: 'success' });
    expect(github.dispatches.at(-1)).toMatchObject({ token, client_payload: { version: '2.0.1' } });
  });
});

describe('the forms’ addresses', () => {
  const links = [...page.text.matchAll(/\]\((https:\/\/github\.com\/[^)]*\/new\?[^)]*)\)/g)].map(
    ([, link = '']) => new URL(link),
  );

  // https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-using-url-parameters
  test('the App’s asks for Contents alone, without a webhook, in the marketplace’s account', () => {
    const form = links.find(({ pathname }) => pathname === '/organizations/acme/settings/apps/new');
    expect(Object.fromEntries(form?.searchParams ?? [])).toEqual({
      name: 'acme-marketplace-events',
      url: 'https://github.com/acme/marketplace',
      public: 'false',
      webhook_active: 'false',
      contents: 'write',
    });
  });

  // https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens
  test('the fine-grained token’s asks for Contents alone', () => {
    const form = links.find(({ pathname }) => pathname === '/settings/personal-access-tokens/new');
    expect(Object.fromEntries(form?.searchParams ?? [])).toEqual({
      name: 'marketplace-events',
      target_name: 'acme',
      expires_in: '365',
      contents: 'write',
    });
  });
});

describe('the commands', () => {
  let shell: DocShell;
  const secret = github.createToken({
    kind: 'fine-grained',
    repositories: { 'acme/marketplace': { contents: 'write', metadata: 'read' } },
  });

  beforeAll(async () => {
    const typed = { MARKETPLACE_UPDATE_TOKEN: secret };
    shell = await docShell(sandbox, { commands: { gh: ghWithVariables(sandbox, typed) } });
    await writeFile(join(shell.folder, 'acme-marketplace-events.private-key.pem'), 'a key\n');
    await writeFile(join(shell.folder, 'token.txt'), `${secret}\n`);
  });
  afterAll(() => shell.close());

  test('store the App’s ID and key', async () => {
    expect(await shell.run(page.take('sh', /APP_CLIENT_ID --repo/).text)).toMatchObject({ code: 0 });
    expect(plugin.options.variables['APP_CLIENT_ID']).toMatch(/^Iv23li/);
    expect(plugin.options.secrets['APP_PRIVATE_KEY']).toBe('a key');
    expect(linter.options.secrets['APP_PRIVATE_KEY']).toBeUndefined();
    expect(await shell.run(page.take('sh', /APP_CLIENT_ID --org/).text)).toMatchObject({ code: 0 });
    expect(linter.options.variables['APP_CLIENT_ID']).toMatch(/^Iv23li/);
    expect(linter.options.secrets['APP_PRIVATE_KEY']).toBe('a key');
  });

  test('store the token in a repository, an organisation and for Dependabot', async () => {
    const name = 'MARKETPLACE_UPDATE_TOKEN';
    expect(await shell.run(page.take('sh', /TOKEN --org/).text)).toMatchObject({ code: 0 });
    expect(linter.options.secrets[name]).toBe(secret);
    plugin.update({ secrets: {} });
    expect(await shell.run(page.take('sh', /TOKEN --repo \S+$/).text)).toMatchObject({ code: 0 });
    expect(plugin.options.secrets[name]).toBe(secret);
    expect(await shell.run(page.take('sh', /--app dependabot/).text)).toMatchObject({ code: 0 });
    expect(plugin.options.dependabotSecrets[name]).toBe(secret);
  });

  const inline =
    /`(gh secret set MARKETPLACE_UPDATE_TOKEN [^`]*< token\.txt)`/.exec(page.text)?.[1] ?? 'false';
  test('store it out of the file that was checked', async () => {
    plugin.update({ secrets: {} });
    expect(await shell.run(inline)).toMatchObject({ code: 0 });
    expect(plugin.options.secrets['MARKETPLACE_UPDATE_TOKEN']).toBe(secret);
  });

  const { text } = page.take('sh', /doctor/);
  test('check it, without showing it and without sending', async () => {
    await marketplace.commit({
      files: {
        '.claude-plugin/marketplace.json': '{"name": "acme", "owner": {"name": "Acme"}, "plugins": []}',
        '.github/workflows/update.yml': readFileSync('templates/update-marketplace.yml', 'utf8'),
      },
    });
    const before = github.dispatches.length;
    const good = await shell.run(text);
    expect([good.code, good.out + good.err]).toEqual([0, expect.stringContaining('fine-grained')]);
    await writeFile(join(shell.folder, 'token.txt'), 'github_pat_wrong\n');
    const bad = await shell.run(text);
    expect([bad.code, bad.out]).toEqual([1, expect.stringContaining('[token-rejected]')]);
    for (const shown of [good, bad]) expect(shown.out + shown.err).not.toMatch(/github_pat_/);
    expect(github.dispatches).toHaveLength(before);
  });
});

test('every link into the repository leads somewhere', () => {
  expect(brokenLinks('docs/tokens.md')).toEqual([]);
});

test('every block of the page is tried', () => {
  expect(page.unused()).toEqual([]);
});
