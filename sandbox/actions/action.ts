import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import {
  type ActionInputDefinition,
  convertActionTemplate,
} from '@actions/workflow-parser/actions/action-template';
import { type Contexts, evaluateText } from './expressions.ts';
import { NotImplemented } from './not-implemented.ts';

/** A JavaScript action, as its action.yml describes it. */
export interface NodeAction {
  /** The file that node runs. */
  main: string;
  inputs: ActionInputDefinition[];
}

/** By folder and content: most runs are of the same two actions. */
const known = new Map<string, NodeAction>();

/**
 * Reads the action.yml in a folder.
 * @throws NotImplemented for what is no JavaScript action without `pre` and `post`
 * @throws Error where action.yml is missing or does not parse
 */
export async function readAction(folder: string): Promise<NodeAction> {
  const path = join(folder, 'action.yml');
  const content = await readFile(path, 'utf8');
  const key = `${path}\n${content}`;
  const action = known.get(key) ?? parsed(folder, path, content);
  known.set(key, action);
  return action;
}

function parsed(folder: string, path: string, content: string): NodeAction {
  const { context, value } = parseAction({ name: path, content }, new NoOperationTraceWriter());
  const problems = context.errors.getErrors();
  if (value === undefined || problems.length > 0) {
    throw new Error(`${path} does not parse: ${problems.map((problem) => problem.message).join('; ')}`);
  }
  const action = convertActionTemplate(context, value);
  const { runs } = action;
  if (!('main' in runs)) throw new NotImplemented(`actions that use \`${runs.using}\``);
  for (const key of ['pre', 'post'] as const) {
    if (runs[key] !== undefined) throw new NotImplemented(`\`runs.${key}\` of an action`);
  }
  return { main: join(folder, runs.main), inputs: action.inputs ?? [] };
}

/** An action's inputs as variables, and what the runner warns about. */
export interface ActionInputs {
  env: Record<string, string>;
  warnings: string[];
}

/**
 * The `INPUT_*` variables: every input of action.yml, with its default where `given` has none,
 * and whatever else was given, which the runner passes on with a warning.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function actionInputs(
  definitions: ActionInputDefinition[],
  given: Record<string, string>,
  contexts: Contexts,
): ActionInputs {
  const values = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const names = definitions.map((definition) => definition.id);
  const unexpected = Object.keys(given).filter(
    (name) => !names.some((id) => id.toLowerCase() === name.toLowerCase()),
  );
  const warnings = deprecations(definitions, values);
  if (unexpected.length > 0)
    warnings.push(`Unexpected input(s) ${quoted(unexpected)}, valid inputs are [${quoted(names)}]`);
  for (const { id, default: text } of definitions) {
    if (!values.has(id.toLowerCase()))
      values.set(id.toLowerCase(), text ? evaluateText(text, { contexts }) : '');
  }
  return {
    env: Object.fromEntries([...values].map(([name, value]) => [inputVariable(name), value])),
    warnings,
  };
}

function deprecations(definitions: ActionInputDefinition[], given: Map<string, string>): string[] {
  return definitions
    .filter(({ id, deprecationMessage }) => deprecationMessage !== undefined && given.has(id.toLowerCase()))
    .map(
      ({ id, deprecationMessage }) => `Input '${id}' has been deprecated with message: ${deprecationMessage}`,
    );
}

function quoted(names: string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/** `INPUT_` and the name in upper case, spaces as underscores; hyphens stay. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
