import { ownKeys } from '../../notify/send/payload.ts';
import { quote, some } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import type { TokenSource } from '../workflows/token-source.ts';
import { LONGEST_SCRIPT, type WorkflowFile, type WorkflowStep } from '../workflows/workflow.ts';
import { valueAt } from '../workflows/yaml-value.ts';
import { oneLine } from './lines.ts';
import { distinct } from './plan.ts';
import { asksForPrereleases } from './prerelease-checks.ts';

/** Whether something changed. */
const COMPARES =
  /^\s*(?:\$\{\{)?\s*(?:steps|needs)\.[\w-]+\.outputs\.[\w-]*(?:chang|bump|updat|moved|version|diff)[\w-]*\s*(?:[!=]=\s*(?:'[^']*'|true|false)\s*)?(?:\}\})?\s*$/i;

/** PURE: whether a condition only asks for a change, for which the action looks itself. */
export function isComparison(condition: unknown): boolean {
  return COMPARES.test(String(condition));
}

/** PURE: the conditions of a workflow's steps, each with its place; those that only compare versions left out. */
export function conditions({ steps, value }: WorkflowFile): string[] {
  return steps.flatMap((step) => {
    const condition = rawStep(value, step)['if'];
    if (condition === undefined || isComparison(condition)) return [];
    return [
      `jobs.${step.job}.steps.${step.name ?? step.uses ?? step.index}.if: ${oneLine(String(condition))}`,
    ];
  });
}

function rawStep(
  value: WorkflowFile['value'],
  { job, index }: WorkflowStep,
): Readonly<Record<string, unknown>> {
  const step = valueAt(value, ['jobs', job, 'steps', index]);
  return isObject(step) ? step : {};
}

/** PURE: what a sender did that the action does otherwise, in sentences. */
export function senderHabits({ path, steps, value, push }: WorkflowFile): string[] {
  const texts = steps.map(({ text, with: inputs }) =>
    [text.slice(0, LONGEST_SCRIPT), `client-payload ${(inputs['client-payload'] ?? '').trim()}`].join('\n'),
  );
  const checks = [...steps.map(scriptOf), ...conditionsIn(value, steps)];
  const keys = [...new Set(texts.flatMap(payloadKeys))].filter((key) => !ownKeys(true).includes(key));
  const isAnywhere =
    push !== null && [push.branches, push.branchesIgnore, push.tags].every((one) => one === null);
  return [
    ...(isAnywhere ? [`${quote(path)} ran on pushes to every branch.`] : []),
    ...(keys.length === 0
      ? []
      : [
          `${quote(path)} sent ${some(keys.map((key) => quote(key)))} in its payload, which the action does not. If the marketplace reads that, add it with \`payload\` below \`with:\`.`,
        ]),
    ...(checks.some(asksForPrereleases)
      ? [
          `${quote(path)} looks at prereleases. The action sends them like other versions: to leave them out, write \`prereleases: skip\` below \`with:\`.`,
        ]
      : []),
  ];
}

function scriptOf({ run, with: inputs }: WorkflowStep): string {
  return (run ?? inputs['script'] ?? '').slice(0, LONGEST_SCRIPT);
}

/** Those of steps and of their jobs, each as `if …`. */
function conditionsIn(value: WorkflowFile['value'], steps: readonly WorkflowStep[]): string[] {
  const jobs = isObject(value['jobs']) ? Object.values(value['jobs']) : [];
  return [...jobs, ...steps.map((step) => rawStep(value, step))].flatMap((one) =>
    isObject(one) && one['if'] !== undefined ? [`if ${oneLine(String(one['if']))}`] : [],
  );
}

/** `"client_payload": {"key": …}` in any language, and `client_payload[key]=…`. */
function payloadKeys(text: string): string[] {
  const fields = [...text.matchAll(/\bclient[_-]payload\[(\w+)\]/g)];
  const objects = [...text.matchAll(/\bclient[_-]payload\b/g)].map(({ index }) =>
    ownLevel(text.slice(index)),
  );
  const keys = objects.flatMap((one) => [...one.matchAll(/(?:^|[,\n])\s*[\\"']*(\w+)[\\"']*\s*:/g)]);
  return [...fields, ...keys].map(([, key = '']) => key);
}

/** What stands between the first braces, without what braces in them hold. */
function ownLevel(text: string): string {
  let [depth, own] = [0, ''];
  for (const character of text) {
    if (character === '}') depth--;
    if (depth === 1) own += character;
    if (character === '{') depth++;
    else if ((depth === 0 && character === '}') || (depth === 0 && character === '\n')) break;
  }
  return own;
}

/** What the update action writes as itself already. */
const BOT = /github-actions/;

/**
 * PURE: who committed, and with which words, in sentences.
 *
 * @param after the steps of ours that take its place
 */
export function commitHabits({ path, steps }: WorkflowFile, after: readonly WorkflowPart[]): string[] {
  const texts = steps.map(({ run, with: inputs }) => [run ?? '', ...inputsOf(inputs)].join('\n'));
  const all = (pattern: RegExp) => [
    ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, , found = '']) => found.trim()))),
  ];
  const identity = all(
    /\b(user\.(?:name|email)|commit_user_(?:name|email)|author|committer|author_(?:name|email))[ =]+["']?([^"'\n]+)/g,
  );
  const messages = all(
    /\b(git\b[^\n]*?\scommit\b[^\n]*?(?:-\w*m|--message)|commit[-_]message|title)[ =]+["']?([^"'\n]+)/g,
  );
  const people = identity.filter((one) => !BOT.test(one));
  return [
    ...(people.length === 0
      ? []
      : [`${quote(path)} committed as ${quoted(people)}; the update action ${committerOf(after)}.`]),
    ...(messages.length === 0
      ? []
      : [
          `${quote(path)} called its commits ${quoted(messages)}. The update action writes its own title: set \`commit-title\` for another.`,
        ]),
  ];
}

/** GitHub makes the commit, in the name of the token's owner. */
function committerOf(after: readonly WorkflowPart[]): string {
  const all = distinct(after.map(({ token }) => committerBy(token)));
  return all.length === 1 ? (all[0] ?? '') : 'commits as the owner of its token';
}

function committerBy(token: TokenSource): string {
  switch (token.kind) {
    case 'none':
    case 'run':
      return 'commits as github-actions[bot]';
    case 'app':
      return 'commits as the GitHub App that makes its token';
    case 'secret':
      return `commits as the owner of the token in ${token.names.join(' or ')}`;
    default:
      return 'commits as the owner of its token';
  }
}

function inputsOf(inputs: WorkflowStep['with']): string[] {
  return Object.entries(inputs).map(([name, value]) => `${name}=${value.split('\n')[0] ?? ''}`);
}

function quoted(texts: readonly string[]): string {
  return some(texts.map((one) => quote(one)));
}
