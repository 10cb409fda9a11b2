import { inOneLine } from './in-one-line.ts';
import { expanded, waysOf } from './values.ts';
import { LONGEST_SCRIPT, type WorkflowFile, type WorkflowStep } from './workflow.ts';

/** PURE: it writes `marketplace.json` or moves submodules, and keeps what it wrote. */
export function updatesMarketplace({ steps, events }: WorkflowFile): boolean {
  const texts = steps.map(textOf);
  // Who is started by events, and has to do with the catalogue, writes it, by whatever means.
  const names = (text: string) => events.includes('repository_dispatch') && text.includes('marketplace.json');
  return (
    texts.some((text) => names(text) || writesCatalogue(text) || movesSubmodules(text)) &&
    (texts.some(keeps) || steps.some(isGivenIt))
  );
}

const CATALOGUE = /marketplace\.json|\$\{?MARKETPLACE/i;

function writesCatalogue(text: string): boolean {
  return (
    />[ \t]*["']?[^\s>]*(?:marketplace\.json|\$\{?MARKETPLACE)/i.test(text) ||
    inOneLine(text, /\b(?:mv|cp|sponge|tee)\b/, /\s["']?\S*(?:marketplace\.json|\$\{?MARKETPLACE)/i) ||
    inOneLine(text, /\b(?:sed|yq)\s+-i/, CATALOGUE) ||
    inOneLine(text, /\bgit\s+add\b/, CATALOGUE)
  );
}

function movesSubmodules(text: string): boolean {
  return (
    inOneLine(text, /\bgit\s+submodule\s/, /\bupdate\b/, /--remote/) ||
    inOneLine(text, /\bgit\s+submodule\s/, /\bforeach\b/, /pull|checkout|fetch/) ||
    /\bcd\s+\S+[\s\S]{0,80}\bgit\s+pull\b/.test(text)
  );
}

function keeps(text: string): boolean {
  return (
    KEEPING.test(text) ||
    inOneLine(text, /\bgit\b/, /\b(?:push|commit)\b/) ||
    inOneLine(text, /\bgh\s+api\b/, /\bcontents\//)
  );
}

const KEEPING =
  /create-pull-request@|git-auto-commit-action@|add-and-commit@|github-push-action@|createOrUpdateFileContents|createCommit\b/;

/** An action that is told where the catalogue is. */
function isGivenIt({ uses, with: inputs }: WorkflowStep): boolean {
  return uses !== null && Object.values(inputs).some((value) => /^\S*marketplace\.json$/.test(value.trim()));
}

/** All that it does, with what its variables stand for. */
function textOf(step: WorkflowStep): string {
  const { run, uses, with: inputs } = step;
  const written = [run ?? '', uses ?? '', ...Object.values(inputs)].join('\n').slice(0, LONGEST_SCRIPT);
  return [written, ...expanded(written, waysOf(step))].join('\n');
}
