import { isOfTheRun, isOutside, isReading, withoutPlace } from './known-commands.ts';
import { type ShellCommand, shellCommands } from './shell-commands.ts';

/** The one file that is written. */
const CATALOGUE =
  /^(?:\.\/|\$\{?GITHUB_WORKSPACE\}?\/|\$\{\{ *github\.workspace *\}\}\/)?\.claude-plugin\/marketplace\.json$/;

/** PURE: whether a path is the catalogue that Claude Code reads. */
export function isCatalogue(path: string): boolean {
  return CATALOGUE.test(path);
}

/**
 * PURE: whether all that these commands do is what the update action does too: they move submodules, change versions
 * and pins in the catalogue, and commit, push or propose that.
 *
 * @param proposes whether the workflow opens pull requests, from a branch of any name
 */
export function isAllFollowing(commands: readonly ShellCommand[], proposes: boolean): boolean {
  const copied = commands.flatMap(({ words }) => (isCopy(words) ? [words.slice(1).filter(isPath)] : []));
  const drafts = copied.flatMap(([from, to]) => (from !== undefined && isCatalogue(to ?? '') ? [from] : []));
  // Below another folder it would be another file.
  const strays = commands.some(
    ({ words: [program, to = ''] }) => program === 'cd' && !/^(?:-|\.\.|\$\{?GITHUB_WORKSPACE\}?)$/.test(to),
  );
  const touches = commands.some(({ words, writes }) =>
    [...words, ...writes].some((word) => word.includes('marketplace.json')),
  );
  return !(strays && touches) && commands.every((command) => isFollowing(command, { drafts, proposes }));
}

interface Around {
  /** Files that become the catalogue. */
  readonly drafts: readonly string[];
  readonly proposes: boolean;
}

function isCopy([program]: readonly string[]): boolean {
  return program === 'mv' || program === 'cp';
}

function isPath(word: string): boolean {
  return !word.startsWith('-');
}

function isFollowing(command: ShellCommand, around: Around): boolean {
  const { words, writes } = command;
  const [program = '', ...given] = words;
  const isDraft = (path: string) => isCatalogue(path) || around.drafts.includes(path);
  const keeps = writes.filter((path) => !isOfTheRun(path) && !(isOutside(path) && !isDraft(path)));
  if (keeps.length > 0) return keeps.every(isDraft) && editsOnlyVersions(words);
  switch (program) {
    case 'git':
      return isReading(command) || isFollowingGit(withoutPlace(given), around);
    case 'gh':
      return isReading(command) || /^(?:pr (?:create|merge|edit|close|comment))\b/.test(given.join(' '));
    case 'mv':
    case 'cp':
      return isKnownCopy(given, isDraft);
    case 'rm':
    case 'mkdir':
    case 'touch':
      return given.filter(isPath).every((path) => isOutside(path) || around.drafts.includes(path));
    case 'sed':
      return isReading(command) || (editsOnlyVersions(words) && isCatalogue(given.at(-1) ?? ''));
    default:
      return isReading(command);
  }
}

/** A draft becomes the catalogue; or a copy of the catalogue is put aside. */
function isKnownCopy(given: readonly string[], isDraft: (path: string) => boolean): boolean {
  const paths = given.filter(isPath);
  const [from = '', to = ''] = paths;
  if (paths.length !== 2 || !given.every((word) => isPath(word) || word === '-f')) return false;
  return (isDraft(from) && isCatalogue(to)) || (isCatalogue(from) && isOutside(to));
}

const GIT_KEEPS = new Set(
  'add commit pull checkout switch rebase reset restore stash merge update-index'.split(' '),
);

function isFollowingGit([verb = '', ...rest]: readonly string[], { proposes }: Around): boolean {
  const words = rest.filter(isPath);
  if (rest.some((word) => /pages\b|^--orphan$/i.test(word))) return false;
  if (verb === 'submodule') return isFollowingSubmodules(rest);
  if (verb === 'remote') return rest[0] === 'set-url' || rest[0] === 'update';
  if (verb === 'branch') return proposes;
  if (verb !== 'push') return GIT_KEEPS.has(verb);
  if (rest.some((word) => /^--(?:tags|follow-tags|mirror|delete|all|prune)|^-d$/.test(word))) return false;
  return words.slice(1).every((ref) => isKnownBranch(ref, proposes));
}

/** Another branch may be a website’s, or somebody’s mirror. */
function isKnownBranch(ref: string, proposes: boolean): boolean {
  const target = ref.replace(/^\+/, '').split(':').at(-1) ?? '';
  if (/^refs\/tags/.test(target)) return false;
  return proposes || target.startsWith('$') || /^(?:refs\/heads\/)?(?:HEAD|main|master|trunk)$/.test(target);
}

function isFollowingSubmodules(rest: readonly string[]): boolean {
  const [verb = '', ...more] = rest.filter((word) => word !== '--quiet' && word !== '-q');
  if (verb !== 'foreach') return ['update', 'init', 'sync', 'status'].includes(verb);
  const inner = shellCommands(more.filter((word) => !/^--(?:recursive|quiet)$/.test(word)).join(' '));
  return inner?.every((one) => isReading(one) || isMovingGit(one)) === true;
}

function isMovingGit({ words, writes }: ShellCommand): boolean {
  const [program, ...given] = words;
  const [verb = ''] = withoutPlace(given);
  return (
    program === 'git' &&
    writes.length === 0 &&
    ['pull', 'fetch', 'checkout', 'switch', 'reset'].includes(verb)
  );
}

/** What the update action writes. */
const WRITTEN = /^(?:version|sha|ref)$/;
const FILTER_WORDS = new Set(
  (
    'plugins metadata source name path url repo version sha ref select map if then elif else end and or not empty first last index any ' +
    'all test startswith endswith contains split join tostring tonumber env length as error ascii_downcase ltrimstr rtrimstr'
  ).split(' '),
);

/** PURE: whether a program that writes the catalogue changes versions and pins alone. */
function editsOnlyVersions([program = '', ...given]: readonly string[]): boolean {
  if (program === 'jq') return isVersionFilter(jqFilter(given));
  if (program !== 'sed') return false;
  const scripts = given.filter((word) => /^(?:\d*,?[\d$]*)?s(.).*\1.*\1\w*$/.test(word));
  return (
    scripts.length > 0 &&
    scripts.every((one) => /\b(?:version|sha|ref)\b/.test(one) && !/\be$/.test(one)) &&
    given.every(
      (word) =>
        scripts.includes(word) || /^-(?:i|E|r|e|i\.bak)$/.test(word) || word === '' || isCatalogue(word),
    )
  );
}

/** The first word that is no option. */
function jqFilter(given: readonly string[]): string {
  const takes: Record<string, number> = {
    '--arg': 2,
    '--argjson': 2,
    '--slurpfile': 2,
    '--rawfile': 2,
    '--indent': 1,
  };
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? '';
    if (!word.startsWith('-')) return word;
    at += takes[word] ?? 0;
  }
  return '';
}

/** An assignment, and what stands before it. */
const ASSIGNED = /([\w."[\]]*)\s*\)*\s*(\|=|(?<![=!<>|+*/-])=(?!=))\s*(\(?\[?\.plugins\b)?/g;

function isVersionFilter(filter: string): boolean {
  const bare = filter.replace(/#.*$/gm, '').replace(/"(?:[^"\\]|\\.)*"/g, '"" ');
  // What adds, merges or makes objects may add entries and descriptions.
  if (/\+=|-=|\*|\/\/=|\+\s*[[("$]|[{}]/.test(bare)) return false;
  const targets = [...bare.matchAll(ASSIGNED)];
  const names = [...bare.replace(/\$\w+/g, '').matchAll(/[A-Za-z_]\w*/g)].map(([name]) => name);
  return (
    targets.length > 0 &&
    targets.every(([, target = '', sign, all]) =>
      isVersionTarget(target, sign === '|=' || all !== undefined),
    ) &&
    names.every((name) => FILTER_WORDS.has(name))
  );
}

function isVersionTarget(target: string, fromItself: boolean): boolean {
  if (/^\.\[\d\]$/.test(target)) return true;
  return WRITTEN.test(target.split('.').at(-1) ?? '') || (fromItself && /^\.plugins(?:\[\])?$/.test(target));
}
