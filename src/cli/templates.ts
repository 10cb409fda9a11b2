import { EVENT_TYPE } from './recognise.ts';

/** What a plugin's workflow is filled in with. */
export interface NotifyTemplate {
  readonly marketplaces: readonly string[];
  readonly branches: readonly string[];
  readonly secret: string;
  readonly eventType: string;
}

export const SECRET = 'MARKETPLACE_UPDATE_TOKEN';

/** PURE: `templates/notify-marketplace.yml`, filled in. Comments stay; nothing else changes. */
export function fillNotify(
  template: string,
  { marketplaces, branches, secret, eventType }: NotifyTemplate,
): string {
  const indent = '            ';
  const names =
    marketplaces.length === 1
      ? marketplaces[0]
      : `|\n${marketplaces.map((name) => `${indent}${name}`).join('\n')}`;
  const type = eventType === EVENT_TYPE ? '' : `\n          event-type: ${scalar(eventType)}`;
  return swap(template, [
    [/branches: \[main\][^\n]*/, `branches: [${branches.map(scalar).join(', ')}]`],
    [/marketplace: acme\/marketplace[^\n]*/, `marketplace: ${names}`],
    [/secrets\.MARKETPLACE_UPDATE_TOKEN \}\}/, `secrets.${secret} }}`],
    [/secrets\.\w+ \}\}[^\n]*/, (line) => `${line}${type}`],
  ]);
}

/** PURE: `templates/update-marketplace.yml`, filled in. */
export function fillUpdate(template: string, eventType: string): string {
  return swap(template, [[/types: \[plugin-updated\]/, `types: [${scalar(eventType)}]`]]);
}

/** A YAML scalar that is safe inside `[…]`. */
function scalar(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

/** Each pattern must be in the template: a template that lost its place must not be written half filled in. */
function swap(
  template: string,
  changes: readonly (readonly [RegExp, string | ((found: string) => string)])[],
): string {
  return changes.reduce((text, [pattern, replacement]) => {
    if (!pattern.test(text)) throw new Error(`the template has no ${pattern.source}`);
    return text.replace(pattern, (found) =>
      typeof replacement === 'string' ? replacement : replacement(found),
    );
  }, template);
}
