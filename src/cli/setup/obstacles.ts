import { quote, some } from '../../plugin/display.ts';
import type { LocalWorkflow } from '../folder.ts';
import type { OtherSender } from '../recognise.ts';
import { leftoversOf, tellingSteps } from '../workflow-leftovers.ts';
import { distinct, names, type Refusal, type SetupOptions } from './plan.ts';
import { ACTION } from './templates.ts';

/** A workflow that tells a marketplace by other means. */
export interface Copied extends LocalWorkflow {
  readonly role: OtherSender;
}

/** PURE: why copied senders can't be replaced without a person; null where they can. */
export function obstacle(
  old: readonly Copied[],
  marketplaces: readonly string[],
  options: SetupOptions,
): Refusal | null {
  const mixed = old.find(({ workflow }) => leftoversOf(workflow, 'tells').length > 0);
  if (mixed !== undefined) return mixedRefusal(mixed);
  if (old.length > 0 && marketplaces.length === 0) {
    return {
      why: `which marketplace ${names(old)} tells, only a run knows`,
      remedy: 'Name it: --marketplace owner/repo.',
    };
  }
  const app = old.find(({ role }) => role.byApp);
  if (app !== undefined && options.secret === null) return appRefusal(app);
  return disagreement(old, options);
}

function mixedRefusal({ workflow }: Copied): Refusal {
  return {
    why: `${quote(workflow.path)} tells a marketplace, and does other work: ${some(leftoversOf(workflow, 'tells'))}`,
    remedy: `Remove from it what tells the marketplace (${some(tellingSteps(workflow))}), then run setup again. The rest stays.`,
  };
}

function appRefusal({ workflow }: Copied): Refusal {
  return {
    why: `${quote(workflow.path)} makes its token with a GitHub App, which setup can't carry over`,
    remedy: `Put \`uses: ${ACTION}\` in the place of its step that sends (${some(tellingSteps(workflow))}), with \`marketplace\` and the same \`token\`. Or pass --secret, to use a secret with a token instead.`,
  };
}

function disagreement(old: readonly Copied[], options: SetupOptions): Refusal | null {
  const all = (read: (one: Copied) => string | null) => distinct(old.flatMap((one) => read(one) ?? []));
  const secrets = all(({ role }) => role.secret);
  if (options.secret === null && secrets.length > 1)
    return disagree(old, `secrets (${secrets.join(', ')})`, '--secret');
  const types = all(({ role }) => role.eventType);
  if (options.eventType === null && types.length > 1)
    return disagree(old, `event types (${types.join(', ')})`, '--event-type');
  const branches = all(({ workflow }) => workflow.pushBranches?.join(', ') ?? 'all');
  return branches.length > 1 ? disagree(old, 'branches', null) : null;
}

function disagree(old: readonly Copied[], what: string, flag: string | null): Refusal {
  const choose =
    flag === null
      ? 'Remove those that are not needed'
      : `Say which one is to stay with ${flag}, or remove one`;
  return { why: `${names(old)} use different ${what}`, remedy: `${choose}, then run setup again.` };
}
