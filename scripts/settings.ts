/** Settings of the repository that GitHub reads and no library checks: Dependabot's, and the issue forms. */
import { Ajv, type ValidateFunction } from 'ajv';
import { parseDocument } from 'yaml';

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text, minItems: 1 };
const object = (properties: Record<string, object>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const group = object({
  patterns: texts,
  'exclude-patterns': texts,
  'update-types': { type: 'array', items: { enum: ['major', 'minor', 'patch'] } },
});

const update = object(
  {
    'package-ecosystem': { enum: ['npm', 'github-actions'] },
    directory: text,
    schedule: object({ interval: { enum: ['daily', 'weekly', 'monthly'] } }, ['interval']),
    cooldown: object({ 'default-days': { type: 'integer', minimum: 1, maximum: 90 } }, ['default-days']),
    'versioning-strategy': { enum: ['auto', 'increase', 'increase-if-necessary', 'lockfile-only', 'widen'] },
    groups: { type: 'object', additionalProperties: group },
  },
  ['package-ecosystem', 'directory', 'schedule'],
);

const field = object(
  {
    type: { enum: ['markdown', 'input', 'textarea', 'dropdown', 'checkboxes'] },
    id: { type: 'string', pattern: '^[A-Za-z0-9_-]+$' },
    attributes: { type: 'object' },
    validations: object({ required: { type: 'boolean' } }),
  },
  ['type', 'attributes'],
);

const link = object({ name: text, url: { type: 'string', pattern: '^https://' }, about: text }, [
  'name',
  'url',
  'about',
]);

/**
 * The keys that we use, and no others: a key with a slip of the pen would be ignored by GitHub.
 *
 * https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-options-reference
 * https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
 */
const SCHEMAS = {
  dependabot: object({ version: { const: 2 }, updates: { type: 'array', items: update, minItems: 1 } }, [
    'version',
    'updates',
  ]),
  form: object(
    {
      name: text,
      description: text,
      title: text,
      labels: texts,
      body: { type: 'array', items: field, minItems: 1 },
    },
    ['name', 'description', 'body'],
  ),
  chooser: object({
    blank_issues_enabled: { type: 'boolean' },
    contact_links: { type: 'array', items: link },
  }),
};

export type SettingsKind = keyof typeof SCHEMAS;

const ajv = new Ajv({ allErrors: true });
const compiled = new Map<SettingsKind, ValidateFunction>();

/** What is wrong with a file of settings, as `path message`; nothing where it is valid. */
export function checkSettings(kind: SettingsKind, yaml: string): string[] {
  const validate = compiled.get(kind) ?? ajv.compile(SCHEMAS[kind]);
  compiled.set(kind, validate);
  const document = parseDocument(yaml);
  if (document.errors.length > 0) return document.errors.map(({ message }) => message);
  if (validate(document.toJS())) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath || '/', message, params['additionalProperty']].filter(Boolean).join(' '),
  );
}

/** What kind of settings a file below `.github` holds, by its path; null for other files. */
export function settingsKind(path: string): SettingsKind | null {
  if (path === '.github/dependabot.yml') return 'dependabot';
  if (!/^\.github\/ISSUE_TEMPLATE\/[^/]+\.yml$/.test(path)) return null;
  return path.endsWith('/config.yml') ? 'chooser' : 'form';
}
