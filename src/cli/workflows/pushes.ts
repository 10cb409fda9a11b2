import { textWithVariables } from './dispatches.ts';
import { inOneLine } from './in-one-line.ts';
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
  const pushing = new Map<string, WorkflowStep[]>();
  for (const step of steps) {
    for (const place of placesPushed(step)) {
      const key = `${step.job} ${place}`;
      const known = pushing.get(key);
      if (known === undefined) pushing.set(key, [step]);
      else known.push(step);
    }
  }
  const fetched = steps.flatMap(fetchedBy).filter(({ step, path }) => pushing.has(`${step.job} ${path}`));
  return fetched.slice(0, MOST_FETCHED).map(({ step, target, path }) => {
    const all = [...new Set([step, ...(pushing.get(`${step.job} ${path}`) ?? [])])];
    return { target, steps: all, tokens: all.map(textWithVariables).join('\n') };
  });
}

const PUSHING_ACTIONS =
  /^(?:peter-evans\/create-pull-request|stefanzweifel\/git-auto-commit-action|EndBug\/add-and-commit|ad-m\/github-push-action)@/i;

/** A workflow that pushes into more repositories than this is not worth following. */
const MOST_FETCHED = 20;

const OWN = /^\$\{\{ *github\.repository *\}\}$/;
const CLONE =
  /\bgit\s+clone\s[^\n;&|]{0,500}?\bgithub\.com[/:]([\w.-]{1,100}\/[\w.-]{1,100}?)(?:\.git)?["']?(?:[ \t]{1,9}["']?([\w./-]{1,200}))?["']?[ \t]{0,9}(?=[\n;&|]|$)/g;

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

/** Where the repositories lie that it pushes into; a text for each. */
function placesPushed({ uses, run, directory, with: inputs }: WorkflowStep): Set<string> {
  if (PUSHING_ACTIONS.test(uses ?? '')) {
    return new Set([
      plain(inputs['path'] ?? inputs['repository'] ?? inputs['cwd'] ?? inputs['directory'] ?? ''),
    ]);
  }
  if (run === null || !inOneLine(run, /\bgit\b/, /\bpush\b/)) return new Set();
  const places = run.matchAll(/(?:\bcd|\bpushd|\s-C)\s+["']?([\w./-]+)/g);
  return new Set([directory ?? '', ...[...places].map(([, place = '']) => place)].map(plain));
}
