/**
 * Prints a version's section of CHANGELOG.md, for its release. Fails where package.json has another version, or the
 * section is missing, empty, has no date yet, or says that nothing has run on GitHub.
 *
 * Usage: npx tsx scripts/release-notes.ts <version>
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Notes =
  | { readonly kind: 'notes'; readonly text: string }
  | { readonly kind: 'not-ready'; readonly why: string };

/** PURE: the notes of a version that is about to be released. */
export function releaseNotes(version: string, manifest: string, changelog: string): Notes {
  const { version: present } = JSON.parse(manifest) as { version: string };
  if (present !== version)
    return { kind: 'not-ready', why: `package.json has the version ${present}, not ${version}.` };
  const [heading, text] = sectionOf(version, changelog);
  if (heading === '')
    return { kind: 'not-ready', why: `CHANGELOG.md has no section "## ${version} (<date>)".` };
  if (!/ \(\d{4}-\d{2}-\d{2}\)$/.test(heading))
    return {
      kind: 'not-ready',
      why: `"${heading}" in CHANGELOG.md ends with no date: "## ${version} (2026-01-31)".`,
    };
  if (/\bhas run on github\.com yet\b/.test(text))
    return {
      kind: 'not-ready',
      why: `"${heading}" in CHANGELOG.md says that nothing has run on github.com yet.`,
    };
  if (text === '') return { kind: 'not-ready', why: `"${heading}" in CHANGELOG.md says nothing.` };
  return { kind: 'notes', text };
}

/** A section's heading and text; both empty where it is missing. */
function sectionOf(version: string, changelog: string): [heading: string, text: string] {
  const sections = changelog.split(/^(?=## )/m);
  const found = sections.find(
    (section) => section.startsWith(`## ${version} `) || section.startsWith(`## ${version}\n`),
  );
  const [heading = '', ...lines] = (found ?? '').split('\n');
  return [heading.trim(), lines.join('\n').trim()];
}

function main(): void {
  const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  const notes = releaseNotes(process.argv[2] ?? '', read('package.json'), read('CHANGELOG.md'));
  if (notes.kind === 'notes') {
    console.log(notes.text);
    return;
  }
  console.error(notes.why);
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
