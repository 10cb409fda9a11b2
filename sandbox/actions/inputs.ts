import type { EventsConfig, InputConfig } from '@actions/workflow-parser/model/workflow-template';
import type { WorkflowEvent } from '../types.ts';
import { valueAt } from './contexts.ts';
import { NotImplemented } from './not-implemented.ts';

/**
 * The `inputs` context of a manual run: what was given, else the default, in the type that the
 * workflow declares. Empty for every other event.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/contexts#inputs-context
 */
export function readInputs(on: EventsConfig, event: WorkflowEvent): Record<string, unknown> {
  if (event.name !== 'workflow_dispatch') return {};
  const declared = Object.entries(on.workflow_dispatch?.inputs ?? {});
  return Object.fromEntries(
    declared.map(([name, config]) => [
      name,
      typed(config, valueAt(event.payload, 'inputs', name) ?? config.default),
    ]),
  );
}

function typed(config: InputConfig, value: unknown): unknown {
  // The parser leaves the type out where it doesn't know it.
  const type: string | undefined = config.type;
  if (type === undefined) throw new NotImplemented('inputs of a manual run of the type `number`');
  return type === 'boolean' ? String(value ?? false) === 'true' : (value ?? '');
}
