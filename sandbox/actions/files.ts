import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files through which a step hands values to the runner, by the variable that names them. */
export interface CommandFiles {
  GITHUB_OUTPUT: string;
  GITHUB_STATE: string;
  GITHUB_ENV: string;
  GITHUB_PATH: string;
  GITHUB_STEP_SUMMARY: string;
}

/** Makes the empty files of one step in a folder. */
export async function makeCommandFiles(folder: string): Promise<CommandFiles> {
  await mkdir(folder, { recursive: true });
  const files = {
    GITHUB_OUTPUT: join(folder, 'set_output'),
    GITHUB_STATE: join(folder, 'save_state'),
    GITHUB_ENV: join(folder, 'set_env'),
    GITHUB_PATH: join(folder, 'add_path'),
    GITHUB_STEP_SUMMARY: join(folder, 'step_summary'),
  };
  await Promise.all(Object.values(files).map((path) => writeFile(path, '')));
  return files;
}

/** What a step wrote; a problem with one file doesn't keep the others from being read. */
export interface WrittenFiles {
  outputs: Record<string, string>;
  env: Record<string, string>;
  paths: string[];
  summary: string;
  /** In the runner's words. Those of `failures` fail the step, those of `errors` don't. */
  failures: string[];
  errors: string[];
}

/** Reads the files after the step. */
export async function readCommandFiles(files: CommandFiles): Promise<WrittenFiles> {
  const failures: string[] = [];
  const outputs = readPairs('output', await read(files.GITHUB_OUTPUT), failures);
  readPairs('state', await read(files.GITHUB_STATE), failures);
  const env = readPairs('env', await read(files.GITHUB_ENV), failures);
  const paths = (await read(files.GITHUB_PATH)).split(/\r?\n/).filter((line) => line !== '');
  const errors = dropBlocked(env);
  const summary = limitSummary(await read(files.GITHUB_STEP_SUMMARY), errors);
  return { outputs, env, paths, summary, failures, errors };
}

/** A step may delete its file; the runner takes that for an empty one. */
function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

function readPairs(name: string, text: string, failures: string[]): Record<string, string> {
  try {
    return parsePairs(text);
  } catch (error) {
    failures.push(`Unable to process file command '${name}' successfully.`, (error as Error).message);
    return {};
  }
}

/**
 * `name=value` lines and `name<<DELIMITER` blocks, as the runner reads them on Linux:
 * lines end at `\n` only, whichever of `=` and `<<` comes first decides.
 *
 * Source: `EnvFileKeyValuePairs` of actions/runner (src/Runner.Worker/FileCommandManager.cs).
 * @throws Error in the runner's words
 */
export function parsePairs(text: string): Record<string, string> {
  const lines = text.split('\n');
  const pairs: [name: string, value: string][] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const [name, value, last] = readPair(line, lines, index);
    pairs.push([name, value]);
    index = last;
  }
  // Not by assignment: a name may be `__proto__`.
  return Object.fromEntries(pairs);
}

function readPair(line: string, lines: string[], index: number): [name: string, value: string, last: number] {
  const equals = line.indexOf('=');
  const block = line.indexOf('<<');
  if (equals >= 0 && (block < 0 || equals < block)) {
    if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`);
    return [line.slice(0, equals), line.slice(equals + 1), index];
  }
  if (block < 0) throw new Error(`Invalid format '${line}'`);
  const delimiter = line.slice(block + 2);
  if (block === 0 || delimiter === '') {
    throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
  }
  const end = lines.indexOf(delimiter, index + 1);
  if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
  return [line.slice(0, block), lines.slice(index + 1, end).join('\n'), end];
}

/** The runner never takes NODE_OPTIONS from a step. */
function dropBlocked(env: Record<string, string>): string[] {
  const blocked = Object.keys(env).filter((name) => name.toUpperCase() === 'NODE_OPTIONS');
  for (const name of blocked) delete env[name];
  return blocked.map((name) => `Can't store ${name} output parameter using '$GITHUB_ENV' command.`);
}

/** https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#step-isolation-and-limits */
export const SUMMARY_LIMIT = 1024 * 1024;

function limitSummary(summary: string, errors: string[]): string {
  const size = Buffer.byteLength(summary);
  if (size <= SUMMARY_LIMIT) return summary;
  const sizes = `supports content up to a size of 1024k, got ${Math.floor(size / 1024)}k.`;
  errors.push(`$GITHUB_STEP_SUMMARY upload aborted, ${sizes}`);
  return '';
}
