import { quote } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { changedYaml, type YamlChange } from '../workflows/yaml-edit.ts';
import { valueAt } from '../workflows/yaml-value.ts';

/** What becomes of a file of ours. */
export type InPlace =
  /** It does what is asked. */
  | { readonly kind: 'none' }
  /** The same text with what was asked. */
  | { readonly kind: 'edited'; readonly text: string }
  /** What it does otherwise can't be changed in place. */
  | { readonly kind: 'stuck'; readonly why: string; readonly remedy: string | null };

/** Something that a file of ours is to do, and does not. */
export interface Difference {
  /** What it does, e.g. `it does not notify acme/b`. */
  readonly what: string;
  /** Null where setup can't make them. */
  readonly changes: readonly YamlChange[] | null;
  /** What to do, where a new file could not do it either. */
  readonly remedy?: string;
}

/** PURE: a file of ours with these differences gone. */
export function editOf(text: string | null, differences: readonly (Difference | null)[]): InPlace {
  const found = differences.filter((one) => one !== null);
  if (found.length === 0) return { kind: 'none' };
  const changes = found.map((one) => one.changes);
  const edited =
    text === null || changes.includes(null)
      ? null
      : changedYaml(
          text,
          changes.flatMap((one) => one ?? []),
        );
  if (edited !== null) return { kind: 'edited', text: edited };
  const remedy = found.map((one) => one.remedy).find((one) => one !== undefined) ?? null;
  return { kind: 'stuck', why: [...new Set(found.map(({ what }) => what))].join(', '), remedy };
}

/** PURE: an input of a step that is to have another value; undefined: none. */
export function inputChange(part: WorkflowPart, name: string, to: string | undefined): YamlChange[] {
  const { step, workflow } = part;
  if (step === null) return [];
  const place = ['jobs', step.job, 'steps', step.index];
  const inputs = valueAt(workflow.value, [...place, 'with']);
  const names = isObject(inputs) ? Object.keys(inputs) : [];
  const key = names.find((one) => one.toLowerCase() === name) ?? name;
  // `with:` without anything below it is no mapping.
  const isLast = to === undefined && names.length === 1;
  return [{ at: isLast ? [...place, 'with'] : [...place, 'with', key], to }];
}

/** PURE: names are added to those of an input, in the way in which they are written. */
export function listChange(part: WorkflowPart, name: string, missing: readonly string[]): YamlChange[] {
  const before = part.step?.with[name] ?? '';
  const body = before.trimEnd();
  const next = before.includes('\n') ? '\n' : body.endsWith(',') ? ' ' : ', ';
  const more = missing.join(next === '\n' ? next : ', ');
  const joined = body === '' ? more : `${body}${next}${more}${before.slice(body.length)}`;
  return inputChange(part, name, joined);
}

/** PURE: a secret takes the place of a secret; a token from elsewhere, e.g. of a GitHub App, is not given up. */
export function secretDifference(part: WorkflowPart, secret: string): Difference {
  const isSecret = part.token.kind === 'secret' && part.token.names.length === 1;
  const isPlain = /^\s*\$\{\{\s*secrets\.\w+\s*\}\}\s*$/.test(part.step?.with['token'] ?? '');
  const given = part.step?.with['token'] !== undefined;
  return {
    what: given && !isPlain ? `its token is no plain secret` : `it does not use the secret ${secret}`,
    changes: given && !(isSecret && isPlain) ? null : inputChange(part, 'token', `\${{ secrets.${secret} }}`),
  };
}

/** PURE: a step of ours uses the action from elsewhere, or in another version; the comment beside it says which. */
export function actionDifference({ step, role }: WorkflowPart, { action, version }: Pinned): Difference {
  const to = role.kind === 'update' ? action.replace(/(?=@|$)/, '/update') : action;
  const place = step === null ? null : ['jobs', step.job, 'steps', step.index, 'uses'];
  const isThere = place === null || step?.uses === to;
  return { what: `it does not use ${action}`, changes: isThere ? [] : [{ at: place, to, version }] };
}

/** Where the action is taken from. */
export interface Pinned {
  readonly action: string;
  /** The version at the commit that it is pinned to; null where that is not known, or it is pinned to none. */
  readonly version: string | null;
}

/** PURE: the workflow listens for more types. */
export function typesDifference({ workflow }: WorkflowPart, missing: readonly string[]): Difference {
  const before = workflow.dispatchTypes ?? [];
  const on = valueAt(workflow.value, ['on']);
  const change = { at: ['on', 'repository_dispatch', 'types'], to: [...before, ...missing] };
  return {
    what: `it does not listen for ${missing.map((one) => quote(one)).join(', ')}`,
    changes: isObject(on) ? [change] : null,
  };
}

/** PURE: the step pushes or opens pull requests, with the permission for it. */
export function modeDifference(part: WorkflowPart, mode: 'push' | 'pull-request'): Difference {
  const permission = mode === 'push' ? permissionLeft(part) : permissionGiven(part);
  const input = inputChange(part, 'mode', mode === 'push' ? undefined : mode);
  return {
    what: mode === 'push' ? 'it opens pull requests' : 'it opens no pull requests',
    changes: permission === null ? null : [...input, ...permission],
  };
}

const PULL_REQUESTS = 'pull-requests';

/** Null where no place for it is written: to write one would take other permissions from other steps. */
function permissionGiven(part: WorkflowPart): YamlChange[] | null {
  const { step, workflow } = part;
  const place = permissionsPlace(part);
  const value = valueAt(workflow.value, place ?? []);
  const comment = 'to open the pull request';
  if (value === 'write-all') return [];
  if (place !== null && isObject(value)) {
    const at = [...place, PULL_REQUESTS];
    return value[PULL_REQUESTS] === 'write' ? [] : [{ at, to: 'write', comment }];
  }
  if (place !== null || step === null || workflow.steps.length > 1) return null;
  const own = ['jobs', step.job, 'permissions'];
  return [
    { at: [...own, 'contents'], to: 'write' },
    { at: [...own, PULL_REQUESTS], to: 'write', comment },
  ];
}

/** It goes where no other step could need it. */
function permissionLeft(part: WorkflowPart): YamlChange[] {
  const place = permissionsPlace(part);
  const value = valueAt(part.workflow.value, place ?? []);
  const others = part.workflow.steps.length > 1 || !isObject(value) || Object.keys(value).length < 2;
  return place === null || others || !isObject(value) || value[PULL_REQUESTS] === undefined
    ? []
    : [{ at: [...place, PULL_REQUESTS], to: undefined }];
}

/** The job's own, else the workflow's; null where neither is written. */
function permissionsPlace({ step, workflow }: WorkflowPart): string[] | null {
  const places = [['jobs', step?.job ?? '', 'permissions'], ['permissions']];
  return places.find((place) => valueAt(workflow.value, place) !== undefined) ?? null;
}
