/**
 * Checks every action file, workflow file, template and documented workflow with GitHub's own
 * language service, and Dependabot's settings and the issue forms by a schema, without network.
 * Prints a line per file; exits with 1 where something is wrong.
 *
 * Usage: npm run validate
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ActionsMetadataProvider, type ValidationConfig, validate } from '@actions/languageservice';
import type { ActionInputs, ActionMetadata, ActionReference } from '@actions/languageservice/action';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver-types';
import { isMap, parse, parseDocument } from 'yaml';
import { resolveAction } from '../sandbox/actions/action-names.ts';
import { FALSE_ALARM } from '../sandbox/actions/workflow.ts';
import { checkSettings, type SettingsKind, settingsKind } from './settings.ts';

/** A piece of YAML to check. */
export interface Source {
  /** Relative to the root, for messages. */
  path: string;
  text: string;
  kind: 'action' | 'workflow' | SettingsKind;
  /** Lines of the file before the piece; columns that its every line is indented by. */
  line: number;
  indent: number;
}

/** All pieces of YAML below a root that are to be checked, in the order of their paths. */
export async function findSources(root: string): Promise<Source[]> {
  const folders = (await list(root, '.')).filter((name) => !/^(\.|node_modules$|dist$)/.test(name));
  const actions = ['action.yml', ...folders.map((folder) => `${folder}/action.yml`)];
  const workflows = [...(await list(root, '.github/workflows')), ...(await list(root, 'templates'))];
  const settings = [...(await list(root, '.github')), ...(await list(root, '.github/ISSUE_TEMPLATE'))];
  const documents = ['README.md', ...(await list(root, 'docs', true))].filter((path) => path.endsWith('.md'));
  const found = await Promise.all([
    ...actions.map((path) => readWhole(root, path, 'action')),
    ...workflows.filter((path) => /\.ya?ml$/.test(path)).map((path) => readWhole(root, path, 'workflow')),
    ...settings.map(async (path) => {
      const kind = settingsKind(path);
      return kind === null ? [] : readWhole(root, path, kind);
    }),
    ...documents.map(async (path) => workflowsIn(path, (await read(root, path)) ?? '')),
  ]);
  return found.flat();
}

/** Paths in a folder, relative to the root; none where there is no such folder. */
async function list(root: string, folder: string, recursive = false): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive }).catch(() => []);
  return names.map((name) => join(folder, name)).sort();
}

function read(root: string, path: string): Promise<string | null> {
  return readFile(join(root, path), 'utf8').catch(() => null);
}

async function readWhole(root: string, path: string, kind: Source['kind']): Promise<Source[]> {
  const text = await read(root, path);
  return text === null ? [] : [{ path, kind, text, line: 0, indent: 0 }];
}

const BLOCK = /^([ \t]*)(```+|~~~+)ya?ml\b[^\n]*\n([\s\S]*?)^[ \t]*\2[ \t]*$/gm;

/** The YAML code blocks of a Markdown text that are whole workflows: with `on` and `jobs` at the top. */
export function workflowsIn(path: string, markdown: string): Source[] {
  return [...markdown.matchAll(BLOCK)].flatMap(({ 0: block, 1: indent = '', 3: code = '', index }) => {
    const text = code.replace(new RegExp(`^${indent}`, 'gm'), '');
    const { contents } = parseDocument(text);
    if (!isMap(contents) || !contents.has('on') || !contents.has('jobs')) return [];
    const before = markdown.slice(0, index + block.indexOf('\n') + 1);
    return [
      { path, text, kind: 'workflow' as const, line: before.split('\n').length - 1, indent: indent.length },
    ];
  });
}

/** Problems of one piece, as `path:line:column message`. */
export async function check(source: Source, config: ValidationConfig): Promise<string[]> {
  if (source.kind !== 'action' && source.kind !== 'workflow')
    return checkSettings(source.kind, source.text).map((problem) => `${source.path} ${problem}`);
  const document = TextDocument.create(addressOf(source), 'yaml', 1, named(source.text));
  const diagnostics = await validate(document, config);
  return diagnostics.filter(isProblem).map(({ range, message }) => {
    const { line, character } = range.start;
    return `${source.path}:${line + source.line + 1}:${character + source.indent + 1} ${message}`;
  });
}

/** Of `uses: ./update` the service knows no inputs; by name it asks `localActions`. */
function named(workflow: string): string {
  return workflow.replace(/(\buses: )\.(\/update)?\/?(?=\s|$)/g, '$1local/notify-marketplace$2@local');
}

/** The service tells actions and workflows apart by their path, and remembers what it read by it. */
function addressOf({ kind, path, line }: Source): string {
  if (kind === 'action') return `file:///${path}`;
  return `file:///.github/workflows/${encodeURIComponent(path)}-${line}.yml`;
}

/** The service also explains, e.g. when a cron line runs; those notes have a severity from 3 on. */
function isProblem({ severity = 1, message }: Diagnostic): boolean {
  return severity <= 2 && message !== FALSE_ALARM;
}

/** Tells the service what inputs our actions have. Of other people's it knows nothing, so they pass. */
export function localActions(root: string): ActionsMetadataProvider {
  return { fetchActionMetadata: (reference) => readMetadata(root, reference) };
}

async function readMetadata(
  root: string,
  { owner, name, path, ref }: ActionReference,
): Promise<ActionMetadata> {
  const uses = [owner, name, path].filter(Boolean).join('/');
  const stranger = { name: uses, description: '' };
  if (owner === undefined || name !== 'notify-marketplace') return stranger;
  const { folder } = resolveAction(`${uses}@${ref}`);
  const action: unknown = parse(await readFile(join(root, folder, 'action.yml'), 'utf8'));
  return { ...stranger, inputs: (action as { inputs?: ActionInputs }).inputs ?? {} };
}

async function main(): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const config = { actionsMetadataProvider: localActions(root) };
  for (const source of await findSources(root)) {
    const problems = await check(source, config);
    const place = source.line > 0 ? `${source.path}:${source.line + 1}` : source.path;
    console.log(problems.length > 0 ? problems.join('\n') : `${place} is valid`);
    if (problems.length > 0) process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && relative(process.argv[1], fileURLToPath(import.meta.url)) === '')
  await main();
