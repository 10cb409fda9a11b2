import { readFileSync, statfsSync } from 'node:fs';

// `npm test` runs everything. One file, or those whose path contains a text: `npm test -- scenarios/wait`; one test of
// it: `npm test -- scenarios/wait -t 'as a release tag'`; again with each change: `npm test -- scenarios/wait --watch`.

// Workers inherit it: outside production `graphql` looks at every value twice.
process.env.NODE_ENV = 'production';
// Thousands of repositories are made and removed, which costs a tenth where folders lie in memory.
const memory = folderInMemory();
if (memory !== undefined) process.env.TMPDIR = memory;

/** Linux has one, but a container's may be small, or hold no programs that may run. */
function folderInMemory() {
  try {
    const mount = /^\S+ \/dev\/shm tmpfs (\S+)/m.exec(readFileSync('/proc/mounts', 'utf8'));
    const { bavail, bsize } = statfsSync('/dev/shm');
    const isFit = mount !== null && /^rw\b/.test(mount[1]) && !/\bnoexec\b/.test(mount[1]);
    return isFit && bavail * bsize > 2 ** 31 ? '/dev/shm' : undefined;
  } catch {
    return undefined;
  }
}

/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  // Node itself loads the tests: docs/decisions/0019-who-loads-the-tests.md.
  transform: {},
  testEnvironment: '<rootDir>/__tests__/support/jest/environment.js',
  testRunner: '<rootDir>/__tests__/support/jest/run-file.js',
  globalSetup: '<rootDir>/__tests__/support/small-process/start.js',
  // One more than the cores of a small machine, because some wait for processes.
  maxWorkers: 3,
  // What test files leave behind in their worker makes starting processes slow; a new worker loads everything again.
  workerIdleMemoryLimit: '500MB',
  // A worker removes its folders when it ends.
  workerGracefulExitTimeout: 5_000,
  // Long enough for a machine that does much else.
  testTimeout: 120_000,
};
