import type { WorkflowPart } from '../workflows/parts.ts';
import type { WorkflowStep } from '../workflows/workflow.ts';
import type { Credential } from './plan.ts';

/** PURE: what the tokens that these steps pass come from, once each. */
export function credentialsOf(parts: readonly WorkflowPart[]): Credential[] {
  const all = parts.flatMap(({ token }): Credential[] => {
    if (token.kind === 'secret')
      return token.names.map((name) => ({ name: `secrets.${name}`, holds: 'token' }));
    return token.kind === 'app' ? credentialsOfApp(token.step) : [];
  });
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

function credentialsOfApp({ with: inputs }: WorkflowStep): Credential[] {
  return ['client-id', 'app-id', 'private-key'].flatMap((input) =>
    credentialsIn(inputs[input] ?? '').map(
      (name): Credential => ({
        name,
        holds: input === 'private-key' ? 'app-key' : 'app-id',
      }),
    ),
  );
}

/** PURE: the secrets and variables that a text names. */
export function credentialsIn(text: string): Credential['name'][] {
  const found = text.matchAll(/\b(?:secrets|vars)\.[A-Za-z_]\w*/g);
  const names = [...new Set([...found].map(([name]) => name as Credential['name']))];
  return names.filter((name) => !/^secrets\.GITHUB_TOKEN$/i.test(name));
}
