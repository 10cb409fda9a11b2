import { quote } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { partsOf, type WorkflowPart } from '../workflows/parts.ts';
import { parseWorkflow, type WorkflowFile } from '../workflows/workflow.ts';
import { distinct, type SetupStep, type Situation } from './plan.ts';
import { targetsOf } from './targets-of.ts';

/** PURE: the steps with this project's action in a workflow's text; none where it can't be read. */
export function ownStepsIn(text: string, path: string): WorkflowPart[] {
  const parsed = parseWorkflow(text, path);
  if (parsed.kind === 'problem') return [];
  return partsOf(parsed.workflow).filter(({ step }) => step !== null);
}

/** PURE: those of a file as a step leaves it. */
export function ownStepsAfter({ action, text }: Pick<SetupStep, 'action' | 'text'>, at: Situation) {
  const stays = action.kind === 'keep' || action.kind === 'remove';
  return ownStepsIn(stays ? (at.present ?? '') : text, at.path);
}

/** PURE: what a file does, by its text: `notifies acme/marketplace on pushes to `main``. */
export function whatItDoes(parts: readonly WorkflowPart[], folder: Pick<Folder, 'origin'>): string {
  const [first] = parts;
  if (first === undefined) return '';
  const { workflow } = first;
  const told = parts.map((part) => targetsOf(part, folder));
  const names = distinct([
    ...told.flatMap(({ marketplaces }) => marketplaces),
    ...told.flatMap(({ unknown }) => unknown.map((one) => quote(one))),
  ]);
  if (names.length > 0) return `notifies ${names.join(', ')} ${whenPushed(workflow)}`;
  const proposes = parts.some(({ role }) => role.kind === 'update' && role.mode === 'pull-request');
  return `follows the plugins${whenHeard(workflow)}${byClock(workflow)}${proposes ? ', by pull request' : ''}`;
}

function whenPushed({ push, events }: WorkflowFile): string {
  if (push === null) {
    const others = events.filter((event) => event !== 'workflow_dispatch');
    return others.length === 0 ? 'when it is started by hand' : `on ${quotes(others)}`;
  }
  const { branches, branchesIgnore, tags, tagsIgnore } = push;
  const onTags = tags === null ? (tagsIgnore === null ? null : 'tags') : `tags ${quotes(tags)}`;
  const isTagsAlone = branches === null && branchesIgnore === null && onTags !== null;
  const onBranches =
    branches !== null
      ? quotes(branches)
      : branchesIgnore === null
        ? 'all branches'
        : `all branches but ${quotes(branchesIgnore)}`;
  return `on pushes to ${[...(isTagsAlone ? [] : [onBranches]), ...(onTags === null ? [] : [onTags])].join(' and ')}`;
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
