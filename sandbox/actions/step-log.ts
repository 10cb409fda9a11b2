import type { Annotation } from '../types.ts';
import { COMMANDS, type Command, parseCommand } from './commands.ts';
import type { Masks } from './masks.ts';

/** GitHub shows ten annotations of each level a step; the log has all. */
const ANNOTATIONS = 10;
/** `_maxIssueMessageLength` of actions/runner (src/Runner.Worker/ExecutionContext.cs). */
const MESSAGE = 4096;

const LABELS = { error: 'Error', warning: 'Warning', notice: 'Notice' } as const;
type Level = keyof typeof LABELS;
/** Commands that `::echo::on` doesn't show. */
const SILENT: ReadonlySet<string> = new Set(['add-mask', 'debug', ...Object.keys(LABELS)]);

function isLevel(name: string): name is Level {
  return Object.hasOwn(LABELS, name);
}

// biome-ignore lint/suspicious/noConfusingVoidType: most handlers have nothing to say.
type Handler = (data: string, properties: Record<string, string>) => string | undefined | void;

/**
 * Reads a step's output line by line and does what its commands say.
 *
 * Source: `ActionCommandManager` of actions/runner (src/Runner.Worker/ActionCommandManager.cs).
 */
export class StepLog {
  readonly annotations: Annotation[] = [];
  /** From `::set-output::`, which the runner still takes. */
  readonly outputs: Record<string, string> = {};
  /** A command was refused: the step fails, whatever its exit code. */
  failed = false;
  private text = '';
  private echo = false;
  private stopToken: string | null = null;
  private readonly masks: Masks;
  private readonly workspace: string;
  private readonly debug: boolean;

  constructor(masks: Masks, workspace: string, debug: boolean) {
    this.masks = masks;
    this.workspace = workspace;
    this.debug = debug;
  }

  /** What a person sees. */
  get log(): string {
    return this.text;
  }

  /** Takes one line of output, without its end. */
  write(line: string): void {
    const known = this.stopToken === null ? COMMANDS : new Set([this.stopToken.toLowerCase()]);
    const command = parseCommand(line, known);
    if (command === null) {
      this.print(line);
    } else if (this.stopToken !== null) {
      this.stopToken = null;
      this.print(line);
    } else {
      this.run(command, line);
    }
  }

  /** Adds an annotation of the runner's own, e.g. about a time limit. */
  annotate(level: Level, message: string): void {
    this.issue(level, message, {});
  }

  private print(text: string): void {
    this.text += `${this.masks.apply(text)}\n`;
  }

  private run({ name, properties, data }: Command, line: string): void {
    const command = name.toLowerCase();
    if (this.echo && !SILENT.has(command)) this.print(line);
    if (isLevel(command)) this.issue(command, data, properties);
    const problem = this.handlers[command]?.(data, properties);
    if (problem) this.refuse(line, problem);
  }

  private refuse(line: string, reason: string): void {
    this.annotate('error', `Unable to process command '${line}' successfully.`);
    this.annotate('error', reason);
    this.failed = true;
  }

  /** What each command does; text that comes back is why it was refused. */
  private readonly handlers: Record<string, Handler> = {
    debug: (data) => (this.debug ? this.print(`##[debug]${data}`) : undefined),
    group: (data) => this.print(`▾ ${data}`),
    endgroup: () => undefined,
    'save-state': () => undefined,
    'add-mask': (data) => {
      if (data.trim() !== '') this.masks.add(data);
      else this.annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
    },
    echo: (data) => {
      const value = data.trim().toLowerCase();
      if (value !== 'on' && value !== 'off') return `Invalid echo command value: '${data}'.`;
      this.echo = value === 'on';
      return undefined;
    },
    'stop-commands': (token) => {
      // A token that anybody could guess would not stop anybody.
      const unsafe = token.trim() === '' || token === 'pause-logging' || COMMANDS.has(token.toLowerCase());
      if (unsafe) return `Invoked ::stop-commands:: with token: [${token}].`;
      this.print(`::stop-commands::${token}`);
      this.stopToken = token;
      return undefined;
    },
    'set-output': (data, { name }) => {
      if (name === undefined) return "Required field 'name' is missing in ##[set-output] command.";
      this.outputs[name] = data;
      return undefined;
    },
    'set-env': () => 'The `set-env` command is disabled.',
    'add-path': () => 'The `add-path` command is disabled.',
    'add-matcher': () => 'The sandbox does not implement the command add-matcher.',
    'remove-matcher': () => 'The sandbox does not implement the command remove-matcher.',
  };

  private issue(level: Level, text: string, properties: Record<string, string>): void {
    this.print(`${LABELS[level]}: ${text}`);
    if (this.annotations.filter((one) => one.level === level).length >= ANNOTATIONS) return;
    const message = this.masks.apply(text).slice(0, MESSAGE);
    this.annotations.push({ level, message, ...placeOf(properties, this.workspace) });
  }
}

type Place = Omit<Annotation, 'level' | 'message'>;

function placeOf(properties: Record<string, string>, workspace: string): Place {
  const { title, file } = properties;
  return {
    ...(title === undefined ? {} : { title }),
    ...(file === undefined
      ? {}
      : { file: file.startsWith(`${workspace}/`) ? file.slice(workspace.length + 1) : file }),
    ...linesAndColumns(properties),
  };
}

/**
 * Lines and columns as far as they make sense together.
 *
 * Source: `ValidateLinesAndColumns` of actions/runner (src/Runner.Worker/ActionCommandManager.cs).
 */
function linesAndColumns(properties: Record<string, string>): Place {
  const endLine = toInteger(properties['endline']);
  const line = toInteger(properties['line']) ?? endLine;
  const endColumn = toInteger(properties['endcolumn']);
  const col = toInteger(properties['col']) ?? endColumn;
  const oneLine = line !== undefined && (endLine === undefined || endLine === line);
  const linesAgree = line === undefined || endLine === undefined || endLine >= line;
  const columnsAgree = col === undefined || endColumn === undefined || endColumn >= col;
  return {
    ...(linesAgree ? defined({ line, endLine }) : {}),
    ...(oneLine && columnsAgree ? defined({ col, endColumn }) : {}),
  };
}

function toInteger(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : undefined;
}

function defined(values: Record<string, number | undefined>): Record<string, number> {
  const entries = Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
