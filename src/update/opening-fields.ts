import type { UpdateInputs } from '../action/input-tables.ts';
import type { InputValues, Refusing } from '../action/input-values.ts';
import { quote } from '../plugin/display.ts';

/** What a pull request gets when it is opened, each name once. */
export interface OpeningFields {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly reviewers: readonly string[];
  /** Slugs of teams of the marketplace's owner. */
  readonly 'team-reviewers': readonly string[];
}

export type FieldName = keyof OpeningFields;

/** With the `@` that people write in CODEOWNERS; `_` is in the logins of managed users, `[bot]` ends those of Apps. */
const LOGIN = /^[a-z\d](?:[a-z\d_-]{0,98})(?:\[bot\])?$/i;
const SLUG = /^[a-z\d_][a-z\d_-]{0,99}$/i;
const LONGEST_LABEL = 50;

interface Form {
  readonly isOne: (name: string) => boolean;
  readonly remedy: string;
  readonly most: number;
}

const ACCOUNTS: Pick<Form, 'isOne' | 'remedy'> = {
  isOne: (name) => LOGIN.test(name),
  remedy: 'Write the login of each account, without spaces, e.g. octocat.',
};

/** Of labels and assignees GitHub says how many it takes (https://docs.github.com/rest/issues/assignees). */
const FORMS: Readonly<Record<FieldName, Form>> = {
  labels: {
    isOne: (name) => [...name].length <= LONGEST_LABEL && !/\p{Cc}/u.test(name),
    remedy: `Write labels of at most ${LONGEST_LABEL} characters.`,
    most: 100,
  },
  assignees: { ...ACCOUNTS, most: 10 },
  reviewers: { ...ACCOUNTS, most: 100 },
  'team-reviewers': {
    isOne: (name) => SLUG.test(name),
    remedy:
      "Write each team as org/team or team, with the team's name as its address has it, e.g. acme/reviewers.",
    most: 100,
  },
};

/**
 * PURE: `labels`, `reviewers`, `team-reviewers` and `assignees`.
 *
 * @param owner the marketplace's, whose teams may review; null where it is not known.
 */
export function readOpeningFields(values: InputValues<UpdateInputs>, owner: string | null): OpeningFields {
  const check = (field: FieldName, names: readonly string[]) => checkField(values, field, names);
  const logins = (texts: readonly string[]) => texts.map((text) => text.replace(/^@/, ''));
  const teams = logins(values.list('team-reviewers')).map((text) => slugOf(text, owner));
  return {
    labels: check('labels', values.list('labels')),
    assignees: check('assignees', logins(values.list('assignees'))),
    reviewers: check('reviewers', logins(values.list('reviewers'))),
    'team-reviewers': check('team-reviewers', teams),
  };
}

/** Each name once; what can't be one is refused. */
function checkField(values: Refusing, field: FieldName, names: readonly string[]): string[] {
  const { isOne, remedy, most } = FORMS[field];
  const wrong = names.filter((name) => !isOne(name));
  for (const name of wrong) {
    const isTeam = field === 'reviewers' && /^[^/]+\/[^/]+$/.test(name);
    const advice = isTeam ? 'Write teams in `team-reviewers`.' : remedy;
    values.refuse('input-invalid', `\`${field}\` can't contain ${quote(name)}`, advice);
  }
  const once = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  if (once.length > most) {
    const what = `\`${field}\` has ${once.length} names`;
    values.refuse('input-invalid', what, `GitHub takes at most ${most}: remove some.`);
  }
  return once;
}

/** A team of another organisation keeps its slash, and is refused: only the owner's teams can review. */
function slugOf(team: string, owner: string | null): string {
  const [account = '', slug, ...more] = team.split('/');
  const isOwn = owner === null || account.toLowerCase() === owner.toLowerCase();
  return slug !== undefined && more.length === 0 && isOwn ? slug : team;
}

/** PURE: whether a pull request gets anything when it is opened. */
export function hasFields(fields: OpeningFields): boolean {
  return Object.values(fields).some((names) => names.length > 0);
}
