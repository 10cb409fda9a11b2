import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { GIT_ENVIRONMENT } from './git.ts';

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface GitObject {
  oid: string;
  type: ObjectType;
  data: Buffer;
}

type Answer = (object: GitObject | null) => void;

/** How many `git cat-file` may live at once over all repositories; the oldest ends first. */
const MOST_PROCESSES = 16;
const living = new Set<CatFile>();

/** A long-lived `git cat-file --batch`: reads any object of one repository, packed ones too. */
export class CatFile {
  readonly #directory: string;
  readonly #waiting: Answer[] = [];
  #child: ChildProcessByStdio<Writable, Readable, null> | null = null;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(directory: string) {
    this.#directory = directory;
  }

  read(oid: string): Promise<GitObject | null> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#process().stdin.write(`${oid}\n`);
    });
  }

  close(): void {
    living.delete(this);
    this.#child?.stdin.end();
    this.#child = null;
  }

  #process(): ChildProcessByStdio<Writable, Readable, null> {
    if (this.#child !== null) return this.#child;
    endIdleProcesses();
    const child = spawn('git', ['cat-file', '--batch'], {
      cwd: this.#directory,
      env: GIT_ENVIRONMENT,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    child.on('error', () => this.#ended(child));
    child.on('close', () => this.#ended(child));
    child.stdin.on('error', () => undefined);
    this.#child = child;
    living.add(this);
    return child;
  }

  #ended(child: unknown): void {
    if (this.#child !== child) return;
    this.close();
    for (const answer of this.#waiting.splice(0)) answer(null);
  }

  #receive(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    while (this.#takeAnswer());
  }

  /** Takes `<oid> <type> <size>\n<data>\n`, or `<oid> missing\n`, from the front of the buffer. */
  #takeAnswer(): boolean {
    const end = this.#buffer.indexOf(10);
    if (end < 0) return false;
    const [oid = '', type = '', size] = this.#buffer.toString('utf8', 0, end).split(' ');
    const length = size === undefined ? -1 : Number(size);
    const next = end + 1 + length + 1;
    if (this.#buffer.length < next) return false;
    const data = Buffer.from(this.#buffer.subarray(end + 1, Math.max(end + 1, next - 1)));
    this.#buffer = this.#buffer.subarray(next);
    this.#waiting.shift()?.(size === undefined ? null : { oid, type: type as ObjectType, data });
    return true;
  }

  get idle(): boolean {
    return this.#waiting.length === 0;
  }
}

function endIdleProcesses(): void {
  for (const one of living) {
    if (living.size < MOST_PROCESSES) return;
    if (one.idle) one.close();
  }
}
