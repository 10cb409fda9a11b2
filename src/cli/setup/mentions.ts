import { basename } from 'node:path';
import { quote, some } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import { readInside } from '../checkout/inside.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { yamlValue } from '../workflows/yaml-edit.ts';
import { goneWith, type SetupStep } from './plan.ts';

/** Files in which a workflow's file or name is usually written: badges, `workflow_run`, `gh workflow run`. */
const READERS = /^(?:\.github\/workflows\/[^/]+\.ya?ml|(?:docs\/|\.github\/)?readme[^/]*)$/i;

/** READ: what else in the checkout names a workflow that goes, in sentences. */
export async function mentionsOf({ action, checkout, path, text }: SetupStep): Promise<string[]> {
  const gone = [...new Map(goneWith(action).map((one) => [one.path, one])).values()];
  if (gone.length === 0) return [];
  const { root, state } = checkout.folder;
  const taken = gone.map((one) => one.path);
  const paths = [...state.index.map((one) => one.path), ...state.untracked].filter(
    (one) => READERS.test(one) && one !== path && !taken.includes(one),
  );
  const texts = await Promise.all(
    [...new Set(paths)].map(async (one) => ({ path: one, file: await readInside(root, one) })),
  );
  const files = texts.flatMap(({ path, file }) => (file.kind === 'text' ? [{ path, text: file.text }] : []));
  const now = { path, name: nameOf(yamlValue(text)) };
  return gone.flatMap((one) => mentionsIn(files, one, now));
}

interface Named {
  readonly path: string;
  readonly name: string | null;
}

function mentionsIn(
  files: readonly { path: string; text: string }[],
  gone: WorkflowPart,
  now: Named,
): string[] {
  const file = basename(gone.path);
  const name = nameOf(gone.workflow.value);
  const byFile = gone.path === now.path ? [] : files.filter(({ text }) => hasWord(text, file));
  const byName =
    name === null || name === now.name
      ? []
      : files.filter(({ text }) => runsAfter(yamlValue(text), name) || hasBadge(text, name));
  const say = (found: readonly { path: string }[], what: string, next: string) =>
    found.length === 0
      ? []
      : [
          `${some(found.map(({ path }) => quote(path)))} names ${what}, which is ${next} now. Change it there.`,
        ];
  return [
    ...say(byFile, `the file ${quote(file)}`, quote(basename(now.path))),
    ...say(
      byName,
      `the workflow ${quote(name ?? '')}`,
      now.name === null ? quote(now.path) : quote(now.name),
    ),
  ];
}

function nameOf(value: unknown): string | null {
  const name = isObject(value) ? value['name'] : undefined;
  return typeof name === 'string' ? name : null;
}

function hasWord(text: string, word: string): boolean {
  return text.split(/[^\w.-]+/).some((one) => one === word);
}

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run */
function runsAfter(value: unknown, name: string): boolean {
  const on = isObject(value) && isObject(value['on']) ? value['on']['workflow_run'] : undefined;
  const workflows = isObject(on) ? on['workflows'] : undefined;
  return (Array.isArray(workflows) ? workflows : [workflows]).includes(name);
}

/** The older address of a badge: `…/workflows/<name>/badge.svg`. */
function hasBadge(text: string, name: string): boolean {
  return text.includes(`/workflows/${encodeURIComponent(name)}/badge.svg`);
}
