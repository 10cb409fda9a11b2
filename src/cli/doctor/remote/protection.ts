import { shapeless } from '../../../github/client/error.ts';
import { isObject } from '../../../plugin/json.ts';
import {
  type About,
  type AboutQuestion,
  listIn,
  NEED_ADMIN,
  NEED_CONTENTS,
  NEED_METADATA,
  onceEach,
  textIn,
} from './seen.ts';

/** A rule of a ruleset that holds for a branch. */
export interface Rule {
  readonly type: string;
  /** Of `file_path_restriction`. */
  readonly paths: readonly string[];
}

/** What everybody who reads a branch sees of its protection. */
interface BranchState {
  /** By a ruleset or the classic way. */
  readonly isProtected: boolean;
  /** Whether there is a classic protection. */
  readonly isClassic: boolean;
  /** Whether that one wants status checks. */
  readonly wantsChecks: boolean;
}

export function protectionOf(about: About) {
  return {
    rules: onceEach((branch) => about(RULES, { branch })),
    state: onceEach((branch) => about(STATE, { branch })),
    /** What a classic protection wants of a workflow's commit, as its settings are called. */
    classic: onceEach((branch) => about(CLASSIC, { branch })),
  };
}

/** A private repository of an owner who pays nothing has none of it. */
const NOT_THERE = /upgrade to github/i;

/** https://docs.github.com/rest/repos/rules#get-rules-for-a-branch */
const RULES: AboutQuestion<readonly Rule[]> = {
  route: 'GET /repos/{owner}/{repo}/rules/branches/{branch}?per_page=100',
  need: NEED_METADATA,
  refused: (status, message) => (status === 403 && NOT_THERE.test(message) ? [] : undefined),
  check: (answer) => {
    if (answer.status !== 200 || !Array.isArray(answer.data)) throw shapeless(answer);
  },
  read: (data) => (Array.isArray(data) ? data : []).filter(isObject).map(ruleOf),
};

function ruleOf(rule: Record<string, unknown>): Rule {
  const parameters = isObject(rule['parameters']) ? rule['parameters'] : {};
  const paths = parameters['restricted_file_paths'];
  return { type: textIn(rule, 'type'), paths: Array.isArray(paths) ? paths.map(String) : [] };
}

/** https://docs.github.com/rest/branches/branches#get-a-branch */
const STATE: AboutQuestion<BranchState> = {
  route: 'GET /repos/{owner}/{repo}/branches/{branch}',
  need: NEED_CONTENTS,
  read: (data) => {
    const branch = isObject(data) ? data : {};
    const classic = isObject(branch['protection']) ? branch['protection'] : {};
    const checks = isObject(classic['required_status_checks']) ? classic['required_status_checks'] : {};
    return {
      isProtected: branch['protected'] === true,
      isClassic: classic['enabled'] === true,
      wantsChecks: !['', 'off'].includes(textIn(checks, 'enforcement_level')),
    };
  },
};

/** https://docs.github.com/rest/branches/branch-protection#get-branch-protection */
const CLASSIC: AboutQuestion<readonly string[]> = {
  route: 'GET /repos/{owner}/{repo}/branches/{branch}/protection',
  need: NEED_ADMIN,
  refused: (status, message) =>
    (status === 403 && NOT_THERE.test(message)) || (status === 404 && /not protected/i.test(message))
      ? []
      : undefined,
  read: (data) => {
    const protection = isObject(data) ? data : {};
    const reviews = protection['required_pull_request_reviews'];
    const restrictions = protection['restrictions'];
    const lock = protection['lock_branch'];
    return [
      ...(isObject(reviews) && !letsActions(reviews['bypass_pull_request_allowances'])
        ? ['required_pull_request_reviews']
        : []),
      ...(isObject(protection['required_status_checks']) ? ['required_status_checks'] : []),
      ...(isObject(restrictions) && !letsActions(restrictions) ? ['restrictions'] : []),
      ...(isObject(lock) && lock['enabled'] === true ? ['lock_branch'] : []),
    ];
  },
};

/** Whether the run's own token is among those who may pass it by. */
function letsActions(allowances: unknown): boolean {
  return listIn(allowances, 'apps').some((app) => textIn(app, 'slug') === 'github-actions');
}
