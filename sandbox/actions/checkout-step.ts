import { isMapping } from '@actions/workflow-parser';
import { StringToken } from '@actions/workflow-parser/templates/tokens/string-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { NotImplemented } from './not-implemented.ts';
import type { ScriptPlan } from './workflow.ts';

const CHECKOUT = /^actions\/checkout@/i;

/** The run's own commit, without history and without credentials, as `persist-credentials: false` leaves it. */
const SCRIPT = `git init --quiet .
git remote add origin "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
git fetch --quiet --depth=1 origin "$GITHUB_SHA"
git checkout --quiet FETCH_HEAD`;

/** Whether a `uses:` is GitHub's own checkout. */
export function isCheckout(uses: string): boolean {
  return CHECKOUT.test(uses);
}

/**
 * GitHub's checkout as a script, for public repositories.
 * @throws NotImplemented where it has other inputs than `persist-credentials: false`
 */
export function checkoutPlan(inputs: TemplateToken | undefined): ScriptPlan {
  const given = inputs !== undefined && isMapping(inputs) ? [...inputs] : [];
  const [first, ...others] = given.map(({ key, value }) => `${key.toString()}: ${value.toString()}`);
  if (first !== 'persist-credentials: false' || others.length > 0)
    throw new NotImplemented('actions/checkout with other inputs than `persist-credentials: false`');
  const run = new StringToken(undefined, undefined, SCRIPT, undefined, undefined, undefined);
  return { kind: 'script', run, shell: undefined, directory: undefined };
}
