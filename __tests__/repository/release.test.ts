import { execFileSync, spawnSync } from 'node:child_process';
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
  release\\ view*) cat release 2>/dev/null || say 'release not found'; exit ;;
  release\\ delete*) rm release ;;
  release\\ create*) [ ! -e release ] || say 'a release with the same tag name already exists'; echo false > release ;;
  release\\ verify*) echo x >> looks; [ "$(wc -l < looks)" -gt "\${LATE:-0}" ] || say 'no attestations for tag'; exit ;;
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
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
        GH_REPO: 'acme/notify-marketplace',
        GITHUB_SHA: COMMIT,
        VERSION: version,
        ...env,
      },
    });
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

test('a release that is not immutable moves no tag, and says which setting is missing', () => {
  const { failed, said, done } = publish('1.2.3', { LATE: '99' });
  expect(failed).toEqual(['Publish the release, which fixes its tag for good']);
  expect(said).toContain('turn on release immutability (Settings, General)');
  expect(done).toEqual([TAGGED, CREATED]);
});

test('npm is given a file, not what it takes for a repository of GitHub', () => {
  const scripts = Object.values<{ steps?: Step[] }>(jobs).flatMap((job) => job.steps ?? []);
  const commands = scripts.flatMap(({ run = '' }) => run.match(/npm (?:pack|publish) \S+/g) ?? []);
  expect(commands).toEqual(['npm pack ./source', 'npm publish ./package/*.tgz']);
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
