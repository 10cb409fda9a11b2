import { count, quote } from '../../../plugin/display.ts';
import type { LocalWorkflow } from '../../folder.ts';
import { dispatchesOf } from '../../workflow-dispatches.ts';
import type { Chain } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import type { Remote, SecretInfo } from '../remote.ts';
import { filesOf, isSender, isUpdate, stepOf } from '../workflow-side.ts';

/** Whether the secrets that the workflows name exist, and when they were set. Their values nobody can read. */
export async function secrets({ plugin, marketplaces, cli }: Chain): Promise<Finding[]> {
  const ends = [
    ...(plugin?.remote ? [{ end: plugin, remote: plugin.remote, belongs: isSender }] : []),
    ...marketplaces.map((end) => ({ end, remote: end.remote, belongs: isUpdate })),
  ];
  const found = await Promise.all(
    ends.map(async ({ end, remote, belongs }) => {
      const own = (await filesOf(end)).workflows.filter(belongs);
      return secretsOf(own, remote, cli.clock.now());
    }),
  );
  return found.flat();
}

/** Those that these workflows of a repository name. */
export async function secretsOf(
  workflows: readonly LocalWorkflow[],
  remote: Remote,
  now: number,
): Promise<Finding[]> {
  const uses = workflows.flatMap(usesIn);
  if (uses.length === 0) return [];
  const seen = await remote.secrets();
  if (seen.kind === 'unseen')
    return [...new Set(uses.flatMap(({ names }) => names))].map((name) => unsure(name, remote, seen.why));
  const told = new Map<string, Finding>();
  for (const { names, elsewhere } of uses) {
    const set = seen.value.known.filter((one) => names.some((name) => isCalled(name, one)));
    for (const secret of set) told.set(secret.name, setFinding(secret, remote, now));
    const why = elsewhere ?? seen.value.hidden;
    // Of several, in the manner of `a || b`, one is enough.
    const lacking = set.length > 0 ? [] : names;
    for (const name of lacking)
      told.set(name, why === null ? missing(name, remote) : unsure(name, remote, why));
  }
  return [...told.values()];
}

function isCalled(name: string, secret: SecretInfo): boolean {
  return secret.name.toUpperCase() === name.toUpperCase();
}

function unsure(name: string, { name: where }: Remote, why: string): Finding {
  return unchecked(where, `whether the secret ${quote(name)} exists`, why);
}

/** Secrets of one expression. */
interface Use {
  readonly names: readonly string[];
  /** Where else they may come from; null where only the repository and its organisation have them. */
  readonly elsewhere: string | null;
}

/** Those of the jobs that send or update: what another job of the same file lacks is its own matter. */
function usesIn({ workflow }: LocalWorkflow): Use[] {
  const elsewhere = elsewhereOf(workflow);
  const own = stepOf(workflow);
  const jobs = new Set(
    [...(own === undefined ? [] : [own]), ...dispatchesOf(workflow).map(({ step }) => step)].map(
      ({ job }) => job,
    ),
  );
  const texts = workflow.steps
    .filter(({ job }) => jobs.size === 0 || jobs.has(job))
    .flatMap(({ text, env }) => [text, ...Object.values(env)]);
  const expressions = texts.flatMap((text) =>
    [...text.matchAll(/\$\{\{([\s\S]*?)\}\}/g)].map(([, inner = '']) => inner),
  );
  return [...new Set(expressions)].flatMap((expression) => {
    const names = namesIn(expression);
    const isSpare =
      /\|\|/.test(expression) && /\bgithub\.token\b|\bGITHUB_TOKEN\b|\bsteps\./.test(expression);
    return names.length === 0 || isSpare ? [] : [{ names, elsewhere }];
  });
}

function elsewhereOf({ events, text }: LocalWorkflow['workflow']): string | null {
  if (events.includes('workflow_call')) return 'whoever calls the workflow passes it';
  return /^\s+environment:/m.test(text) ? 'it may be one of the job’s environment' : null;
}

function namesIn(expression: string): string[] {
  const found = [...expression.matchAll(/\bsecrets(?:\.([A-Za-z_][\w-]*)|\[['"]([A-Za-z_][\w-]*)['"]\])/g)];
  return found
    .map(([, dotted, quoted]) => dotted ?? quoted ?? '')
    .filter((name) => name.toUpperCase() !== 'GITHUB_TOKEN');
}

const DAY = 86_400_000;
/** Longer than most tokens last: organisations may set 366 days as the most, and GitHub proposes less. */
const OLD = 366;

function setFinding({ name, updatedAt, from }: SecretInfo, remote: Remote, now: number): Finding {
  const days = Math.floor((now - Date.parse(updatedAt)) / DAY);
  const whose = from === 'organisation' ? 'the organisation’s secret' : 'the secret';
  const set = `${whose} ${quote(name)} was set on ${updatedAt.slice(0, 10)} (${count(days, 'day')} ago)`;
  if (!(days > OLD)) return fine(remote.name, set);
  return flaw('warning', 'secret-old', remote.name, [
    `${set}, longer ago than most tokens last`,
    `See that the last run was green, or set it anew: \`gh secret set ${name} --repo ${remote.name}\`.`,
  ]);
}

function missing(name: string, remote: Remote): Finding {
  return flaw('problem', 'secret-missing', remote.name, [
    `there is no secret ${quote(name)}, neither here nor one of the organisation that is shared with it`,
    `Set it: \`gh secret set ${name} --repo ${remote.name}\`.`,
  ]);
}
