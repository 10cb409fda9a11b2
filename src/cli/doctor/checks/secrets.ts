import { count, display, quote } from '../../../plugin/display.ts';
import { isOnlyCalled, type WorkflowPart } from '../../workflows/parts.ts';
import { type TokenSource, tokenSource } from '../../workflows/token-source.ts';
import type { Chain } from '../chain/chain.ts';
import { type End, filesOf, isSender, isUpdate, remoteOf } from '../chain/ends.ts';
import type { Remote } from '../remote/remote.ts';
import type { SecretInfo } from '../remote/secrets.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';

/** Whether the secrets and variables that the workflows' tokens come from exist, and when secrets were set. Nobody can read their values. */
export async function secrets(end: End, { cli }: Chain): Promise<Finding[]> {
  const remote = remoteOf(end);
  if (remote === null) return [];
  const parts = (await filesOf(end)).parts.filter(end.kind === 'plugin' ? isSender : isUpdate);
  const needs = parts
    .flatMap(needsOf)
    .map((need) => [`${need.kind} ${need.names.join(' ').toUpperCase()}`, need] as const);
  return Promise.all([...new Map(needs).values()].map((need) => ofNeed(need, remote, cli.clock.now())));
}

/** One of these secrets, or this variable, must be there. */
export interface TokenNeed {
  readonly kind: 'secret' | 'variable';
  readonly names: readonly string[];
  /** Whether what it holds is the token itself, which may end. */
  readonly isToken: boolean;
  /** Where else they may come from; null where only the repository and its organisation have them. */
  readonly elsewhere: string | null;
}

/** PURE: the secrets that the tokens of a part come from. */
export function needsOf(part: WorkflowPart): TokenNeed[] {
  const { role, step, workflow } = part;
  if (role.kind === 'other-sender') {
    if (role.secret === null) return [];
    // It is not checked which job sends.
    const environment = workflow.jobs.find((job) => job.environment !== null)?.environment ?? null;
    return [
      { kind: 'secret', names: [role.secret], isToken: !role.byApp, elsewhere: inEnvironment(environment) },
    ];
  }
  if (step === null) return [];
  const needs = ['token', 'github-token', 'plugins-token'].flatMap((input) =>
    needsOfSource(tokenSource(workflow, step, input)),
  );
  const elsewhere = 'whoever calls the workflow passes it';
  return isOnlyCalled(part) ? needs.map((need) => ({ ...need, elsewhere })) : needs;
}

function inEnvironment(environment: string | null): string | null {
  return environment === null ? null : `it may be one of the job’s environment ${quote(environment)}`;
}

function needsOfSource(source: TokenSource): TokenNeed[] {
  if (source.kind !== 'secret' && source.kind !== 'app') return [];
  const elsewhere = inEnvironment(source.environment);
  if (source.kind === 'secret') return [{ kind: 'secret', names: source.names, isToken: true, elsewhere }];
  const needs = (kind: TokenNeed['kind'], names: readonly string[]) =>
    names.map((name): TokenNeed => ({ kind, names: [name], isToken: false, elsewhere }));
  return [...needs('variable', source.variables), ...needs('secret', source.secrets)];
}

/** READ: whether a secret or variable is there, and since when. */
export function ofNeed(need: TokenNeed, remote: Remote, now: number): Promise<Finding> {
  return need.kind === 'variable' ? ofVariable(need, remote) : ofSecret(need, remote, now);
}

async function ofVariable(need: TokenNeed, remote: Remote): Promise<Finding> {
  const { names, elsewhere } = need;
  const [name = ''] = names;
  const what = `whether the variable ${shown(need)} exists`;
  for (const read of [remote.variables.own, remote.variables.organisation]) {
    const seen = await read();
    if (seen.kind === 'unseen') return unchecked(remote.name, what, seen.why);
    if (seen.value.names.includes(name.toUpperCase()))
      return fine(remote.name, `there is the variable ${shown(need)}`);
    if (!seen.value.isWhole) return unchecked(remote.name, what, 'only the first 30 variables are looked at');
  }
  if (elsewhere !== null) return unchecked(remote.name, what, elsewhere);
  return flaw('problem', 'variable-missing', remote.name, [
    `there is no variable ${shown(need)}, neither in this repository nor shared with it by its organisation`,
    `Set it to the App’s Client ID: \`gh variable set ${name} --repo ${remote.ghName}\`.`,
  ]);
}

async function ofSecret(need: TokenNeed, remote: Remote, now: number): Promise<Finding> {
  const own = await remote.secrets.own();
  const ownSecret = own.kind === 'seen' ? find(own.value, need) : undefined;
  if (ownSecret !== undefined) return setFinding(ownSecret, need, remote, now);
  const organisation = await remote.secrets.organisation();
  const shared = organisation.kind === 'seen' ? find(organisation.value, need) : undefined;
  if (shared !== undefined) return setFinding(shared, need, remote, now);
  const what = `whether the secret ${shown(need)} exists`;
  if (own.kind === 'unseen') return unchecked(remote.name, what, own.why);
  if (need.elsewhere !== null) return unchecked(remote.name, what, need.elsewhere);
  if (organisation.kind === 'unseen')
    return unchecked(remote.name, `${what} in the organisation`, organisation.why);
  const [name = ''] = need.names;
  return flaw('problem', 'secret-missing', remote.name, [
    `there is no secret ${shown(need)}, neither in this repository nor shared with it by its organisation`,
    `Set it: \`${setCommand(name, 'repository', remote)}\`.`,
  ]);
}

function find(all: readonly SecretInfo[], { names }: TokenNeed): SecretInfo | undefined {
  const wanted = names.map((name) => name.toUpperCase());
  return all.find(({ name }) => wanted.includes(name.toUpperCase()));
}

function shown({ names }: TokenNeed): string {
  return names.map((name) => quote(name)).join(' or ');
}

const DAY = 86_400_000;
/** Longer than most tokens last: organisations may set 366 days as the most, and GitHub proposes less. */
const OLD = 366;

function setFinding(
  { name, updatedAt, from }: SecretInfo,
  { isToken }: TokenNeed,
  remote: Remote,
  now: number,
): Finding {
  const days = Math.max(0, Math.floor((now - Date.parse(updatedAt)) / DAY));
  const whose = from === 'organisation' ? 'the organisation’s secret' : 'the secret';
  const ago = days === 0 ? 'today' : `${count(days, 'day')} ago`;
  const set = `${whose} ${quote(name)} was set on ${display(updatedAt.slice(0, 10))} (${ago})`;
  if (!isToken || !(days > OLD)) return fine(remote.name, set);
  return flaw('warning', 'secret-old', remote.name, [
    `${set}, longer ago than most tokens last`,
    `Check whether it still works (\`notify-marketplace doctor --token-file <file with it>\`), or set a new one: \`${setCommand(name, from, remote)}\`.`,
  ]);
}

/** https://cli.github.com/manual/gh_secret_set */
function setCommand(name: string, from: SecretInfo['from'], { ghName }: Remote): string {
  const owner = ghName.split('/').at(-2) ?? '';
  return from === 'organisation'
    ? `gh secret set ${name} --org ${owner}`
    : `gh secret set ${name} --repo ${ghName}`;
}
