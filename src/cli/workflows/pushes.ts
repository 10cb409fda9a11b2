import { expanded, waysOf } from './values.ts';
import { LONGEST_SCRIPT, type WorkflowFile, type WorkflowStep } from './workflow.ts';

/** Another repository that a job fetches, and pushes into. */
export interface Push {
  readonly target: string;
  readonly steps: readonly WorkflowStep[];
  /** Where its token is named. */
  readonly tokens: string;
}

interface Fetched {
  readonly step: WorkflowStep;
  readonly target: string;
  /** Where it lies; empty for the root. */
  readonly path: string;
}

/** PURE: the other repositories that a workflow pushes into. */
export function pushesIn({ steps }: Pick<WorkflowFile, 'steps'>): Push[] {
  return steps.flatMap(fetchedBy).flatMap((fetched) => {
    const pushing = steps.filter((one) => one.job === fetched.step.job && pushesTo(one, fetched));
    const all = [...new Set([fetched.step, ...pushing])];
    const tokens = all.map(({ text }) => text).join('\n');
    return pushing.length === 0 ? [] : [{ target: fetched.target, steps: all, tokens }];
  });
}

const OWN = /^\$\{\{ *github\.repository *\}\}$/;
const CLONE =
  /\bgit\s+clone\s[^\n;&|]*?\bgithub\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?["']?(?:[ \t]+["']?([\w./-]+))?["']?[ \t]*(?=[\n;&|]|$)/g;

function fetchedBy(step: WorkflowStep): Fetched[] {
  const { uses, run, with: inputs } = step;
  const { repository = '', path = '' } = inputs;
  if (/^actions\/checkout@/i.test(uses ?? '') && repository !== '')
    return targetsOf(repository, step).map((target) => ({ step, target, path: plain(path) }));
  const script = expanded((run ?? '').slice(0, LONGEST_SCRIPT), waysOf(step)).join('\n');
  return [...script.matchAll(CLONE)].map(([, target = '', folder]) => ({
    step,
    target,
    path: plain(folder ?? target.split('/')[1] ?? ''),
  }));
}

function targetsOf(repository: string, step: WorkflowStep): string[] {
  return expanded(repository.trim(), waysOf(step)).filter((target) => target !== '' && !OWN.test(target));
}

function plain(path: string): string {
  return path.trim().replace(/^\.\/|\/$/g, '');
}

function pushesTo({ uses, run, directory, with: inputs }: WorkflowStep, { path }: Fetched): boolean {
  if (
    /^(?:peter-evans\/create-pull-request|stefanzweifel\/git-auto-commit-action|EndBug\/add-and-commit|ad-m\/github-push-action)@/i.test(
      uses ?? '',
    )
  )
    return (
      plain(inputs['path'] ?? inputs['repository'] ?? inputs['cwd'] ?? inputs['directory'] ?? '') === path
    );
  if (!/\bgit\b[^\n]*\bpush\b/.test(run ?? '')) return false;
  const places = (run ?? '').matchAll(/(?:\bcd|\bpushd|\s-C)\s+["']?([\w./-]+)/g);
  return [directory ?? '', ...[...places].map(([, place = '']) => place)].some(
    (place) => plain(place) === path,
  );
}
