import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ValidationConfig } from '@actions/languageservice';
import { check, localActions, type Source } from '../../scripts/validate.ts';
import { type DocBlock, docBlocks } from './doc-blocks.ts';

/** A page whose every block is to be tried: what was taken is remembered. */
export interface DocPage {
  readonly text: string;
  /** The one block of a language whose text matches. */
  take(language: string, matching?: RegExp): DocBlock;
  /** First lines of the blocks that nobody took. */
  unused(): string[];
}

export function docPage(path: string): DocPage {
  const blocks = docBlocks(path);
  const taken = new Set<DocBlock>();
  return {
    text: readFileSync(path, 'utf8'),
    take(language, matching = /(?:)/) {
      const found = blocks.filter((block) => block.language === language && matching.test(block.text));
      const [block] = found;
      if (block === undefined || found.length > 1)
        throw new Error(`${path}: ${found.length} blocks of ${language} match ${matching}`);
      taken.add(block);
      return block;
    },
    unused: () =>
      blocks
        .filter((block) => !taken.has(block))
        .map(({ language, text }) => `${language}: ${text.split('\n')[0]}`),
  };
}

/** What GitHub's language service says of a workflow in a page. */
export function workflowProblems({ page, text }: DocBlock): Promise<string[]> {
  const source: Source = { path: page, text, kind: 'workflow', line: 0, indent: 0 };
  const config: ValidationConfig = { actionsMetadataProvider: localActions(process.cwd()) };
  return check(source, config);
}

/** A workflow out of a page, with its steps of other people's actions replaced by a script of the test's. */
export function withStandIns(workflow: string, standIns: Readonly<Record<string, string>>): string {
  return Object.entries(standIns).reduce((text, [uses, step]) => {
    const lines = text.split('\n');
    const start = lines.findIndex((line) => line.includes(`- uses: ${uses}`));
    if (start < 0) throw new Error(`no step uses ${uses}`);
    const indent = /^ */.exec(lines[start] ?? '')?.[0] ?? '';
    const length = lines.slice(start + 1).findIndex((line) => !line.startsWith(`${indent}  `));
    const end = length < 0 ? lines.length : start + 1 + length;
    const indented = step.split('\n').map((line) => `${indent}${line}`);
    return [...lines.slice(0, start), ...indented, ...lines.slice(end)].join('\n');
  }, workflow);
}

/** Links of a page into the repository that lead nowhere: no such file, or no such heading in it. */
export function brokenLinks(path: string): string[] {
  const links = [...readFileSync(path, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  return links.flatMap(([link, file = '', anchor]) => {
    const target = file === '' ? path : join(dirname(path), file);
    if (!existsSync(target)) return [link];
    return anchor === undefined || anchorsOf(target).includes(anchor) ? [] : [link];
  });
}

/** As GitHub makes them of headings: lower case, spaces as hyphens, other signs left out. */
function anchorsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
