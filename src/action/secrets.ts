/** Shorter texts are no tokens, and would be found in ordinary words. */
const SHORTEST = 8;

/** As the runner's own masks, these are known to the whole process. */
const secrets = new Set<string>();

export function rememberSecret(token: string): void {
  if (token.length >= SHORTEST) secrets.add(token);
}

/** A server may send back what it was asked with, and the runner masks neither outputs nor a summary's file. */
export function redacted(text: string): string {
  return [...secrets].reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
