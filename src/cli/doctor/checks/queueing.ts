import { quote } from '../../../plugin/display.ts';
import { isObject } from '../../../plugin/json.ts';
import { isGitHubs } from '../../checkout/origin.ts';
import { inputsOf, type WorkflowPart } from '../../workflows/parts.ts';
import { valueAt } from '../../workflows/yaml-value.ts';
import type { Remote } from '../remote/remote.ts';
import { type Finding, flaw } from '../report/finding.ts';

/**
 * PURE: of a group GitHub keeps one waiting run and cancels the others, unless `queue` is `max`
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency): a run for one event
 * that is cancelled leaves its plugin to the daily run. GitHub Enterprise Server has no `queue`.
 */
export function queueing(part: WorkflowPart, { name, url }: Pick<Remote, 'name' | 'url'>): Finding[] {
  const groups = groupsOf(part);
  const path = quote(part.path);
  const isServer = !isGitHubs(new URL(url).host);
  if (isServer && groups.some((group) => isObject(group) && group['queue'] !== undefined)) {
    const what = `${path} has \`queue\` below \`concurrency\`, which GitHub Enterprise Server does not know`;
    return [flaw('warning', 'queue-unknown', name, [what, `Remove it. ${HEALED}`])];
  }
  const drops = groups.some((group) => !isObject(group) || group['queue'] !== 'max');
  if (inputsOf(part)['scope'] !== 'event' || !drops) return [];
  const what = `${path} has \`scope: event\`, and GitHub cancels all waiting runs of its \`concurrency\` group but one, so events get lost`;
  const todo = isServer
    ? `GitHub Enterprise Server has no \`queue: max\`: use \`scope: all\`. Or leave it so: ${HEALED.toLowerCase()}`
    : 'Write `queue: max` below `concurrency`, beside `group`.';
  return [flaw('warning', 'runs-dropped', name, [what, todo])];
}

const HEALED = 'The daily run updates what was left out.';

/** That of the workflow and that of the job. */
function groupsOf({ workflow, step }: WorkflowPart): unknown[] {
  const places = [[], ['jobs', step?.job ?? '']];
  return places.flatMap((place) => valueAt(workflow.value, [...place, 'concurrency']) ?? []);
}
