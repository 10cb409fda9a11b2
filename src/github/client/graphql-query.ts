import type { RepositoryName } from '../repository.ts';

/** The text of one GraphQL request, and what goes in. */
export interface Query {
  readonly text: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Builds a query: every value travels once, as a variable, so nothing from outside gets into the text. */
export class QueryBuilder {
  readonly #variables = new Map<string, { name: string; type: string; value: string }>();

  /** The variable for a value, as it is written where the value belongs. */
  variable(type: 'String!' | 'GitObjectID!', value: string): string {
    const key = `${type} ${value}`;
    const known = this.#variables.get(key) ?? { name: `$v${this.#variables.size}`, type, value };
    this.#variables.set(key, known);
    return known.name;
  }

  text(value: string): string {
    return this.variable('String!', value);
  }

  repository({ owner, name }: RepositoryName): string {
    return `repository(owner: ${this.text(owner)}, name: ${this.text(name)})`;
  }

  /** The query of these fields, with the fragments that they use. */
  query(fields: readonly string[], fragments: readonly string[] = []): Query {
    const used = [...this.#variables.values()];
    const declared = used.map(({ name, type }) => `${name}: ${type}`).join(', ');
    const head = declared === '' ? 'query' : `query(${declared})`;
    return {
      text: [`${head} {`, ...fields, '}', ...fragments].join('\n'),
      variables: Object.fromEntries(used.map(({ name, value }) => [name.slice(1), value])),
    };
  }
}

/** PURE: the same fields, in braces, of many repositories, each below an alias of its own: `r0`, `r1`, … */
export function repositoriesQuery(repositories: readonly RepositoryName[], fields: string): Query {
  const builder = new QueryBuilder();
  return builder.query(repositories.map((one, n) => `r${n}: ${builder.repository(one)} ${fields}`));
}
