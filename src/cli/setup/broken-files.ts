import { display } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';

const MOST = 5;

/** PURE: plugin.json files and a catalogue that can't be read, each with its place, as sentences. */
export function brokenFiles({ manifests, catalogue }: Pick<Folder, 'manifests' | 'catalogue'>): string[] {
  const files = [...(catalogue === null ? [] : [catalogue]), ...manifests.map(({ parsed }) => parsed)];
  const problems = files.flatMap((file) => (file.kind === 'problem' ? [file.problem] : []));
  const lines = problems.slice(0, MOST).map(({ what, remedy, at }) => {
    const place = at === undefined ? [] : [display(at.file), at.line, at.column].filter(Boolean);
    return `${what}${place.length > 1 ? ` (${place.join(':')})` : ''}. ${remedy}`;
  });
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `${more} more files like these can't be read: see doctor.`] : lines;
}
