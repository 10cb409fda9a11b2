import type { WorkflowFile, WorkflowStep } from './workflow.ts';

/** Where the token of a step comes from, as far as the file says. */
export type TokenSource =
  | { readonly kind: 'none' }
  /** The run's own. */
  | { readonly kind: 'run' }
  /** One of these secrets: the first that is not empty. */
  | { readonly kind: 'secret'; readonly names: readonly string[]; readonly environment: string | null }
  | AppToken
  /** It is written in the file, where everybody can read it. */
  | { readonly kind: 'written' }
  /** Only a run knows. */
  | { readonly kind: 'unknown' };

/** A GitHub App's, made by a step before. */
export interface AppToken {
  readonly kind: 'app';
  /** The step that makes it. */
  readonly step: WorkflowStep;
  /** Those that the step needs. */
  readonly secrets: readonly string[];
  readonly variables: readonly string[];
  readonly environment: string | null;
  /** As they are written; null where they are not. */
  readonly owner: string | null;
  readonly repositories: string | null;
  /** Whether it is made by GitHub's own action, whose inputs are known. */
  readonly isOfficial: boolean;
}

interface Around {
  readonly workflow: WorkflowFile;
  readonly step: WorkflowStep;
}

/** PURE: where the value of `with: <input>` of a step comes from. */
export function tokenSource(workflow: WorkflowFile, step: WorkflowStep, input = 'token'): TokenSource {
  return sourceOf(step.with[input] ?? '', { workflow, step }, 0);
}

const DEEPEST = 5;

function sourceOf(text: string, around: Around, depth: number): TokenSource {
  if (/^\s*(?:\$\{\{\s*''\s*\}\}\s*)?$/.test(text)) return { kind: 'none' };
  if (!text.includes('${{')) return { kind: 'written' };
  const id = /\bsteps\.([\w-]+)\.outputs\b/.exec(text)?.[1];
  if (id !== undefined) return byStep(id, around);
  const variable = /\benv\.(\w+)/.exec(text)?.[1];
  if (variable !== undefined && depth < DEEPEST) {
    const value = around.step.env.get(variable);
    return value === undefined ? { kind: 'unknown' } : sourceOf(value, around, depth + 1);
  }
  const all = secretsIn(text);
  const names = all.filter((name) => name.toUpperCase() !== 'GITHUB_TOKEN');
  if (names.length > 0) return { kind: 'secret', names, environment: environmentOf(around) };
  return all.length > 0 || /\bgithub\.token\b/.test(text) ? { kind: 'run' } : { kind: 'unknown' };
}

const APP_STEP =
  /^(?:[\w.-]+\/)(?:create-github-app-token|github-app-token|action-github-app-token|workflow-application-token-action)@/i;

function byStep(id: string, around: Around): TokenSource {
  const { workflow, step } = around;
  const made = workflow.steps.find((one) => one.job === step.job && one.id === id);
  if (made === undefined || !APP_STEP.test(made.uses ?? '')) return { kind: 'unknown' };
  return {
    kind: 'app',
    step: made,
    secrets: [...new Set(Object.values(made.with).flatMap(secretsIn))],
    variables: [...new Set(Object.values(made.with).flatMap(variablesIn))],
    environment: environmentOf(around),
    owner: made.with['owner'] || null,
    repositories: made.with['repositories'] || null,
    isOfficial: /^actions\/create-github-app-token@/i.test(made.uses ?? ''),
  };
}

function environmentOf({ workflow, step }: Around): string | null {
  return workflow.jobs.find(({ id }) => id === step.job)?.environment ?? null;
}

/** PURE: the secrets that an expression names. */
export function secretsIn(text: string): string[] {
  const found = text.matchAll(/\bsecrets(?:\.([A-Za-z_][\w-]*)|\[\s*['"]([A-Za-z_][\w-]*)['"]\s*\])/g);
  return [...new Set([...found].map(([, dotted, quoted]) => dotted ?? quoted ?? ''))];
}

/** PURE: whether a text uses this secret or variable, e.g. `secrets.NAME`; to GitHub their case is the same. */
export function usesSetting(text: string, name: string): boolean {
  const all = [
    ...secretsIn(text).map((one) => `secrets.${one}`),
    ...variablesIn(text).map((one) => `vars.${one}`),
  ];
  return all.some((one) => one.toLowerCase() === name.toLowerCase());
}

function variablesIn(text: string): string[] {
  return [...text.matchAll(/\bvars\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
}

/** PURE: the first of them that is not the run's own token; null where there is none. */
export function secretIn(text: string): string | null {
  return secretsIn(text).find((name) => name.toUpperCase() !== 'GITHUB_TOKEN') ?? null;
}
