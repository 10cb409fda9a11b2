import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sharedSandbox } from '../scenarios/support.ts';
import { type DocShell, docShell } from '../support/doc-shell.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
const shells: DocShell[] = [];
afterAll(() => Promise.all(shells.map((one) => one.close())));

async function opened(
  ...options: Parameters<typeof docShell> extends [unknown, ...infer Rest] ? Rest : never
) {
  const shell = await docShell(sandbox, ...options);
  shells.push(shell);
  return shell;
}

beforeAll(async () => {
  const plugin = await github.createRepository('acme/sdk-bridge');
  await plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.0') } });
});

test('git finds the sandbox below github.com, and folder and variables last', async () => {
  const shell = await opened();
  expect(
    await shell.run('git clone --quiet https://github.com/acme/sdk-bridge.git\ncd sdk-bridge\nexport A=b'),
  ).toMatchObject({ code: 0 });
  expect(await shell.run('echo "$A" > a.txt; git add -A; git commit -qm A; git push -q')).toMatchObject({
    code: 0,
  });
  expect(await github.repository('acme/sdk-bridge').readFile('main', 'a.txt')).toBe('b\n');
  expect((await shell.run('git remote get-url origin')).out).toBe(`${github.url}/acme/sdk-bridge.git\n`);
});

test('a block ends at the first command that fails', async () => {
  const shell = await opened();
  expect(await shell.run('echo one\nfalse\necho two')).toEqual({ code: 1, out: 'one\n', err: '' });
});

test('the command line runs by its name and through npx', async () => {
  const shell = await opened();
  const { out } = await shell.run('notify-marketplace --version');
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await shell.run('npx --allow-git=all github:org/notify-marketplace --version')).out).toBe(out);
  expect((await shell.run('npx some-package')).code).toBe(1);
});

test('gh keeps secrets: typed, piped and given', async () => {
  const shell = await opened({ typed: { ONE: 'typed' } });
  const run = await shell.run(
    'gh secret set ONE -R acme/sdk-bridge\necho piped | gh secret set TWO --repo acme/sdk-bridge\n' +
      'gh secret set THREE --repo github.com/acme/sdk-bridge --body given\nwhile read -r name; do gh secret set "$name" -R acme/sdk-bridge -b x; done <<< $\'FOUR\\nFIVE\'',
  );
  expect(run.code).toBe(0);
  const { secrets } = github.repository('acme/sdk-bridge').options;
  expect(secrets).toEqual({ ONE: 'typed', TWO: 'piped', THREE: 'given', FOUR: 'x', FIVE: 'x' });
  expect(shell.calls[0]).toEqual(['gh', 'secret', 'set', 'ONE', '-R', 'acme/sdk-bridge']);
});

test('a program of the test’s own is called with arguments, folder and input', async () => {
  const shell = await opened({
    commands: {
      shout: { wantsInput: () => true, run: ({ input }) => ({ out: (input ?? '').toUpperCase() }) },
    },
  });
  expect(await shell.run('echo hello | shout')).toEqual({ code: 0, out: 'HELLO\n', err: '' });
});
