import type { CommitOptions } from '../../sandbox/types.ts';

export type Files = CommitOptions['files'];

export const ROOT_MANIFEST = '.claude-plugin/plugin.json';

/** The text of a plugin.json; a version that is undefined is not declared. */
export function manifest(name: string, version?: unknown, more: object = {}): string {
  return `${JSON.stringify({ name, ...(version === undefined ? {} : { version }), ...more }, null, 2)}\n`;
}
