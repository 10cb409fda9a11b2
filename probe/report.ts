import type { Asked, Cost, Outcome, Theme } from './question.ts';
import { answeredText, answerTable, expectedText } from './table.ts';
import type { Server } from './world/world.ts';

/** What this will cost, before anything is asked. */
export function budgetLines(server: Server, themes: readonly Theme[]): string[] {
  const sum = (key: keyof Cost) => themes.reduce((total, { cost }) => total + cost[key], 0);
  const count = themes.reduce((total, { questions }) => total + questions.length, 0);
  const lines = [`${count} questions for ${server.title}.`];
  if (server.kind === 'sandbox') return lines;
  const [requests, writes] = [sum('requests'), sum('writes')];
  const minutes = Math.ceil((requests * 0.5 + writes * 1) / 60);
  return [
    ...lines,
    `About ${requests} requests at most, ${writes} of which write, and ${sum('repositories')} new repositories; about ${minutes} minutes.`,
  ];
}

/** The table, what differs in full, and how many there are of each kind. */
export function reportLines(all: readonly Asked[]): string[] {
  const different = all.filter(({ outcome }) => outcome.kind === 'different');
  return [
    answerTable(all),
    ...different.flatMap((one) => ['', ...differenceLines(one)]),
    '',
    countLine(all.map(({ outcome }) => outcome.kind)),
  ];
}

function differenceLines(one: Asked): string[] {
  const { question, outcome } = one;
  const body = 'answer' in outcome ? JSON.stringify(outcome.answer.body) : '';
  return [
    `${question.id} contradicts the ledger.`,
    `  asked:     ${question.asked}`,
    `  expected:  ${expectedText(question)}`,
    `  answered:  ${answeredText(one)}`,
    `  the body:  ${body.length > 2000 ? `${body.slice(0, 2000)}…` : body}`,
  ];
}

const WORDS: Record<Outcome['kind'], string> = {
  same: 'as expected',
  different: 'different',
  'no-record': 'without a record so far',
  'not-asked': 'not asked',
  'not-implemented': 'unknown to the sandbox',
  failed: 'failed',
};

function countLine(kinds: readonly Outcome['kind'][]): string {
  const counts = (Object.keys(WORDS) as Outcome['kind'][]).flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length;
    return count === 0 ? [] : [`${count} ${WORDS[kind]}`];
  });
  return `${kinds.length} question${kinds.length === 1 ? '' : 's'}: ${counts.join(', ')}.`;
}

/** What is left behind, as commands to paste. */
export function deletionLines(server: Server, created: ReadonlySet<string>): string[] {
  if (server.kind === 'sandbox' || created.size === 0) return [];
  const host = new URL(server.url).host;
  const setting = server.kind === 'github.com' ? '' : `GH_HOST=${host} `;
  return [
    '',
    'The probe deletes nothing. To delete the repositories that it made:',
    '',
    ...[...created].sort().map((name) => `  ${setting}gh repo delete ${name} --yes`),
  ];
}
