import { readFileSync } from 'node:fs';
import { marked } from 'marked';

/** A fenced block of a page, as a reader would copy it. */
export interface DocBlock {
  /** Below the repository's root, e.g. `docs/tokens.md`. */
  readonly page: string;
  /** What stands behind the fence: `yaml`, `sh`, `php`, …; empty where nothing does. */
  readonly language: string;
  readonly text: string;
  /** The headings that it stands below, outermost first. */
  readonly headings: readonly string[];
}

/** Every fenced block of a page, in order, those in lists and quotes too. */
export function docBlocks(page: string): DocBlock[] {
  const headings: string[] = [];
  const blocks: DocBlock[] = [];
  void marked.walkTokens(marked.lexer(readFileSync(page, 'utf8')), (token) => {
    if (token.type === 'heading') headings.splice(token['depth'] - 1, Infinity, token['text']);
    if (token.type === 'code') {
      blocks.push({
        page,
        language: String(token['lang'] ?? ''),
        text: token['text'],
        headings: [...headings],
      });
    }
  });
  return blocks;
}
