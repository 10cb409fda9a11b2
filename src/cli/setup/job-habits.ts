import { isObject } from '../../plugin/json.ts';
import type { WorkflowPart } from '../workflows/parts.ts';

/** What a copied job says of where and when it runs, and the new one says too. As YAML on one line; null where nothing. */
export interface JobHabits {
  readonly runsOn: string | null;
  readonly condition: string | null;
}

/**
 * PURE: of the first of these jobs; a condition that not all of them have is none.
 *
 * @param ids null for all of a workflow's
 */
export function jobHabits(parts: readonly WorkflowPart[], ids: readonly string[] | null): JobHabits {
  const jobs = parts.flatMap(({ workflow: { value } }) => {
    const all = isObject(value['jobs']) ? Object.entries(value['jobs']) : [];
    return all.flatMap(([id, job]) => (isObject(job) && ids?.includes(id) !== false ? [job] : []));
  });
  const [first = {}, ...others] = jobs;
  const isAlike = others.every((one) => one['if'] === first['if']);
  return {
    runsOn: runnerOf(first['runs-on']),
    condition: isAlike ? conditionOf(first['if']) : null,
  };
}

/** Runners of their own may be the only ones that a company has. GitHub's are one as good as the other. */
function runnerOf(runsOn: unknown): string | null {
  const text = runsOn === undefined ? '' : JSON.stringify(runsOn);
  if (text === '' || text.includes('${{') || /^"(?:ubuntu|macos|windows)-[\w.-]+"$/.test(text)) return null;
  return text;
}

/**
 * One that only asks whose repository it is, or who did it: what it says of the event may never be true of the events
 * that start the new workflow.
 */
function conditionOf(condition: unknown): string | null {
  if (typeof condition !== 'string') return null;
  const names = condition.replace(/'[^']*'/g, '').match(/[a-z][\w.-]*/gi) ?? [];
  const isKnown = names.length > 0 && names.every((name) => KNOWN.test(name));
  return isKnown && !condition.includes('\n') ? JSON.stringify(condition) : null;
}

const KNOWN =
  /^(?:github\.(?:repository|repository_owner|actor|triggering_actor)|github\.event\.repository\.\w+|contains|startsWith|endsWith|true|false)$/;

/** PURE: when the clock starts these workflows. */
export function cronsOf(parts: readonly WorkflowPart[]): string[] {
  const crons = parts.flatMap(({ workflow: { value } }) => {
    const schedule = isObject(value['on']) ? value['on']['schedule'] : undefined;
    return Array.isArray(schedule) ? schedule : [];
  });
  return [
    ...new Set(
      crons.flatMap((one) => (isObject(one) && typeof one['cron'] === 'string' ? [one['cron']] : [])),
    ),
  ];
}

/** PURE: the paths whose pushes start these workflows, as far as they are manifests; empty for the usual ones. */
export function manifestPaths(parts: readonly WorkflowPart[]): string[] {
  const paths = parts.map(({ workflow }) => workflow.push?.paths ?? null);
  if (paths.some((one) => one === null || one.some((path) => path.startsWith('!')))) return [];
  const found = paths.map((one) => one?.filter((path) => path.endsWith('.claude-plugin/plugin.json')) ?? []);
  const all = [...new Set(found.flat())];
  return found.some((one) => one.length === 0) || all.includes('**/.claude-plugin/plugin.json') ? [] : all;
}
