import { registerHooks } from 'node:module';

// Node itself loads the tests. Each test file gets what stands in `__tests__` anew, as if it ran alone; packages, `src` and
// `sandbox` are loaded once a worker. In Jest's own process (`-i`), which may watch and so outlive a change of `src`, only
// packages are.
const FRESH = new URL(process.send === undefined ? '../../..' : '../..', import.meta.url).href;
const MARK = '?file=';
const GLOBALS = Symbol.for('what @jest/globals gives');

/** By test file. */
globalThis[GLOBALS] = new Map();
let files = 0;

/** Imports a test file, where `@jest/globals` are these. */
export async function load(url, globals) {
  const file = `${++files}`;
  globalThis[GLOBALS].set(file, globals);
  await import(`${url}${MARK}${file}`);
}

function isFresh(url) {
  return url.startsWith(FRESH) && !url.includes('/node_modules/');
}

/** The source of `@jest/globals` for a test file. */
function globalsFor(file) {
  const names = Object.keys(globalThis[GLOBALS].get(file));
  return `export const { ${names.join(', ')} } = globalThis[Symbol.for('${GLOBALS.description}')].get('${file}');`;
}

registerHooks({
  resolve(specifier, context, next) {
    const [, file] = context.parentURL?.split(MARK) ?? [];
    if (specifier === '@jest/globals' && file !== undefined) {
      return { url: `jest-globals:${MARK}${file}`, shortCircuit: true };
    }
    const found = next(specifier, context);
    if (file !== undefined && isFresh(found.url)) return { ...found, url: `${found.url}${MARK}${file}` };
    // GitHub's language packages import JSON without the attribute that Node asks for.
    const isJson = found.url.endsWith('.json') && context.conditions.includes('import');
    return isJson ? { ...found, importAttributes: { type: 'json' } } : found;
  },
  load(url, context, next) {
    const [place, file] = url.split(MARK);
    if (place !== 'jest-globals:') return next(url, context);
    return { format: 'module', source: globalsFor(file), shortCircuit: true };
  },
});
