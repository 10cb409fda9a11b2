import type { Code } from '../findings/codes.ts';
import type { Problem } from '../findings/problem.ts';
import { quote } from '../plugin/display.ts';
import { patternFault } from './patterns.ts';

export interface WholeNumber {
  readonly unit: string;
  readonly most: number;
  /** `0 never warns` */
  readonly meaning: string;
}

/** PURE: the texts of a workflow's `with:` → values. Every problem is gathered, so that all are mended at once. */
export class InputValues {
  readonly problems: Problem[] = [];
  /** The text of an input, without surrounding white space; `''` where it is not given. */
  readonly text: (name: string) => string;

  constructor(text: (name: string) => string) {
    this.text = text;
  }

  refuse(code: Code, what: string, remedy: string): void {
    this.problems.push({ code, what, remedy });
  }

  /** The booleans of YAML 1.2, as the toolkit has them (https://yaml.org/spec/1.2.2/#10212-boolean). */
  flag(name: string): boolean {
    const text = this.text(name);
    if (/^(true|True|TRUE)$/.test(text)) return true;
    if (!/^(|false|False|FALSE)$/.test(text)) this.#invalid(name, text, 'Write true or false.');
    return false;
  }

  /** One of `values`; the first where the input is empty. */
  choice<T extends string>(name: string, values: readonly [T, ...T[]]): T {
    const text = this.text(name);
    const found = values.find((value) => value === text);
    if (found === undefined && text !== '') this.#invalid(name, text, `Write ${values.join(' or ')}.`);
    return found ?? values[0];
  }

  /** A whole number of `unit` (`days`) from 0 to `most`; `meaning` says what 0 does. */
  whole(name: string, fallback: number, { unit, most, meaning }: WholeNumber): number {
    const text = this.text(name);
    if (text === '') return fallback;
    if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
    this.#invalid(name, text, `Write a whole number of ${unit} up to ${most}; ${meaning}.`);
    return fallback;
  }

  lines(name: string): string[] {
    return this.#entries(name, /\r?\n/);
  }

  /** One a line, or separated by commas; commas inside braces belong to a pattern. */
  list(name: string): string[] {
    return this.#entries(name, /\r?\n|,(?![^{\n]*\})/);
  }

  /** The patterns of an input, one a line or separated by commas; those that are none are refused. */
  patterns(name: string): string[] {
    return this.list(name).filter((pattern) => {
      const fault = patternFault(pattern);
      const what = `\`${name}\`: ${quote(pattern)} ${fault}`;
      if (fault !== null) this.refuse('input-invalid', what, 'Write a name or a pattern.');
      return fault === null;
    });
  }

  #entries(name: string, separator: RegExp): string[] {
    const entries = this.text(name).split(separator);
    return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
  }

  #invalid(name: string, text: string, remedy: string): void {
    this.refuse('input-invalid', `\`${name}\` can't be ${quote(text)}`, remedy);
  }
}
