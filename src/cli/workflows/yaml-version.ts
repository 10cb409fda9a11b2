import { type Document, isScalar } from 'yaml';
import { lineStop } from './yaml-splice.ts';

/** `# v1.2.3`, as Dependabot and Renovate read and write it behind an action's commit. */
const VERSION_COMMENT = /^[ \t]*#[ \t]*(?:tag=)?(v?\d+(?:\.\d+)*[\w.+-]*)[ \t]*$/;

/**
 * PURE: a text whose value at this place has this version behind it as a comment, in the place of another version; null:
 * none, for another one would no longer be true. Other comments stay, and where others follow on the line nothing is
 * written.
 */
export function withVersion(
  text: string,
  { document, at }: { readonly document: Document; readonly at: readonly (string | number)[] },
  version: string | null,
): string {
  const node = document.getIn(at, true);
  const end = isScalar(node) ? node.range?.[1] : undefined;
  if (end === undefined) return text;
  const stop = lineStop(end, text);
  const rest = text.slice(end, stop);
  const isFree = rest.trim() === '' && version !== null;
  if (!isFree && !VERSION_COMMENT.test(rest)) return text;
  return `${text.slice(0, end)}${version === null ? '' : ` # ${version}`}${text.slice(stop)}`;
}

/** PURE: the version that stands behind an action as a comment, e.g. `v1.2.3`; null where none does. */
export function versionBehind(text: string, uses: string): string | null {
  const end = text.indexOf(uses) + uses.length;
  const rest = text.slice(end, lineStop(end, text)).replace(/^["']/, '');
  return VERSION_COMMENT.exec(rest)?.[1] ?? null;
}
