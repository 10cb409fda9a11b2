import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
}

const COMMIT = 'c'.repeat(40);
const OTHER = 'd'.repeat(40);
const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8'));
const steps: readonly Step[] = jobs.publish.steps;

/** An imitation of `gh`: a folder of tags, and what is known of the release in one file. */
const GH = `#!/usr/bin/env bash
say() { echo "$1" >&2; exit 1; }
case "$*" in
  *matching-refs/tags/*) cat "tags/\${2##*/}" 2>/dev/null || true; exit ;;
  *--method\\ PATCH*) echo "\${7#sha=}" > "tags/\${5##*/}" ;;
  *-f\\ ref=*) [ ! -e "\${5#ref=refs/}" ] || say 'Reference already exists'; echo "\${7#sha=}" > "\${5#ref=refs/}" ;;
  api\\ *compare*) echo "\${WAY:-ahead}"; exit ;;
  release\\ view*isImmutable*) echo "\${IMMUTABLE:-true}"; exit ;;
  release\\ view*) cat release 2>/dev/null || say 'release not found'; exit ;;
  release\\ delete*) rm release ;;
  release\\ create*) [ ! -e release ] || say 'a release with the same tag name already exists'; echo false > release ;;
  release\\ verify-asset\\ v*.tgz) echo x >> looks; [ "$(wc -l < looks)" -gt "\${LATE:-0}" ] || say 'no attestations for tag'; exit ;;
esac
echo "gh $*" >> done
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  for (const name of ['bin', 'tags', 'package']) mkdirSync(join(folder, name));
  write('bin/gh', GH);
  write('bin/sleep', '#!/bin/sh\n');
  execFileSync('chmod', ['-R', '+x', join(folder, 'bin')]);
  write('package/notify-marketplace.tgz', '');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8').trim();
}

/** Runs a step's script as the runner would, with the imitations before the machine's own programs. */
function runScript(run: string, env: Record<string, string>) {
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      GH_REPO: 'acme/notify-marketplace',
      GITHUB_SHA: COMMIT,
      ...env,
    },
  });
}

/** Runs the scripts of the job that publishes, from the tag on, as the runner would; gives what they said. */
function publish(
  version: string,
  env: Record<string, string> = {},
): { failed: string[]; said: string; done: string[] } {
  write('done', '');
  const scripts = steps.filter(({ name = '', if: condition = '' }) => {
    const wanted = /^(Make the version|Publish the release|Move the major)/.test(name);
    return wanted && !(condition.includes("'-'") && version.includes('-'));
  });
  let said = '';
  for (const { name = '', run = '' } of scripts) {
    const ran = runScript(run, { VERSION: version, ...env });
    said += ran.stdout + ran.stderr;
    if (ran.status !== 0) return { failed: [name], said, done: doneBy() };
  }
  return { failed: [], said, done: doneBy() };
}

const doneBy = () => read('done').split('\n');

const CREATED =
  'gh release create v1.2.3 package/notify-marketplace.tgz --verify-tag --title v1.2.3 --notes-file notes.md';
const TAGGED = `gh api --silent repos/acme/notify-marketplace/git/refs -f ref=refs/tags/v1.2.3 -f sha=${COMMIT}`;
const MAJOR = `gh api --silent repos/acme/notify-marketplace/git/refs -f ref=refs/tags/v1 -f sha=${COMMIT}`;

test('a release makes its tag, the release, and the major version’s tag', () => {
  expect(publish('1.2.3')).toMatchObject({ failed: [], done: [TAGGED, CREATED, MAJOR] });
});

test('the major version’s tag moves where it is there', () => {
  write('tags/v1', `${OTHER}\n`);
  expect(publish('1.2.3').failed).toEqual([]);
  expect(read('tags/v1')).toBe(COMMIT);
});

test('a prerelease is one for GitHub too, and moves nothing', () => {
  write('tags/v1', `${OTHER}\n`);
  const { done } = publish('1.2.3-rc.1');
  expect(done.at(-1)).toBe(`${CREATED.replaceAll('v1.2.3', 'v1.2.3-rc.1')} --prerelease --latest=false`);
  expect(read('tags/v1')).toBe(OTHER);
});

test('a run that ended at any step goes on when it is run again', () => {
  publish('1.2.3');
  expect(publish('1.2.3')).toMatchObject({ failed: [], done: [''] });
  rmSync(join(folder, 'release'));
  expect(publish('1.2.3')).toMatchObject({ failed: [], done: [CREATED] });
  rmSync(join(folder, 'tags/v1'));
  expect(publish('1.2.3')).toMatchObject({ failed: [], done: [MAJOR] });
});

test('a draft that an earlier attempt left is made anew', () => {
  write('release', 'true\n');
  expect(publish('1.2.3').done).toEqual([TAGGED, 'gh release delete v1.2.3 --yes', CREATED, MAJOR]);
});

test('a tag that somebody else made stops the release before it is made', () => {
  write('tags/v1.2.3', `${OTHER}\n`);
  expect(publish('1.2.3')).toMatchObject({
    failed: ['Make the version’s tag, unless it is there'.replace('’', "'")],
    said: `::error::The tag v1.2.3 exists already, at ${OTHER}. Release another version.\n`,
    done: [''],
  });
});

test('a signature that is late is waited for', () => {
  expect(publish('1.2.3', { LATE: '4' }).failed).toEqual([]);
});

test('a signature that does not come, or is another file’s, moves no tag', () => {
  const { failed, said, done } = publish('1.2.3', { LATE: '99' });
  expect([failed, done]).toEqual([['Publish the release, which fixes its tag for good'], [TAGGED, CREATED]]);
  expect(said).toContain(
    '::error::v1.2.3 has no signature yet for this package. Run the failed jobs again later',
  );
});

test('an older run that is run again leaves the major version’s tag at the newer commit', () => {
  write('tags/v1', `${OTHER}\n`);
  expect(publish('1.2.3', { WAY: 'behind' }).failed).toEqual([]);
  expect(read('tags/v1')).toBe(OTHER);
});

test('a release that is not immutable moves no tag, and says what to do', () => {
  const { failed, said, done } = publish('1.2.3', { IMMUTABLE: 'false' });
  expect(failed).toEqual(['Publish the release, which fixes its tag for good']);
  expect(said).toContain('Turn on release immutability (Settings, General), delete the release');
  expect(done).toEqual([TAGGED, CREATED]);
});

test('npm is given a file, not what it takes for a repository of GitHub', () => {
  const scripts = Object.values<{ steps?: Step[] }>(jobs).flatMap((job) => job.steps ?? []);
  const commands = scripts.flatMap(({ run = '' }) => run.match(/npm (?:pack|publish) \S+/g) ?? []);
  expect(commands).toEqual(['npm pack ./source', 'npm publish "$file"']);
});

// jq and openssl are on GitHub's runners, not on every machine.
const NPM = `#!/bin/sh
case "$1" in
  view) cat view 2>/dev/null || { echo 'npm error code E404' >&2; exit 1; } ;;
  publish) echo "npm $*" >> done ;;
esac
`;

function makePackage(): void {
  write('bin/npm', NPM);
  write('bin/jq', `#!/bin/sh\nexec node -p "JSON.parse(require('fs').readFileSync(0)).name"\n`);
  const digest =
    "require('crypto').createHash('sha512').update(require('fs').readFileSync(process.argv[1])).digest()";
  write('bin/openssl', `#!/bin/sh\nexec node -e "process.stdout.write(${digest})" "$4"\n`);
  execFileSync('chmod', ['-R', '+x', join(folder, 'bin')]);
  mkdirSync(join(folder, 'built/package'), { recursive: true });
  write('built/package/package.json', '{"name": "notify-marketplace"}');
  execFileSync('tar', ['-czf', 'package/notify-marketplace.tgz', '-C', 'built', 'package'], { cwd: folder });
}

/** The last step of the job `npm`. */
function publishPackage(version: string): { status: number | null; said: string; done: string } {
  write('done', '');
  const { run = '' } = jobs.npm.steps.at(-1);
  const ran = runScript(run, { VERSION: version });
  return { status: ran.status, said: ran.stdout, done: read('done') };
}

test.each([
  ['1.2.3', 'latest'],
  ['1.2.3-rc.1', 'next'],
])('npm gets %s as %s', (version, tag) => {
  makePackage();
  expect(publishPackage(version)).toEqual({
    ...{ status: 0, said: '' },
    done: `npm publish ./package/notify-marketplace.tgz --tag ${tag}`,
  });
});

test('what npm has already is not published again, and another file of that version is told', () => {
  makePackage();
  write('view', 'sha512-other\n');
  expect(publishPackage('1.2.3')).toEqual({
    ...{ status: 1, done: '' },
    said: '::error::npm has another notify-marketplace@1.2.3.\n',
  });
  const bytes = readFileSync(join(folder, 'package/notify-marketplace.tgz'));
  write('view', `sha512-${createHash('sha512').update(bytes).digest('base64')}\n`);
  expect(publishPackage('1.2.3')).toEqual({ status: 0, said: 'npm has it already.\n', done: '' });
});

test('the package made of the archive holds what the one made of a clone holds', () => {
  const source = join(folder, 'source');
  mkdirSync(source);
  execFileSync('tar', ['-x', '-C', source], {
    input: execFileSync('git', ['archive', 'HEAD'], { maxBuffer: 2 ** 28 }),
  });
  const files = (cwd: string) => {
    const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd,
      encoding: 'utf8',
    });
    return JSON.parse(told)[0].files.map(({ path }: { path: string }) => path);
  };
  expect(files(source)).toEqual(files(resolve('.')));
});
