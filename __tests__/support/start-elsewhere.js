/**
 * Node starts a program by a copy of itself (`fork`), and a worker of the tests is large: 5 to 20 ms for each git. So
 * a small process starts them, in a tenth of that: `npm test` loads this file into every worker, before the tests.
 * Programs whose files are other than pipes, and those before the small process is there, are started as ever.
 */
import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const asEver = ChildProcess.prototype.spawn;
/** Id → the program that was asked for and has not ended. */
const running = new Map();
let parent = null;
let ids = 0;

ChildProcess.prototype.spawn = function (options) {
  const stdio = kindsOf(options);
  // Node's own, which another version of it may name otherwise.
  const isKnown = typeof this._handle?.onexit === 'function' && typeof this._closesNeeded === 'number';
  if (stdio === null || !isKnown || process.platform === 'win32') return asEver.call(this, options);
  parent ??= startParent();
  if (!parent.isReady) return asEver.call(this, options);
  return startIn(parent, this, { ...options, stdio });
};

/** `pipe` or `ignore`, for each of three files; null where there are others, or the program is to be somebody else's. */
function kindsOf({ stdio = 'pipe', uid, gid }) {
  const given = typeof stdio === 'string' ? [stdio, stdio, stdio] : stdio;
  const kinds = [0, 1, 2].map((fd) => given[fd] ?? 'pipe');
  const isPlain = given.length <= 3 && kinds.every((kind) => kind === 'pipe' || kind === 'ignore');
  return isPlain && uid === undefined && gid === undefined ? kinds : null;
}

function startParent() {
  const folder = mkdtempSync(join(tmpdir(), 'small-parent-'));
  const path = join(folder, 'socket');
  const made = { isReady: false, path, child: null };
  // Asks for the prototype's `spawn` again, which finds one that is not ready.
  parent = made;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'small-parent.js'), path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  made.child = child;
  child.stdin.on('error', () => {});
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line);
    if (message.ready === true) {
      made.isReady = true;
      rest(made);
    } else heard(made, message);
  });
  child.on('exit', () => {
    made.isReady = false;
  });
  child.unref();
  child.stdin.unref();
  child.stdout.unref();
  return made;
}

/** What only waits keeps no process alive. */
function rest({ child }) {
  if (running.size === 0) child.stdout.unref();
  else child.stdout.ref();
}

/** The small process accepts connections in the order in which they are made here: they need no names. */
function startIn(made, child, { file, args, envPairs, cwd, detached, stdio }) {
  const id = ++ids;
  const { onexit } = child._handle;
  const asked = { child, onexit, signal: null };
  running.set(id, asked);
  child.spawnfile = file;
  child.spawnargs = args;
  child._handle = handleOf(asked);
  child.stdio = stdio.map((kind, fd) =>
    kind === 'pipe' ? connect({ path: made.path, readable: fd > 0 }) : null,
  );
  [child.stdin, child.stdout, child.stderr] = child.stdio;
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) countClose(child, stream);
  made.child.stdin.write(
    `${JSON.stringify({ id, file, args, env: envPairs, cwd: String(cwd ?? process.cwd()), detached, stdio })}\n`,
  );
  rest(made);
  return 0;
}

/** As Node itself does it: `close` comes after the exit and the end of what is printed. */
function countClose(child, stream) {
  child._closesNeeded++;
  stream.on('close', () => {
    if (++child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
  });
}

function handleOf(asked) {
  return {
    close() {},
    ref() {},
    unref() {},
    hasRef: () => true,
    kill(signal) {
      if (asked.child.pid === undefined) asked.signal = signal;
      else return killed(asked.child.pid, signal);
      return 0;
    },
  };
}

function killed(pid, signal) {
  try {
    process.kill(pid, signal);
    return 0;
  } catch (error) {
    return error.errno ?? -constants.errno.ESRCH;
  }
}

function heard(made, { id, pid, code, signal }) {
  const asked = running.get(id);
  if (asked === undefined) return;
  if (pid !== undefined) {
    asked.child.pid = pid;
    asked.child.emit('spawn');
    if (asked.signal !== null) killed(pid, asked.signal);
    return;
  }
  running.delete(id);
  rest(made);
  asked.onexit(code ?? 0, signal ?? '');
}
