import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { type Token, TokenType } from '@actions/expressions/lexer';
import { truthy } from '@actions/expressions/result';
import { isBasicExpression, isMapping } from '@actions/workflow-parser';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { NotImplemented } from './not-implemented.ts';

/** Contexts by name, as JSON: `github`, `secrets`, `steps`, … */
export type Contexts = Record<string, unknown>;

/** What the status functions answer. */
export interface Status {
  success: boolean;
  failure: boolean;
  cancelled: boolean;
}

export interface Scope {
  contexts: Contexts;
  status?: Status;
}

/** https://docs.github.com/actions/reference/workflows-and-actions/contexts */
const CONTEXTS = [
  'github',
  'env',
  'vars',
  'job',
  'jobs',
  'steps',
  'runner',
  'secrets',
  'strategy',
  'matrix',
  'needs',
  'inputs',
];

/** Evaluates an expression, written without `${{ }}`. Throws where it does not parse. */
export function evaluate(expression: string, scope: Scope): data.ExpressionData {
  const functions = statusFunctions(scope.status ?? { success: true, failure: false, cancelled: false });
  const tree = new Parser(lex(expression), CONTEXTS, functions).parse();
  const contexts = new data.Dictionary();
  for (const name of CONTEXTS) contexts.add(name, toData(scope.contexts[name]));
  const byName = new Map(functions.map((definition) => [definition.name.toLowerCase(), definition]));
  return new Evaluator(tree, contexts, byName).evaluate();
}

/** The library's lexer (0.3.61) undoes only the first doubled quote of a text; GitHub undoes all. */
function lex(expression: string): Token[] {
  const { tokens } = new Lexer(expression).lex();
  return tokens.map((token) =>
    token.type === TokenType.STRING
      ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
      : token,
  );
}

/** Whether an `if:` holds. */
export function evaluateCondition(expression: string, scope: Scope): boolean {
  return truthy(evaluate(expression, scope));
}

/** Text of a scalar, with its expressions evaluated and pasted; empty where there is none. */
export function evaluateText(token: TemplateToken | undefined, scope: Scope): string {
  if (token === undefined) return '';
  if (isBasicExpression(token)) return evaluate(token.expression, scope).coerceString();
  if (token.isScalar && !token.isExpression) return token.assertScalar('value').toString();
  throw new NotImplemented(`a ${token.typeName()} as text`);
}

/** A mapping of texts: `env`, `with`, `outputs`. Empty where there is none. */
export function evaluateMap(token: TemplateToken | undefined, scope: Scope): Record<string, string> {
  if (token === undefined) return {};
  if (!isMapping(token)) throw new NotImplemented('an expression in the place of a mapping');
  const result: Record<string, string> = {};
  for (const { key, value } of token) result[evaluateText(key, scope)] = evaluateText(value, scope);
  return result;
}

function statusFunctions(status: Status): FunctionDefinition[] {
  const answer = (name: string, value: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  });
  return [
    answer('success', status.success),
    answer('failure', status.failure),
    answer('cancelled', status.cancelled),
    answer('always', true),
    { name: 'hashFiles', minArgs: 1, maxArgs: 255, call: refuseHashFiles },
  ];
}

function refuseHashFiles(): never {
  throw new NotImplemented('the function hashFiles');
}

/** JSON as the expression library holds it. */
export function toData(value: unknown): data.ExpressionData {
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  if (typeof value !== 'object' || value === null) return new data.Null();
  return new data.Dictionary(...Object.entries(value).map(([key, item]) => ({ key, value: toData(item) })));
}
