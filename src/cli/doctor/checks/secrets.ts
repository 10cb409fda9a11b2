import { count, quote } from '../../../plugin/display.ts';
import type { LocalWorkflow } from '../../folder.ts';
import type { Chain } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import type { Remote, SecretInfo } from '../remote.ts';
import { filesOf, isSender, isUpdate } from '../workflow-side.ts';

/** Whether the secrets that the workflows name exist, and when they were set. Their values nobody can read. */
export async function secrets({ plugin, marketplaces, cli }: Chain): Promise<Finding[]> {
  const ends = [
    ...(plugin?.remote ? [{ end: plugin, remote: plugin.remote, belongs: isSender }] : []),
    ...marketplaces.map((end) => ({ end, remote: end.remote, belongs: isUpdate })),
  ];
  const found = await Promise.all(
    ends.map(async ({ end, remote, belongs }) => {
      const own = (await filesOf(end)).workflows.filter(belongs);
      return ofRepository(own, remote, cli.clock.now());
    }),
  );
  return found.flat();
}

async function ofRepository(
  workflows: readonly LocalWorkflow[],
  remote: Remote,
  now: number,
): Promise<Finding[]> {
  const names = [...new Set(workflows.flatMap(secretsIn))];
  if (names.length === 0) return [];
  const known = await remote.secrets();
  if (known.kind === 'unseen') {
    return names.map((name) => unchecked(remote.name, `whether the secret ${quote(name)} exists`, known.why));
  }
  const inEnvironment = workflows.some(({ workflow }) => /^\s+environment:/m.test(workflow.text));
  return names.map((name) => {
    const secret = known.value.find((one) => one.name.toUpperCase() === name.toUpperCase());
    if (secret !== undefined) return setFinding(secret, remote, now);
    return inEnvironment
      ? unchecked(
          remote.name,
          `whether the secret ${quote(name)} exists`,
          'it may be one of the job’s environment',
        )
      : missing(name, remote);
  });
}

function secretsIn({ workflow }: LocalWorkflow): string[] {
  const names = [...workflow.text.replace(/^\s*#.*$/gm, '').matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)];
  return names.map(([, name]) => name ?? '').filter((name) => name.toUpperCase() !== 'GITHUB_TOKEN');
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
