export const id = 111;
export const ids = [111];
export const modules = {

/***/ 4111:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  notify: () => (/* binding */ notify)
});

// EXTERNAL MODULE: ./src/github/client.ts + 23 modules
var github_client = __webpack_require__(7803);
// EXTERNAL MODULE: ./src/github/problems.ts
var problems = __webpack_require__(8463);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
// EXTERNAL MODULE: ./src/plugin/problem.ts
var problem = __webpack_require__(2772);
// EXTERNAL MODULE: ./node_modules/semver/index.js
var node_modules_semver = __webpack_require__(2088);
var semver_default = /*#__PURE__*/__webpack_require__.n(node_modules_semver);
;// CONCATENATED MODULE: ./src/plugin/version.ts

/**
 * Compares two versions by semver precedence (https://semver.org/#spec-item-11).
 *
 * Claude Code accepts any string as a version, so text that is no semantic version is `changed`, never an
 * error. A final release after its prerelease counts as what it releases: `2.0.0-rc.1` → `2.0.0` is `major`.
 */
function compareVersions(before, after) {
    if (before === after)
        return { change: 'unchanged' };
    const from = semver_default().parse(before);
    const to = semver_default().parse(after);
    if (from === null || to === null)
        return { change: 'changed', remark: 'not-semantic' };
    const order = semver_default().compare(to, from);
    if (order === 0)
        return { change: 'unchanged', remark: 'same-precedence' };
    if (order < 0)
        return { change: 'downgrade' };
    return { change: to.prerelease.length > 0 ? 'prerelease' : releaseStep(from, to) };
}
function releaseStep(from, to) {
    const step = semver_default().diff(from, to);
    return step === 'major' || step === 'minor' ? step : 'patch';
}
/** Whether `version` is a semantic version (a leading `v` is allowed). */
function isSemantic(version) {
    return semver.valid(version) !== null;
}

;// CONCATENATED MODULE: ./src/notify/changes.ts


/** PURE: manifests on both sides → what changed, in the order of the pairs. */
function findChanges({ pairs, basis }) {
    const matched = matchMoved(pairs);
    const problems = matched.flatMap(({ after }) => (after.kind === 'unreadable' ? [after.problem] : []));
    const changes = matched.flatMap((pair) => changeOf(pair, basis === 'announced'));
    const elsewhere = matched.flatMap(({ path, after }) => (after.kind === 'elsewhere' ? [path] : []));
    return { changes, problems, elsewhere };
}
/**
 * A manifest that appeared where one of the same name vanished has moved: the two become one pair. Of several
 * with that name, one with the same version is taken first.
 */
function matchMoved(pairs) {
    const vanished = new Map(pairs.flatMap((pair) => pair.after.kind === 'absent' && pair.before.kind === 'manifest' ? [[pair.path, pair.before.manifest]] : []));
    const moved = pairs.map((pair) => {
        if (pair.before.kind !== 'absent' || pair.after.kind !== 'manifest')
            return pair;
        const origin = originOf(pair.after.manifest, vanished);
        if (origin === null)
            return pair;
        vanished.delete(origin.path);
        return { ...pair, before: { kind: 'manifest', manifest: origin.manifest } };
    });
    const gone = (pair) => pair.after.kind === 'absent' && pair.before.kind === 'manifest';
    return moved.filter((pair) => !gone(pair) || vanished.has(pair.path));
}
function originOf({ name, version }, vanished) {
    const namesakes = [...vanished].filter(([, manifest]) => manifest.name === name);
    const found = namesakes.find(([, manifest]) => manifest.version === version) ?? namesakes[0];
    return found === undefined ? null : { path: found[0], manifest: found[1] };
}
function changeOf({ path, before, after }, announced) {
    if (after.kind === 'manifest') {
        const { manifest } = after;
        const verdict = announced ? announce(manifest) : judge(versionOf(before), manifest.version);
        return [{ ...describe(manifest, path, announced ? null : versionOf(before)), ...verdict }];
    }
    if (after.kind !== 'absent' || before.kind !== 'manifest')
        return [];
    const { manifest } = before;
    const gone = { ...describe(manifest, path, manifest.version), version: null, at: { file: path } };
    return [{ ...gone, change: 'removed', remark: null }];
}
function describe({ name, version, at }, path, previousVersion) {
    return { plugin: name, version, previousVersion, path, at };
}
/** The declared version; null where the side has no manifest, or one that cannot be read. */
function versionOf(state) {
    return state.kind === 'manifest' ? state.manifest.version : null;
}
function announce({ version }) {
    return version === null ? WITHOUT_VERSION : { change: 'announced', remark: null };
}
function judge(before, after) {
    if (after === null)
        return before === null ? WITHOUT_VERSION : VERSION_REMOVED;
    if (before === null)
        return { change: 'added', remark: null };
    const { change, remark } = compareVersions(before, after);
    if (remark === 'same-precedence')
        return { change, remark: samePrecedence(before, after) };
    if (remark === 'not-semantic')
        return { change, remark: notSemantic(before, after) };
    return { change, remark: change === 'downgrade' ? downgrade(before, after) : null };
}
const WITHOUT_VERSION = {
    change: 'unchanged',
    remark: {
        level: 'notice',
        text: 'declares no version, so Claude Code follows its commits and there is nothing to send. Add a `version` to announce releases.',
    },
};
const VERSION_REMOVED = {
    change: 'removed',
    remark: {
        level: 'warning',
        text: 'no longer declares a version, so nothing is sent. Claude Code now follows its commits; put `version` back if that is not meant.',
    },
};
function samePrecedence(before, after) {
    return {
        level: 'notice',
        text: `went from ${(0,display/* quote */.hD)(before)} to ${(0,display/* quote */.hD)(after)}, which is the same release to semver, so nothing is sent. Raise a number to send it.`,
    };
}
function notSemantic(before, after) {
    return {
        level: 'warning',
        text: `went from ${(0,display/* quote */.hD)(before)} to ${(0,display/* quote */.hD)(after)}, which cannot be ordered. Use a semantic version such as 1.2.3 (https://semver.org).`,
    };
}
function downgrade(before, after) {
    return {
        level: 'warning',
        text: `went down from ${(0,display/* quote */.hD)(before)} to ${(0,display/* quote */.hD)(after)}: Claude Code installs whatever differs. Raise the version if that is not meant.`,
    };
}

// EXTERNAL MODULE: ./src/notify/deliver.ts
var deliver = __webpack_require__(3096);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/github/blobs.ts

/** Larger files are not read: no manifest needs it, and Git LFS pointers are a few lines. */
const LARGEST = 1024 * 1024;
/**
 * The blob's exact text. GraphQL cuts `text` at 512,000 bytes and transcodes it, so it is believed only where
 * its git hash is the object's id; otherwise the bytes are read through REST. Throws `GitHubError`.
 */
async function blobText(client, { owner, name }, oid, blob) {
    if (blob.byteSize > LARGEST)
        return { kind: 'too-large', byteSize: blob.byteSize };
    if (blob.text !== null && gitHash(Buffer.from(blob.text)) === oid)
        return textOf(blob.text);
    if (blob.isBinary && blob.text === null)
        return { kind: 'binary' };
    const parameters = { owner, repo: name, file_sha: oid };
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', parameters);
    return decode(Buffer.from(String(data.content ?? ''), 'base64'));
}
function decode(bytes) {
    if (bytes.includes(0))
        return { kind: 'binary' };
    try {
        return textOf(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch {
        return { kind: 'not-utf8' };
    }
}
/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
function textOf(text) {
    return text.startsWith('version https://git-lfs.github.com/spec/') ? { kind: 'lfs-pointer' } : { kind: 'text', text };
}
/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function gitHash(bytes) {
    return (0,external_node_crypto_.createHash)('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

;// CONCATENATED MODULE: ./src/github/query.ts

/** Whatever stands at a path: a blob's text or a directory's listing, and nothing of a submodule. */
const ENTRY = `fragment Entry on TreeEntry { mode oid object { __typename ...Content } }
fragment Content on GitObject {
  ... on Blob { byteSize isBinary text }
  ... on Tree { entries { name mode oid } }
}`;
/** Parts of one repository stand below one alias of it, each commit with its paths in a fragment of its own. */
function buildQuery(parts) {
    const variables = new Variables();
    const repositories = new Map();
    const aliases = [];
    const fragments = [];
    const viaRef = new Set();
    for (const [index, part] of parts.entries()) {
        const repository = repositoryOf(part, repositories, variables);
        const alias = `c${index}`;
        if (isRef(part.request.revision))
            viaRef.add(alias);
        repository.objects.push(`${alias}: ${revisionField(part.request.revision, index, variables)}`);
        fragments.push(commitFragment(part, index, variables));
        aliases.push({ repository: repository.alias, object: alias });
    }
    const body = [...repositories.values()].map(({ header, objects }) => `${header} { ${objects.join('\n')} }`);
    const text = `query${variables.declaration()} {\n${body.join('\n')}\n}\n${fragments.join('\n')}${entryFragment(parts)}`;
    return { text, variables: variables.values, aliases, viaRef };
}
/** GraphQL refuses a fragment that nothing uses. */
function entryFragment(parts) {
    return parts.some(({ paths }) => paths.some((path) => path !== '')) ? `\n${ENTRY}` : '';
}
function repositoryOf({ request }, repositories, variables) {
    const key = repositoryKey(request.repository);
    const known = repositories.get(key);
    if (known !== undefined)
        return known;
    const alias = `r${repositories.size}`;
    const owner = variables.use('String!', request.repository.owner);
    const name = variables.use('String!', request.repository.name);
    const made = { alias, header: `${alias}: repository(owner: ${owner}, name: ${name})`, objects: [] };
    repositories.set(key, made);
    return made;
}
/** The field that leads to a commit: an object, or a ref's target; annotated tags are followed twice. */
function revisionField(revision, index, variables) {
    const commit = `__typename ...C${index}`;
    const peeled = `{ ${commit} ... on Tag { target { ${commit} ... on Tag { target { ${commit} } } } } }`;
    if (isRef(revision))
        return `${refField(revision, variables)} { target ${peeled} }`;
    if ('oid' in revision)
        return `object(oid: ${variables.use('GitObjectID!', revision.oid)}) ${peeled}`;
    return `object(expression: ${variables.use('String!', hexadecimal(revision.abbreviated))}) ${peeled}`;
}
function isRef(revision) {
    return 'ref' in revision || 'defaultBranch' in revision;
}
function refField(revision, variables) {
    if ('defaultBranch' in revision)
        return 'defaultBranchRef';
    return `ref(qualifiedName: ${variables.use('String!', revision.ref)})`;
}
/** Expressions are a language of their own (`HEAD^`, `:/text`): nothing but digits of an id gets into one. */
function hexadecimal(text) {
    if (!/^[0-9a-f]{4,39}$/.test(text))
        throw new TypeError('not an abbreviated object id');
    return text;
}
/** `oid`, the parents, and each path: the root through `tree`, all others through `file(path:)`. */
function commitFragment({ paths }, index, variables) {
    const fields = paths.map((path, n) => path === ''
        ? `f${n}: tree { oid entries { name mode oid } }`
        : `f${n}: file(path: ${variables.use('String!', path)}) { ...Entry }`);
    return `fragment C${index} on Commit { oid parents(first: 2) { nodes { oid } } ${fields.join(' ')} }`;
}
/** Collects values so that each travels once, as a variable. */
class Variables {
    values = {};
    #names = new Map();
    use(type, value) {
        const key = `${type} ${value}`;
        const known = this.#names.get(key);
        if (known !== undefined)
            return `$${known.name}`;
        const name = `v${this.#names.size}`;
        this.#names.set(key, { name, type });
        this.values[name] = value;
        return `$${name}`;
    }
    declaration() {
        const declared = [...this.#names.values()].map(({ name, type }) => `$${name}: ${type}`);
        return declared.length === 0 ? '' : `(${declared.join(', ')})`;
    }
}

;// CONCATENATED MODULE: ./src/github/objects.ts


/**
 * Repositories in a request, and paths in a request. GitHub ends a query after 10 seconds and counts timeouts
 * double; 25 repositories stay well below that, and a batch that fails all the same is halved.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
const MOST_REPOSITORIES = 25;
const MOST_PATHS = 300;
/** Requests in flight: far below the 100 at which GitHub's secondary limit begins. */
const IN_FLIGHT = 4;
/**
 * One result per request, in the same order. Never throws for GitHub's answers: each result says what it is.
 * What GitHub failed on inside an otherwise good answer is asked for again, as the retry policy has it.
 */
async function readObjects(client, requests) {
    const snapshots = await readOnce(client, requests);
    for (let tries = 1; snapshots.some(partlyFailed); tries++) {
        if (!(await client.pause('Reading from GitHub', 'part of the answer failed', tries)))
            break;
        const again = [...snapshots.entries()].filter(([, snapshot]) => partlyFailed(snapshot));
        const reads = await readOnce(client, again.flatMap(([index]) => requests[index] ?? []));
        for (const [n, [index]] of again.entries())
            snapshots[index] = reads[n] ?? UNREAD;
    }
    return snapshots;
}
/** Whole requests that failed were tried again by the client already: they carry its error. */
function partlyFailed(snapshot) {
    if (snapshot.kind === 'failed')
        return snapshot.error === null;
    return snapshot.kind === 'commit' && [...snapshot.paths.values()].some(({ kind }) => kind === 'failed');
}
async function readOnce(client, requests) {
    const parts = requests.flatMap(splitPaths);
    const answers = await inFlight(batches(parts), (batch) => readBatch(client, batch));
    const byPart = new Map(answers.flat().map(({ part, snapshot }) => [part, snapshot]));
    return requests.map((request) => join(parts.filter((part) => part.request === request).map((part) => byPart.get(part) ?? UNREAD)));
}
const UNREAD = { kind: 'failed', message: 'not read', error: null };
function splitPaths(request) {
    if (request.paths.length <= MOST_PATHS)
        return [{ request, paths: request.paths }];
    return [
        ...splitPaths({ ...request, paths: request.paths.slice(0, MOST_PATHS) }),
        ...splitPaths({ ...request, paths: request.paths.slice(MOST_PATHS) }),
    ].map(({ paths }) => ({ request, paths }));
}
function batches(parts) {
    const result = [];
    let repositories = new Set();
    let paths = 0;
    for (const part of parts) {
        repositories.add(repositoryKey(part.request.repository));
        paths += part.paths.length;
        const full = repositories.size > MOST_REPOSITORIES || paths > MOST_PATHS;
        if (full || result.length === 0) {
            result.push([]);
            repositories = new Set([repositoryKey(part.request.repository)]);
            paths = part.paths.length;
        }
        result.at(-1)?.push(part);
    }
    return result;
}
/** One string per repository, whatever the case of its name. */
function repositoryKey({ owner, name }) {
    return `${owner}/${name}`.toLowerCase();
}
/** A batch that GitHub answers with an error is halved until one part is left, which is retried, then failed. */
async function readBatch(client, batch) {
    const halves = halve(batch);
    const query = buildQuery(batch);
    try {
        const options = { retryServerErrors: halves === null };
        const { data, errors } = await client.graphql(query.text, query.variables, options);
        return batch.map((part, index) => ({ part, snapshot: snapshotOf(part, index, query, data, errors) }));
    }
    catch (error) {
        if (!(error instanceof github_client.GitHubError))
            throw error;
        if (halves !== null && worthHalving(error)) {
            return (await Promise.all(halves.map((half) => readBatch(client, half)))).flat();
        }
        return batch.map((part) => ({ part, snapshot: { kind: 'failed', message: error.message, error } }));
    }
}
function worthHalving(error) {
    return error.status === null || error.status >= 500;
}
function halve(batch) {
    if (batch.length < 2)
        return null;
    const middle = Math.ceil(batch.length / 2);
    return [batch.slice(0, middle), batch.slice(middle)];
}
function snapshotOf(part, index, query, data, errors) {
    const alias = query.aliases[index];
    if (alias === undefined)
        return UNREAD;
    const at = errorsAt(errors, alias.repository, alias.object);
    const whole = at.get('');
    const repository = object(data[alias.repository]);
    if (repository === null)
        return whole === undefined ? { kind: 'no-repository' } : refusal(whole);
    const commit = peel(repository[alias.object], query.viaRef.has(alias.object));
    if (commit === null)
        return whole === undefined ? { kind: 'no-commit' } : refusal(whole);
    const paths = part.paths.map((path, n) => [path, pathResult(commit, n, path, at)]);
    return { kind: 'commit', oid: String(commit['oid']), parents: parentsOf(commit), paths: new Map(paths) };
}
/** Errors below one commit, by the alias of the path they belong to; `''` for those of all of it. */
function errorsAt(errors, repository, commit) {
    const found = new Map();
    for (const error of errors) {
        const [first, second, ...rest] = (error.path ?? []).filter((step) => step !== 'target');
        if ((first ?? repository) !== repository || (second ?? commit) !== commit)
            continue;
        found.set(rest[0] === undefined ? '' : String(rest[0]), error);
    }
    return found;
}
/** `FORBIDDEN` is single sign-on or an IP allow list; all that GitHub does not name is its own failure. */
function refusal(error) {
    if (error.type === 'NOT_FOUND')
        return { kind: 'no-repository' };
    if (error.type === 'FORBIDDEN')
        return { kind: 'forbidden', message: error.message };
    return { kind: 'failed', message: error.message, error: null };
}
/** Follows a ref to its target and annotated tags to their commit; null where there is no commit. */
function peel(value, isRef) {
    let found = object(isRef ? object(value)?.['target'] : value);
    while (found !== null && found['__typename'] === 'Tag')
        found = object(found['target']);
    return found?.['__typename'] === 'Commit' ? found : null;
}
function parentsOf(commit) {
    return list(object(commit['parents'])?.['nodes']).map((node) => String(object(node)?.['oid']));
}
function pathResult(commit, index, path, errors) {
    const alias = `f${index}`;
    const error = errors.get(alias);
    if (error !== undefined)
        return { kind: 'failed', message: error.message };
    const value = commit[alias];
    if (value === undefined)
        return { kind: 'failed', message: 'the answer is incomplete' };
    if (value === null)
        return { kind: 'no-path' };
    return { kind: 'found', entry: path === '' ? rootEntry(value) : entryOf(value) };
}
function rootEntry(value) {
    const tree = object(value) ?? {};
    return { kind: 'directory', oid: String(tree['oid']), blob: null, entries: listing(tree) };
}
function entryOf(value) {
    const { mode, oid, object: content } = object(value) ?? {};
    const inner = object(content);
    const blob = inner?.['__typename'] === 'Blob' ? blobOf(inner) : null;
    return { kind: kindOf(mode), oid: String(oid), blob, entries: inner === null ? [] : listing(inner) };
}
function blobOf(blob) {
    const { byteSize, isBinary, text } = blob;
    return {
        byteSize: Number(byteSize),
        isBinary: isBinary === true,
        text: typeof text === 'string' ? text : null,
    };
}
function listing(tree) {
    return list(tree['entries']).map((item) => {
        const { name, mode, oid } = object(item) ?? {};
        return { name: String(name), kind: kindOf(mode), oid: String(oid) };
    });
}
/** git's modes, which GraphQL gives as decimal numbers: 40960 is 0120000. */
function kindOf(mode) {
    if (mode === 0o120000)
        return 'symlink';
    if (mode === 0o160000)
        return 'submodule';
    return mode === 0o040000 ? 'directory' : 'file';
}
/** The parts of one request as one snapshot; the first that is no commit speaks for all. */
function join(snapshots) {
    const [first = UNREAD] = snapshots;
    const other = snapshots.find((snapshot) => snapshot.kind !== 'commit');
    if (other !== undefined || first.kind !== 'commit')
        return other ?? first;
    return { ...first, paths: new Map(snapshots.flatMap((s) => (s.kind === 'commit' ? [...s.paths] : []))) };
}
function object(value) {
    return typeof value === 'object' && value !== null ? value : null;
}
function list(value) {
    return Array.isArray(value) ? value : [];
}
/** Runs `work` over `items`, at most {@link IN_FLIGHT} at once, results in order. */
async function inFlight(items, work) {
    const results = [];
    const queue = [...items.entries()];
    const worker = async () => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
            results[next[0]] = await work(next[1]);
        }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
    return results;
}

// EXTERNAL MODULE: ./src/plugin/manifest.ts
var manifest = __webpack_require__(3958);
;// CONCATENATED MODULE: ./src/notify/sides.ts



/**
 * READ: a range → what git calls its two ends. Costs a request only where a person named a revision and for
 * pull requests; pushes, tags, releases and schedules name their commits themselves.
 */
async function resolveSides(client, repository, range) {
    if (range.kind === 'pull-request')
        return pullRequestSides(client, repository, range);
    const targets = range.kind === 'compare' ? [range.after, range.before] : [range.after];
    const [after, before] = await resolveTargets(client, repository, targets);
    if (after === undefined)
        throw new TypeError('a range has an end');
    if (range.kind === 'announce')
        return { before: { kind: 'unknown', why: range.why }, after };
    if (range.kind === 'everything-added' || before === undefined)
        return { before: { kind: 'nothing' }, after };
    return { before: { kind: 'revision', revision: before, ifGone: range.ifGone }, after };
}
/** First parent and merge commit; without a merge commit, merge base and what the run was started for. */
async function pullRequestSides(client, repository, { merge, base, head }) {
    const [found] = await readObjects(client, [{ repository, revision: { oid: merge }, paths: [] }]);
    const [first, second] = found?.kind === 'commit' ? found.parents : [];
    if (first !== undefined && second !== undefined)
        return sides(first, merge);
    const after = found?.kind === 'commit' ? merge : head;
    const { data } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
        owner: repository.owner,
        repo: repository.name,
        basehead: `${base}...${after}`,
        per_page: 1,
    });
    return sides(data.merge_base_commit.sha, after);
}
function sides(before, after) {
    return { before: { kind: 'revision', revision: { oid: before }, ifGone: 'fail' }, after: { oid: after } };
}
async function resolveTargets(client, repository, targets) {
    const choices = targets.map(choicesOf);
    const asked = choices.filter((revisions) => revisions.length > 1).flat();
    const read = await readObjects(client, asked.map((revision) => ({ repository, revision, paths: [] })));
    const snapshots = new Map(asked.map((revision, index) => [revision, read[index]]));
    return targets.map((target, index) => chosen(target, choices[index] ?? [], snapshots));
}
/** What a name may stand for, in the order in which it counts. One choice needs no look-up. */
function choicesOf(target) {
    if (target.at === 'default-branch')
        return [{ defaultBranch: true }];
    if (target.at === 'commit')
        return [{ oid: target.oid }];
    const { name } = target;
    if (/^[0-9a-f]{40}$/i.test(name))
        return [{ oid: name.toLowerCase() }];
    if (name.startsWith('refs/'))
        return [{ ref: name }];
    const abbreviated = /^[0-9a-f]{4,39}$/i.test(name) ? [{ abbreviated: name.toLowerCase() }] : [];
    return [{ ref: `refs/heads/${name}` }, { ref: `refs/tags/${name}` }, ...abbreviated];
}
function chosen(target, choices, snapshots) {
    const [only, ...others] = choices;
    if (only !== undefined && others.length === 0)
        return only;
    for (const choice of choices) {
        const snapshot = snapshots.get(choice);
        if (snapshot?.kind === 'commit')
            return { oid: snapshot.oid };
        if (snapshot !== undefined && snapshot.kind !== 'no-commit')
            return choice;
    }
    throw unknownRevision(target);
}
/** A revision that a person named and that is no commit of this repository. */
function unknownRevision(target) {
    const { name, input } = target.at === 'revision' ? target : { name: 'it', input: 'head' };
    return new problem/* ProblemError */.M({
        code: 'unknown-revision',
        what: `\`${input}\`: this repository has no branch, tag or commit ${(0,display/* quote */.hD)(name)}.`,
        remedy: 'Write a branch, a tag or a commit sha of this repository.',
    });
}

// EXTERNAL MODULE: ./src/notify/patterns.ts
var notify_patterns = __webpack_require__(6354);
;// CONCATENATED MODULE: ./src/notify/walk.ts
/** Every position's next step: files that are fully named, and directories that a wildcard needs listed. */
function nextStep(positions) {
    const steps = positions.map(expand);
    return {
        candidates: steps.flatMap(({ candidates }) => candidates),
        listings: steps.flatMap(({ listings }) => listings),
    };
}
function expand(position) {
    const { directory, segments, pattern } = position;
    const named = leadingNames(segments);
    const path = joinPath(directory, ...named);
    const rest = segments.slice(named.length);
    const [next] = rest;
    if (next === undefined)
        return { candidates: [candidate(position, path)], listings: [] };
    const listing = { directory: path, segments: rest, pattern };
    if (next.kind !== 'any-depth')
        return { candidates: [], listings: [listing] };
    const here = expand({ directory: path, segments: rest.slice(1), pattern });
    return { candidates: here.candidates, listings: [listing, ...here.listings] };
}
function leadingNames(segments) {
    const names = [];
    for (const segment of segments) {
        if (segment.kind !== 'name')
            break;
        names.push(segment.name);
    }
    return names;
}
function candidate({ directory, pattern }, path) {
    const parents = path.split('/').slice(0, -1);
    const above = parents.map((_, index) => parents.slice(0, index + 1).join('/'));
    return { path, pattern, above: above.filter((folder) => folder.length > directory.length) };
}
/** Where to go on below a listed directory; `after` and `before` are its entries, none where it is absent. */
function descend(listing, before, after) {
    const [segment, ...rest] = listing.segments;
    if (segment === undefined || segment.kind === 'name')
        return [];
    const deeper = segment.kind === 'any-depth';
    const old = new Map(before.map((entry) => [entry.name, entry]));
    const names = new Set([...old.keys(), ...after.map(({ name }) => name)]);
    const now = new Map(after.map((entry) => [entry.name, entry]));
    return [...names].flatMap((name) => {
        if (!deeper && !segment.matches(name))
            return [];
        if (!worthALook(old.get(name), now.get(name), deeper))
            return [];
        const segments = deeper ? listing.segments : rest;
        return below(listing, name, segments, [old.get(name), now.get(name)]);
    });
}
/** Differs between the sides; or is a symlink that stands for a folder, whose target may differ unseen. */
function worthALook(before, after, deeper) {
    const differs = before?.oid !== after?.oid || before?.kind !== after?.kind;
    return differs || (!deeper && after?.kind === 'symlink');
}
function below({ directory, pattern }, name, segments, sides) {
    const path = joinPath(directory, name);
    if (segments.length === 0)
        return [{ directory, segments: [{ kind: 'name', name }], pattern }];
    if (sides.some((side) => side?.kind === 'directory'))
        return [{ directory: path, segments, pattern }];
    const linked = sides.some((side) => side?.kind === 'symlink' || side?.kind === 'submodule');
    const named = segments.every(({ kind }) => kind === 'name');
    // Not a real folder: stay above it, so that the link itself is read along with what may lie behind it.
    return linked && named ? [{ directory, segments: [{ kind: 'name', name }, ...segments], pattern }] : [];
}
/** `''` and `'a'` → `'a'`. */
function joinPath(...parts) {
    return parts.filter((part) => part !== '').join('/');
}
/** Looks a candidate up in what was read of one side. */
function locate({ path, above }, lookup) {
    const found = lookup(path);
    if (found?.kind === 'found')
        return locateEntry(path, path, found.entry);
    for (const folder of above) {
        const parent = lookup(folder);
        if (parent?.kind === 'found' && parent.entry.kind !== 'directory') {
            return locateEntry(folder, path, parent.entry);
        }
    }
    return { kind: 'absent' };
}
function locateEntry(place, path, entry) {
    const own = place === path;
    switch (entry.kind) {
        case 'symlink':
            return follow(place, path, entry);
        case 'submodule':
            return { kind: 'not-a-file', fault: 'submodule', own };
        case 'directory':
            return { kind: 'not-a-file', fault: 'directory', own };
        case 'file':
            return own ? { kind: 'file', entry } : { kind: 'absent' };
    }
}
/** Where a symlink at `place` leads for `path`: a path in the repository, or out of it. */
function follow(place, path, entry) {
    const own = place === path;
    const text = entry.blob?.text ?? '';
    const target = resolveLink(place, text);
    if (target === null || text === '')
        return { kind: 'not-a-file', fault: 'link-outside', own };
    const rest = path.slice(place.length + 1);
    return { kind: 'link', link: place, target: joinPath(target, rest), own };
}
/** The repository path that link text at `place` names; null where it is absolute or leaves the repository. */
function resolveLink(place, text) {
    if (text.startsWith('/') || /^[A-Za-z]:|\\|\0/.test(text))
        return null;
    const steps = place.split('/').slice(0, -1);
    for (const step of text.split('/')) {
        if (step === '' || step === '.')
            continue;
        if (step !== '..')
            steps.push(step);
        else if (steps.pop() === undefined)
            return null;
    }
    return steps.join('/');
}
/** What stands at a followed link's target. A link there is not followed again. */
function locateTarget(link, found) {
    if (found?.kind !== 'found') {
        return link.own ? { kind: 'not-a-file', fault: 'link-broken', own: true } : { kind: 'absent' };
    }
    if (found.entry.kind === 'file')
        return { kind: 'file', entry: found.entry };
    const fault = found.entry.kind === 'symlink' ? 'link-to-link' : found.entry.kind;
    return { kind: 'not-a-file', fault, own: link.own };
}

;// CONCATENATED MODULE: ./src/notify/trees.ts




/**
 * READ: the paths that match `patterns` and differ between the two sides; all of them where there is nothing to
 * compare with. One request for both sides together, plus one per wildcard level, plus one where links are
 * followed. Throws `ProblemError`.
 */
async function compareTrees(client, repository, sides, patterns) {
    const reader = new SidesReader(client, repository, sides);
    const candidates = new Map();
    let positions = patterns.include.map((pattern, index) => ({
        directory: '',
        segments: (0,notify_patterns/* segmentsOf */.OD)(pattern),
        pattern: index,
    }));
    while (positions.length > 0) {
        const step = nextStep(positions);
        const matching = step.candidates.filter(({ path }) => patterns.matches(path));
        await reader.read(pathsOf({ ...step, candidates: matching }));
        for (const found of matching)
            remember(candidates, found);
        positions = step.listings.flatMap((listing) => descend(listing, reader.before.entries(listing.directory), reader.after.entries(listing.directory)));
    }
    return reader.comparison(await differences([...candidates.values()], reader));
}
function pathsOf({ candidates, listings }) {
    return [...candidates.flatMap(({ path, above }) => [path, ...above]), ...listings.map((l) => l.directory)];
}
function remember(candidates, found) {
    const known = candidates.get(found.path);
    if (known === undefined || found.pattern < known.pattern)
        candidates.set(found.path, found);
}
async function differences(candidates, reader) {
    const located = candidates.map((candidate) => ({
        candidate,
        before: reader.before.locate(candidate),
        after: reader.after.locate(candidate),
    }));
    await reader.read(located.flatMap(({ before, after }) => [...targetOf(before), ...targetOf(after)]));
    return located
        .map(({ candidate: { path, pattern }, before, after }) => ({
        path,
        pattern,
        before: reader.before.followed(before),
        after: reader.after.followed(after),
    }))
        .filter(({ before, after }) => !same(before, after));
}
function targetOf(located) {
    return located.kind === 'link' ? [located.target] : [];
}
function same(before, after) {
    if (before.kind === 'file' && after.kind === 'file')
        return before.entry.oid === after.entry.oid;
    if (before.kind === 'not-a-file' && after.kind === 'not-a-file')
        return before.fault === after.fault;
    return before.kind === 'absent' && after.kind === 'absent';
}
/** What has been read of one side. */
class Side {
    #read = new Map();
    add(paths) {
        for (const [path, result] of paths) {
            if (result.kind === 'failed')
                throw (0,problems/* readFailure */.f1)(result.message);
            this.#read.set(path, result);
        }
    }
    entries(directory) {
        const found = this.#read.get(directory);
        return found?.kind === 'found' ? found.entry.entries : [];
    }
    locate(candidate) {
        const located = locate(candidate, (path) => this.#read.get(path));
        return located.kind === 'link' && !located.own && this.#throughFile(located.target)
            ? { kind: 'absent' }
            : located;
    }
    followed(located) {
        return located.kind === 'link' ? locateTarget(located, this.#read.get(located.target)) : located;
    }
    /** Whether a listing at hand already shows that a path's first folder is none (`CLAUDE.md` → `AGENTS.md`). */
    #throughFile(path) {
        const [first] = path.split('/');
        return this.entries('').some(({ name, kind }) => name === first && kind === 'file');
    }
}
/** Reads both sides, each path once, and pins each side to the commit that its first answer named. */
class SidesReader {
    before = new Side();
    after = new Side();
    #client;
    #repository;
    #asked = new Set();
    #sides;
    #previous = null;
    #commit = '';
    constructor(client, repository, sides) {
        this.#client = client;
        this.#repository = repository;
        this.#sides = sides;
    }
    async read(paths) {
        const fresh = [...new Set(paths)].filter((path) => !this.#asked.has(path));
        for (const path of fresh)
            this.#asked.add(path);
        if (fresh.length > 0)
            await this.#readBoth(fresh);
    }
    comparison(found) {
        return { before: this.#sides.before, commit: this.#commit, previous: this.#previous, differences: found };
    }
    async #readBoth(paths) {
        const { before, after } = this.#sides;
        const revisions = before.kind === 'revision' ? [after, before.revision] : [after];
        const [now, old] = await this.#snapshots(revisions, paths);
        const current = now?.kind === 'no-commit' ? await this.#insist(after, paths) : now;
        this.after.add(this.#commitOf(current, after).paths);
        if (current?.kind === 'commit')
            this.#commit = current.oid;
        if (before.kind === 'revision')
            this.#addBefore(old, before);
        this.#sides = { ...this.#sides, after: { oid: this.#commit } };
    }
    #addBefore(old, before) {
        if (old?.kind === 'no-commit' && before.ifGone === 'announce') {
            const why = 'the state before the push can no longer be read';
            this.#sides = { ...this.#sides, before: { kind: 'unknown', why } };
            return;
        }
        const commit = this.#commitOf(old, before.revision);
        this.before.add(commit.paths);
        this.#previous = commit.oid;
        this.#sides = { ...this.#sides, before: { ...before, revision: { oid: commit.oid } } };
    }
    #snapshots(revisions, paths) {
        return readObjects(this.#client, revisions.map((revision) => ({ repository: this.#repository, revision, paths })));
    }
    /** A commit that was just pushed can be missing for a moment: it is asked for again before it is an error. */
    async #insist(revision, paths) {
        for (let tries = 1;; tries++) {
            const more = await this.#client.pause('Reading the commit', 'GitHub does not have it yet', tries);
            if (!more)
                return { kind: 'no-commit' };
            const [snapshot] = await this.#snapshots([revision], paths);
            if (snapshot?.kind !== 'no-commit')
                return snapshot;
        }
    }
    #commitOf(snapshot, revision) {
        if (snapshot?.kind === 'commit')
            return snapshot;
        throw (0,problems/* unreadableCommit */.R9)(snapshot, revision, this.#repository);
    }
}

;// CONCATENATED MODULE: ./src/notify/manifests.ts






/** READ: every manifest that differs between the two ends of the range, on both sides. Throws `ProblemError`. */
async function readManifests(client, repository, range, patterns) {
    const sides = await resolveSides(client, repository, range);
    const comparison = await compareTrees(client, repository, sides, patterns);
    const ordered = comparison.differences.toSorted((a, b) => a.pattern - b.pattern || (a.path < b.path ? -1 : 1));
    const pairs = await inFlight(ordered, (difference) => readPair(client, repository, difference));
    return { ...basisOf(comparison), commit: comparison.commit, previous: comparison.previous, pairs };
}
function basisOf({ before }) {
    if (before.kind === 'unknown')
        return { basis: 'announced', why: before.why };
    return { basis: before.kind === 'nothing' ? 'everything-added' : 'compared', why: '' };
}
async function readPair(client, repository, difference) {
    const read = (located) => readState(client, repository, located, difference.path);
    const [before, after] = await Promise.all([read(difference.before), read(difference.after)]);
    return { path: difference.path, before, after };
}
async function readState(client, repository, located, path) {
    switch (located.kind) {
        case 'absent':
        case 'link':
            return { kind: 'absent' };
        case 'not-a-file':
            return notAFile(located.fault, located.own, path);
        case 'file':
            return stateOf(await textAt(client, repository, located.entry), path);
    }
}
async function textAt(client, repository, { oid, blob }) {
    return blobText(client, repository, oid, blob ?? { byteSize: 0, isBinary: false, text: null });
}
function stateOf(content, path) {
    if (content.kind !== 'text')
        return unreadable(path, content.kind);
    const parsed = (0,manifest/* parseManifest */.N)(content.text, path);
    return parsed.kind === 'manifest' ? parsed : { kind: 'unreadable', problem: parsed.problem };
}
function notAFile(fault, own, path) {
    if (own)
        return unreadable(path, fault);
    return fault === 'submodule' ? { kind: 'elsewhere' } : { kind: 'absent' };
}
/** What can stand where a manifest should. */
const FAULTS = {
    directory: 'is a directory',
    submodule: 'is a submodule',
    'link-outside': 'is a symbolic link that leaves the repository',
    'link-broken': 'is a symbolic link to nothing in this commit',
    'link-to-link': 'is a symbolic link to something that is no file; a link is followed once',
    binary: 'is a binary file',
    'not-utf8': 'is not UTF-8 text',
    'lfs-pointer': 'is a Git LFS pointer',
    'too-large': 'is larger than 1 MiB',
};
function unreadable(path, fault) {
    const what = `${(0,display/* quote */.hD)(path)} ${FAULTS[fault]}, not a plugin manifest.`;
    const remedy = fault === 'lfs-pointer'
        ? 'Take plugin.json out of Git LFS (.gitattributes): Claude Code reads the file as it is in git.'
        : 'Commit plugin.json as a plain UTF-8 JSON file, or exclude the path in `manifests` with a leading "!".';
    return { kind: 'unreadable', problem: { code: `manifest-${fault}`, what, remedy, at: { file: path } } };
}

// EXTERNAL MODULE: ./src/notify/notifications.ts
var notify_notifications = __webpack_require__(2677);
// EXTERNAL MODULE: ./src/notify/report.ts
var report = __webpack_require__(3859);
// EXTERNAL MODULE: ./src/github/expiry.ts
var github_expiry = __webpack_require__(8664);
;// CONCATENATED MODULE: ./src/notify/token-expiry.ts


function watchExpiry() {
    let expiry = null;
    let answered = false;
    return {
        see: (headers) => {
            answered = true;
            expiry = (0,github_expiry/* parseExpiry */.rQ)(headers[github_expiry/* EXPIRY_HEADER */.sM]) ?? expiry;
        },
        expiry: () => expiry,
        answered: () => answered,
    };
}
/**
 * Asks once where nothing was sent: a token must not end unseen between two bumps. Reading the rate limit
 * costs none of it (https://docs.github.com/rest/rate-limit/rate-limit).
 */
async function askExpiry(client) {
    try {
        await client.request('GET /rate_limit');
    }
    catch (error) {
        if (!(error instanceof github_client.GitHubError))
            throw error;
        if (error.status === 401)
            return [REJECTED];
    }
    return [];
}
const REJECTED = {
    level: 'warning',
    title: 'token-rejected',
    text: 'GitHub rejects `token` (401): it is wrong, revoked or expired. Nothing had to be sent this time, but the next ' +
        'version would not arrive. Renew the secret that the workflow passes as `token` (MARKETPLACE_UPDATE_TOKEN in the template).',
};
/** A warning where `expiry` (epoch milliseconds) is at most `warning` days away; `warning` 0 never warns. */
function expiryWarning(expiry, warning, now) {
    if (expiry === null || warning === 0)
        return [];
    const left = (0,github_expiry/* daysLeft */.H_)(expiry, now);
    if (left > warning)
        return [];
    const when = left < 1 ? 'in less than a day' : `in ${left} ${left === 1 ? 'day' : 'days'}`;
    const text = `The token expires ${when}, on ${(0,github_expiry/* showTime */.lY)(expiry)}. Renew it, and put the new one into the secret that the ` +
        'workflow passes as `token` (MARKETPLACE_UPDATE_TOKEN in the template): after that date no version arrives.';
    return [{ level: 'warning', title: 'token-expires', text }];
}

;// CONCATENATED MODULE: ./src/notify/notify.ts










const NOTHING_SENT = { deliveries: [], renamed: new Map() };
/** event → range → manifests on both sides → changes → notifications → deliveries → report */
async function notify(options, world) {
    const github = connect(options, world);
    try {
        return await run(options, github, world);
    }
    catch (error) {
        if (error instanceof problem/* ProblemError */.M)
            return (0,report/* failedReport */.kS)(error.problems, options.addresses.serverUrl);
        if (!(error instanceof github_client.GitHubError))
            throw error;
        return (0,report/* failedReport */.kS)((0,problems/* readFailure */.f1)(error.message, error).problems, options.addresses.serverUrl);
    }
}
function connect({ tokens, addresses }, { clock, log }) {
    const connection = { ...addresses, clock, log, waiting: (0,github_client.waitingBudget)() };
    const expiry = watchExpiry();
    const sender = tokens.send === null ? null : (0,github_client.createClient)(tokens.send, connection, expiry.see);
    return { reader: (0,github_client.createClient)(tokens.read, connection), sender, expiry };
}
async function run(options, github, world) {
    const { range } = options;
    if (range.kind === 'nothing')
        return nothingToDo(range.why, options, github, world);
    const manifests = await readManifests(github.reader, options.repository, range, options.manifests);
    const changes = findChanges(manifests);
    const decisions = (0,notify_notifications/* decide */.LD)(changes.changes, options);
    world.log.info(scopeOf(manifests, range));
    logDecisions(decisions, world.log);
    const deliveries = await send(decisions, manifests.commit, options, github, world);
    return (0,report/* makeReport */.dO)({
        decisions,
        problems: changes.problems,
        deliveries,
        remarks: [
            ...rangeRemarks(manifests, options),
            ...elsewhereRemarks(changes),
            ...(await tokenRemarks(options, github, world)),
        ],
        scope: scopeOf(manifests, range),
        dryRun: options.dryRun,
        serverUrl: options.addresses.serverUrl,
    });
}
async function nothingToDo(why, options, github, world) {
    const text = `Not looked at: ${why}. Nothing is sent.`;
    const remarks = [
        { level: 'notice', title: 'not-looked-at', text },
        ...(await tokenRemarks(options, github, world)),
    ];
    const { serverUrl } = options.addresses;
    return (0,report/* makeReport */.dO)({ decisions: [], problems: [], deliveries: NOTHING_SENT, remarks, scope: '', dryRun: null, serverUrl });
}
async function send(decisions, commit, options, { sender, expiry }, { clock, log }) {
    const { repository, addresses, dryRun, tokens, eventType } = options;
    const fullName = `${repository.owner}/${repository.name}`;
    const wanted = decisions.flatMap(({ change, reason }) => (reason === null ? [change] : []));
    const notifications = (0,notify_notifications/* planNotifications */.at)(wanted, options.marketplaces, options.batch, {
        repository: fullName,
        commit,
        timestamp: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
        runUrl: addresses.runUrl,
        extra: options.payload,
    });
    if (dryRun !== null || sender === null)
        return (0,deliver/* rehearse */.Km)(notifications, log);
    const kind = (0,problems/* tokenKind */.aA)(tokens.send ?? '');
    const isGithubToken = tokens.send === tokens.read;
    const who = { client: sender, clock, log, eventType, kind, isGithubToken, repository: fullName, expiry: expiry.expiry };
    return (0,deliver/* deliver */.cK)(who, notifications);
}
/** `Compared 1a2b3c4 with 5d6e7f8: 2 manifests differ.` */
function scopeOf({ pairs, basis, why, commit, previous }, range) {
    const after = commit.slice(0, 7);
    const manifests = (0,report/* count */.U9)(pairs.length, 'manifest');
    if (basis === 'announced')
        return `Every plugin at ${after} is sent, because nothing is compared: ${why}. ${manifests} found.`;
    if (basis === 'everything-added')
        return `${after} is the first commit of its branch: all it holds is new. ${manifests} found.`;
    const differ = pairs.length === 1 ? 'differs' : 'differ';
    const merge = range.kind === 'pull-request' ? ' (what merging brings)' : '';
    return `Compared ${previous?.slice(0, 7)} with ${after}${merge}: ${manifests} ${differ}.`;
}
function logDecisions(decisions, log) {
    for (const { change, reason } of decisions) {
        const { plugin, version, previousVersion, path } = change;
        const step = change.change === 'announced' ? '' : `${(0,display/* display */.Vy)(previousVersion ?? 'none')} → `;
        const what = `${(0,display/* display */.Vy)(plugin)} ${step}${(0,display/* display */.Vy)(version ?? 'none')}: ${change.change}`;
        log.info(`  ${what}, ${(0,display/* display */.Vy)(path)}${reason === null ? '' : ` (not sent: ${reason})`}`);
    }
}
/** Why nothing was compared, or nothing sent, said once and where it is seen. */
function rangeRemarks({ basis, why }, { dryRun, range }) {
    const announced = basis === 'announced' && (range.kind === 'compare' || /created/.test(why));
    return [
        ...(announced
            ? [{ level: 'notice', title: 'announced', text: `Every plugin was sent, because ${why}.` }]
            : []),
        ...(dryRun === null ? [] : [{ level: 'notice', title: 'dry-run', text: `Nothing was sent: ${dryRun}.` }]),
    ];
}
function elsewhereRemarks({ elsewhere }) {
    return elsewhere.map((path) => ({
        level: 'notice',
        title: 'submodule',
        text: `${(0,display/* quote */.hD)(path)} lies in a submodule. Its versions are announced by its own repository: set this action up there.`,
    }));
}
async function tokenRemarks({ expiryWarning: days }, { sender, expiry }, { clock }) {
    const unasked = sender !== null && days > 0 && !expiry.answered();
    const rejected = unasked ? await askExpiry(sender) : [];
    return [...rejected, ...expiryWarning(expiry.expiry(), days, clock.now())];
}


/***/ })

};
