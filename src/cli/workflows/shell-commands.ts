/** A command of a shell script, with its quotes taken off; variables and expressions stand as they are written. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** Files that its output is written to. */
  readonly writes: readonly string[];
}

const DEEPEST = 40;

/**
 * PURE: the commands of a script, those in `$(…)` and in functions too; calls of its own functions and what only
 * controls the flow left out. Null where it can't be read so. As POSIX shells and bash split it
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html).
 */
export function shellCommands(script: string): ShellCommand[] | null {
  const reader = new Reader(script);
  reader.commands('', 0);
  if (reader.isLost) return null;
  return reader.found.filter(({ words: [first = ''] }) => !reader.functions.has(first));
}

const FLOW = /^(?:if|then|elif|else|fi|while|until|do|done|esac|!|\{|\}|time|function)$/;
const EXPRESSION = '${' + '{';
const ASSIGNMENT = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/;

class Reader {
  readonly found: ShellCommand[] = [];
  readonly functions = new Set<string>();
  isLost = false;
  private readonly text: string;
  private at = 0;
  private words: string[] = [];
  private writes: string[] = [];
  private word: string | null = null;
  private next: 'word' | 'write' | 'input' = 'word';
  private heredocs: string[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** Up to the character that closes them. */
  commands(close: string, depth: number): void {
    const outer = [this.words, this.writes, this.word, this.next] as const;
    [this.words, this.writes, this.word, this.next] = [[], [], null, 'word'];
    if (depth > DEEPEST) this.isLost = true;
    while (this.at < this.text.length && !this.isLost && !(close !== '' && this.text[this.at] === close))
      this.step(depth);
    this.endCommand();
    if (close !== '' && this.text[this.at++] !== close) this.isLost = true;
    [this.words, this.writes, this.word, this.next] = outer;
  }

  private step(depth: number): void {
    const character = this.text[this.at] ?? '';
    if (character === '\\') this.escape();
    else if (character === "'") this.add(this.until("'", 1));
    else if (character === '"') this.quoted(depth);
    else if (character === '$' || character === '`') this.expansion(depth);
    else if (character === '#' && this.word === null) this.until('\n', 0, false);
    else if (/[ \t\r]/.test(character)) this.endWord(1);
    else if (character === '>' || character === '<') this.redirect(character, depth);
    else if (/[\n;&|()]/.test(character)) this.operator(character, depth);
    else this.plain(character);
  }

  private plain(character: string): void {
    this.at++;
    this.add(character);
    if (this.words.length > 0 || this.word !== '[[') return;
    // Its signs are no operators.
    this.until(']]', 0);
    [this.word, this.words] = [null, ['[[']];
  }

  private add(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  /** The text from `skip` characters on to the end mark; behind it, if it is to be passed. */
  private until(end: string, skip: number, passes = true): string {
    const start = this.at + skip;
    const found = this.text.indexOf(end, start);
    if (found < 0 && passes) this.isLost = true;
    const stop = found < 0 ? this.text.length : found;
    this.at = stop + (passes ? end.length : 0);
    return this.text.slice(start, stop);
  }

  private escape(): void {
    const next = this.text[this.at + 1] ?? '';
    this.at += 2;
    if (next !== '\n') this.add(next);
  }

  private quoted(depth: number): void {
    this.at++;
    this.add('');
    this.interpolated('"', depth);
    if (this.text[this.at++] !== '"') this.isLost = true;
  }

  /** Text in which only expansions mean something. */
  private interpolated(end: string, depth: number): void {
    while (this.at < this.text.length && this.text[this.at] !== end && !this.isLost) {
      const character = this.text[this.at] ?? '';
      if (character === '\\') this.escape();
      else if (character === '$' || character === '`') this.expansion(depth);
      else {
        this.add(character);
        this.at++;
      }
    }
  }

  private expansion(depth: number): void {
    const rest = this.text.slice(this.at, this.at + 3);
    const end = rest === EXPRESSION ? '}}' : rest === '$((' ? '))' : rest.startsWith('${') ? '}' : null;
    if (end !== null) this.add(this.until(end, 0) + end);
    else if (rest.startsWith('`') || rest.startsWith('$(')) {
      this.at += rest.startsWith('`') ? 1 : 2;
      this.add('$()');
      this.commands(rest.startsWith('`') ? '`' : ')', depth + 1);
    } else {
      this.at++;
      this.add('$');
    }
  }

  private endWord(passed = 0): void {
    this.at += passed;
    const { word, next } = this;
    if (word === null) return;
    [this.word, this.next] = [null, 'word'];
    if (next === 'write') this.writes.push(word);
    else if (next === 'word' && !(this.words.length === 0 && (FLOW.test(word) || ASSIGNMENT.test(word))))
      this.words.push(word);
    if (word === 'in' && this.words[0] === 'case') this.pattern();
  }

  private endCommand(): void {
    this.endWord();
    const [first] = this.words;
    if ((first !== undefined && first !== 'for' && first !== 'case') || this.writes.length > 0)
      this.found.push({ words: this.words, writes: this.writes });
    [this.words, this.writes, this.next] = [[], [], 'word'];
  }

  /** `a | b)` of a `case`; or its end. */
  private pattern(): void {
    [this.words, this.word] = [[], null];
    const rest = /\s*/y;
    rest.lastIndex = this.at;
    this.at += rest.exec(this.text)?.[0].length ?? 0;
    if (!this.text.startsWith('esac', this.at)) this.until(')', 0);
  }

  private operator(character: string, depth: number): void {
    const rest = this.text.slice(this.at, this.at + 2);
    if (rest === '&>') this.at++;
    else if (rest === '()') this.functionNamed(this.word ?? this.words.at(-1) ?? '');
    else if (character === '(' && this.word?.endsWith('=') === true) this.add(`${this.until(')', 0)})`);
    else if (rest === '((' && this.words.length === 0) this.until('))', 0);
    else this.separator(character, rest, depth);
  }

  private functionNamed(name: string): void {
    this.functions.add(name);
    [this.words, this.word] = [[], null];
    this.at += 2;
  }

  private separator(character: string, rest: string, depth: number): void {
    this.at++;
    this.endCommand();
    if (character === '(') this.commands(')', depth + 1);
    if (character === '\n') this.passHeredocs(depth);
    if (rest !== ';;') return;
    this.at++;
    this.pattern();
  }

  private redirect(character: string, depth: number): void {
    if (/^\d+$/.test(this.word ?? '')) this.word = null;
    this.endWord();
    const sign =
      /^(?:<<<|<<-?|[<>]\(|>>|[<>]&|>\||.)/s.exec(this.text.slice(this.at, this.at + 3))?.[0] ?? '';
    this.at += sign.length;
    const copied = /^[\d-]+/.exec(sign.endsWith('&') ? this.text.slice(this.at, this.at + 3) : '')?.[0];
    if (sign.endsWith('(')) this.commands(')', depth + 1);
    else if (copied !== undefined) this.at += copied.length;
    else if (sign === '<<' || sign === '<<-') this.heredoc();
    else this.next = character === '>' ? 'write' : 'input';
  }

  private heredoc(): void {
    const mark = /[ \t]*(['"\\]?)([\w.-]+)['"]?/y;
    mark.lastIndex = this.at;
    const [whole = '', quote = '', name] = mark.exec(this.text) ?? [];
    if (name === undefined) this.isLost = true;
    this.at += whole.length;
    this.heredocs.push(`${quote === '' ? '$' : "'"}${name}`);
  }

  /** Their text is input; what it expands is run. */
  private passHeredocs(depth: number): void {
    for (const heredoc of this.heredocs.splice(0)) {
      const start = this.at;
      const end = new RegExp(`^[ \\t]*${heredoc.slice(1).replaceAll('.', '\\.')}[ \\t\\r]*$`, 'm');
      const found = end.exec(this.text.slice(start));
      const stop = start + (found?.index ?? 0);
      const inner = new Reader(heredoc.startsWith('$') ? this.text.slice(start, stop) : '');
      inner.interpolated('', depth + 1);
      this.found.push(...inner.found);
      this.isLost ||= found === null || inner.isLost;
      [this.at, this.word] = [stop + (found?.[0].length ?? 0), null];
    }
  }
}
