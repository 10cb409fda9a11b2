import type { WorkflowEvent } from './run-types.ts';

/** The branch (or tag) and the commit that a run is listed under. */
export interface RunHead {
  branch: string;
  sha: string;
}

/** A pull request's own head, and not the merge that is checked out. */
export function headOf({ name, payload, ref, sha }: WorkflowEvent): RunHead {
  const pull = name.startsWith('pull_request') ? payload['pull_request'] : undefined;
  const { head = {} } = (pull ?? {}) as { head?: { ref?: string; sha?: string } };
  return { branch: head.ref || ref.replace(/^refs\/(heads|tags)\//, ''), sha: head.sha || sha };
}
