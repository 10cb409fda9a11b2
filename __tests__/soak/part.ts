/** One way in which the actions are tried for long. */
export interface Part {
  readonly name: string;
  /** What is tried and what must hold, for `docs/reliability.md`. */
  readonly tries: string;
  /** Of the time that is given. */
  readonly share: number;
  /** Whether `names` never ends; else there are so many trials as it names. */
  readonly isEndless: boolean;
  /** What there is to try, in the order of the seed; ends where all was tried. */
  names(seed: number): AsyncIterable<string> | Iterable<string>;
  /** Tries one, by its name alone. */
  run(name: string): Promise<Tried>;
}

export interface Tried {
  /** What of the contract was broken: nothing where it was kept. */
  readonly broken: readonly string[];
  /** How many runs of an action there were, and how many requests they made. */
  readonly runs: number;
  readonly requests: number;
}

/** Names with numbers that a seed draws, without end: the number is all that a trial is made from. */
export function* numbered(kinds: readonly string[], random: () => number): Generator<string> {
  for (let n = 0; ; n++) yield `${kinds[n % kinds.length]} #${Math.floor(random() * 2 ** 31)}`;
}

/** The kind and the number in such a name. */
export function numberOf(name: string): { kind: string; number: number } {
  const [, kind, number] = /^(.*) #(\d+)$/s.exec(name) ?? [];
  if (kind === undefined) throw new Error(`no trial is called ${name}`);
  return { kind, number: Number(number) };
}
