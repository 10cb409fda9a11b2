import type { Code } from '../findings/codes.ts';
import type { Problem } from '../findings/problem.ts';
import { quote } from '../plugin/display.ts';
import type { InputTable, WholeNumber } from './input-tables.ts';
import { patternFault } from './patterns.ts';

/** The names of a table's inputs that are of a kind. */
type Named<Table extends InputTable, Kind extends string> = {
  [Name in keyof Table & string]: Kind extends Table[Name]['kind'] ? Name : never;
}[keyof Table & string];

type ChoiceOf<Input> = Input extends { values: readonly (infer Value)[] } ? Value : never;

/** Collects the problems with what the run was given. */
export interface Refusing {
  refuse(code: Code, what: string, remedy: string): void;
}

/** PURE: the texts of a workflow's `with:` → values. All problems are gathered, so that they are corrected at once. */
export class InputValues<Table extends InputTable = InputTable> implements Refusing {
  readonly problems: Problem[] = [];
  readonly #table: Table;
  readonly #given: (name: string) => string;

  /** @param given the text of an input as the workflow has it; `''` where it is not given. */
  constructor(table: Table, given: (name: string) => string) {
    this.#table = table;
    this.#given = given;
  }

  refuse(code: Code, what: string, remedy: string): void {
    this.problems.push({ code, what, remedy });
  }

  /** The text of an input without surrounding white space, or its default: an expression only a runner can evaluate. */
  text(name: keyof Table & string): string {
    const usual = this.#table[name]?.default ?? '';
    return this.#given(name).trim() || (usual.includes('${{') ? '' : usual);
  }

  /** The booleans of YAML 1.2, as the toolkit has them (https://yaml.org/spec/1.2.2/#10212-boolean). */
  flag(name: Named<Table, 'flag'>): boolean {
    const text = this.text(name);
    if (/^(true|True|TRUE)$/.test(text)) return true;
    if (!/^(false|False|FALSE)$/.test(text)) this.#invalid(name, text, 'Write true or false.');
    return false;
  }

  /** One of the values that the table lists. */
  choice<Name extends Named<Table, 'choice'>>(name: Name): ChoiceOf<Table[Name]> {
    const { values, default: usual } = this.#table[name] as { values: readonly string[]; default: string };
    const text = this.text(name);
    const isOne = values.includes(text);
    if (!isOne) this.#invalid(name, text, `Write ${values.slice(0, -1).join(', ')} or ${values.at(-1)}.`);
    return (isOne ? text : usual) as ChoiceOf<Table[Name]>;
  }

  /** A whole number from 0 to the table's `most`. */
  whole(name: Named<Table, 'whole'>): number {
    const { unit, most, meaning, default: usual } = this.#table[name] as WholeNumber;
    const text = this.text(name);
    if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
    this.#invalid(name, text, `Write a whole number of ${unit} up to ${most}; ${meaning}.`);
    return Number(usual);
  }

  /** One a line, or separated by commas; commas inside braces belong to a pattern. */
  list(name: Named<Table, 'list' | 'patterns'>): string[] {
    return entriesOf(this.text(name), /\r?\n|,(?![^{\n]*\})/);
  }

  /** The patterns of an input, one a line or separated by commas; those that are none are refused. */
  patterns(name: Named<Table, 'patterns'>): string[] {
    return this.list(name).filter((pattern) => {
      const fault = patternFault(pattern);
      const what = `\`${name}\`: ${quote(pattern)} ${fault}`;
      if (fault !== null) this.refuse('input-invalid', what, 'Write a name or a pattern.');
      return fault === null;
    });
  }

  /** Gathers the problems of all inputs whose kind says what they may be. */
  checkKinds(): void {
    const all = this as unknown as InputValues;
    for (const [name, { kind }] of Object.entries(this.#table)) {
      if (kind === 'flag' || kind === 'choice' || kind === 'whole' || kind === 'patterns') all[kind](name);
    }
  }

  #invalid(name: string, text: string, remedy: string): void {
    this.refuse('input-invalid', `\`${name}\` can't be ${quote(text)}`, remedy);
  }
}

function entriesOf(text: string, separator: RegExp): string[] {
  const entries = text.split(separator);
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
