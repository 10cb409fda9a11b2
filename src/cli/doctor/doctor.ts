import { ProblemError } from '../../findings/problem.ts';
import { GitHubError } from '../../github/client/error.ts';
import { quote } from '../../plugin/display.ts';
import type { Cli, ExitCode } from '../cli.ts';
import { type Chain, type DoctorOptions, readChain } from './chain/chain.ts';
import { CHECKS, type Check } from './checks.ts';
import { type Finding, type Section, unchecked } from './report/finding.ts';
import { doctorJson, doctorText } from './report/text.ts';

/** `doctor`: walks the chain from wherever it is run, and says of each link what is wrong and what to do. */
export async function doctor(cli: Cli, options: DoctorOptions): Promise<ExitCode> {
  const { terminal } = cli;
  terminal.progress('Reading what is here …');
  const chain = await readChain(cli, options);
  let done = 0;
  const found = await Promise.all(
    CHECKS.map(async (check) => {
      const findings = await Promise.all(looksOf(check, chain).map((look) => findingsOf(check, look)));
      terminal.progress(`Checking (${++done} of ${CHECKS.length}) …`);
      return { title: check.title, findings: eachOnce(findings.flat()) };
    }),
  );
  terminal.progress(null);
  const sections = sectionsOf(found);
  terminal.print(options.json === true ? doctorJson(sections) : doctorText(cli, titleOf(chain), sections));
  const hasProblem = sections.some(({ findings }) => findings.some(({ kind }) => kind === 'problem'));
  // A script must not take that for health.
  return hasProblem || chain.checked?.isAnswered === false ? 1 : 0;
}

/** From where to where. */
function titleOf({ plugin, marketplaces }: Chain): string {
  const names = marketplaces.map(({ where }) => where).join(', ');
  if (plugin === null) return names;
  return names === '' ? plugin.where : `${plugin.where} → ${names}`;
}

/** One for each title, in the order of the chain. */
function sectionsOf(found: readonly Section[]): Section[] {
  const titles = [...new Set(found.map(({ title }) => title))];
  return titles.flatMap((title) => {
    const own = found.flatMap((section) => (section.title === title ? section.findings : []));
    return own.length === 0 ? [] : [{ title, findings: own }];
  });
}

/** Walks to the ends that a check looks at. */
function looksOf(check: Check, chain: Chain): (() => Promise<readonly Finding[]>)[] {
  const { plugin, marketplaces } = chain;
  switch (check.of) {
    case 'chain':
      return [() => check.look(chain)];
    case 'plugin':
      return plugin === null ? [] : [() => check.look(plugin, chain)];
    case 'marketplace':
      return marketplaces.map((end) => () => check.look(end, chain));
    case 'whole marketplace':
      return marketplaces.filter(({ isWhole }) => isWhole).map((end) => () => check.look(end, chain));
    case 'each end':
      return [...(plugin === null ? [] : [plugin]), ...marketplaces].map(
        (end) => () => check.look(end, chain),
      );
  }
}

/** A repository that is plugin and marketplace is looked at from both sides. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** One that fails to read must not hide what the others found. */
async function findingsOf(
  { title }: Check,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof GitHubError) && !(error instanceof ProblemError)) throw error;
    return [unchecked('GitHub', `“${title}”`, quote(error.message, 300))];
  }
}
