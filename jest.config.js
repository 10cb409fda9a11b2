/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }],
    '/@actions/(workflow-parser|languageservice)/.+\\.js$': '<rootDir>/__tests__/support/json-imports.js',
  },
  transformIgnorePatterns: ['/node_modules/(?!@actions/(workflow-parser|languageservice)/)'],
  // ts-jest writes `./x.js` for `./x.ts`, as TypeScript does for what it emits.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
  maxWorkers: 2,
  testTimeout: 30_000,
};
