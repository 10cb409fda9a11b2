import type { WorkflowPart } from '../workflows/parts.ts';
import { secretsIn, type TokenSource } from '../workflows/token-source.ts';
import type { Credential } from './plan.ts';

/** PURE: what the tokens that these steps pass come from, once each. */
export function credentialsOf(parts: readonly Pick<WorkflowPart, 'token'>[]): Credential[] {
  const all = parts.flatMap(({ token }) => credentialsIn(token));
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

function credentialsIn(token: TokenSource): Credential[] {
  if (token.kind === 'secret')
    return token.names.map((name) => ({ name: `secrets.${name}`, holds: 'token' }));
  if (token.kind !== 'app') return [];
  const keys = secretsIn(token.step.with['private-key'] ?? '');
  return [
    ...token.variables.map((name): Credential => ({ name: `vars.${name}`, holds: 'app-id' })),
    ...token.secrets.map(
      (name): Credential => ({ name: `secrets.${name}`, holds: keys.includes(name) ? 'app-key' : 'app-id' }),
    ),
  ];
}
