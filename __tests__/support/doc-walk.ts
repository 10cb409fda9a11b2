import { type DocBlock, docBlocks } from './doc-blocks.ts';
import type { DocShell, ShellOptions, ShellRun } from './doc-shell.ts';

/** A page that is followed from its top: its blocks are taken in order, each once. */
export interface DocWalk {
  /** The next block of this language right below this heading. Throws where there is none. */
  take(heading: string, language?: string): DocBlock;
  /** Takes the next shell block below a heading and runs it. Throws with what it said where it fails. */
  run(shell: DocShell, heading: string, options?: ShellOptions): Promise<ShellRun>;
  /** Blocks that nobody took, as `language: first line`. */
  left(): string[];
}

export function docWalk(path: string): DocWalk {
  const left = docBlocks(path);
  const walk: DocWalk = {
    take(heading, language = 'sh') {
      const index = left.findIndex(
        (block) => block.language === language && block.headings.at(-1) === heading,
      );
      const [block] = index < 0 ? [] : left.splice(index, 1);
      if (block === undefined) throw new Error(`No ${language} block is left below "${heading}".`);
      return block;
    },
    async run(shell, heading, options) {
      const { text } = walk.take(heading);
      const result = await shell.run(text, options);
      if (result.code === 0) return result;
      throw new Error(`${text}\nended with ${result.code}:\n${result.out}${result.err}`);
    },
    left: () => left.map(({ language, text }) => `${language}: ${text.split('\n')[0]}`),
  };
  return walk;
}
