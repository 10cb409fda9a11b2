import { readFileSync } from 'node:fs';
import type { Ajv as AjvType, ErrorObject, ValidateFunction } from 'ajv';
import type { FormatsPlugin } from 'ajv-formats';
import { type Answer, INVALID_JSON, problem } from './answers.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: object;
}

interface OperationDescription {
  documentation_url: string;
  parameters: Parameter[];
  body: object | null;
  responses: Record<string, object | null>;
}

interface Description {
  operations: Record<string, OperationDescription>;
  components: { schemas: Record<string, object> };
}

/** Statuses that GitHub's description leaves out, though GitHub answers with them. */
const UNDESCRIBED = new Set([301, 307, 400, 401, 403, 404, 422, 429, 451, 500, 501]);

/** A name for the registered components; nothing is ever fetched from it. */
const COMPONENTS = 'https://sandbox.invalid/rest';
const SCHEMA = new URL('../schema/rest.json', import.meta.url);
let loaded: { description: Description; ajv: AjvType } | null = null;

/** Read at the first request, so that a sandbox that is only cloned from starts at once. */
async function load(): Promise<{ description: Description; ajv: AjvType }> {
  if (loaded !== null) return loaded;
  const [{ Ajv }, formats] = await Promise.all([import('ajv'), import('ajv-formats')]);
  const description = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Description;
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    verbose: true,
    formats: { int64: true, 'repo.nwo': true },
    // The schemas are GitHub's own, and each validates a few values: neither checks nor optimizations pay.
    ...{ meta: false, validateSchema: false, inlineRefs: false, code: { optimize: false } },
  });
  (formats.default as unknown as FormatsPlugin)(ajv);
  // Bots' addresses have brackets, which the format forbids and GitHub sends: `…+github-actions[bot]@users.noreply.github.com`.
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
  ajv.addSchema({ $id: COMPONENTS, components: description.components });
  loaded = { description, ajv };
  return loaded;
}

/** One operation of GitHub's description, e.g. `GET /repos/{owner}/{repo}`. */
export class Operation {
  readonly documentation: string;
  readonly #description: OperationDescription;
  readonly #name: string;
  readonly #ajv: AjvType;

  private constructor(name: string, description: OperationDescription, ajv: AjvType) {
    this.#name = name;
    this.#description = description;
    this.#ajv = ajv;
    this.documentation = description.documentation_url;
  }

  static async of(name: string): Promise<Operation> {
    const { description, ajv } = await load();
    const found = description.operations[name];
    if (found === undefined)
      throw new Error(`sandbox/schema/rest.json lacks ${name}: run scripts/trim-openapi.ts`);
    return new Operation(name, found, ajv);
  }

  /** GitHub's refusal of a request that does not fit, or null. */
  refuse(parameters: Record<string, string>, query: URLSearchParams, body: unknown): Answer | null {
    if (body === INVALID_JSON) return problem(400, 'Problems parsing JSON', this.documentation);
    if (this.#description.body !== null && !isObject(body ?? {})) {
      return problem(400, 'Body should be a JSON object', this.documentation);
    }
    const phrases = [...this.#parameterPhrases(parameters, query), ...this.#bodyPhrases(body)];
    if (phrases.length === 0) return null;
    return problem(422, `Invalid request.\n\n${phrases.join('\n')}`, this.documentation);
  }

  /** Why an answer of the sandbox's own is not one that GitHub would give, or null. */
  violation({ status, body }: Answer): string | null {
    const { responses } = this.#description;
    if (!Object.hasOwn(responses, status)) {
      return UNDESCRIBED.has(status) ? null : `${this.#name}: ${status} is not described`;
    }
    const schema = responses[status];
    if (schema === null || schema === undefined)
      return body === undefined || status >= 400 ? null : `${this.#name}: ${status} has no body`;
    const validate = this.#validator(`${status}`, schema);
    return validate(body) ? null : `${this.#name}: ${status} ${this.#ajv.errorsText(validate.errors)}`;
  }

  #parameterPhrases(path: Record<string, string>, query: URLSearchParams): string[] {
    return this.#description.parameters.flatMap((parameter) => {
      const { name, schema } = parameter;
      const text =
        parameter.in === 'query' ? query.get(name) : Object.hasOwn(path, name) ? path[name] : undefined;
      if (text === null || text === undefined)
        return parameter.required ? [`"${name}" wasn't supplied.`] : [];
      const value =
        'type' in schema && schema.type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text;
      return this.#phrases(this.#validator(`parameter ${name}`, schema), value);
    });
  }

  #bodyPhrases(body: unknown): string[] {
    const schema = this.#description.body;
    return schema === null ? [] : this.#phrases(this.#validator('body', schema), body ?? {});
  }

  #phrases(validate: ValidateFunction, value: unknown): string[] {
    return validate(value) ? [] : (validate.errors ?? []).map(phrase);
  }

  #validator(part: string, schema: object): ValidateFunction {
    const id = `https://sandbox.invalid/${encodeURIComponent(`${this.#name} ${part}`)}`;
    const known = this.#ajv.getSchema(id);
    if (known !== undefined) return known;
    return this.#ajv.compile({ ...(absolute(schema) as object), $id: id });
  }
}

/** Points `#/components/…` at the one registered copy of the components. */
function absolute(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(absolute);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) =>
    key === '$ref' && typeof item === 'string' ? [key, `${COMPONENTS}${item}`] : [key, absolute(item)],
  );
  return Object.fromEntries(entries);
}

/** GitHub's words for a schema's refusal, as they appear in reports of its users. */
function phrase({ keyword, params, data, instancePath, message }: ErrorObject): string {
  const limit = Number(params['limit']);
  const were = (count: number) => (count === 1 ? 'was' : 'were');
  const characters = limit === 1 ? 'character is' : 'characters are';
  switch (keyword) {
    case 'required':
      return `"${params['missingProperty']}" wasn't supplied.`;
    case 'type':
      return `For '${place(instancePath)}', ${inspect(data)} is not ${article(String(params['type']))}.`;
    case 'maxProperties': {
      const count = Object.keys(Object(data)).length;
      return `No more than ${limit} properties are allowed; ${count} were supplied.`;
    }
    case 'maxLength':
      return `Only ${limit} ${characters} allowed; ${length(data)} were supplied.`;
    case 'minLength':
      return `At least ${limit} ${characters} required; only ${length(data)} ${were(length(data))} supplied.`;
    default:
      return `For '${place(instancePath)}', ${message ?? keyword}.`;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function place(instancePath: string): string {
  return instancePath === '' ? '#' : `properties${instancePath}`;
}

function length(data: unknown): number {
  return [...String(data)].length;
}

function inspect(data: unknown): string {
  return data === null ? 'nil' : JSON.stringify(data);
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
