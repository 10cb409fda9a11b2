import { stripTypeScriptTypes } from 'node:module';

/** Jest's transform for TypeScript: types become blanks, so that lines and columns stay, as Node itself does it. */
export default { process: (source) => ({ code: stripTypeScriptTypes(source) }) };
