/**
 * Writes `sandbox/schema/rest.json`: the few operations of GitHub's OpenAPI description that the sandbox
 * implements, and the component schemas they reach, as plain JSON Schema for ajv.
 *
 *     npx tsx scripts/trim-openapi.ts
 *
 * The description comes from npm (`@octokit/openapi`) into a temporary folder, because it is 400 MB unpacked.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = '@octokit/openapi@23.0.2';
const DESCRIPTION = 'package/generated/api.github.com.json';
const TARGET = new URL('../sandbox/schema/rest.json', import.meta.url);

const OPERATIONS = [
  'GET /installation/repositories',
  'GET /rate_limit',
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/actions/organization-secrets',
  'GET /repos/{owner}/{repo}/actions/organization-variables',
  'GET /repos/{owner}/{repo}/actions/permissions',
  'GET /repos/{owner}/{repo}/actions/permissions/selected-actions',
  'GET /repos/{owner}/{repo}/actions/permissions/workflow',
  'GET /repos/{owner}/{repo}/actions/runs',
  'GET /repos/{owner}/{repo}/actions/secrets',
  'GET /repos/{owner}/{repo}/actions/secrets/{secret_name}',
  'GET /repos/{owner}/{repo}/actions/variables',
  'GET /repos/{owner}/{repo}/actions/workflows',
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}',
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
  'GET /repos/{owner}/{repo}/activity',
  'GET /repos/{owner}/{repo}/branches/{branch}',
  'GET /repos/{owner}/{repo}/branches/{branch}/protection',
  'GET /repos/{owner}/{repo}/commits/{ref}',
  'GET /repos/{owner}/{repo}/compare/{basehead}',
  'GET /repos/{owner}/{repo}/dependabot/secrets/{secret_name}',
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
  'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
  'GET /repos/{owner}/{repo}/git/ref/{ref}',
  'GET /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/rules/branches/{branch}',
  'GET /user',
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
  'POST /repos/{owner}/{repo}/dispatches',
  'POST /repos/{owner}/{repo}/git/commits',
  'POST /repos/{owner}/{repo}/git/refs',
  'POST /repos/{owner}/{repo}/git/trees',
  'POST /repos/{owner}/{repo}/issues',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'POST /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  'DELETE /repos/{owner}/{repo}/git/refs/{ref}',
];

/** Keys without meaning for validation. */
const DROPPED = new Set(['description', 'example', 'examples', 'externalDocs', 'title', 'deprecated']);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

function download(folder: string): JsonObject {
  const archive = execFileSync('npm', ['pack', PACKAGE, '--silent'], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();
  execFileSync('tar', ['xzf', archive, DESCRIPTION], { cwd: folder });
  return asObject(JSON.parse(readFileSync(join(folder, DESCRIPTION), 'utf8')));
}

function asObject(value: Json | undefined): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error('Expected an object');
  return value;
}

function at(value: Json, ...path: string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const key of path) {
    if (here === null || typeof here !== 'object' || Array.isArray(here)) return undefined;
    here = here[key];
  }
  return here;
}

/** Follows a `$ref` at the top of a parameter or response. */
function resolve(root: JsonObject, value: Json): JsonObject {
  const reference = at(value, '$ref');
  if (typeof reference !== 'string') return asObject(value);
  return resolve(root, at(root, ...reference.slice(2).split('/')) ?? null);
}

/**
 * A schema of OpenAPI 3.0 as JSON Schema. `nullable` becomes a `null` type; where it stands without a `type`
 * (135 places, which OpenAPI gives no meaning) null is one more alternative.
 */
function toJsonSchema(value: Json, isMap = false): Json {
  if (Array.isArray(value)) return value.map((item) => toJsonSchema(item));
  if (value === null || typeof value !== 'object') return value;
  const schema: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (!isMap && (DROPPED.has(key) || key.startsWith('x-') || key === 'nullable')) continue;
    schema[key] = toJsonSchema(item, !isMap && key === 'properties');
  }
  return !isMap && value['nullable'] === true ? withNull(schema) : schema;
}

function withNull(schema: JsonObject): Json {
  if (Object.keys(schema).length === 0) return schema;
  if (Array.isArray(schema['enum'])) schema['enum'] = [...new Set([...schema['enum'], null])];
  if (typeof schema['type'] !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [schema['type'], 'null'] };
}

function trimParameter(root: JsonObject, parameter: Json): Json {
  const { name, in: place, required, schema } = resolve(root, parameter);
  return {
    name: name ?? null,
    in: place ?? null,
    required: required ?? false,
    schema: toJsonSchema(schema ?? {}),
  };
}

function trimOperation(root: JsonObject, name: string): JsonObject {
  const [method = '', path = ''] = name.split(' ');
  const operation = asObject(at(root, 'paths', path, method.toLowerCase()));
  const responses: JsonObject = {};
  for (const [status, response] of Object.entries(asObject(operation['responses']))) {
    const schema = at(resolve(root, response), 'content', 'application/json', 'schema');
    responses[status] = schema === undefined ? null : toJsonSchema(schema);
  }
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const body = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  return {
    documentation_url: at(operation, 'externalDocs', 'url') ?? 'https://docs.github.com/rest',
    parameters: parameters.map((parameter) => trimParameter(root, parameter)),
    body: body === undefined ? null : toJsonSchema(body),
    responses,
  };
}

function reachedSchemas(root: JsonObject, from: Json, found: JsonObject = {}): JsonObject {
  for (const [, name = ''] of JSON.stringify(from).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (Object.hasOwn(found, name)) continue;
    found[name] = toJsonSchema(at(root, 'components', 'schemas', name) ?? null);
    reachedSchemas(root, found[name], found);
  }
  return found;
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

function trim(root: JsonObject): Json {
  const operations = Object.fromEntries(OPERATIONS.map((name) => [name, trimOperation(root, name)]));
  return { source: PACKAGE, operations, components: { schemas: reachedSchemas(root, operations) } };
}

const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
try {
  writeFileSync(TARGET, `${JSON.stringify(sorted(trim(download(folder))), null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
