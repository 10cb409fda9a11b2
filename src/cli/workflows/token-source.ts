import { jobsOf, mapAt, type Raw, rawOf, stepsOf, textAt } from '../doctor/workflows/raw.ts';
import type { WorkflowFile, WorkflowStep } from './workflow.ts';

/** Where the token of a step comes from, as far as the file tells. */
export type TokenSource =
  | { readonly kind: 'none' }
  /** The run's own. */
  | { readonly kind: 'run' }
  /** One of these secrets: the first that is not empty. */
  | { readonly kind: 'secret'; readonly names: readonly string[]; readonly environment: string | null }
  | AppToken
  /** It stands in the file, for all to read. */
  | { readonly kind: 'written' }
  /** Only a run knows. */
  | { readonly kind: 'unknown' };

/** A GitHub App's, made by a step before. */
export interface AppToken {
  readonly kind: 'app';
  /** Those that the step needs. */
  readonly secrets: readonly string[];
  readonly environment: string | null;
  /** As they are written; null where they are not. */
  readonly owner: string | null;
  readonly repositories: string | null;
  /** Whether it is made by GitHub's own action, whose inputs are known. */
  readonly isOfficial: boolean;
}

interface Around {
  readonly step: WorkflowStep;
  readonly job: Raw;
}

/** PURE: where what stands in `with: <input>` of a step comes from. */
export function tokenSource({ text }: WorkflowFile, step: WorkflowStep, input = 'token'): TokenSource {
  const job = jobsOf(rawOf(text)).find(([id]) => id === step.job)?.[1] ?? {};
  return sourceOf(step.with[input] ?? '', { step, job }, 0);
}

const DEEPEST = 5;

function sourceOf(text: string, around: Around, depth: number): TokenSource {
  if (/^\s*(?:\$\{\{\s*''\s*\}\}\s*)?$/.test(text)) return { kind: 'none' };
  if (!text.includes('${{')) return { kind: 'written' };
  const id = /\bsteps\.([\w-]+)\.outputs\b/.exec(text)?.[1];
  if (id !== undefined) return byStep(id, around);
  const variable = /\benv\.(\w+)/.exec(text)?.[1];
  if (variable !== undefined && depth < DEEPEST) {
    const value = around.step.env[variable];
    return value === undefined ? { kind: 'unknown' } : sourceOf(value, around, depth + 1);
  }
  const all = secretsIn(text);
  const names = all.filter((name) => name.toUpperCase() !== 'GITHUB_TOKEN');
  if (names.length > 0) return { kind: 'secret', names, environment: environmentOf(around.job) };
  return all.length > 0 || /\bgithub\.token\b/.test(text) ? { kind: 'run' } : { kind: 'unknown' };
}

const APP_STEP =
  /^(?:[\w.-]+\/)(?:create-github-app-token|github-app-token|action-github-app-token|workflow-application-token-action)@/i;

function byStep(id: string, { job }: Around): TokenSource {
  const step = stepsOf(job).find((one) => one['id'] === id);
  if (step === undefined || !APP_STEP.test(textAt(step, 'uses') ?? '')) return { kind: 'unknown' };
  const inputs = mapAt(step, 'with');
  return {
    kind: 'app',
    secrets: [...new Set(Object.values(inputs).flatMap((value) => secretsIn(String(value))))],
    environment: environmentOf(job),
    owner: textAt(inputs, 'owner'),
    repositories: textAt(inputs, 'repositories'),
    isOfficial: /^actions\/create-github-app-token@/i.test(textAt(step, 'uses') ?? ''),
  };
}

/** PURE: the secrets that an expression names. */
export function secretsIn(text: string): string[] {
  const found = text.matchAll(/\bsecrets(?:\.([A-Za-z_][\w-]*)|\[\s*['"]([A-Za-z_][\w-]*)['"]\s*\])/g);
  return [...new Set([...found].map(([, dotted, quoted]) => dotted ?? quoted ?? ''))];
}

function environmentOf(job: Raw): string | null {
  return textAt(job, 'environment') ?? textAt(mapAt(job, 'environment'), 'name');
}
