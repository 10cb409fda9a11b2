import { quote } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { marketplacesIn, partsOf, type WorkflowPart } from '../workflows/parts.ts';
import { parseWorkflow, type WorkflowFile } from '../workflows/workflow.ts';
import { distinct } from './plan.ts';

/** PURE: the steps with this project's action in a workflow's text; none where it can't be read. */
export function ownStepsIn(text: string, path: string, { origin }: Pick<Folder, 'origin'>): WorkflowPart[] {
  const parsed = parseWorkflow(text, path);
  if (parsed.kind === 'problem') return [];
  return partsOf(parsed.workflow, origin?.repository).filter(({ step }) => step !== null);
}

/** PURE: what a file does, by its text: `notifies acme/marketplace on pushes to `main``. */
export function whatItDoes(parts: readonly WorkflowPart[]): string {
  const [first] = parts;
  if (first === undefined) return '';
  const { workflow } = first;
  const unknown = parts.flatMap(({ role }) => (role.kind === 'notify' ? role.unknown : []));
  const names = distinct([...parts.flatMap(marketplacesIn), ...unknown.map((one) => quote(one))]);
  if (names.length > 0) return `notifies ${names.join(', ')} ${whenPushed(workflow)}`;
  const proposes = parts.some(({ role }) => role.kind === 'update' && role.mode === 'pull-request');
  return `follows the plugins${whenHeard(workflow)}${byClock(workflow)}${proposes ? ', by pull request' : ''}`;
}

function whenPushed({ push, events }: WorkflowFile): string {
  const branches = push?.branches == null ? [] : [quotes(push.branches)];
  const tags = push?.tags == null ? [] : [`tags ${quotes(push.tags)}`];
  const filters = [...branches, ...tags];
  return filters.length === 0 ? `on ${quotes(events)}` : `on pushes to ${filters.join(' and ')}`;
}

function whenHeard({ events, dispatchTypes }: WorkflowFile): string {
  if (!events.includes('repository_dispatch')) return '';
  return ` on ${dispatchTypes === null ? 'every event' : quotes(dispatchTypes)}`;
}

function byClock({ events, value }: WorkflowFile): string {
  if (!events.includes('schedule')) return '';
  const isDaily = /"cron":"[\d ]+ [\d]+ \* \* \*"/.test(JSON.stringify(value['on']));
  return isDaily ? ', and daily' : ', and on a schedule';
}

function quotes(texts: readonly string[]): string {
  return texts.map((text) => quote(text)).join(', ');
}
