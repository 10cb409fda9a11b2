import { describe, expect, test } from '@jest/globals';
import { gitAddress, repositoryAt, withoutUser } from '../../src/github/address.ts';
import type { Claim } from '../../src/marketplace/claim.ts';
import { sourceOf } from '../../src/marketplace/sources.ts';
import { parseCatalogue } from '../../src/plugin/catalogue.ts';
import { display, displayCode } from '../../src/plugin/display.ts';
import { parseGitmodules } from '../../src/plugin/gitmodules.ts';
import { parseManifest } from '../../src/plugin/manifest.ts';
import { compareVersions, isLower } from '../../src/plugin/version.ts';
import { branchFor } from '../../src/update/pull-request/wanted-pull-requests.ts';
import { failedClaims } from '../../src/update/report/annotations.ts';
import { commitTitle } from '../../src/update/write/message.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { findings, heldOne, marketplace, pin, plan, SERVER, updated } from '../support/update-fixtures.ts';

/** A stranger's file has up to 1 MiB, a catalogue ten: whatever is in it, a run must not spend its time there. */
const LONG = 300_000;
const dashes = '-'.repeat(LONG);

const WORK: [what: string, work: () => unknown][] = [
  [
    'a name of dashes as a branch',
    () => branchFor({ template: 'u/{plugin}', target: 'main' } as never, `${dashes}x`),
  ],
  [
    'a name of dashes in a title',
    () => commitTitle([updated({ plugin: `${dashes}x`, version: `${dashes}x` })]),
  ],
  ['a name of dashes as it is shown', () => display(`${dashes}x`) + displayCode(`${dashes}x`)],
  ['a version of digits', () => compareVersions('1'.repeat(LONG), `1.0.0-${dashes}`)],
  ['a version of dots', () => isLower('1.'.repeat(LONG), '1.0.0')],
  [
    'a path of slashes in .gitmodules',
    () => parseGitmodules(`[submodule "a"]\npath = ${'/'.repeat(LONG)}x\n`),
  ],
  ['a section of quotes in .gitmodules', () => parseGitmodules(`[submodule "${'\\\\'.repeat(LONG)}`)],
  ['an address of colons', () => withoutUser('a:'.repeat(LONG)) + String(gitAddress('a:'.repeat(LONG)))],
  ['an address of at signs', () => repositoryAt(`https://${'a@'.repeat(LONG)}/x`, SERVER)],
  [
    'a source of slashes',
    () => sourceOf(entry(`./${'/'.repeat(LONG)}`), { server: SERVER, pluginRoot: null }),
  ],
  ['a manifest of line ends', () => parseManifest(`{"name": "a"${',\n '.repeat(LONG)}`, 'f')],
  ['a manifest of keys', () => parseManifest(`{"name": "a", ${keys(50_000)}}`, 'f')],
  ['a catalogue of entries', () => parseCatalogue(`{"plugins": [${entries(50_000)}]}`, 'f')],
  ['an event of hundreds of plugins', () => failedClaims(claiming(500, 1_000))],
];

function entry(source: unknown) {
  return { index: 0, name: 'a', source, version: undefined, at: { file: 'f' } };
}

function keys(count: number): string {
  return Array.from({ length: count }, (_, index) => `"k${index}": 1`).join();
}

function entries(count: number): string {
  return Array.from({ length: count }, (_, index) => `{"name": "p${index}"}`).join();
}

/** An event that names so many plugins, in a catalogue of so many. */
function claiming(named: number, listed: number) {
  const market = marketplace(Array.from({ length: listed }, (_, n) => ({ name: `p${n}`, source: pin() })));
  const claims = Array.from({ length: named }, (_, n): Claim => {
    return { plugin: `p${n}`, version: '1.0.0', repository: 'acme/none', path: 'none' };
  });
  return findings({ marketplace: market, claims, plan: plan({ held: [heldOne()] }) });
}

test.each(WORK)('%s takes no time', (_, work) => {
  expect(cpuTime(work)).toBeLessThan(2_000);
});

describe('what is longer than it can be is not sent to GitHub', () => {
  test.each([
    ['a path', `./${'a'.repeat(5_000)}`, /has more than 4096 characters/],
    ['a `path`', { source: 'github', repo: 'a/b', path: 'a'.repeat(5_000) }, /`path` has more than 4096/],
    ['a `ref`', { source: 'github', repo: 'a/b', ref: 'a'.repeat(5_000) }, /`ref` has more than 1024/],
    ['an owner', { source: 'github', repo: `${'a'.repeat(5_000)}/b` }, /is not a repository/],
  ])('%s', (_, source, reason) => {
    expect(sourceOf(entry(source), { server: SERVER, pluginRoot: null })).toMatchObject({
      kind: 'skipped',
      reason: expect.stringMatching(reason),
    });
  });
});
