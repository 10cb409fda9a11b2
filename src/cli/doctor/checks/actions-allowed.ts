import { display, quote } from '../../../plugin/display.ts';
import { type End, ownParts, remoteOf } from '../chain/ends.ts';
import type { Remote } from '../remote/remote.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';

/** Whether Actions is on at an end, and lets this project's action run. */
export async function actionsAllowed(end: End): Promise<Finding[]> {
  const remote = remoteOf(end);
  if (remote === null) return [];
  const [part] = await ownParts(end);
  const settings = await remote.settings.actions();
  if (settings.kind === 'unseen') return [unchecked(remote.name, 'whether Actions is on', settings.why)];
  const { enabled, allowed, pinned } = settings.value;
  if (!enabled) return [off(remote)];
  const uses = part?.step?.uses ?? null;
  // What lies in the repository itself may always run.
  if (uses === null || uses.startsWith('./')) return [fine(remote.name, 'Actions is on')];
  if (pinned && !/@[\da-f]{40,}$/i.test(uses)) return [notPinned(uses, remote)];
  const verdict = await isAllowed(uses, allowed, remote);
  switch (verdict.kind) {
    case 'yes': {
      const lets = allowed === 'all' ? '' : ` and lets ${quote(uses)} run`;
      return [fine(remote.name, `Actions is on${lets}`)];
    }
    case 'unknown':
      return [unchecked(remote.name, `whether ${quote(uses)} may run`, verdict.why)];
    case 'no':
      return [await notAllowed(uses, part?.path ?? '', remote)];
  }
}

type Verdict = { readonly kind: 'yes' | 'no' } | { readonly kind: 'unknown'; readonly why: string };

async function isAllowed(uses: string, allowed: string, remote: Remote): Promise<Verdict> {
  const [owner, own] = [uses, remote.name].map((name) => name.split('/')[0]?.toLowerCase());
  if (allowed === 'all' || allowed === '' || owner === own) return { kind: 'yes' };
  if (allowed !== 'selected') return { kind: 'no' };
  const selected = await remote.settings.allowed();
  if (selected.kind === 'unseen') return { kind: 'unknown', why: selected.why };
  const { patterns, verified } = selected.value;
  const names = (pattern: string) => matches(pattern.replace(/^!/, ''), uses);
  if (patterns.some((pattern) => pattern.startsWith('!') && names(pattern))) return { kind: 'no' };
  if (patterns.some((pattern) => !pattern.startsWith('!') && names(pattern))) return { kind: 'yes' };
  if (!verified) return { kind: 'no' };
  return { kind: 'unknown', why: 'verified creators are allowed, and GitHub does not say who they are' };
}

/** `*` stands for anything, `/` too (https://docs.github.com/rest/actions/permissions#set-allowed-actions-and-reusable-workflows-for-a-repository). */
function matches(pattern: string, uses: string): boolean {
  const source = pattern
    .trim()
    .replace(/[\\^$.+?()[\]{}|/]/g, '\\$&')
    .replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 'i').test(uses);
}

function off({ name, url, ghName }: Remote): Finding {
  // https://cli.github.com/manual/gh_api
  const host = ghName.split('/').length > 2 ? `--hostname ${ghName.split('/')[0]} ` : '';
  const api = `gh api ${host}-X PUT repos/${name}/actions/permissions -F enabled=true`;
  return flaw('problem', 'actions-off', name, [
    'Actions is off, so no workflow runs',
    `Turn it on at ${url}/settings/actions, or with \`${api}\`.`,
  ]);
}

/** An organisation may allow its enterprise's actions too, which can't be seen from here; a successful run proves it. */
async function notAllowed(uses: string, path: string, { name, url, runs }: Remote): Promise<Finding> {
  const last = await runs.last(path);
  const hasRun = last.kind === 'seen' && last.value?.conclusion === 'success';
  const what = `the settings do not seem to allow ${quote(uses)}${hasRun ? ', although its last run succeeded' : ''}`;
  const remedy = `Add ${quote(uses.replace(/(?:@.*)?$/, '@*'))} to the allowed actions at ${url}/settings/actions, or in the organisation’s settings.`;
  return flaw(hasRun ? 'warning' : 'problem', 'action-not-allowed', name, [what, remedy]);
}

function notPinned(uses: string, { name, url }: Remote): Finding {
  return flaw('problem', 'action-not-pinned', name, [
    `the settings require actions pinned to a full commit id, and ${quote(uses)} is not`,
    `Write the commit of the release behind the \`@\`, and its name as a comment: \`uses: ${display(uses.replace(/@.*/, ''))}@<40 hexadecimal digits> # v1\` (or change the setting at ${url}/settings/actions).`,
  ]);
}
