export const id = 924;
export const ids = [924];
export const modules = {

/***/ 1729:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B1: () => (/* binding */ readAddresses),
/* harmony export */   N5: () => (/* binding */ readEventPayload),
/* harmony export */   Yk: () => (/* binding */ runRepository),
/* harmony export */   _9: () => (/* binding */ readTokenInput),
/* harmony export */   af: () => (/* binding */ stepInputs),
/* harmony export */   cA: () => (/* binding */ environment)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6421);
/* harmony import */ var _findings_settings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3721);
/* harmony import */ var _github_client_network_settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9627);
/* harmony import */ var _github_client_token_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2534);
/* harmony import */ var _github_repository_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(651);
/* harmony import */ var _plugin_json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(785);
/* harmony import */ var _input_values_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7233);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7911);









function stepInputs(table) {
    return new _input_values_js__WEBPACK_IMPORTED_MODULE_4__/* .InputValues */ .R(table, (name) => (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .getInput */ .V4)(name));
}
/** A variable of the runner, `''` where it is not set. */
function environment(name) {
    return process.env[name] ?? '';
}
function runRepository(values) {
    const [owner = '', name = ''] = environment('GITHUB_REPOSITORY').split('/');
    if (owner === '' || name === '') {
        values.refuse('no-repository', 'GITHUB_REPOSITORY is not set', 'Run this as an action, in a workflow.');
    }
    return { owner, name };
}
/** A token out of an input: masked in the log, refused where it can be none. */
function readTokenInput(values, input) {
    const token = values.text(input);
    if (token !== '')
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setSecret */ .Pq)(token);
    (0,_secrets_js__WEBPACK_IMPORTED_MODULE_5__/* .rememberSecret */ .G)(token);
    // Not quoted: half a token is a secret too.
    if (token !== '' && !(0,_github_client_token_js__WEBPACK_IMPORTED_MODULE_6__/* .isTokenText */ .BG)(token)) {
        const remedy = 'Store the secret again: one line, without spaces, quotes or a comment, as GitHub showed the token.';
        values.refuse('token-malformed', `\`${input}\` contains characters that no token has`, remedy);
    }
    return token;
}
function readEventPayload(values) {
    try {
        const payload = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(environment('GITHUB_EVENT_PATH'), 'utf8'));
        if ((0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isObject */ .G)(payload))
            return payload;
    }
    catch {
        // Told below, like any other text that is no event.
    }
    const remedy = 'Run this as an action, in a workflow; GitHub writes that file.';
    values.refuse('event-unreadable', 'The event in GITHUB_EVENT_PATH could not be read', remedy);
    return {};
}
/**
 * https://docs.github.com/actions/reference/workflows-and-actions/variables; GitHub Enterprise Server has its own. What
 * can't be asked is refused here, because it would fail late, and look like a fault of GitHub's.
 */
function readAddresses(values, repository) {
    const address = (name, usual) => {
        const given = (0,_github_client_network_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .serverAddress */ .aD)(environment(name) || usual);
        return given.kind === 'usable' ? given.url : usual;
    };
    const serverUrl = address('GITHUB_SERVER_URL', 'https://github.com');
    const apiUrl = address('GITHUB_API_URL', 'https://api.github.com');
    const graphqlUrl = address('GITHUB_GRAPHQL_URL', 'https://api.github.com/graphql');
    const broken = [...(0,_github_client_network_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .brokenAddresses */ .ET)(process.env), ...(0,_github_client_network_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .brokenProxies */ .yM)(process.env, [apiUrl, graphqlUrl])];
    for (const { code, what, remedy } of broken.map(_findings_settings_js__WEBPACK_IMPORTED_MODULE_2__/* .settingProblem */ .o)) {
        values.refuse(code, what, `${remedy} ${WHERE_SET}`);
    }
    const runUrl = `${serverUrl}/${(0,_github_repository_js__WEBPACK_IMPORTED_MODULE_8__/* .fullName */ .fq)(repository)}/actions/runs/${environment('GITHUB_RUN_ID')}`;
    return { serverUrl, apiUrl, graphqlUrl, runUrl, network: (0,_github_client_network_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .networkOf */ .Af)(process.env), ...manualAt(serverUrl) };
}
/** https://docs.github.com/actions/reference/workflows-and-actions/variables: the ref is a tag, a branch or a commit. */
function manualAt(serverUrl) {
    const [repository, ref] = [environment('GITHUB_ACTION_REPOSITORY'), environment('GITHUB_ACTION_REF')];
    if (!(0,_github_repository_js__WEBPACK_IMPORTED_MODULE_8__/* .isRepositoryName */ .en)(repository) || !/^[\w./-]+$/.test(ref))
        return {};
    return { manual: `${serverUrl}/${repository}/blob/${ref}/docs` };
}
/** https://docs.github.com/actions/how-tos/manage-runners/use-proxy-servers */
const WHERE_SET = "The variable is set in the runner's .env file, or under `env:` in the workflow.";


/***/ }),

/***/ 2696:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ runStep)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
// EXTERNAL MODULE: ./src/github/repository.ts
var github_repository = __webpack_require__(651);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
// EXTERNAL MODULE: ./src/action/inputs.ts
var inputs = __webpack_require__(1729);
// EXTERNAL MODULE: ./src/action/report.ts
var action_report = __webpack_require__(1658);
// EXTERNAL MODULE: ./src/action/secrets.ts
var secrets = __webpack_require__(7911);
;// CONCATENATED MODULE: ./src/action/print.ts







/** The log of the step. Nothing is printed anywhere else. */
const stepLog = {
    info: (line) => core/* info */.pq(clean(line)),
    debug: (line) => core/* debug */.Yz(clean(line)),
    startGroup: (title) => core/* startGroup */.Oh(clean(title)),
    endGroup: core/* endGroup */.N4,
};
/** What every text goes through that this step writes, whatever it was made of. */
function clean(text, kept = '') {
    return (0,secrets/* redacted */.p)((0,display/* withoutControls */.DJ)(text, kept));
}
/** Annotations, outputs and summary, and the step's failure if there is one. */
async function printReport(report) {
    const shown = (0,action_report/* shownAnnotations */.qw)(report.annotations);
    for (const annotation of shown)
        print(annotation);
    // An annotation that GitHub does not show at the code is still in the log.
    for (const annotation of report.annotations.filter((one) => !shown.includes(one)))
        printPlain(annotation);
    writeOutputs(report.outputs);
    await writeSummary(report.summary);
    if (report.failure === null)
        stepLog.info(`${report.headline}.`);
    else
        fail(report.failure, shown);
}
/** What is already red at its place is not red once more, as a sum of it. */
function fail(failure, shown) {
    if (shown.some(({ level }) => level === 'error')) {
        process.exitCode = core/* ExitCode */.yU.Failure;
        stepLog.info(failure);
    }
    else
        core/* setFailed */.C1(clean(failure));
}
/** An unexpected failure: its stack is for debug logging only. */
function printUnforeseen(error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Error)
        core/* debug */.Yz(clean(error.stack ?? '', '\n'));
    const text = `This should not happen: ${(0,display/* display */.Vy)(message, 500)}. Please run the job again with debug logging and report it ${whereToReport()}.`;
    core/* setFailed */.C1(clean(text));
}
/** Nothing is said of a copy inside the repository itself: there is no such variable then. */
function whereToReport() {
    const repository = (0,inputs/* environment */.cA)('GITHUB_ACTION_REPOSITORY');
    const server = (0,inputs/* environment */.cA)('GITHUB_SERVER_URL');
    if (!(0,github_repository/* isRepositoryName */.en)(repository) || !/^https:\/\/[\w.:-]+$/.test(server))
        return 'to whoever publishes this action';
    return `at ${server}/${repository}/issues`;
}
const COMMANDS = { error: core/* error */.z3, warning: core/* warning */.$e, notice: core/* notice */.lm };
function print({ level, title, text, at }) {
    const { file } = at ?? {};
    const isPlain = file === undefined || (clean(file) === file && !file.includes('##['));
    if (isPlain)
        COMMANDS[level](clean(text), { title, ...properties(at) });
    // A file of such a name can't be pointed to.
    else
        COMMANDS[level](clean(`${text} (${(0,display/* quote */.hD)(file)})`), { title });
}
function printPlain({ level, text, at }) {
    const place = at === undefined ? '' : ` (${(0,display/* quote */.hD)([at.file, at.line, at.column].filter(Boolean).join(':'), 300)})`;
    stepLog.info(`${level.charAt(0).toUpperCase()}${level.slice(1)}: ${text}${place}`);
}
function properties(at) {
    if (at === undefined)
        return {};
    const { file, line, column } = at;
    return {
        file,
        ...(line === undefined ? {} : { startLine: line }),
        ...(column === undefined ? {} : { startColumn: column }),
    };
}
/** What was sent is sent: outputs that cannot be written must not hide it. */
function writeOutputs(outputs) {
    try {
        for (const [name, value] of Object.entries(outputs))
            core/* setOutput */.uH(name, clean(value));
    }
    catch (error) {
        const why = error instanceof Error ? error.message : '';
        core/* warning */.$e(clean(`The outputs could not be written (GITHUB_OUTPUT): ${why}`));
    }
}
/** A runner without summaries (GitHub Enterprise Server before 3.6) must not fail a run for that. */
async function writeSummary(markdown) {
    try {
        await (0,promises_.appendFile)((0,inputs/* environment */.cA)('GITHUB_STEP_SUMMARY'), clean(markdown, '\n'));
    }
    catch {
        core/* debug */.Yz('There is no job summary on this runner.');
    }
}

;// CONCATENATED MODULE: ./src/action/run.ts

/** One step of a job: inputs → report → log, annotations, outputs and summary. Never throws. */
async function runStep(action, clock) {
    try {
        const inputs = action.readInputs();
        await printReport(inputs.kind === 'options'
            ? await action.act(inputs.options, { clock, log: stepLog })
            : action.failedReport(inputs.problems));
    }
    catch (error) {
        printUnforeseen(error);
    }
}


/***/ }),

/***/ 7911:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ rememberSecret),
/* harmony export */   p: () => (/* binding */ redacted)
/* harmony export */ });
/* harmony import */ var _github_client_own_token_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4899);

/** As the runner's own masks, these are known to the whole process. */
const masks = new Map();
function rememberSecret(token) {
    masks.set(token, (0,_github_client_own_token_js__WEBPACK_IMPORTED_MODULE_0__/* .tokenMask */ .qv)(token));
}
/** A server may send back what it was asked with, and the runner masks neither outputs nor a summary's file. */
function redacted(text) {
    return [...masks.values()].reduce((shown, mask) => mask(shown), text);
}


/***/ }),

/***/ 1924:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _action_run_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2696);
/* harmony import */ var _github_client_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5119);
/* harmony import */ var _notify_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3678);



await (0,_action_run_js__WEBPACK_IMPORTED_MODULE_0__/* .runStep */ .e)(_notify_js__WEBPACK_IMPORTED_MODULE_2__/* .NOTIFY_ACTION */ .N, _github_client_client_js__WEBPACK_IMPORTED_MODULE_1__/* .systemClock */ .ml);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3678:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ NOTIFY_ACTION)
});

// UNUSED EXPORTS: notify

// EXTERNAL MODULE: ./src/action/report.ts
var report = __webpack_require__(1658);
// EXTERNAL MODULE: ./src/findings/problem.ts
var findings_problem = __webpack_require__(7693);
// EXTERNAL MODULE: ./src/findings/reading.ts
var reading = __webpack_require__(5922);
// EXTERNAL MODULE: ./src/github/client/client.ts + 2 modules
var client = __webpack_require__(5119);
// EXTERNAL MODULE: ./src/github/client/error.ts
var client_error = __webpack_require__(6093);
// EXTERNAL MODULE: ./src/github/client/token.ts
var token = __webpack_require__(2534);
// EXTERNAL MODULE: ./src/github/repository.ts
var github_repository = __webpack_require__(651);
// EXTERNAL MODULE: ./src/findings/files.ts
var files = __webpack_require__(6817);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
// EXTERNAL MODULE: ./src/plugin/version.ts
var version = __webpack_require__(2051);
;// CONCATENATED MODULE: ./src/notify/compare/changes.ts



/** PURE: manifests on both sides → what changed, in the order of the pairs. */
function findChanges({ pairs, basis }) {
    const matched = matchMoved(pairs);
    const problems = matched.flatMap(({ after }) => after.kind === 'unreadable' ? [(0,files/* manifestProblem */.Vx)(after.fault, 'notify')] : []);
    const changes = matched.flatMap((pair) => changeOf(pair, basis.kind === 'announced'));
    const elsewhere = matched.flatMap(({ path, after }) => (after.kind === 'elsewhere' ? [path] : []));
    return { changes, problems, elsewhere };
}
/**
 * A manifest that appeared where one of the same name vanished has moved: the two become one pair. Of several of
 * one name, those with the same version find each other first. A path where one plugin took another's place counts
 * as both.
 */
function matchMoved(pairs) {
    const appeared = pairs.flatMap(({ path, before, after }) => after.kind === 'manifest' && (before.kind === 'absent' || isOther(before, after))
        ? [{ path, manifest: after.manifest }]
        : []);
    const vanished = pairs.flatMap(({ path: from, before, after }) => before.kind === 'manifest' && (after.kind === 'absent' || isOther(before, after))
        ? [{ from, old: before.manifest }]
        : []);
    const origins = new Map();
    const left = new Set();
    for (const sameVersion of [true, false]) {
        for (const { path, manifest } of appeared.filter((found) => !origins.has(found.path))) {
            const origin = vanished.find(({ from, old }) => !left.has(from) && isOrigin(old, manifest, sameVersion));
            if (origin === undefined)
                continue;
            origins.set(path, origin.old);
            left.add(origin.from);
        }
    }
    return pairs.flatMap((pair) => withOrigin(pair, origins.get(pair.path), left.has(pair.path)));
}
function isOrigin(old, { name, version }, sameVersion) {
    return old.name === name && (!sameVersion || old.version === version);
}
function isOther(before, after) {
    return (before.kind === 'manifest' && after.kind === 'manifest' && before.manifest.name !== after.manifest.name);
}
/** A pair with where it came from. One that only left is none; another plugin in its place is new. */
function withOrigin(pair, origin, left) {
    if (origin !== undefined)
        return [{ ...pair, before: { kind: 'manifest', manifest: origin } }];
    if (!left)
        return [pair];
    return pair.after.kind === 'absent' ? [] : [{ ...pair, before: { kind: 'absent' } }];
}
function changeOf({ path, before, after }, announced) {
    if (after.kind === 'manifest') {
        const { manifest } = after;
        const previous = announced || before.kind !== 'manifest' ? null : before.manifest.version;
        const verdict = announced ? announce(manifest) : judge(previous, manifest.version);
        const remark = renamed(before, manifest, verdict);
        return [{ ...describe(manifest, path, previous), change: verdict.change, remark }];
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
/** A new name with the old version is not announced, which deserves a notice if there is no other remark. */
function renamed(before, { name }, { change, remark }) {
    if (remark !== null || change !== 'unchanged' || before.kind !== 'manifest')
        return remark;
    if (before.manifest.name === name)
        return null;
    return notice(`was called ${(0,display/* quote */.hD)(before.manifest.name)}; its version is the same, so nothing is sent. Raise the version to announce the new name.`);
}
function announce({ version }) {
    return version === null ? WITHOUT_VERSION : { change: 'announced', remark: null };
}
function judge(before, after) {
    if (after === null)
        return before === null ? WITHOUT_VERSION : VERSION_REMOVED;
    if (before === null)
        return { change: 'added', remark: null };
    const { change, remark } = (0,version/* compareVersions */.Zy)(before, after);
    const went = `from ${(0,display/* quote */.hD)(before)} to ${(0,display/* quote */.hD)(after)}`;
    if (remark === 'same-precedence') {
        const so = 'which is the same version by semver’s rules, so nothing is sent. Raise the version to announce it.';
        return { change, remark: notice(`went ${went}, ${so}`) };
    }
    if (remark === 'not-semantic') {
        const so = 'and these cannot be compared. Use a semantic version such as 1.2.3 (https://semver.org).';
        return { change, remark: warning('changed', `went ${went}, ${so}`) };
    }
    if (change !== 'downgrade')
        return { change, remark: null };
    const so = 'Claude Code installs any version that differs, so users get the older one. Raise the version if you did not intend this.';
    return { change, remark: warning(change, `went down ${went}. ${so}`) };
}
/** Where the version is the same, a notice is enough. */
function notice(text) {
    return { title: 'unchanged', level: 'notice', text };
}
function warning(title, text) {
    return { title, level: 'warning', text };
}
const WITHOUT_VERSION = {
    change: 'unchanged',
    remark: notice('declares no version, so Claude Code follows its commits and there is nothing to send. Add a `version` to announce releases.'),
};
const VERSION_REMOVED = {
    change: 'removed',
    remark: warning('removed', 'no longer declares a version, so nothing is sent. Claude Code now follows its commits; put `version` back if you did not intend this.'),
};

// EXTERNAL MODULE: ./src/action/patterns.ts
var patterns = __webpack_require__(6207);
// EXTERNAL MODULE: ./src/github/client/in-flight.ts
var in_flight = __webpack_require__(2263);
// EXTERNAL MODULE: ./src/github/path.ts
var github_path = __webpack_require__(7176);
// EXTERNAL MODULE: ./src/github/plugins/manifest-state.ts
var manifest_state = __webpack_require__(3183);
;// CONCATENATED MODULE: ./src/notify/compare/manifest-pair.ts
/**
 * READ: for plugins that are new where `manifests` looks: the manifests that vanished where it does not look, one for
 * each at most, with the same name. Such a plugin has moved, and is compared with what it was.
 *
 * @param vanished reads what vanished elsewhere; asked only where some plugin is new.
 */
async function movedFrom(pairs, vanished) {
    const added = pairs.flatMap(({ before, after }) => before.kind === 'absent' && after.kind === 'manifest' ? [after.manifest] : []);
    if (added.length === 0)
        return [];
    const left = new Set(await vanished());
    return added.flatMap(({ name, version }) => {
        const same = [...left].filter(({ before }) => before.kind === 'manifest' && before.manifest.name === name);
        const [first] = same;
        const best = same.find(({ before }) => before.kind === 'manifest' && before.manifest.version === version) ?? first;
        if (best === undefined)
            return [];
        left.delete(best);
        return [best];
    });
}

// EXTERNAL MODULE: ./src/notify/compare/path-patterns.ts
var path_patterns = __webpack_require__(8228);
// EXTERNAL MODULE: ./src/github/ancestry.ts
var ancestry = __webpack_require__(6274);
// EXTERNAL MODULE: ./src/github/objects/commit-reader.ts
var commit_reader = __webpack_require__(4111);
// EXTERNAL MODULE: ./src/github/objects/objects.ts
var objects = __webpack_require__(6872);
// EXTERNAL MODULE: ./src/github/objects/snapshot.ts
var objects_snapshot = __webpack_require__(7306);
;// CONCATENATED MODULE: ./src/notify/compare/sides.ts





/**
 * READ: a range → what git calls its two ends. Costs a request only where a person named a revision and for
 * pull requests; pushes, tags, releases and schedules name their commits themselves.
 */
async function resolveSides(plugins, range) {
    if (range.kind === 'pull-request')
        return pullRequestSides(plugins, range);
    const targets = range.kind === 'compare' ? [range.after, range.before] : [range.after];
    const revisionOf = await lookUp(plugins, targets);
    const after = revisionOf(range.after);
    if (range.kind === 'announce') {
        return { before: { kind: 'announced', why: range.why, notice: range.notice === true }, after };
    }
    if (range.kind === 'everything-added')
        return { before: { kind: 'everything-added' }, after };
    const revision = revisionOf(range.before);
    return { before: { kind: 'revision', revision, ifGone: range.ifGone }, after };
}
/** First parent and merge commit; without a merge commit, merge base and what the run was started for. */
async function pullRequestSides({ client, repository }, { merge, base, head }) {
    const request = { repository, revision: { oid: merge }, paths: [], parents: true };
    const found = await (0,objects/* readObject */.A)(client, request);
    const [first, second] = found.kind === 'commit' ? found.parents : [];
    // A head may be a merge too, of what was merged meanwhile: its first parent is not what the pull request goes to.
    if (merge !== head && first !== undefined && second !== undefined)
        return sides(first, merge);
    if (found.kind !== 'commit' && found.kind !== 'no-commit') {
        throw (0,reading/* unreadableCommit */.R9)(found, { oid: merge }, repository);
    }
    const after = found.kind === 'commit' ? merge : head;
    const comparison = { repository, base, head: after, what: 'Finding the merge base' };
    const compared = await (0,ancestry/* compareCommits */.kC)(client, comparison);
    return compared.kind === 'unrelated'
        ? { before: { kind: 'everything-added' }, after: { oid: after } }
        : sides(compared.mergeBase, after);
}
function sides(before, after) {
    return { before: { kind: 'revision', revision: { oid: before }, ifGone: 'fail' }, after: { oid: after } };
}
/** READ: what a person named, in one request. Commits and the default branch need no look-up. */
async function lookUp({ client, repository }, targets) {
    const named = targets.filter((target) => plainRevision(target) === null);
    const choices = new Map(named.map((target) => [target, choicesOf(target)]));
    const wanted = [...choices.values()]
        .flat()
        .map((revision) => [revision, { repository, revision, paths: [] }]);
    const snapshots = await (0,objects/* readObjects */.$)(client, new Map(wanted));
    return (target) => plainRevision(target) ?? chosen(target, choices.get(target) ?? [], snapshots);
}
/** What needs no look-up; null for a name. */
function plainRevision(target) {
    if (target.at === 'default-branch')
        return { defaultBranch: true };
    if (target.at === 'commit')
        return { oid: target.oid };
    return /^[0-9a-f]{40}$/i.test(target.name) ? { oid: target.name.toLowerCase() } : null;
}
/** What a name may mean, in the order of precedence. */
function choicesOf(target) {
    const name = target.at === 'revision' ? target.name : '';
    if (name.startsWith('refs/'))
        return [{ ref: name }];
    const abbreviated = /^[0-9a-f]{4,39}$/i.test(name) ? [{ abbreviated: name.toLowerCase() }] : [];
    return [{ ref: `refs/heads/${name}` }, { ref: `refs/tags/${name}` }, ...abbreviated];
}
function chosen(target, choices, snapshots) {
    for (const choice of choices) {
        const snapshot = snapshots.get(choice);
        if (snapshot?.kind === 'commit')
            return { oid: snapshot.oid };
        if (snapshot !== undefined && snapshot.kind !== 'no-commit')
            return choice;
    }
    const { name, input } = target.at === 'revision' ? target : { name: 'it', input: 'head' };
    throw (0,reading/* unknownRevision */.EX)(input, name);
}
const NOT_YET = 'GitHub does not show it yet';
/** About 15 seconds in all. */
const MOST_LOOKS = 5;
/** Reads both sides, each path once, and each at the commit that its first answer named. */
class SidesReader {
    after;
    #plugins;
    #revision;
    /** As it turned out: a push's state before may be gone. */
    #before;
    constructor(plugins, { before, after }) {
        const { client: _, ...place } = plugins;
        this.#plugins = plugins;
        this.#revision = after;
        this.after = new commit_reader/* CommitReader */.f({ ...place, revision: after });
        this.#before =
            before.kind === 'revision'
                ? { ...before, reader: new commit_reader/* CommitReader */.f({ ...place, revision: before.revision }) }
                : before;
    }
    /** Null where there is nothing to compare with. */
    get before() {
        return this.#before.kind === 'revision' ? this.#before.reader : null;
    }
    get basis() {
        const before = this.#before;
        return before.kind === 'revision' ? { kind: 'compared', previous: before.reader.oid ?? '' } : before;
    }
    /** READ: paths on both sides. Throws `ProblemError`. */
    async read(paths) {
        if (paths.length === 0)
            return;
        const before = this.#before;
        const sides = [this.after, ...(before.kind === 'revision' ? [before.reader] : [])];
        await this.#insist(new Map(sides.map((side) => [side, paths])));
        this.#check(this.after, this.#revision);
        if (before.kind !== 'revision')
            return;
        if (before.reader.snapshot.kind === 'no-commit' && before.ifGone === 'announce') {
            const why = 'the previous commit is no longer available';
            this.#before = { kind: 'announced', why, notice: true };
        }
        else
            this.#check(before.reader, before.revision);
    }
    /**
     * GitHub's answers may lag behind a push: a commit that must be there is asked for again before it is an error, and
     * with it the one before, which may have been pushed a moment earlier.
     */
    async #insist(wanted) {
        const { client } = this.#plugins;
        for (let tries = 1;; tries++) {
            await commit_reader/* CommitReader */.f.read(client, wanted);
            const lags = this.after.snapshot.kind === 'no-commit' || [...wanted.keys()].some((one) => one.isLagging);
            if (!lags || !(await client.pause('Reading the commit', NOT_YET, tries, MOST_LOOKS)))
                return;
        }
    }
    #check({ snapshot }, revision) {
        const whole = (0,objects_snapshot/* wholeSnapshot */.C)(snapshot);
        if (whole.kind !== 'commit')
            throw (0,reading/* unreadableCommit */.R9)(whole, revision, this.#plugins.repository);
    }
}

;// CONCATENATED MODULE: ./src/notify/compare/walk.ts

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
    const path = (0,github_path/* joinPath */.uJ)(directory, ...named);
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
    const end = segments.findIndex(({ kind }) => kind !== 'name');
    const leading = end === -1 ? segments : segments.slice(0, end);
    return leading.flatMap((segment) => (segment.kind === 'name' ? [segment.name] : []));
}
function candidate({ directory, pattern }, path) {
    // Those that were not read yet.
    const above = (0,github_path/* foldersAbove */.Zv)(path).filter((folder) => folder.length > directory.length);
    return { path, pattern, above };
}
/** Where to go on below a listed directory; `after` and `before` are its entries, none where it is absent. */
function descend(listing, before, after) {
    const [segment, ...rest] = listing.segments;
    if (segment === undefined || segment.kind === 'name')
        return [];
    const anyDepth = segment.kind === 'any-depth';
    const [old, now] = [before, after].map((side) => new Map(side.map((entry) => [entry.name, entry])));
    return [...new Set([...before, ...after].map(({ name }) => name))].flatMap((name) => {
        if ((!anyDepth && !segment.matches(name)) || holdsManifest(name, rest[0]))
            return [];
        if (!worthALook(old?.get(name), now?.get(name), anyDepth))
            return [];
        const segments = anyDepth ? listing.segments : rest;
        return below(listing, name, segments, [old?.get(name), now?.get(name)]);
    });
}
/**
 * A wildcard before `.claude-plugin/plugin.json` does not match `.claude-plugin` itself: the folder that holds
 * a manifest is no plugin. It spares the commonest repository, a plugin at its root, a request.
 */
function holdsManifest(name, next) {
    return name === '.claude-plugin' && next?.kind === 'name' && next.name === name;
}
/** Differs between the sides; or is a symlink to a folder, whose target may differ although the link does not. */
function worthALook(before, after, anyDepth) {
    const differs = before?.oid !== after?.oid || before?.kind !== after?.kind;
    return differs || (!anyDepth && after?.kind === 'symlink');
}
function below({ directory, pattern }, name, segments, sides) {
    const path = (0,github_path/* joinPath */.uJ)(directory, name);
    if (segments.length === 0)
        return [{ directory, segments: [{ kind: 'name', name }], pattern }];
    const linked = sides.some((side) => side?.kind === 'symlink' || side?.kind === 'submodule');
    if (linked && segments.every(({ kind }) => kind === 'name')) {
        // On one side at least no real folder: stay above it, so that the link is read along with what lies behind it.
        return [{ directory, segments: [{ kind: 'name', name }, ...segments], pattern }];
    }
    return sides.some((side) => side?.kind === 'directory') ? [{ directory: path, segments, pattern }] : [];
}

;// CONCATENATED MODULE: ./src/notify/compare/manifests.ts








/**
 * READ: every manifest that differs between the two ends of the range, on both sides; all where there is nothing to
 * compare with. One request for both sides together, plus one per wildcard level, plus one where links are followed.
 * Throws `ProblemError`.
 */
async function readManifests(plugins, range, patterns) {
    const sides = await resolveSides(plugins, range);
    const reader = new SidesReader(plugins.isSmall ? { ...plugins, below: belowOf(patterns) } : plugins, sides);
    const found = await located(await walk(reader, patterns), reader);
    const ordered = found
        .filter(isDifferent)
        .toSorted((a, b) => a.pattern - b.pattern || (a.path < b.path ? -1 : 1));
    const read = (all) => (0,in_flight/* inFlight */.C)(all, (one) => readPair(plugins, one));
    const pairs = await read(ordered);
    const { basis } = reader;
    const isCompared = basis.kind === 'compared';
    const elsewhere = async () => (isCompared ? lookElsewhere(reader, patterns) : []);
    const vanished = async () => (isCompared ? read(await vanishedElsewhere(reader, patterns)) : []);
    const moved = await movedFrom(pairs, vanished);
    return {
        basis,
        commit: reader.after.oid ?? '',
        lookElsewhere: elsewhere,
        unchanged: () => read(found.filter((one) => !isDifferent(one) && one.after.kind !== 'absent')),
        sides: reader,
        pairs: [...pairs, ...moved],
    };
}
/** Of patterns with one wildcard for the plugin's folder, as the default ones: the folders before it. */
function belowOf({ include }) {
    const folders = include.flatMap((pattern) => {
        const segments = (0,path_patterns/* segmentsOf */.O)(pattern);
        const above = segments.slice(0, -3).map((segment) => (segment.kind === 'name' ? segment.name : null));
        const tail = segments.slice(-3).map((segment) => (segment.kind === 'name' ? segment.name : segment.kind));
        return tail.join('/') === `wildcard/${MANIFEST.join('/')}` && !above.includes(null)
            ? [above.join('/')]
            : [];
    });
    return { folders, file: MANIFEST };
}
const MANIFEST = ['.claude-plugin', 'plugin.json'];
async function readPair({ client, repository }, { path, ...sides }) {
    const read = (side) => (0,manifest_state/* readManifestState */.b)(client, repository, side, path);
    const [before, after] = await Promise.all([read(sides.before), read(sides.after)]);
    return { path, before, after };
}
/** From here on down it would cost more requests than a hint is worth. */
const DEEPEST_HINT = 5;
const EVERYWHERE = (0,patterns/* patternList */.B)(['**/.claude-plugin/plugin.json'], []);
/** A bump that no pattern sees would be lost in silence. */
async function lookElsewhere(reader, { excludes, matches }) {
    const found = await differences(await walk(reader, EVERYWHERE, { levels: DEEPEST_HINT }), reader);
    return found.flatMap(({ path, after }) => after.kind === 'file' && !excludes(path) && !matches(path) ? [path] : []);
}
/** What a plugin that is new may have been before: only folders that were there are looked into. */
async function vanishedElsewhere(reader, { excludes, matches }) {
    const wasThere = ({ directory }) => {
        const siblings = reader.before?.entries((0,github_path/* folderOf */.yS)(directory)) ?? [];
        return siblings.some(({ name, kind }) => kind === 'directory' && (0,github_path/* joinPath */.uJ)((0,github_path/* folderOf */.yS)(directory), name) === directory);
    };
    const walked = await walk(reader, EVERYWHERE, { levels: DEEPEST_HINT, only: wasThere });
    const found = await differences(walked, reader);
    return found.filter(({ path, before, after }) => before.kind === 'file' && after.kind === 'absent' && !excludes(path) && !matches(path));
}
/** The paths that match on either side, below whatever differs. */
async function walk(reader, patterns, { levels = Number.POSITIVE_INFINITY, only = () => true } = {}) {
    const candidates = new Map();
    let positions = patterns.include.map((pattern, index) => ({
        directory: '',
        segments: (0,path_patterns/* segmentsOf */.O)(pattern),
        pattern: index,
    }));
    for (let level = 0; positions.length > 0 && level < levels; level++) {
        const { candidates: all, listings } = nextStep(positions);
        const matching = all.filter(({ path }) => patterns.matches(path));
        const named = matching.flatMap(({ path, above }) => [path, ...above]);
        await reader.read([...named, ...listings.map(({ directory }) => directory)]);
        for (const found of matching)
            remember(candidates, found);
        positions = listings.flatMap((listing) => {
            const { directory } = listing;
            const [before, after] = [reader.before?.entries(directory) ?? [], reader.after.entries(directory)];
            return descend(listing, before, after).filter(only);
        });
    }
    return [...candidates.values()];
}
function remember(candidates, found) {
    const known = candidates.get(found.path);
    if (known === undefined || found.pattern < known.pattern)
        candidates.set(found.path, found);
}
async function differences(candidates, reader) {
    return (await located(candidates, reader)).filter(isDifferent);
}
async function located(candidates, reader) {
    const sides = [reader.before, reader.after];
    await reader.read(candidates.flatMap((one) => sides.flatMap((side) => targetOf(one, side))));
    return candidates.map((one) => {
        const { path, pattern } = one;
        const before = reader.before?.resolve(one) ?? ABSENT;
        return { path, pattern, before, after: reader.after.resolve(one) };
    });
}
const ABSENT = { kind: 'absent' };
function targetOf(candidate, side) {
    const located = side?.locate(candidate);
    return located?.kind === 'link' ? [located.target] : [];
}
/** Something stands on at least one side and is not plainly the same on both. */
function isDifferent({ before, after }) {
    if (before.kind === 'file' && after.kind === 'file')
        return before.entry.oid !== after.entry.oid;
    if (before.kind === 'not-a-file' && after.kind === 'not-a-file')
        return before.fault !== after.fault;
    return before.kind !== 'absent' || after.kind !== 'absent';
}

;// CONCATENATED MODULE: ./src/notify/compare/skip-trailer.ts


/** A branch that was brought up to date more often than that has a commit of its own in between. */
const MOST_MESSAGES = 5;
/**
 * READ: the reason that the newest commit's message gives for leaving a version as it is; null where it gives none. Of a
 * pull request that is its head. Behind a merge, whose message nobody wrote, the commit counts that was merged: by a
 * merge queue it is the second parent, the pull request's head; by "Update branch" it is the first. Throws `ProblemError`.
 */
async function readSkipReason(plugins, range, commit) {
    const isHead = range.kind === 'pull-request';
    let oid = isHead ? range.head : commit;
    for (let tries = 1;; tries++) {
        const { reason, parents } = await readMessage(plugins, oid);
        const [first, second] = parents;
        if (reason !== null || first === undefined || second === undefined || tries === MOST_MESSAGES)
            return reason;
        oid = tries === 1 && !isHead ? second : first;
    }
}
async function readMessage({ client, repository }, oid) {
    const revision = { oid };
    const found = await (0,objects/* readObject */.A)(client, { repository, revision, paths: [], parents: true, message: true });
    if (found.kind !== 'commit')
        throw (0,reading/* unreadableCommit */.R9)(found, revision, repository);
    return { reason: skipReason(found.message ?? ''), parents: found.parents };
}
/**
 * PURE: the reason in a message. Git knows trailers only in the last paragraph; where GitHub squashes, more follows
 * them, so the line counts wherever it is below the title.
 */
function skipReason(message) {
    const [, ...lines] = message.split(/\r?\n/);
    const reasons = lines.map((line) => /^skip-version-bump[ \t]*:(.*)$/i.exec(line)?.[1]?.trim() ?? '');
    return reasons.find((reason) => reason !== '') ?? null;
}

;// CONCATENATED MODULE: ./src/notify/compare/changed-files.ts

/** So many are named. */
const MOST_FILES = 10;
/**
 * READ: for each plugin the files that differ between the two sides, by path in the repository. As git does, it compares
 * folders and goes into those whose ids differ: one request for each level that was not read yet, for all plugins
 * together. A plugin with more than `MOST_FILES` is not looked into any deeper. Throws `ProblemError`.
 */
async function changedFiles(sides, plugins, leftOut) {
    const files = new Map(plugins.map((plugin) => [plugin, new Set()]));
    let places = plugins.map((plugin) => ({ plugin, within: '' }));
    while (places.length > 0) {
        await sides.read(places.flatMap(pathsOf));
        const found = places.flatMap((place) => changed_files_differences(place, sides, leftOut));
        for (const { plugin, file } of found)
            if (file !== null)
                files.get(plugin)?.add(file);
        places = found.filter(({ plugin, goesOn }) => goesOn && (files.get(plugin)?.size ?? 0) <= MOST_FILES);
    }
    return new Map([...files].map(([plugin, paths]) => [plugin, [...paths].sort()]));
}
function pathsOf({ plugin, within }) {
    return [(0,github_path/* joinPath */.uJ)(plugin.before, within), (0,github_path/* joinPath */.uJ)(plugin.after, within)];
}
function changed_files_differences(place, sides, { ignored, others }) {
    const [before, after] = pathsOf(place);
    const [old, now] = [byName(sides.before?.entries(before)), byName(sides.after.entries(after))];
    if (place.within !== '' && (holdsPlugin(old) || holdsPlugin(now)))
        return [];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
        const one = { plugin: place.plugin, within: (0,github_path/* joinPath */.uJ)(place.within, name) };
        const found = changed_files_describe(one, [old.get(name), now.get(name)]);
        const isSkipped = isIgnored(one.within, found.goesOn, ignored) || pathsOf(one).some((path) => others.has(path));
        return isSame(old.get(name), now.get(name)) || isSkipped ? [] : [found];
    });
}
function changed_files_describe(place, entries) {
    const [before, after] = pathsOf(place);
    const [old, now] = entries.map((entry) => entry !== undefined && entry.kind !== 'directory');
    const file = now ? after : old ? before : null;
    return { ...place, file, goesOn: entries.some((entry) => entry?.kind === 'directory') };
}
function byName(entries = []) {
    return new Map(entries.map((entry) => [entry.name, entry]));
}
/** A plugin that no pattern in `manifests` matches is another plugin too. */
function holdsPlugin(entries) {
    return entries.get('.claude-plugin')?.kind === 'directory';
}
function isSame(before, after) {
    return (before?.oid === after?.oid && before?.kind === after?.kind && before?.executable === after?.executable);
}
/** A pattern that matches a folder covers what is in it, except for what a `!` pattern excludes. */
function isIgnored(path, isFolder, { matches, exclude, excludes }) {
    const steps = (0,github_path/* foldersTo */.vu)(path);
    return steps.some(matches) && !steps.some(excludes) && !(isFolder && exclude.length > 0);
}

;// CONCATENATED MODULE: ./src/notify/compare/unbumped.ts



/**
 * READ: plugins with a version that is the same text on both sides, although a file of theirs differs that `ignored` does
 * not name. None where there is nothing to compare with. Throws `ProblemError` and `GitHubError`.
 */
async function findUnbumped(manifests, ignored) {
    if (manifests.basis.kind !== 'compared')
        return [];
    const unchanged = await manifests.unchanged();
    const pairs = [...matchMoved(manifests.pairs), ...unchanged];
    const plugins = new Map(pairs.flatMap((pair) => withoutBump(pair, manifests.sides)));
    const others = new Set([...manifests.pairs, ...unchanged].filter(isPlugin).map(({ path }) => pluginFolder(path)));
    const files = await changedFiles(manifests.sides, [...plugins.keys()], { ignored, others });
    return [...plugins].flatMap(([folder, plugin]) => {
        const own = files.get(folder) ?? [];
        return own.length === 0 ? [] : [{ ...plugin, files: own }];
    });
}
/** What is in a submodule is not known: in a folder of plugins it is one; right at the root, it may be anything. */
function isPlugin({ path, before, after }) {
    const isUnknown = [before, after].every(({ kind }) => kind === 'elsewhere' || kind === 'absent');
    return !isUnknown || (0,github_path/* folderOf */.yS)(pluginFolder(path)) !== '';
}
/** A pair of one version, and where the plugin's folder is on both sides. */
function withoutBump({ path, before, after }, sides) {
    if (before.kind !== 'manifest' || after.kind !== 'manifest')
        return [];
    const { manifest } = after;
    if (manifest.version === null || manifest.version !== before.manifest.version)
        return [];
    const old = realFolder(before.manifest.at.file, sides.before ?? sides.after);
    const folder = { before: old, after: realFolder(path, sides.after) };
    return [[folder, { manifest, path }]];
}
/** The plugin's folder; where that or one above it is a symlink, the folder that it leads to. */
function realFolder(manifest, side) {
    const folder = pluginFolder(manifest);
    const found = side.locate({ path: folder, above: (0,github_path/* foldersAbove */.Zv)(folder) });
    return found.kind === 'link' ? found.target : folder;
}
/** The folder that holds `.claude-plugin`; where `manifests` names a file elsewhere, the file's own. */
function pluginFolder(manifest) {
    const folder = (0,github_path/* folderOf */.yS)(manifest);
    return /(?:^|\/)\.claude-plugin$/.test(folder) ? (0,github_path/* folderOf */.yS)(folder) : folder;
}

// EXTERNAL MODULE: ./src/action/input-tables.ts
var input_tables = __webpack_require__(5022);
// EXTERNAL MODULE: ./src/action/inputs.ts
var inputs = __webpack_require__(1729);
// EXTERNAL MODULE: ./src/plugin/json.ts
var json = __webpack_require__(785);
// EXTERNAL MODULE: ./src/notify/input-values.ts
var input_values = __webpack_require__(8616);
// EXTERNAL MODULE: ./src/action/glob.ts
var glob = __webpack_require__(5410);
;// CONCATENATED MODULE: ./src/notify/uncounted-branch.ts


/**
 * PURE: the pattern that misses a branch only by upper and lower case, by quotation marks or brackets, by spaces between
 * several, or by what git writes before a branch's name elsewhere (`origin/main`); null if none does.
 */
function likelyMeant(patterns, branch) {
    const means = (part) => (0,glob/* globOf */.k8)(bare(part)).matches(branch.toLowerCase());
    return patterns.find((one) => one.split(/\s+/).some(means)) ?? null;
}
function bare(pattern) {
    return pattern
        .toLowerCase()
        .replace(/^[["']+|[\]"']+$/g, '')
        .replace(/^\/?(?:(?:refs\/)?(?:heads|remotes\/[^/]+)|origin|upstream)\//, '')
        .replace(/^\/|\/$/g, '');
}
/** PURE: what becomes of a push to, or a merge into, a branch that does not count; `pattern`: what probably means it. */
function uncounted(branch, by, pattern) {
    const start = by === 'push' ? '' : `merging into ${(0,display/* quote */.hD)(branch)} sends nothing: `;
    const branches = by === 'push' ? `the branch ${(0,display/* quote */.hD)(branch)}` : 'that branch';
    const why = `${start}versions on ${branches} are not announced (input \`branches\`)`;
    if (pattern === null)
        return { kind: 'nothing', why };
    const remedy = `\`branches\` contains ${(0,display/* quote */.hD)(pattern)}: if that means this branch, write ${(0,display/* quote */.hD)(branch)}.`;
    return { kind: 'nothing', why, remedy };
}

;// CONCATENATED MODULE: ./src/notify/range.ts



const NO_COMMIT = /^0{40}$/;
const FULL_OID = /^[0-9a-f]{40}$/;
/** Event and options → which two states are compared. */
function decideRange(event, options) {
    const given = options.base !== '' || options.head !== '';
    const range = given ? fromInputs(event, options) : fromEvent(event, options);
    const manual = given ? null : manualPreview(event, options);
    return { range, dryRun: PREVIEWS.get(event.name) ?? manual };
}
/** Events that come before a merge never send, whatever else is said. */
const PREVIEWS = new Map([
    ['pull_request', 'a pull request only shows what merging it would send'],
    ['merge_group', 'a merge group only shows what merging it would send'],
]);
/** Whether an event is about what is not merged yet. */
function comesBeforeMerge({ name }) {
    return PREVIEWS.has(name);
}
function fromInputs(event, { base, head }) {
    const after = head === '' ? commit(event.sha) : { at: 'revision', name: head, input: 'head' };
    if (base === '')
        return range_announce(after, 'only `head` was given');
    if (NO_COMMIT.test(base))
        return range_announce(after, '`base` is all zeros, so there is no previous commit');
    // The event's own `before` may be gone after a forced push, as without the input.
    const ifGone = base === event.payload['before'] ? 'announce' : 'fail';
    return { kind: 'compare', before: { at: 'revision', name: base, input: 'base' }, after, ifGone };
}
function fromEvent(event, options) {
    switch (event.name) {
        case 'push':
            return fromPush(event, options);
        case 'pull_request':
            return fromPullRequest(event, options);
        case 'merge_group':
            return fromMergeGroup(event, options);
        case 'pull_request_target':
            return fromPullRequestTarget(options);
        case 'release':
            return fromRelease(event);
        case 'workflow_dispatch':
            return range_announce(commit(event.sha), 'a manual run compares nothing');
        case 'schedule':
        case 'workflow_run':
        case 'repository_dispatch':
            return range_announce({ at: 'default-branch' }, `a ${event.name} event has no push to compare`);
        default:
            return nothing(`the event ${(0,display/* quote */.hD)(event.name)} says nothing about versions`);
    }
}
function fromPush({ ref, sha, payload }, options) {
    const { before, after, deleted } = payload;
    const branch = branchOf(ref);
    if (deleted === true || NO_COMMIT.test(String(after))) {
        // GITHUB_REF is the default branch then; only the payload says what was deleted.
        return nothing(`the push deleted ${(0,display/* quote */.hD)(shortName(String(payload['ref'] ?? ref)))}`);
    }
    if (branch === null)
        return range_announce(commit(sha), 'a tag was pushed');
    if (!options.branchCounts(branch))
        return uncounted(branch, 'push', options.likelyMeant(branch));
    const target = commit(after);
    if (!NO_COMMIT.test(String(before))) {
        return { kind: 'compare', before: commit(before), after: target, ifGone: 'announce' };
    }
    if (branch === defaultBranchOf(payload))
        return { kind: 'everything-added', after: target };
    return { ...range_announce(target, `the push created the branch ${(0,display/* quote */.hD)(branch)}`), notice: true };
}
/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
function fromPullRequest({ sha, payload }, options) {
    if (payload['action'] === 'closed') {
        return nothing('the pull request was closed; if it was merged, the push to its branch is looked at');
    }
    const pull = child(payload, 'pull_request');
    const base = child(pull, 'base');
    const target = String(base['ref'] ?? '');
    if (!options.branchCounts(target))
        return uncounted(target, 'merge', options.likelyMeant(target));
    const head = String(child(pull, 'head')['sha'] ?? '');
    const merge = FULL_OID.test(sha) ? sha : head;
    return { kind: 'pull-request', merge, base: String(base['sha'] ?? ''), head };
}
function fromMergeGroup({ payload }, options) {
    const group = child(payload, 'merge_group');
    const target = branchOf(String(group['base_ref'] ?? ''));
    if (target !== null && !options.branchCounts(target))
        return uncounted(target, 'merge', options.likelyMeant(target));
    const [before, after] = [commit(group['base_sha']), commit(group['head_sha'])];
    return { kind: 'compare', before, after, ifGone: 'announce' };
}
/** Its commit is that of the base branch, and it has secrets, which a look at what merging would send does not need. */
function fromPullRequestTarget({ checksBumps = false }) {
    const range = nothing('the event `pull_request_target` is about the base branch');
    const remedy = 'Write `on: pull_request`, so that `unbumped` is checked: it needs no secret, and runs for forks too.';
    return checksBumps ? { ...range, remedy } : range;
}
function fromRelease({ sha, payload }) {
    const action = String(payload['action']);
    if (action === 'deleted' || action === 'unpublished')
        return nothing(`the release was ${(0,display/* quote */.hD)(action)}`);
    return range_announce(commit(sha), `a release was ${(0,display/* quote */.hD)(action)}`);
}
/** Why a manual run sends nothing; null where it does, and for all other events. */
function manualPreview({ name, ref }, { branchCounts, likelyMeant }) {
    const branch = branchOf(ref);
    if (name !== 'workflow_dispatch' || (branch !== null && branchCounts(branch)))
        return null;
    const pattern = branch === null ? null : likelyMeant(branch);
    const hint = pattern === null ? '' : ` (\`branches\` contains ${(0,display/* quote */.hD)(pattern)})`;
    return `this manual run is for ${(0,display/* quote */.hD)(shortName(ref))}, which is not a branch whose versions are announced${hint}`;
}
function range_announce(after, why) {
    return { kind: 'announce', after, why };
}
function commit(oid) {
    return { at: 'commit', oid: String(oid) };
}
function nothing(why) {
    return { kind: 'nothing', why };
}
/** `refs/heads/main` → `main`. */
function shortName(ref) {
    return ref.replace(/^refs\/(heads|tags)\//, '');
}
function branchOf(ref) {
    return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}
/** `repository.default_branch` of the event; `schedule` events carry no repository. */
function defaultBranchOf(payload) {
    const name = child(payload, 'repository')['default_branch'];
    return typeof name === 'string' ? name : null;
}
function child(value, key) {
    const found = value[key];
    return (0,json/* isObject */.G)(found) ? found : {};
}
/** Commits that the range takes from the event and that are not full object ids: the event is not GitHub's. */
function brokenCommits(range) {
    const named = 'after' in range ? [range.after, ...('before' in range ? [range.before] : [])] : [];
    const oids = named.flatMap((target) => (target.at === 'commit' ? [target.oid] : []));
    const pull = range.kind === 'pull-request' ? [range.merge, range.base, range.head] : [];
    return [...oids, ...pull].filter((oid) => !FULL_OID.test(oid));
}

;// CONCATENATED MODULE: ./src/notify/inputs.ts









/** READ: inputs, event and environment → options, or all that is wrong with them. No request is made before. */
function readNotifyInputs() {
    const values = (0,inputs/* stepInputs */.af)(input_tables/* NOTIFY_INPUTS */.e);
    const repository = (0,inputs/* runRepository */.Yk)(values);
    const event = readEvent(values);
    const { range, preview } = readRange(values, event);
    const marketplaces = (0,input_values/* readMarketplaces */.vj)(values);
    const given = values.flag('dry-run') ? '`dry-run` is on' : preview;
    const { tokens, withoutToken } = readTokens(values, marketplaces, repository);
    const absent = withoutToken && given === null && range.kind !== 'nothing' ? tokenAbsent(values, event) : null;
    const batch = values.flag('batch');
    const addresses = (0,inputs/* readAddresses */.B1)(values, repository);
    const options = {
        repository,
        range,
        isSmall: isSmall(event),
        dryRun: given ?? absent,
        marketplaces,
        tokens,
        manifests: (0,input_values/* readManifestPatterns */.hr)(values),
        plugins: (0,patterns/* patternList */.B)(values.patterns('plugins'), ['**']).matches,
        eventType: (0,input_values/* readEventType */.Jl)(values),
        payload: (0,input_values/* readPayload */.rD)(values, batch, {
            repository: (0,github_repository/* fullName */.fq)(repository),
            run_url: addresses.runUrl,
            commit: '0'.repeat(40),
        }),
        downgrades: values.choice('downgrades'),
        prereleases: values.choice('prereleases'),
        batch,
        wait: values.whole('wait'),
        expiryWarning: values.whole('expiry-warning'),
        unbumped: readUnbumped(values, event),
        addresses,
    };
    const { problems } = values;
    return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'options', options };
}
function readEvent(values) {
    return {
        name: (0,inputs/* environment */.cA)('GITHUB_EVENT_NAME'),
        ref: (0,inputs/* environment */.cA)('GITHUB_REF'),
        sha: (0,inputs/* environment */.cA)('GITHUB_SHA'),
        payload: (0,inputs/* readEventPayload */.N5)(values),
    };
}
/** In KiB. The pack of a repository of that size holds no more text than a moment brings. */
const SMALL = 256;
/** By the size that events tell; 0 until GitHub has measured a new one. */
function isSmall({ payload: { repository } }) {
    const size = (0,json/* isObject */.G)(repository) ? repository['size'] : undefined;
    return typeof size !== 'number' || size <= SMALL;
}
/** The two states to compare, and why nothing of it is sent if so. */
function readRange(values, event) {
    const branches = (0,input_values/* readBranches */.Lr)(values);
    const broken = values.problems.length > 0;
    const { range, dryRun } = decideRange(event, {
        base: values.text('base'),
        head: values.text('head'),
        branchCounts: (branch) => {
            const fallback = defaultBranchOf(event.payload);
            if (branches === null && fallback === null && !broken)
                refuseUnknownBranch(values);
            return branches === null ? branch === fallback : branches.matches(branch);
        },
        likelyMeant: (branch) => (branches === null ? null : likelyMeant(branches.include, branch)),
        checksBumps: values.text('unbumped') !== 'ignore',
    });
    for (const commit of broken ? [] : brokenCommits(range)) {
        const what = `The event names ${(0,display/* quote */.hD)(commit)} as a commit, but that is not a commit id`;
        values.refuse('event-incomplete', what, 'Run the job again, or name commits in `base` and `head`.');
    }
    return { range, preview: dryRun };
}
/** Only what is not merged yet can still get its bump. */
function readUnbumped(values, event) {
    const kind = values.choice('unbumped');
    const ignored = (0,input_values/* readUnbumpedIgnore */.f1)(values);
    return kind === 'ignore' || !comesBeforeMerge(event) ? { kind: 'ignore' } : { kind, ignored };
}
function refuseUnknownBranch(values) {
    const what = 'The event does not say which branch is the default branch';
    values.refuse('no-default-branch', what, 'List the branches to announce in `branches`.');
}
function readTokens(values, marketplaces, repository) {
    const read = (0,inputs/* readTokenInput */._9)(values, 'github-token');
    const token = (0,inputs/* readTokenInput */._9)(values, 'token');
    if (read === '') {
        const remedy = 'Leave `github-token` out, so that the run uses its own.';
        values.refuse('github-token-empty', '`github-token` is empty', remedy);
    }
    const own = marketplaces.every((marketplace) => marketplace.toLowerCase() === (0,github_repository/* repositoryKey */.Kq)(repository));
    const send = token === '' && own ? read : token;
    return { tokens: { read, send: send === '' ? null : send }, withoutToken: token === '' && !own };
}
/** Why it is fine that the token is missing, so that the run only shows what it would send. Otherwise refuses it. */
function tokenAbsent(values, { payload }) {
    const { repository } = payload;
    if ((0,json/* isObject */.G)(repository) && repository['fork'] === true) {
        return 'this is a fork, which does not have the secret with the token';
    }
    if ((0,inputs/* environment */.cA)('GITHUB_ACTOR') === 'dependabot[bot]') {
        values.refuse('token-withheld-from-dependabot', '`token` is empty: runs that Dependabot starts get the Dependabot secrets, not those of Actions', 'Add the secret under Settings → Secrets and variables → Dependabot too, with the same name.');
        return null;
    }
    values.refuse('token-missing', '`token` is empty: the secret does not exist here, or the workflow does not pass it', 'Add it under Settings → Secrets and variables → Actions, or with `gh secret set MARKETPLACE_UPDATE_TOKEN`, and ' +
        `pass it: \`token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}\`. It needs "Contents: write" on the marketplace. Then run this job again, so that what was pushed is sent.`);
    return null;
}

// EXTERNAL MODULE: ./src/notify/report/annotations.ts
var report_annotations = __webpack_require__(8694);
;// CONCATENATED MODULE: ./src/notify/report/log.ts

/** PURE: what was looked at, in one sentence: `Compared 1a2b3c4 with 5d6e7f8: 2 manifests differ.` */
function scopeOf({ pairs, basis, commit }, range) {
    const after = commit.slice(0, 7);
    const manifests = (0,display/* count */.U9)(pairs.length, 'manifest');
    const page = `tree/${commit}`;
    switch (basis.kind) {
        case 'announced':
            return { text: `Announcing every plugin at ${after}: ${basis.why}. ${manifests} found.`, page };
        case 'everything-added':
            return {
                text: `There was nothing before ${after}: every plugin in it is new. ${manifests} found.`,
                page,
            };
        case 'compared': {
            const merge = range.kind === 'pull-request' ? ' (what merging brings)' : '';
            const differ = pairs.length === 1 ? 'differs' : 'differ';
            const text = `Compared ${basis.previous.slice(0, 7)} with ${after}${merge}: ${manifests} ${differ}.`;
            return { text, page: `compare/${basis.previous}...${commit}` };
        }
    }
}
/** What a person who follows the run reads of each manifest. Every line begins with words of ours. */
function logDecisions(scope, decisions, log) {
    log.info(scope.text);
    if (decisions.length === 0)
        return;
    log.startGroup('Changes');
    for (const decision of decisions) {
        const { change } = decision;
        const { plugin, version, previousVersion, path } = change;
        const step = change.change === 'announced' ? '' : `${(0,display/* display */.Vy)(previousVersion ?? 'none')} → `;
        const what = `${change.change}: ${(0,display/* display */.Vy)(plugin)} ${step}${(0,display/* display */.Vy)(version ?? 'none')}`;
        const unsent = decision.kind === 'send' ? '' : ` (not sent: ${decision.reason})`;
        log.info(`  ${what} in ${(0,display/* display */.Vy)(path)}${unsent}`);
    }
    log.endGroup();
}

;// CONCATENATED MODULE: ./src/notify/report/outcome.ts
const NOTHING = {
    decisions: [],
    problems: [],
    deliveries: { deliveries: [], renamed: new Map() },
    arrivals: [],
    eventType: '',
    remarks: [],
    scope: null,
    serverUrl: '',
    repository: '',
};
/** The deliveries that carried a change: one for each marketplace. */
function deliveriesOf(change, deliveries) {
    return deliveries.filter(({ notification }) => notification.changes.includes(change));
}

// EXTERNAL MODULE: ./src/notify/wait/arrival.ts
var arrival = __webpack_require__(7518);
;// CONCATENATED MODULE: ./src/notify/report/summary.ts



/** GitHub takes 1 MiB of summary a step; a row is below 2 KB. */
const MOST_ROWS = 300;
const LONGEST_NOTES = 300_000;
function notifySummary(findings, annotations) {
    const rows = findings.decisions.flatMap((decision) => rowsOf(decision, findings));
    // A plugin's notice is in its row, except for one without a row; why everything is announced is in the scope.
    const told = annotations.filter(({ level, at, title }) => (level !== 'notice' || at === undefined || title === 'unbumped') && title !== 'announced');
    const page = (0,report/* blocksOf */.SH)([
        `### ${notifyHeadline(findings)}`,
        scopeText(findings),
        rows.length === 0 ? '' : (0,report/* foldedIfMany */.fW)((0,display/* count */.U9)(rows.length, 'row'), rows.length, table(rows)),
        rows.length > MOST_ROWS ? `… and ${rows.length - MOST_ROWS} more rows: see the output \`changes\`.` : '',
        notes(told),
    ]);
    return `${page}\n`;
}
/** As many as GitHub takes beside the table; the log has all of them. */
function notes(annotations) {
    const items = (0,report/* noteItems */.bM)(annotations);
    const shown = (0,display/* fitting */._Q)(items, LONGEST_NOTES);
    const more = items.length - shown.length;
    return [...shown, ...(more > 0 ? [`- … and ${more} more: see the log.`] : [])].join('\n');
}
/** PURE: what came of a run, in a few words. */
function notifyHeadline({ decisions, problems, scope, ...findings }) {
    const { deliveries } = findings.deliveries;
    const of = (status) => deliveries.filter((delivery) => delivery.status === status).length;
    const sent = `${(0,display/* count */.U9)(of('sent'), 'event')} sent`;
    if (problems.length > 0)
        return `${(0,display/* count */.U9)(problems.length, 'problem')}; ${sent}`;
    if (of('failed') > 0)
        return notSent(deliveries);
    if (of('dry-run') > 0)
        return `${(0,display/* count */.U9)(of('dry-run'), 'event')} would be sent`;
    if (of('sent') > 0)
        return sent;
    if (scope === null)
        return 'Nothing to do for this event';
    return decisions.length > 0 ? 'Nothing to send' : 'No plugin version changed';
}
/** PURE: `1 event not sent`, `2 of 3 events not sent`. */
function notSent(deliveries) {
    const failed = deliveries.filter(({ status }) => status === 'failed').length;
    const some = failed < deliveries.length ? `${failed} of ` : '';
    return `${some}${(0,display/* count */.U9)(deliveries.length, 'event')} not sent`;
}
function scopeText({ scope, serverUrl, repository }) {
    if (scope === null)
        return '';
    return `${(0,display/* sentenceMarkdown */.xG)(scope.text)} [On GitHub](${serverUrl}/${repository}/${scope.page})`;
}
function table(rows) {
    const head = ['| plugin | change | version | marketplace | result |', '|---|---|---|---|---|'];
    return [...head, ...rows.slice(0, MOST_ROWS)].join('\n');
}
function rowsOf(decision, findings) {
    const { change } = decision;
    const { deliveries, serverUrl } = findings;
    const start = `| ${(0,display/* displayCode */.Ad)(change.plugin)} | ${change.change} | ${versionCell(change)} |`;
    if (decision.kind !== 'send')
        return [`${start} | not sent: ${(0,display/* sentenceMarkdown */.xG)(decision.reason)} |`];
    return deliveriesOf(change, deliveries.deliveries).map((delivery) => {
        const { marketplace } = delivery.notification;
        return `${start} [${marketplace}](${serverUrl}/${marketplace}) | ${resultCell(delivery, change, findings)} |`;
    });
}
function versionCell({ version, previousVersion, change }) {
    const now = version === null ? 'none' : (0,display/* displayCode */.Ad)(version);
    if (change === 'announced')
        return now;
    return `${previousVersion === null ? 'none' : (0,display/* displayCode */.Ad)(previousVersion)} → ${now}`;
}
function resultCell(delivery, change, { serverUrl, arrivals }) {
    const { notification, status, attempts, problem } = delivery;
    if (problem !== null)
        return `❌ ${problem.code}, see below`;
    if (status === 'dry-run')
        return 'would be sent';
    const runs = `${serverUrl}/${notification.marketplace}/actions?query=event%3Arepository_dispatch`;
    const tries = attempts > 1 ? ` on try ${attempts}` : '';
    // Of a batch what became of this very plugin.
    const arrival = arrivals.find((one) => one.delivery === delivery && one.change === change);
    return `✅ [sent](${runs})${tries}${stateText(arrival?.state)}`;
}
function stateText(state) {
    switch (state?.kind) {
        case undefined:
        case 'shows-neither':
            return '';
        case 'listed':
            return `, listed after ${state.seconds} s`;
        case 'proposed':
            return `, in pull request #${state.number}`;
        case 'late':
            return `, ⚠️ not listed after ${state.waited} s`;
        case 'no-entry':
            return ', ⚠️ not in its marketplace.json';
        case 'unread':
            return ', ⚠️ could not be checked';
    }
}

;// CONCATENATED MODULE: ./src/notify/report/report.ts







function notifyReport(findings) {
    const annotations = (0,report_annotations/* notifyAnnotations */.Mw)(findings);
    return {
        outputs: outputsOf(findings),
        annotations,
        headline: notifyHeadline(findings),
        summary: notifySummary(findings, annotations),
        failure: failureOf(findings),
    };
}
/** A run that could not even begin, or not go on. */
function failedNotifyReport(problems) {
    return notifyReport({ ...NOTHING, problems });
}
function outputsOf({ decisions, deliveries: { deliveries }, arrivals }) {
    const changes = decisions.map((decision) => changeOutput(decision, deliveries));
    const first = changes.find(({ notified }) => notified);
    return {
        changed: String(decisions.some(({ change }) => isRealChange(change))),
        changes: (0,display/* visibleJson */.$m)(changes),
        plugin: first?.plugin ?? '',
        version: first?.version ?? '',
        'previous-version': first?.previous_version ?? '',
        sent: String(deliveries.filter(({ status }) => status === 'sent').length),
        deliveries: (0,display/* visibleJson */.$m)(deliveries.map((delivery) => deliveryOutput(delivery, arrivals))),
    };
}
/** Whether a version is known to have become another; an announcement compares nothing. */
function isRealChange({ change }) {
    return change !== 'unchanged' && change !== 'announced' && change !== 'removed';
}
function changeOutput(decision, deliveries) {
    const { change } = decision;
    const own = deliveriesOf(change, deliveries);
    const notified = own.some(({ status }) => status === 'sent');
    const why = decision.kind === 'send' ? reasonOf(own) : decision.reason;
    return {
        plugin: change.plugin,
        version: change.version,
        previous_version: change.previousVersion,
        change: change.change,
        path: change.path,
        notified,
        ...(why === null ? {} : { reason: why }),
    };
}
/** Why a change that was to be sent was not, or not to every marketplace. */
function reasonOf(deliveries) {
    const failed = deliveries.filter(({ status }) => status === 'failed');
    if (failed.length > 0)
        return `failed: ${failed.map(({ notification }) => notification.marketplace).join(', ')}`;
    return deliveries.some(({ status }) => status === 'dry-run') ? 'dry run' : null;
}
function deliveryOutput(delivery, arrivals) {
    const { notification, status, attempts, problem } = delivery;
    const [{ plugin, version }] = notification.changes;
    const error = problem === null ? {} : { error: (0,findings_problem/* sentence */.em)(problem) };
    const own = arrivals.filter((arrival) => arrival.delivery === delivery);
    const seconds = (0,arrival/* listedAfter */.ud)(own.map(({ state }) => state));
    const listed = seconds === null ? {} : { listed_after: seconds };
    return { marketplace: notification.marketplace, plugin, version, status, attempts, ...listed, ...error };
}
function failureOf({ problems, deliveries: { deliveries } }) {
    const failed = deliveries.filter(({ status }) => status === 'failed');
    const parts = [
        ...(problems.length > 0 ? [`${(0,display/* count */.U9)(problems.length, 'problem')}: ${(0,report/* codesOf */.MZ)(problems)}`] : []),
        ...(failed.length > 0 ? [`${notSent(deliveries)}: ${failures(failed)}`] : []),
    ];
    return parts.length === 0 ? null : (0,report/* failureLine */.Pu)(parts, problems.length + failed.length);
}
function failures(failed) {
    const all = failed.map(({ notification }) => notification);
    return (0,display/* some */.zN)(all.map(({ marketplace, changes }) => `${(0,display/* quote */.hD)(changes[0].plugin)} → ${marketplace}`));
}

;// CONCATENATED MODULE: ./src/notify/report/unbumped.ts



/** Deeper than most; ten of them fit into the 4,096 characters of an annotation. */
const LONGEST_FILE = 200;
const RAISE = 'Users who have this version do not get the change: raise `version`';
/** PURE: plugins without a bump, where the run must fail for them. */
function unbumpedProblem(one) {
    const remedy = `${RAISE}. If users can do without the change, add a line \`Skip-Version-Bump: <reason>\` to the message of the last commit, or name the files, from the plugin's folder, in \`unbumped-ignore\`.`;
    return { code: 'unbumped', what: whatChanged(one), remedy, at: one.manifest.at };
}
/** PURE: what was before is not known, and a check that could not look must not look passed. */
function unbumpedUnknown(why, { kind }) {
    const remedy = kind === 'compare'
        ? 'Take the pull request out of the merge queue and add it again, so that GitHub makes a new group.'
        : 'Pass `base` too.';
    const what = `It is not known whether a plugin changed without a bump (\`unbumped\`), because there is nothing to compare with: ${why}`;
    return { code: 'unbumped', what, remedy };
}
/** PURE: the same where a warning is enough. */
function unbumpedWarning(one) {
    const text = `${whatChanged(one)}. ${RAISE}, or name files that need no new version, from the plugin's folder, in \`unbumped-ignore\`.`;
    return { ...(0,report/* warning */.$e)('unbumped', text), at: one.manifest.at };
}
/** PURE: the same where the last commit's message says why the version stays. */
function unbumpedNotice(one, reason) {
    const text = `${whatChanged(one)}. That is accepted, because the last commit says: Skip-Version-Bump: ${(0,display/* quote */.hD)(reason)}.`;
    return { ...(0,report/* notice */.lm)('unbumped', text), at: one.manifest.at };
}
function whatChanged({ manifest, path, files }) {
    const named = files.slice(0, MOST_FILES).map((file) => (0,display/* quote */.hD)(file, LONGEST_FILE));
    const more = files.length > MOST_FILES ? ' and more' : '';
    const version = (0,display/* quote */.hD)(manifest.version ?? '');
    return `${(0,display/* quote */.hD)(manifest.name)} (${(0,display/* quote */.hD)(path)}) changed, but its version is still ${version}. Changed: ${named.join(', ')}${more}`;
}

;// CONCATENATED MODULE: ./src/notify/send/decide.ts


/** PURE: changes → which are sent, and why the others are not; one per change, in order. */
function decideSending(changes, rules) {
    const first = new Map();
    return changes.map((change) => {
        const reason = reasonAgainst(change, rules);
        if (reason !== null)
            return { kind: 'skip', change, reason };
        const twin = first.get(change.plugin);
        if (twin !== undefined)
            return duplicate(change, twin);
        first.set(change.plugin, change);
        return { kind: 'send', change };
    });
}
function reasonAgainst(found, rules) {
    const { change, plugin, remark } = found;
    if (change === 'removed')
        return remark === null ? 'the manifest is gone' : 'it no longer declares a version';
    if (change === 'unchanged')
        return unchangedReason(found);
    if (!rules.plugins(plugin))
        return 'not among `plugins`';
    if (change === 'downgrade' && rules.downgrades === 'skip')
        return '`downgrades` is `skip`';
    const isPre = change === 'prerelease' || (change === 'announced' && (0,version/* isPrerelease */.V1)(found.version ?? ''));
    if (isPre && rules.prereleases === 'skip')
        return '`prereleases` is `skip`';
    return null;
}
function unchangedReason({ version, previousVersion }) {
    if (version === null)
        return 'it declares no version';
    return version === previousVersion ? 'the version is the same' : 'the same version by semver’s rules';
}
function duplicate(change, twin) {
    if (change.version === twin.version) {
        const reason = `sent for ${(0,display/* quote */.hD)(twin.path)}, which has the same name and version`;
        return { kind: 'skip', change, reason };
    }
    const reason = `${(0,display/* quote */.hD)(twin.path)} has the same name and declares ${(0,display/* quote */.hD)(twin.version ?? '')}`;
    return { kind: 'conflict', change, reason };
}

// EXTERNAL MODULE: ./src/notify/send/deliver.ts + 1 modules
var deliver = __webpack_require__(4114);
// EXTERNAL MODULE: ./src/notify/send/payload.ts
var payload = __webpack_require__(2794);
// EXTERNAL MODULE: ./src/notify/send/token-expiry.ts
var token_expiry = __webpack_require__(3189);
// EXTERNAL MODULE: ./src/notify/wait/wait.ts + 4 modules
var wait = __webpack_require__(995);
;// CONCATENATED MODULE: ./src/notify/notify.ts






















/** A step that runs this action: see `runStep`. */
const NOTIFY_ACTION = {
    readInputs: readNotifyInputs,
    act: notify,
    failedReport: failedNotifyReport,
};
/** event → range → manifests on both sides → changes → notifications → deliveries → arrivals → report */
async function notify(options, world) {
    try {
        return await follow(connect(options, world));
    }
    catch (error) {
        if (error instanceof findings_problem/* ProblemError */.Mm)
            return failedNotifyReport(error.problems);
        if (!(error instanceof client_error/* GitHubError */.y_))
            throw error;
        return failedNotifyReport([(0,reading/* readFailure */.f1)(error)]);
    }
}
function connect(options, world) {
    const { tokens, addresses, eventType, repository } = options;
    const usedUp = new Map();
    const connection = { ...addresses, ...world, waiting: (0,client/* waitingBudget */.F6)(), usedUp };
    const reader = (0,client/* createClient */.UU)(tokens.read, connection);
    const kind = (0,token/* tokenKind */.aA)(tokens.send ?? '');
    const expiry = (0,token_expiry/* watchExpiry */.L_)(kind, () => world.clock.now());
    if (tokens.send === null)
        return { ...world, options, reader, sender: null, expiry, usedUp };
    const sender = {
        ...world,
        face: 'notify',
        client: (0,client/* createClient */.UU)(tokens.send, connection, expiry.see),
        apiUrl: addresses.apiUrl,
        eventTypeFor: () => eventType,
        kind,
        // A personal token may be given as both; that of a run, or of an older GitHub Enterprise Server, has no such prefix.
        isGithubToken: tokens.send === tokens.read && (kind === 'app' || kind === 'unknown'),
        repository: (0,github_repository/* fullName */.fq)(repository),
        expiry: expiry.expiry,
    };
    return { ...world, options, reader, sender, expiry, usedUp };
}
async function follow(run) {
    const { options, reader, log } = run;
    const { range, repository, dryRun, eventType, addresses } = options;
    if (range.kind === 'nothing') {
        return notifyReport({ ...NOTHING, remarks: [(0,report_annotations/* notLookedAt */.$h)(range), ...(await tokenRemarks(run))] });
    }
    const plugins = { client: reader, repository, isSmall: options.isSmall };
    const manifests = await readManifests(plugins, range, options.manifests);
    const { changes, problems, elsewhere } = findChanges(manifests);
    const decisions = decideSending(changes, options);
    const scope = scopeOf(manifests, range);
    logDecisions(scope, decisions, log);
    // A bump that no pattern sees would be lost in silence, so where nothing is sent, look for one.
    const sends = decisions.some(({ kind }) => kind === 'send');
    const overlooked = sends ? [] : await manifests.lookElsewhere();
    const unbumped = await lookForUnbumped(manifests, run);
    const deliveries = await send(decisions, manifests.commit, run);
    const arrivals = await notify_wait(deliveries, run);
    const remarks = [
        ...(0,report_annotations/* runAnnotations */.cL)(manifests, dryRun),
        ...elsewhere.map(report_annotations/* inSubmodule */.wj),
        ...overlooked.map(report_annotations/* notMatched */.o4),
        ...unbumped.remarks,
        ...(await tokenRemarks(run)),
    ];
    const server = { serverUrl: addresses.serverUrl, repository: (0,github_repository/* fullName */.fq)(repository) };
    const found = { decisions, problems: [...problems, ...unbumped.problems], deliveries, arrivals };
    return notifyReport({ ...found, eventType, remarks, scope, ...server });
}
/** Plugins that changed without a bump, as what the input `unbumped` makes of them. */
async function lookForUnbumped(manifests, { options, reader, log }) {
    const { unbumped: rule, range, repository } = options;
    if (rule.kind === 'ignore' || range.kind === 'nothing')
        return { problems: [], remarks: [] };
    if (manifests.basis.kind === 'announced') {
        const unknown = unbumpedUnknown(manifests.basis.why, range);
        return rule.kind === 'fail'
            ? { problems: [unknown], remarks: [] }
            : { problems: [], remarks: [{ ...(0,report/* annotationOf */.lW)(unknown), level: 'warning' }] };
    }
    const found = await findUnbumped(manifests, rule.ignored);
    if (found.length === 0)
        log.info('No plugin changed without a bump.');
    if (rule.kind === 'warn')
        return { problems: [], remarks: found.map(unbumpedWarning) };
    const reason = found.length === 0 ? null : await readSkipReason({ client: reader, repository }, range, manifests.commit);
    if (reason === null)
        return { problems: found.map(unbumpedProblem), remarks: [] };
    return { problems: [], remarks: found.map((one) => unbumpedNotice(one, reason)) };
}
async function send(decisions, commit, run) {
    const { options, sender, clock, log } = run;
    const wanted = decisions.flatMap(({ kind, change }) => (kind === 'send' ? [change] : []));
    const { marketplaces, batch } = options;
    const notifications = (0,payload/* planNotifications */.at)(wanted, {
        marketplaces,
        batch,
        repository: (0,github_repository/* fullName */.fq)(options.repository),
        commit,
        timestamp: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
        runUrl: options.addresses.runUrl,
        extra: options.payload,
    });
    return options.dryRun !== null || sender === null
        ? (0,deliver/* rehearse */.K)(notifications, log)
        : (0,deliver/* deliver */.c)(sender, notifications);
}
/** With a budget of its own: a connection that hangs must not outlast the waiting by much. */
async function notify_wait(deliveries, run) {
    const { options, expiry, usedUp, clock, log } = run;
    const { addresses, tokens, wait: seconds } = options;
    if (tokens.send === null || seconds === 0)
        return NOTHING.arrivals;
    const connection = { ...addresses, clock, log, waiting: { left: seconds * 1000 }, usedUp };
    const marketplaces = (0,client/* createClient */.UU)(tokens.send, connection, expiry.see);
    const plugins = (0,client/* createClient */.UU)(tokens.read, connection);
    const { serverUrl } = addresses;
    const waiting = { marketplaces, plugins, clock, log, serverUrl, seconds };
    return (0,wait/* awaitArrivals */.$)(waiting, deliveries);
}
async function tokenRemarks({ options, sender, expiry, clock }) {
    const days = options.expiryWarning;
    const unasked = sender !== null && days > 0 && !expiry.answered();
    const rejected = unasked ? await (0,token_expiry/* askExpiry */.d)(sender.client) : [];
    return [...rejected, ...(0,token_expiry/* expiryWarning */.iD)(expiry.expiry(), days, clock.now())];
}


/***/ })

};
