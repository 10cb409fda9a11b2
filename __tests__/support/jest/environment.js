import { join } from 'node:path';
import { ModuleMocker } from 'jest-mock';
import '../small-process/use.cjs';

// A run of a bundle is a Node of its own, which need not compile it again. The workers do without: they load test files by
// ever new names, and keeping all those takes longer than compiling.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../../../node_modules/.cache/compiled');

/** Jest's `testEnvironment`: the worker as it is. What a test file changes there and leaves so is put back. */
export default class WorkerEnvironment {
  global = globalThis;
  fakeTimers = null;
  fakeTimersModern = null;
  moduleMocker = new ModuleMocker(globalThis);
  #env = { ...process.env };
  #folder = process.cwd();
  #console = globalThis.console;
  #functions = { exit: process.exit, getBuiltinModule: process.getBuiltinModule };

  async setup() {
    // Jest's runtime has put one there that loads into its virtual machine.
    process.getBuiltinModule = this.#functions.getBuiltinModule;
  }

  /** Node tells of a rejection that nobody awaits a turn later. After the last test Jest would no longer listen. */
  async handleTestEvent({ name }) {
    if (name === 'run_describe_finish' || name === 'run_finish') await new Promise(setImmediate);
  }

  async teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.#env)) delete process.env[name];
    Object.assign(process.env, this.#env);
    process.chdir(this.#folder);
    process.exitCode = undefined;
    Object.assign(process, this.#functions);
    globalThis.console = this.#console;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}
