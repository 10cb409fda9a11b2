import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { load } from './modules.js';

const require = createRequire(import.meta.url);

/** The descriptions of the symbols under which jest-circus keeps what it knows of a test file in `globalThis`. */
const KEPT = new Set([
  ...['JEST_STATE_SYMBOL', 'EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL', 'LOG_ERRORS_BEFORE_RETRY'],
  ...['RETRY_TIMES', 'RETRY_TIMES_SETTER', 'RETRY_IMMEDIATELY', 'WAIT_BEFORE_RETRY'],
]);

/**
 * Jest's `testRunner`: jest-circus, which Jest has anyway, runs the file and tells how it went. Only what Jest's runtime would
 * load into a virtual machine made for the file is loaded by Node, into the worker.
 */
export default async function runFile(globalConfig, config, environment, runtime, path, send) {
  let globals;
  const ours = Object.assign(Object.create(runtime), {
    requireInternalModule: renewed,
    setGlobalsForRuntime(all) {
      globals = { ...all, jest: mocks(environment.moduleMocker) };
    },
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (file) => load(pathToFileURL(file), globals),
  });
  const result = await circus.default(globalConfig, config, environment, ours, path, send);
  return { ...result, failureMessage: result.failureMessage && readable(result.failureMessage, config) };
}

/** Places as an editor opens them, instead of the names that files are loaded by. */
function readable(message, { rootDir }) {
  return message.replaceAll(`file:${rootDir}/`, '').replaceAll(/\?file=\d+(?=:)/g, '');
}

/** jest-circus as it is before it has seen a test file. */
function renewed(module) {
  for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
    if (KEPT.has(symbol.description)) delete globalThis[symbol];
  }
  delete require.cache[module];
  return require(module);
}

/** What of `jest` works without its virtual machine and is needed; the rest is not there, rather than without effect. */
function mocks(mocker) {
  return {
    fn: mocker.fn.bind(mocker),
    spyOn: mocker.spyOn.bind(mocker),
    restoreAllMocks: () => mocker.restoreAllMocks(),
  };
}
