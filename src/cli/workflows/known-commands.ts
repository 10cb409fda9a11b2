import type { ShellCommand } from './shell-commands.ts';

/** Programs that change nothing but what is in the shell, or that only read and print. */
const READS = new Set(
  (
    'echo printf cat jq yq grep egrep fgrep rg head tail cut tr sort uniq wc basename dirname realpath date test [ [[ : true false set ' +
    'export local declare readonly typeset exit return break continue shift read sleep ls pwd cd pushd popd seq diff cmp comm mktemp ' +
    'shopt unset type which command trap let wait base64 sha256sum md5sum rev paste tac column mapfile readarray umask stat'
  ).split(' '),
);

/** Of git, what only looks. */
const GIT_READS = new Set(
  (
    'show diff log rev-parse ls-files ls-tree ls-remote describe status rev-list merge-base cat-file for-each-ref show-ref name-rev ' +
    'diff-tree diff-index symbolic-ref fetch config version'
  ).split(' '),
);

/** What reads one value of a JSON file: `node -p "require('./.claude-plugin/plugin.json').version"`, and the same in Python. */
const READS_JSON =
  /^(?:node (?:-p|-pe|--print) (?:JSON\.parse\()?require\(['"][\w./$-]+['"]\)(?:\.readFileSync\([^()]*\)\))?[.\w[\]'"]*|python3? -c import json(?:, ?sys)?; ?print\(json\.loads?\((?:open\([^()]*\)|sys\.stdin)\)[[\]\w'".()]*\))$/;

/** PURE: whether a command changes nothing outside of the files that its output is written to. */
export function isReading({ words }: ShellCommand): boolean {
  const [program = '', ...given] = words;
  const all = given.join(' ');
  switch (program) {
    case '':
      return true;
    case 'command':
    case 'type':
      return /^-v /.test(all) || program === 'type';
    case 'yq':
      return !/(?:^|\s)(?:-i|--inplace)/.test(all);
    case 'sed':
      return (
        !given.some((one) => /^-(?:[a-zA-Z]*i|-in-place)/.test(one)) &&
        !/[/|;\d\s]w\s|\/\w*[ew]\w*$/.test(all)
      );
    case 'awk':
    case 'gawk':
      return !/system\s*\(|[>|]/.test(all);
    case 'find':
      return !/-(?:exec|ok|delete|fprint|fls)/.test(all);
    case 'git':
      return isReadingGit(given);
    case 'gh':
      return /^(?:auth (?:status|setup-git|login|token)|(?:pr|run|repo|workflow) (?:list|view|watch|checks|diff|status))\b/.test(
        all,
      );
    case 'node':
    case 'python':
    case 'python3':
      return READS_JSON.test(words.join(' '));
    default:
      return READS.has(program);
  }
}

function isReadingGit(given: readonly string[]): boolean {
  const [verb = '', ...rest] = withoutPlace(given);
  if (verb === 'tag')
    return rest.length === 0 || /^(?:-l|--list|--sort|--points-at|--contains)/.test(rest[0] ?? '');
  if (verb === 'branch') return /^(?:--show-current|-a|-r|--list)$/.test(rest[0] ?? '');
  if (verb === 'remote') return rest.length === 0 || /^(?:-v|get-url|show)$/.test(rest[0] ?? '');
  if (rest.some((one) => one.startsWith('--output'))) return false;
  return GIT_READS.has(verb);
}

/** PURE: git's words without `-C folder` and `-c name=value`. */
export function withoutPlace(words: readonly string[]): readonly string[] {
  return /^-[cC]$/.test(words[0] ?? '') ? withoutPlace(words.slice(2)) : words;
}

/** PURE: a file that is the run's own: outputs and variables of the step, or nothing at all. */
export function isOfTheRun(path: string): boolean {
  return /^(?:\$\{?GITHUB_(?:OUTPUT|ENV|STEP_SUMMARY|STATE|PATH)\}?|\/dev\/(?:null|stderr|stdout))$/.test(
    path,
  );
}

/** PURE: a file of which nothing is left after the run. */
export function isOutside(path: string): boolean {
  return /^(?:\/tmp\/|\$\{?RUNNER_TEMP\}?\/|\$\{\{ *runner\.temp *\}\}\/|\$\(\))/.test(path);
}

const GITHUB = /^https:\/\/(?:api\.|raw\.)?github(?:usercontent)?\.com\b|^\$/;

/** PURE: whether a command is a part of sending an event: it reads, or makes the request itself. */
export function isSending(command: ShellCommand): boolean {
  const { words } = command;
  const [program = '', ...given] = words;
  if (program === 'curl' || program === 'wget') return isRequest(given);
  if (program === 'gh' && given[0] === 'api')
    return given.some((word) => /(?:^|\/)dispatches$/.test(word)) || isPlainGet(given);
  if (program === 'gh' && given[0] === 'workflow') return given[1] === 'run';
  // What it writes is gone when the run ends: no step that is known keeps it.
  return ['rm', 'mkdir', 'tee', 'touch'].includes(program) || isReading(command);
}

/** Each address leads to the events of a repository; or GitHub is only asked. */
function isRequest(given: readonly string[]): boolean {
  const addresses = given.filter((word) => /^(?:https?:)?\/\/|^\$\{?\w*(?:URL|API)\w*\}?/i.test(word));
  const isGet = isPlainGet(given);
  return (
    addresses.length > 0 &&
    addresses.every((one) => /\/dispatches\b/.test(one) || (isGet && GITHUB.test(one)))
  );
}

function isPlainGet(given: readonly string[]): boolean {
  return !given.some((word) =>
    /^(?:-X|-d|-f|-F|-T|--(?:request|method|data|json|form|field|raw-field|input|upload|post)\b)/.test(word),
  );
}
