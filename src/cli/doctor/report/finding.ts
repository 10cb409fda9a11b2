import type { Code, DoctorCode } from '../../../findings/codes.ts';
import type { Problem } from '../../../findings/problem.ts';
import type { Place } from '../../../plugin/position.ts';

/** What a check found. `where` is a repository, the checkout, or the token. */
export type Finding =
  | { readonly kind: 'fine'; readonly where: string; readonly what: string }
  | Flaw
  /** `what` could not be checked: "whether …". */
  | { readonly kind: 'unchecked'; readonly where: string; readonly what: string; readonly why: string };

/** A problem keeps updates from arriving; a warning is something to know, or that will. */
export interface Flaw {
  readonly kind: 'problem' | 'warning';
  /** Stable, for searching the docs. */
  readonly code: Code;
  readonly where: string;
  readonly what: string;
  /** What to do; a command where there is one. */
  readonly remedy: string;
  readonly at?: Place;
  /** The one of many that it is about: flaws that differ in nothing else are told as one. */
  readonly about?: string;
}

/** What each check found, in the order of the chain. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export function fine(where: string, what: string): Finding {
  return { kind: 'fine', where, what };
}

export function unchecked(where: string, what: string, why: string): Finding {
  return { kind: 'unchecked', where, what, why };
}

export function flaw(
  kind: Flaw['kind'],
  code: DoctorCode,
  where: string,
  [what, remedy]: readonly [what: string, remedy: string],
  /** Of a flaw of one among many: an entry, a plugin, a submodule. */
  more: Pick<Flaw, 'about' | 'at'> = {},
): Flaw {
  return { kind, code, where, what, remedy, ...more };
}

/** A problem of a file, as every other part of the project tells it. */
export function flawOf(where: string, { code, what, remedy, at }: Problem): Flaw {
  return { kind: 'problem', code, where, what, remedy, ...(at === undefined ? {} : { at }) };
}
