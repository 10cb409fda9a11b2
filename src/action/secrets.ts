import { tokenMask } from '../github/client/own-token.ts';

/** As the runner's own masks, these are known to the whole process. */
const masks = new Map<string, (text: string) => string>();

export function rememberSecret(token: string): void {
  masks.set(token, tokenMask(token));
}

/** A server may send back what it was asked with, and the runner masks neither outputs nor a summary's file. */
export function redacted(text: string): string {
  return [...masks.values()].reduce((shown, mask) => mask(shown), text);
}
