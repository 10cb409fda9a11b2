import { type Files, manifest } from '../support/files.ts';

/** A plugin's folder in a repository: the entries that list it, and what its manifest is at first. */
export interface Unit {
  readonly directory: string;
  /** The manifest's. */
  readonly name: string;
  /** As it is declared; undefined: it is not; null: there is no manifest. */
  readonly version: string | undefined | null;
}

/** What a plugin's authors do next, as files of a commit: the same for each plugin in every run of the tests. */
export type Story = (unit: Unit) => Files;

export function pathIn({ directory }: Pick<Unit, 'directory'>, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}

export const manifestIn = (unit: Pick<Unit, 'directory'>) => pathIn(unit, '.claude-plugin/plugin.json');
const readme = (unit: Unit, text: string): Files => ({ [pathIn(unit, 'README.md')]: `${text}\n` });

/** The folder as it is at first. */
export function firstFiles(unit: Unit): Files {
  const { name, version } = unit;
  return {
    ...(version === null ? {} : { [manifestIn(unit)]: manifest(name, version) }),
    ...readme(unit, name),
  };
}

/** `1.2.3` with each number changed. */
function step(version: string | null | undefined, change: (...parts: number[]) => number[]): string {
  const parts = (version ?? '1.0.0').split('.').map(Number);
  return change(...parts).join('.');
}

const patch: (version: Unit['version']) => string = (version) =>
  step(version, (a = 0, b = 0, c = 0) => [a, b, c + 1]);
const declares =
  (version: (of: Unit['version']) => string | undefined): Story =>
  (unit) => ({
    [manifestIn(unit)]: manifest(unit.name, version(unit.version)),
    ...readme(unit, 'Declared anew'),
  });

const bump = declares(patch);
const minor = declares((version) => step(version, (a = 0, b = 0) => [a, b + 1, 0]));
const downgrade = declares((version) => step(version, (a = 0, b = 0, c = 0) => [a, b, c].map(lower)));
const prerelease = declares((version) => `${step(version, (a = 0) => [a + 1, 0, 0])}-rc.1`);
const words = declares(() => '2026-winter');
const undeclare = declares(() => undefined);
const rest: Story = () => ({});
const work: Story = (unit) => readme(unit, 'Another word');
const elsewhere: Story = ({ directory }) => ({
  'docs/elsewhere.md': `Not in ${directory === '' ? 'a folder' : directory}\n`,
});
const breakManifest: Story = (unit) => ({ [manifestIn(unit)]: `{"name": "${unit.name}", "version": \n` });
const unname: Story = (unit) => ({ [manifestIn(unit)]: '{"version": "9.9.9"}\n' });

/** 0 stays 0. */
function lower(part: number): number {
  return Math.max(0, part - 1);
}

/** To a folder beside the others, where it can be found by its name. */
const move: Story = (unit) => ({
  ...Object.fromEntries(Object.keys(firstFiles(unit)).map((path) => [path, null])),
  ...firstFiles({ ...unit, directory: `plugins/${unit.name.replace(/[^\w-]/g, '')}-moved` }),
});

/** Only the manifest goes. */
const strip: Story = (unit) => (unit.version === null ? {} : { [manifestIn(unit)]: null });
const vanish: Story = (unit) => Object.fromEntries(Object.keys(firstFiles(unit)).map((path) => [path, null]));

/** In turn, for the plugins of other repositories and of submodules. */
export const ELSEWHERE: readonly Story[] = [
  ...[bump, minor, rest, undeclare, elsewhere, prerelease, downgrade, work, bump, breakManifest],
  ...[minor, move, rest, words, unname, work, bump, strip, elsewhere, minor, work, bump],
];

/** In turn, for the plugins in the marketplace itself. */
export const HERE: readonly Story[] = [
  ...[bump, rest, minor, work, prerelease, downgrade, bump, rest, breakManifest, undeclare],
  ...[strip, minor, vanish, words, rest, unname],
];

/** What each marketplace sees at least once. */
export const FIRST: Story = bump;

/** What all plugins of a repository do whose history is rewritten, or that moves on beside the branch that counts. */
export const REWRITTEN: Story = bump;
