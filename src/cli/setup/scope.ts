import { quote } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import type { YamlChange } from '../workflows/yaml-edit.ts';
import { valueAt } from '../workflows/yaml-value.ts';
import { type Difference, inputChange } from './edit.ts';

/**
 * PURE: a run for an event looks at the repository that it names, or at all. In the first case no waiting run may be
 * dropped: what it was about would wait for the daily run.
 *
 * @param isFirst whether no other step of the file was asked before, which has the same group.
 */
export function scopeDifference(part: WorkflowPart, scope: 'all' | 'event', isFirst: boolean): Difference {
  const written = part.step?.with['scope'] ?? '';
  if (written.includes('${{'))
    return { what: `only a run knows its \`scope\`: ${quote(written)}`, changes: null };
  const queue = !isFirst ? [] : scope === 'event' ? queueGiven(part) : queueLeft(part);
  return {
    what: scope === 'event' ? 'each of its runs looks at all plugins' : 'its runs look at one repository',
    changes:
      queue === null
        ? null
        : [...inputChange(part, 'scope', scope === 'event' ? scope : undefined), ...queue],
  };
}

const GROUP = 'concurrency';

/** Null where the group is no mapping, or cancels the run that is under way, which excludes a queue. */
function queueGiven({ workflow, step }: WorkflowPart): YamlChange[] | null {
  if (valueAt(workflow.value, ['jobs', step?.job ?? '', GROUP]) !== undefined) return null;
  const own = workflow.value[GROUP];
  if (own === undefined) {
    return [
      { at: [GROUP, 'group'], to: 'update-marketplace' },
      { at: [GROUP, 'queue'], to: 'max' },
    ];
  }
  if (!isObject(own) || String(own['cancel-in-progress'] ?? false) !== 'false') return null;
  const comment = 'up to 100 wait; not on GitHub Enterprise Server';
  return own['queue'] === 'max' ? [] : [{ at: [GROUP, 'queue'], to: 'max', comment }];
}

function queueLeft({ workflow }: WorkflowPart): YamlChange[] {
  const own = workflow.value[GROUP];
  return isObject(own) && own['queue'] !== undefined && own['group'] !== undefined
    ? [{ at: [GROUP, 'queue'], to: undefined }]
    : [];
}
