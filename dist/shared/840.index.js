export const id = 840;
export const ids = [840];
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

/***/ 1840:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _action_run_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2696);
/* harmony import */ var _github_client_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5119);
/* harmony import */ var _update_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1111);



await (0,_action_run_js__WEBPACK_IMPORTED_MODULE_0__/* .runStep */ .e)(_update_js__WEBPACK_IMPORTED_MODULE_2__/* .UPDATE_ACTION */ .Z, _github_client_client_js__WEBPACK_IMPORTED_MODULE_1__/* .systemClock */ .ml);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1111:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ UPDATE_ACTION)
});

// UNUSED EXPORTS: update

// EXTERNAL MODULE: ./src/findings/problem.ts
var findings_problem = __webpack_require__(7693);
// EXTERNAL MODULE: ./src/findings/reading.ts
var reading = __webpack_require__(5922);
// EXTERNAL MODULE: ./src/github/cause.ts
var github_cause = __webpack_require__(6712);
// EXTERNAL MODULE: ./src/github/repository.ts
var github_repository = __webpack_require__(651);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
// EXTERNAL MODULE: ./src/findings/github.ts
var github = __webpack_require__(795);
;// CONCATENATED MODULE: ./src/findings/writing.ts






/** PURE: writing to the marketplace failed for good. */
function writeFailure(error, target) {
    const name = (0,github_repository/* fullName */.fq)(target.repository);
    const cause = (0,github_cause/* writeCauseOf */.Y_)(error);
    switch (cause.kind) {
        case 'token-rejected':
            return (0,reading/* marketplaceTokenRejected */.hT)('update');
        case 'archived':
            return archived(name);
        case 'protected':
        case 'push-rule':
        case 'forbidden':
        case 'denied':
            return withNames(DENIED[cause.kind](cause, target.branch), target, cause.message);
        default:
            return (0,github/* answerProblem */.mr)(cause, `Writing to ${name}`, 'update');
    }
}
/** What a write means that GitHub denies. The repository's name stands before `what`, GitHub's own words behind it. */
const DENIED = {
    protected: ({ message }, branch) => ({
        code: 'branch-protected',
        what: `the rules of ${(0,display/* quote */.hD)(branch)} do not let this token push`,
        remedy: signing(message) +
            'Either pass a `token` that may bypass them (of a GitHub App or a person on the bypass list), or set `mode: pull-request` ' +
            'with `permissions: pull-requests: write` and the setting "Allow GitHub Actions to create and approve pull requests".',
    }),
    'push-rule': () => ({
        code: 'push-rule',
        what: 'a push rule does not let this token change marketplace.json or the submodule pointers',
        remedy: 'The same rule applies to pull requests. Remove the secret that GitHub found, remove these paths from the ' +
            'push ruleset (Settings → Rules → Rulesets, also those of the organisation), or put a GitHub App on its bypass ' +
            'list and pass its `token`.',
    }),
    forbidden: ({ status }) => ({
        code: 'write-forbidden',
        what: `\`token\` may not write (${status})`,
        remedy: 'Write `permissions: contents: write` in the workflow; a token of your own needs "Contents: read and write" here.',
    }),
    denied: ({ status }) => ({
        code: 'write-refused',
        what: `GitHub refuses the commit (${status})`,
        remedy: 'Nothing was changed. Fix what GitHub reports, then run this job again.',
    }),
};
function withNames({ code, what, remedy }, { repository }, message) {
    return { code, what: `${(0,github_repository/* fullName */.fq)(repository)}: ${what}${(0,findings_problem/* said */.ag)(message)}`, remedy };
}
function archived(name) {
    const what = `${name} is archived, so nothing can be written to it`;
    return { code: 'marketplace-archived', what, remedy: UNARCHIVE };
}
const UNARCHIVE = 'Unarchive it in its settings, or disable this workflow.';
/** What to add where unsigned commits are refused. */
function signing(message) {
    return /signature/i.test(message)
        ? 'Leave `token` out, or pass the token of a GitHub App: GitHub signs commits made with these, but not with a personal token. '
        : '';
}
/** PURE: opening, updating or closing the pull request of `branch` failed for good. */
function proposalFailure(error, target, branch) {
    const { message } = error;
    const cause = (0,github_cause/* writeCauseOf */.Y_)(error);
    if (cause.kind === 'protected')
        return withNames(proposalProtected(message, branch), target, message);
    if (/not permitted to create or approve pull requests/i.test(message)) {
        return withNames(NOT_ALLOWED, target, '');
    }
    if (/must be a collaborator/i.test(message))
        return withNames(COLLABORATORS_ONLY, target, message);
    if (cause.kind !== 'forbidden')
        return writeFailure(error, target);
    const what = `\`token\` may not open or change pull requests or branches (${cause.status})`;
    const remedy = 'Write `permissions: contents: write` and `pull-requests: write` in the workflow.';
    return withNames({ code: 'pull-requests-forbidden', what, remedy }, target, message);
}
function proposalProtected(message, branch) {
    const sign = signing(message);
    return {
        code: 'branch-protected',
        what: `a rule does not let this token write ${(0,display/* quote */.hD)(branch)}, the branch of the pull request`,
        remedy: `${sign}${sign === '' ? 'Name' : 'Or name'} another branch in \`branch\`, or pass a \`token\` that may bypass the rule.`,
    };
}
const NOT_ALLOWED = {
    code: 'pull-requests-not-allowed',
    what: 'GitHub Actions may not open pull requests here',
    remedy: 'Switch on "Allow GitHub Actions to create and approve pull requests" under Settings → Actions → General, in the ' +
        'organisation too, or pass the `token` of a GitHub App.',
};
const COLLABORATORS_ONLY = {
    code: 'collaborators-only',
    what: 'only collaborators may open pull requests here',
    remedy: 'Leave `token` out, so that the run uses its own, or make the owner of the token a collaborator.',
};
/** PURE: a pull request is closed, but not all that belongs to that was done. `isOver`: and no run will try again. */
function closingUnfinished(error, target, { branch, isOver }) {
    const problem = proposalFailure(error, target, branch);
    const failed = isOver ? 'the comment that says why' : 'its comment or the deletion of the branch';
    return {
        ...problem,
        what: `The pull request of ${(0,display/* quote */.hD)(branch)} is closed, but ${failed} failed. ${problem.what}`,
        remedy: isOver ? problem.remedy : `The next run tries again. ${problem.remedy}`,
    };
}
/** PURE: a branch that people made has the name that ours would have. */
function branchNotOurs({ repository }, branch) {
    return {
        code: 'branch-not-ours',
        what: `${(0,github_repository/* fullName */.fq)(repository)}: ${(0,display/* quote */.hD)(branch)} was not made by this action, so it was left as it is and no pull request was opened`,
        remedy: 'Name another branch in `branch`, such as `notify-marketplace/update` or `notify-marketplace/{plugin}`, or delete this one if nobody needs it.',
    };
}
/** PURE: what stands on the branch of a pull request is not known, so it was left alone. */
function branchUnread({ message }, { repository }, branch) {
    return {
        code: 'read-failed',
        what: `${(0,github_repository/* fullName */.fq)(repository)}: GitHub failed while ${(0,display/* quote */.hD)(branch)} and its pull request were read${(0,findings_problem/* said */.ag)(message)}`,
        remedy: 'They were left as they are. Run this job again; https://www.githubstatus.com lists outages.',
    };
}
/** PURE: something else writes faster than anybody can. */
function headKeepsMoving({ repository, branch }, rounds) {
    return {
        code: 'head-keeps-moving',
        what: `${(0,github_repository/* fullName */.fq)(repository)}: ${(0,display/* quote */.hD)(branch)} changed each of the ${rounds} times that an update was ready`,
        remedy: 'Nothing was lost: the next run makes the whole update. Look for another workflow that keeps committing to the branch.',
    };
}
/** PURE: an answer that no step foresaw. */
function unforeseenAnswer(error) {
    const cause = (0,github_cause/* causeOf */.rl)(error);
    if ((0,github/* isShared */.yM)(cause))
        return (0,github/* answerProblem */.mr)(cause, 'The update', 'update');
    return {
        code: 'write-refused',
        what: `GitHub refuses a request (${error.status})${(0,findings_problem/* said */.ag)(error.message)}`,
        remedy: 'Fix what GitHub reports, then run this job again.',
    };
}

// EXTERNAL MODULE: ./src/github/client/client.ts + 2 modules
var client = __webpack_require__(5119);
// EXTERNAL MODULE: ./src/github/client/error.ts
var client_error = __webpack_require__(6093);
;// CONCATENATED MODULE: ./src/github/client/server-time.ts
/** Until an answer has come, it is the clock's. */
function serverTime(clock) {
    let ahead = 0;
    return {
        now: () => clock.now() + ahead,
        learn: ({ date }) => {
            const answered = Date.parse(date ?? '');
            if (!Number.isNaN(answered))
                ahead = answered - clock.now();
        },
    };
}

// EXTERNAL MODULE: ./src/marketplace/marketplace.ts
var marketplace_marketplace = __webpack_require__(600);
// EXTERNAL MODULE: ./src/update/age/old-enough.ts + 5 modules
var old_enough = __webpack_require__(1671);
// EXTERNAL MODULE: ./src/plugin/json.ts
var json = __webpack_require__(785);
;// CONCATENATED MODULE: ./src/update/event.ts


/** More in one event than GitHub's 64 KB can hold would be none of ours. */
const MOST_CLAIMS = 1000;
/** PURE: the plugins that a `repository_dispatch` names, if it is one of ours in shape. */
function eventClaims({ name, payload }) {
    const client = payload['client_payload'];
    if (name !== 'repository_dispatch' || !(0,json/* isObject */.G)(client))
        return [];
    const repository = textOf(client['repository']);
    const listed = client['plugins'];
    const all = Array.isArray(listed) && listed.length > 0 ? listed.slice(0, MOST_CLAIMS) : [client];
    return all.filter(json/* isObject */.G).flatMap((one) => {
        const plugin = textOf(one['plugin']);
        if (plugin === null)
            return [];
        return [{ plugin, version: textOf(one['version']), repository, path: textOf(one['path']) }];
    });
}
function textOf(value) {
    return typeof value === 'string' && value !== '' ? value : null;
}
/** PURE: the log's first lines: the event, and what it claims. */
function eventLines({ name, payload }, claims, scope = 'all') {
    const type = name === 'repository_dispatch' ? ` ${(0,display/* display */.Vy)(textOf(payload['action']) ?? '')}` : '';
    const first = `Event: ${(0,display/* display */.Vy)(name)}${type}`.trimEnd();
    if (claims.length === 0)
        return [`${first}. Every plugin is compared with its repository.`];
    const shown = claims.map(({ plugin, version, repository }) => {
        const from = repository === null ? '' : ` in ${(0,display/* display */.Vy)(repository)}`;
        return `${(0,display/* display */.Vy)(plugin)} ${(0,display/* display */.Vy)(version ?? '(no version)')}${from}`;
    });
    return [`${first}. It says: ${(0,display/* some */.zN)(shown)}.`, `That is a hint: ${comparedText(claims, scope)}`];
}
/** All claims of an event name one repository, or none. */
function comparedText([claim], scope) {
    if (scope === 'all')
        return 'every plugin is compared with its repository.';
    const compared = claim?.repository == null
        ? 'it names no repository, so the entries with this name are compared with theirs.'
        : 'the plugins of this repository are compared with it.';
    return `${compared} Runs without such an event compare all.`;
}

// EXTERNAL MODULE: ./src/action/input-tables.ts
var input_tables = __webpack_require__(5022);
// EXTERNAL MODULE: ./src/action/inputs.ts
var inputs = __webpack_require__(1729);
// EXTERNAL MODULE: ./src/action/patterns.ts
var action_patterns = __webpack_require__(6207);
// EXTERNAL MODULE: ./src/update/input-values.ts
var input_values = __webpack_require__(4900);
// EXTERNAL MODULE: ./src/update/opening-fields.ts
var opening_fields = __webpack_require__(3827);
;// CONCATENATED MODULE: ./src/update/inputs.ts







/** READ: inputs, event and environment → options, or all that is wrong with them. No request is made before. */
function readUpdateInputs() {
    const values = (0,inputs/* stepInputs */.af)(input_tables/* UPDATE_INPUTS */._);
    const repository = (0,inputs/* runRepository */.Yk)(values);
    const event = { name: (0,inputs/* environment */.cA)('GITHUB_EVENT_NAME'), payload: (0,inputs/* readEventPayload */.N5)(values) };
    const { branch, preview } = readBranch(values, event);
    const plugins = values.patterns('plugins');
    const releases = values.patterns('releases');
    const options = {
        repository,
        branch,
        event,
        file: (0,input_values/* readFile */.TA)(values),
        tokens: readTokens(values),
        plugins: (0,action_patterns/* patternList */.B)(plugins, ['**']).matches,
        patterns: [...namePatterns('plugins', plugins), ...namePatterns('releases', releases)],
        advance: values.choice('advance'),
        releases: releases.length === 0 ? () => false : (0,action_patterns/* patternList */.B)(releases, ['**']).matches,
        downgrades: values.choice('downgrades'),
        versionField: values.choice('version-field'),
        minimumAge: (0,input_values/* readMinimumAge */.ax)(values),
        marketplaceVersion: values.choice('marketplace-version'),
        mode: values.choice('mode'),
        pullRequestBranch: (0,input_values/* readBranchInput */.Jv)(values, branch),
        fields: (0,opening_fields/* readOpeningFields */.C)(values, repository.owner),
        checks: (0,input_values/* readChecks */.wf)(values),
        commitTitle: (0,input_values/* readTitle */.tS)(values, 'commit-title'),
        scope: values.choice('scope'),
        reportIssue: (0,input_values/* readTitle */.tS)(values, 'report-issue'),
        dryRun: values.flag('dry-run') ? '`dry-run` is on' : preview,
        addresses: (0,inputs/* readAddresses */.B1)(values, repository),
    };
    const { problems } = values;
    return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'options', options };
}
function namePatterns(input, patterns) {
    return patterns.map((pattern) => {
        const { matches } = (0,action_patterns/* patternList */.B)([pattern.replace(/^!/, '')], []);
        return { input, pattern, matches };
    });
}
function readTokens(values) {
    const own = (0,inputs/* readTokenInput */._9)(values, 'token');
    const plugins = (0,inputs/* readTokenInput */._9)(values, 'plugins-token');
    if (own === '') {
        const remedy = 'Leave `token` out, so that the run uses its own, or check that the secret exists here.';
        values.refuse('token-empty', '`token` is empty', remedy);
    }
    return { own, plugins: plugins === '' ? own : plugins };
}
/** The branch that the run is on. What is no branch, or only proposed, is never written to. */
function readBranch(values, { name, payload }) {
    const ref = (0,inputs/* environment */.cA)('GITHUB_REF');
    if (name === 'pull_request' || name === 'pull_request_target' || name === 'merge_group') {
        return {
            branch: defaultBranch(values, payload),
            preview: `the event is ${(0,display/* quote */.hD)(name)}, which only shows what would change`,
        };
    }
    const branch = ref.replace(/^refs\/heads\//, '');
    return { branch: branch === ref ? defaultBranch(values, payload) : branch, preview: null };
}
function defaultBranch(values, payload) {
    const { repository } = payload;
    const name = (0,json/* isObject */.G)(repository) ? repository['default_branch'] : undefined;
    if (typeof name === 'string' && name !== '')
        return name;
    const remedy = 'Start the workflow on a branch: by repository_dispatch, schedule or workflow_dispatch.';
    values.refuse('no-branch', 'The event does not say which branch the marketplace is on', remedy);
    return '';
}

;// CONCATENATED MODULE: ./src/findings/report-issue.ts






/** PURE: the issue of `report-issue` could not be read or written. The update itself does not depend on it. */
function issueFailure(error, repository) {
    const name = (0,github_repository/* fullName */.fq)(repository);
    if (error.status === 410)
        return issuesOff(repository);
    const cause = (0,github_cause/* writeCauseOf */.Y_)(error);
    switch (cause.kind) {
        case 'token-rejected':
            return (0,reading/* marketplaceTokenRejected */.hT)('update');
        case 'archived':
            return archived(name);
        case 'forbidden':
            return {
                code: 'issues-forbidden',
                what: `${name}: \`token\` may not read and write issues (${cause.status})${(0,findings_problem/* said */.ag)(cause.message)}`,
                remedy: 'Write `permissions: issues: write` in the workflow, beside `contents: write`; a token of your own needs "Issues: read and write" here.',
            };
        case 'protected':
        case 'push-rule':
        case 'denied':
            return {
                code: 'issue-not-written',
                what: `${name}: GitHub refuses the issue of \`report-issue\` (${cause.status})${(0,findings_problem/* said */.ag)(cause.message)}`,
                remedy: 'The update itself is done. Fix what GitHub reports; the next run tries again.',
            };
        default:
            return (0,github/* answerProblem */.mr)(cause, `The issue of \`report-issue\` in ${name}`, 'update');
    }
}
/** PURE: the repository has no issues (410; forks have none until they are switched on). */
function issuesOff(repository) {
    return {
        code: 'issues-off',
        what: `${(0,github_repository/* fullName */.fq)(repository)} has no issues, because they are switched off in its settings`,
        remedy: 'Turn them on under Settings → General → Features, or remove `report-issue`.',
    };
}

;// CONCATENATED MODULE: ./src/update/issue/issue-api.ts


/**
 * WRITE: opens an issue, and returns its number. A request that does not repeat harmlessly: after an answer that was
 * lost, `find` looks whether it was opened all the same. Throws `GitHubError`.
 */
async function openIssue(client, { owner, name: repo }, { texts, find }) {
    const options = {
        what: 'Opening an issue',
        check: (answer) => void numberIn(answer),
        retry: ({ limit }) => limit !== null,
    };
    for (let tries = 1;; tries++) {
        const route = 'POST /repos/{owner}/{repo}/issues';
        const answer = await (0,client_error/* orError */.M)(client.request(route, { owner, repo, ...texts }, options));
        if (!(answer instanceof client_error/* GitHubError */.y_))
            return numberIn(answer);
        const isLost = answer.status === null || answer.status >= 500 || answer.status < 300;
        if (!isLost || !(await client.pause('Opening an issue', (0,client_error/* reason */.l)(answer), tries)))
            throw answer;
        const found = await find();
        if (found !== null)
            return found;
    }
}
function numberIn(answer) {
    const number = (0,json/* isObject */.G)(answer.data) ? answer.data['number'] : null;
    if (typeof number !== 'number')
        throw (0,client_error/* shapeless */.hb)(answer);
    return number;
}
/** WRITE: another body, and another state where one is given. Repeats harmlessly. Throws `GitHubError`. */
async function editIssue(client, { owner, name: repo }, { number, ...fields }) {
    const check = (answer) => {
        const state = (0,json/* isObject */.G)(answer.data) ? answer.data['state'] : null;
        if (numberIn(answer) !== number || (fields.state ?? state) !== state)
            throw (0,client_error/* shapeless */.hb)(answer);
    };
    const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
    await client.request(route, { owner, repo, issue_number: number, ...fields }, { what: 'Updating an issue', check });
}

// EXTERNAL MODULE: ./src/plugin/group-by.ts
var group_by = __webpack_require__(6384);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/update/issue/report-part.ts

const END = '<!-- notify-marketplace report end -->';
const ALSO = /^<!-- also((?: [\w-]{6}[hp])*)(?: \+(\d+))? -->\r?$/m;
const ITEM = /^- (.*) <!-- ([\w-]{6})([hp]) -->\r?$/gm;
/**
 * PURE: six characters that stand for a name: enough to tell thousands apart. None is a hyphen: of two, GitHub's Markdown
 * would show the comment that they are in (https://github.github.com/gfm/#html-comment).
 */
function keyOf(name) {
    return (0,external_node_crypto_.createHash)('sha256').update(name).digest('base64url').slice(0, 6).replaceAll('-', '_');
}
function digest(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 16);
}
/**
 * Where our part begins: at the issue's own number, or at none where it was not known yet. It is a line of its own, so
 * that a quotation (`> <!-- …`) is none, and if there is another, not one that a person copied into a block of code.
 * Where somebody has joined it with other text, it is still ours if it has the number.
 */
function beginIn(body, title, own) {
    const isOwn = ([, , issue]) => Number(issue) === own;
    const marker = `<!-- notify-marketplace report ${digest(title)} ([0-9a-f]{16}) (?:of (\\d+)|new) -->`;
    const alone = [...body.matchAll(new RegExp(`^${marker}\\r?$`, 'gm'))];
    const lines = alone.filter((one) => one[2] === undefined || isOwn(one));
    const numbered = [...body.matchAll(new RegExp(marker, 'g'))].filter(isOwn);
    return lines.find(({ index }) => !isInCode(body.slice(0, index))) ?? lines[0] ?? numbered[0] ?? null;
}
/** Whether a text ends within a block of code: https://github.github.com/gfm/#fenced-code-blocks. */
function isInCode(text) {
    let fence = '';
    for (const [, mark = '', rest = ''] of text.matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gm)) {
        if (fence === '')
            fence = mark;
        else if (mark.startsWith(fence) && rest.trim() === '')
            fence = '';
    }
    return fence !== '';
}
/**
 * PURE: our part of the body of issue `own`; null where there is none. Titles tell the issues of several workflows apart. Where its end
 * is gone, nothing behind the beginning is taken for ours.
 */
function reportPartIn(body, title, own) {
    const begin = beginIn(body, title, own);
    if (begin === null)
        return null;
    const [whole, fingerprint = '', issue] = begin;
    const start = begin.index + whole.length;
    const end = body.indexOf(END, start);
    const inner = end === -1 ? '' : body.slice(start, end);
    return {
        ...listedIn(inner),
        fingerprint,
        issue: issue === undefined ? null : Number(issue),
        before: body.slice(0, begin.index),
        after: end === -1 ? body.slice(start) : body.slice(end + END.length),
    };
}
function listedIn(text) {
    const shown = [...text.matchAll(ITEM)].map(([, line = '', key = '', kind]) => itemOf(key, kind, line));
    const [, keys = '', more = '0'] = ALSO.exec(text) ?? [];
    const hidden = keys
        .split(' ')
        .filter((one) => one !== '')
        .map((one) => itemOf(one.slice(0, 6), one.slice(6), null));
    return { items: [...shown, ...hidden], more: Number(more) };
}
function itemOf(key, kind, text) {
    return { key, kind: kind === 'p' ? 'passing' : 'held', text };
}
/** GitHub takes 65,536 characters; this leaves room for our own words. */
const LONGEST_BODY = 63_000;
/** Characters of keys that have no line. */
const MOST_KEYS = 27_000;
const KEY = ' abcdefh'.length;
/** PURE: which of the items have a line, and which only a key. What was hidden before stays hidden. */
function fitted({ items, more }, around) {
    const space = Math.max(0, LONGEST_BODY - around);
    const isLong = items.reduce((sum, one) => sum + lengthOf(one), 0) > space;
    const forKeys = isLong ? Math.min(items.length * KEY, MOST_KEYS, Math.floor(space / 2)) : MOST_KEYS;
    const room = isLong ? space - forKeys : space;
    let used = 0;
    const cut = items.map((one) => {
        used += lengthOf(one);
        return used <= room ? one : { ...one, text: null };
    });
    const hidden = cut.filter(({ text }) => text === null);
    const dropped = new Set(hidden.slice(Math.floor(forKeys / KEY)));
    return { items: cut.filter((one) => !dropped.has(one)), more: more + dropped.size };
}
function lengthOf({ text }) {
    return text === null ? 0 : text.length + '-  <!-- abcdefh -->\n'.length;
}
/** PURE: the same for the same list. What GitHub said of a failure that passes differs each time. */
function fingerprintOf({ items, more }) {
    const told = items.map(({ key, kind, text }) => [key, kind, kind === 'passing' ? text !== null : text]);
    return digest(JSON.stringify([told, more]));
}
/** PURE: our part as text. */
function reportPartText(listed, writing) {
    const { title, issue } = writing;
    const whose = issue === null ? 'new' : `of ${issue}`;
    return [
        `<!-- notify-marketplace report ${digest(title)} ${fingerprintOf(listed)} ${whose} -->`,
        ...wordsOf(listed, writing),
        END,
    ].join('\n');
}
function wordsOf(listed, { intro, empty, headings }) {
    const { items, more } = listed;
    if (items.length + more === 0)
        return ['', empty, ''];
    const hidden = items.filter(({ text }) => text === null);
    const rest = hidden.length + more;
    const keys = hidden.map(({ key, kind }) => ` ${key}${kind.charAt(0)}`).join('');
    return [
        '',
        intro,
        '',
        ...['held', 'passing'].flatMap((kind) => group(items, kind, headings[kind])),
        ...(rest === 0 ? [] : [`… and ${rest} more: the job summary lists them all.`, '']),
        ...(rest === 0 ? [] : [`<!-- also${keys}${more > 0 ? ` +${more}` : ''} -->`]),
    ];
}
function group(items, kind, heading) {
    const lines = items.flatMap((item) => item.kind === kind && item.text !== null ? [`- ${item.text} <!-- ${item.key}${kind.charAt(0)} -->`] : []);
    return lines.length === 0 ? [] : [`**${heading}**`, '', ...lines, ''];
}
/** PURE: a body in which our part is another text. */
function bodyWith({ before, after }, text) {
    return `${before}${text}${after}`;
}

;// CONCATENATED MODULE: ./src/update/issue/issue-text.ts



/** Not what time alone ends: nobody has to do anything about it, and its reason differs in every run. */
const LISTED = new Set(['decision', 'undecided', 'broken', 'unreadable', 'passing']);
/**
 * PURE: what the issue should list: what this run found, and of the plugins that it left to other runs what is listed
 * already. The order is the catalogue's.
 */
function wantedList({ held, names, isLeft }, present) {
    const own = (0,group_by/* groupBy */.$)(held.filter(({ cause }) => LISTED.has(cause)), ({ plugin }) => plugin);
    const listed = (0,group_by/* groupBy */.$)(present?.items ?? [], ({ key }) => key);
    const items = [...new Set(names)].flatMap((name) => {
        const key = keyOf(name);
        if (isLeft(name))
            return listed.get(key) ?? [];
        return (own.get(name) ?? []).map((one) => issue_text_itemOf(one, key));
    });
    const isPartial = names.some(isLeft);
    const around = (present?.before.length ?? 0) + (present?.after.length ?? 0);
    return fitted({ items, more: isPartial ? (present?.more ?? 0) : 0 }, around);
}
function issue_text_itemOf({ plugin, reason, cause }, key) {
    const text = `${(0,display/* displayCode */.Ad)(plugin)}: ${(0,display/* sentenceMarkdown */.xG)(reason)}`.replace(/\s+/g, ' ');
    return { key, kind: cause === 'passing' ? 'passing' : 'held', text };
}
/** PURE: the words around the list. */
function writingOf({ reportIssue, addresses }, issue) {
    const { manual, runUrl } = addresses;
    const page = manual === undefined ? '' : ` [What the reasons mean](${manual}/troubleshooting.md#an-entry-is-held).`;
    return {
        title: reportIssue ?? '',
        issue,
        intro: `The update action did not bring these plugins up to date. It changes this list when that changes, last in [this run](${runUrl}), and closes the issue when nothing is left. ` +
            `What you write above or below the list stays.${page}`,
        empty: `No plugin needs a person any more, since [this run](${runUrl}).`,
        headings: {
            held: 'Held, because a person must decide',
            passing: 'Not read: the next run tries again',
        },
    };
}
/** PURE: the body of one of two issues that two runs opened at the same moment. */
function duplicateText(of) {
    return `Two runs opened an issue at the same moment. The list is in #${of}.`;
}

// EXTERNAL MODULE: ./src/github/client/graphql-answer.ts
var graphql_answer = __webpack_require__(5505);
// EXTERNAL MODULE: ./src/github/client/graphql-query.ts
var graphql_query = __webpack_require__(2307);
;// CONCATENATED MODULE: ./src/update/issue/read-issues.ts





/** What `GITHUB_TOKEN` is called (public programs ask by `createdBy: "github-actions[bot]"`, see docs/github.md). */
const USUAL_LOGIN = 'github-actions[bot]';
/** With their bodies, of up to 64 KB each. */
const PAGE = 50;
const MOST_PAGES = 20;
/**
 * READ: the issues of this title that this token's account wrote, by our marker: whatever their own titles are by now.
 * One request for `GITHUB_TOKEN`; for another token one more, which asks by its own name. Of closed issues only those
 * that changed last are looked at. Throws `GitHubError`.
 */
async function readIssues(client, request) {
    const { state, login = USUAL_LOGIN } = request;
    const found = [];
    let after = null;
    for (let pages = 1;; pages++) {
        const page = await readPage(client, { ...request, login }, after);
        if (!page.enabled)
            return { kind: 'off' };
        if (request.login === undefined && !isOf(page.login, login)) {
            return readIssues(client, { ...request, login: page.login });
        }
        found.push(...page.issues);
        after = page.next;
        if (after === null || state === 'CLOSED')
            break;
        if (pages === MOST_PAGES)
            throw (0,client_error/* failedQuery */.eQ)(`there are more than ${PAGE * MOST_PAGES} open issues`);
    }
    return { kind: 'issues', login, issues: found.toSorted((a, b) => a.number - b.number) };
}
/** The same account, whether or not its name is written with `[bot]`. */
function isOf(name, login) {
    return name === login || `${name}[bot]` === login;
}
async function readPage(client, { repository, title, state, login = '' }, after) {
    const builder = new graphql_query/* QueryBuilder */.o();
    const from = after === null ? '' : `, after: ${builder.text(after)}`;
    const order = state === 'OPEN' ? 'CREATED_AT, direction: ASC' : 'UPDATED_AT, direction: DESC';
    const which = `first: ${PAGE}${from}, states: [${state}], filterBy: { createdBy: ${builder.text(login)} }, orderBy: { field: ${order} }`;
    const issues = `issues(${which}) { nodes { number body viewerDidAuthor } pageInfo { hasNextPage endCursor } }`;
    const fields = ['viewer { login }', `${builder.repository(repository)} { hasIssuesEnabled ${issues} }`];
    const { text, variables } = builder.query(fields);
    return pageOf(await client.graphql(text, variables), title);
}
function pageOf(answer, title) {
    const { viewer, repository } = answer.data;
    if (!(0,json/* isObject */.G)(repository))
        throw nothingAt(answer, ['repository']);
    const { hasIssuesEnabled, issues } = repository;
    const login = (0,json/* isObject */.G)(viewer) ? viewer['login'] : null;
    if (typeof login !== 'string')
        throw nothingAt(answer, ['viewer']);
    if (hasIssuesEnabled === false)
        return { enabled: false, login, issues: [], next: null };
    if (!(0,json/* isObject */.G)(issues))
        throw nothingAt(answer, ['repository', 'issues']);
    const { nodes, pageInfo } = issues;
    if (!Array.isArray(nodes) || !(0,json/* isObject */.G)(pageInfo))
        throw (0,client_error/* failedQuery */.eQ)('the answer is incomplete');
    const { hasNextPage, endCursor } = pageInfo;
    if (hasNextPage !== false && typeof endCursor !== 'string')
        throw (0,client_error/* failedQuery */.eQ)('the answer is incomplete');
    return {
        enabled: true,
        login,
        issues: nodes.flatMap((node) => issueOf(node, title)),
        next: hasNextPage === false ? null : String(endCursor),
    };
}
/** Ours by three signs: who wrote it, our marker, and the number in it, which no copy of the text has. */
function issueOf(node, title) {
    if (!(0,json/* isObject */.G)(node))
        throw (0,client_error/* failedQuery */.eQ)('the answer is incomplete');
    const { number, body, viewerDidAuthor } = node;
    if (typeof number !== 'number' || typeof body !== 'string' || typeof viewerDidAuthor !== 'boolean') {
        throw (0,client_error/* failedQuery */.eQ)('the answer is incomplete');
    }
    const section = viewerDidAuthor ? reportPartIn(body, title, number) : null;
    return section === null ? [] : [{ number, section }];
}
/** Never taken for "there is none": a second issue would be opened. */
function nothingAt({ errors }, path) {
    const why = (0,graphql_answer/* whyNull */.sj)(errors, { path, alone: true });
    if (why.kind === 'absent')
        return (0,client_error/* failedQuery */.eQ)('the answer is incomplete');
    const type = why.kind === 'forbidden' ? 'FORBIDDEN' : undefined;
    return (0,client_error/* failedQuery */.eQ)(why.message, type);
}

;// CONCATENATED MODULE: ./src/update/issue/report-issue.ts







const NONE = { kind: 'none' };
/**
 * WRITE: the issue `report-issue`: opened where something is held or failed, brought up to date in place, closed where
 * nothing is. It is written only where its list changes. Throws nothing of GitHub's: the update is done by then.
 */
async function reportIssue(context) {
    if (context.options.reportIssue === null || context.options.dryRun !== null)
        return NONE;
    try {
        const result = await sync(context);
        if (result.kind === 'issue')
            context.log.info(issueLine(result));
        return result;
    }
    catch (error) {
        if (!(error instanceof client_error/* GitHubError */.y_))
            throw error;
        return { kind: 'failed', problem: issueFailure(error, context.marketplace.repository) };
    }
}
/** PURE: `Issue #7 opened.` */
function issueLine({ number, outcome }) {
    return `Issue #${number} ${ISSUE_OUTCOMES[outcome]}.`;
}
const ISSUE_OUTCOMES = {
    opened: 'opened, with what is held',
    updated: 'brought up to date with what is held',
    kept: 'still lists what is held',
    reopened: 'opened again, because what is held has changed',
    closed: 'closed: no plugin needs a person any more',
    declined: 'was closed by a person, and what is held has not changed since',
};
async function sync(context) {
    const open = await find(context, 'OPEN');
    if (open.kind === 'off')
        return off(context);
    const [first, ...others] = open.issues;
    if (first !== undefined) {
        for (const other of others)
            await closeDuplicate(context, other, first.number);
        return bringUpToDate(context, first);
    }
    const wanted = listOf(context, null);
    if (isEmpty(wanted))
        return NONE;
    const closed = await find(context, 'CLOSED', open.login);
    const last = closed.kind === 'issues' ? closed.issues.at(-1) : undefined;
    return last === undefined ? openNew(context, wanted, open.login) : openAgain(context, last);
}
function find({ client, marketplace, options }, state, login) {
    const { repository } = marketplace;
    const who = login === undefined ? {} : { login };
    return readIssues(client, { repository, title: options.reportIssue ?? '', state, ...who });
}
/** Switched off while nothing is held is no news. */
function off(context) {
    if (isEmpty(listOf(context, null)))
        return NONE;
    return { kind: 'failed', problem: issuesOff(context.marketplace.repository) };
}
function listOf({ plan, marketplace, isLeft }, present) {
    const names = marketplace.subjects.map(({ entry }) => (0,marketplace_marketplace/* entryName */.MB)(entry));
    return wantedList({ held: listedOf(plan), names, isLeft }, present);
}
/** What is too young needs nobody, and how long it has to wait changes from run to run. */
function listedOf({ held }) {
    return held.filter(({ cause }) => cause !== 'young');
}
function isEmpty({ items, more }) {
    return items.length + more === 0;
}
/** An issue that could not be given its own number yet is written once more. */
async function bringUpToDate(context, { number, section }) {
    const wanted = listOf(context, section);
    const isSame = fingerprintOf(wanted) === section.fingerprint && section.issue !== null;
    if (isSame && !isEmpty(wanted))
        return { kind: 'issue', number, outcome: 'kept' };
    const body = bodyWith(section, report_issue_textOf(context, wanted, number));
    const state = isEmpty(wanted) ? 'closed' : 'open';
    await editIssue(context.client, context.marketplace.repository, {
        number,
        body,
        // Said in both ways: another run may have closed it meanwhile, and that must not look like a person's decision.
        state,
    });
    return { kind: 'issue', number, outcome: state === 'closed' ? 'closed' : 'updated' };
}
/**
 * A person who closes the issue knows of what it lists: it stays closed until something else is held. One that we
 * closed lists nothing, so anything is something else.
 */
async function openAgain(context, { number, section }) {
    const wanted = listOf(context, section);
    if (isEmpty(wanted))
        return NONE;
    if (fingerprintOf(wanted) === section.fingerprint)
        return { kind: 'issue', number, outcome: 'declined' };
    const body = bodyWith(section, report_issue_textOf(context, wanted, number));
    await editIssue(context.client, context.marketplace.repository, { number, body, state: 'open' });
    return { kind: 'issue', number, outcome: 'reopened' };
}
/** Only an issue that is there has a number, so it is written into the body afterwards. */
async function openNew(context, wanted, login) {
    const { client, options, marketplace } = context;
    const texts = { title: options.reportIssue ?? '', body: report_issue_textOf(context, wanted, null) };
    const number = await openIssue(client, marketplace.repository, {
        texts,
        find: async () => {
            const open = await find(context, 'OPEN', login);
            return open.kind === 'issues' ? (open.issues[0]?.number ?? null) : null;
        },
    });
    const body = report_issue_textOf(context, wanted, number);
    await editIssue(client, marketplace.repository, { number, body, state: 'open' });
    return { kind: 'issue', number, outcome: 'opened' };
}
function report_issue_textOf({ options }, wanted, number) {
    return reportPartText(wanted, writingOf(options, number));
}
/** What is closed so has no marker any more, so it is never found again. */
async function closeDuplicate({ client, marketplace }, { number, section }, original) {
    const body = bodyWith(section, duplicateText(original));
    await editIssue(client, marketplace.repository, { number, body, state: 'closed' });
}

// EXTERNAL MODULE: ./src/github/address.ts
var address = __webpack_require__(7267);
// EXTERNAL MODULE: ./src/github/path.ts
var path = __webpack_require__(7176);
// EXTERNAL MODULE: ./src/github/plugins/plugin-place.ts
var plugin_place = __webpack_require__(1115);
;// CONCATENATED MODULE: ./src/marketplace/scope.ts





/** More entries of one repository would take more requests than one event is worth: then only those that it names. */
const MOST_OF_A_REPOSITORY = 100;
/** An event that names more than these by name alone is none of ours. */
const MOST_BY_NAME = 20;
/**
 * PURE: the entries that an event is about: those of the repository that it names, or, where the plugin's is not among
 * them, those of its name. Plugins of one submodule move together, so they come along.
 */
function entriesOf(claims, place) {
    return (sources, submodules) => {
        const homes = homesOf(sources, submodules, place);
        const repositories = new Set(claims.flatMap(({ repository }) => repository?.toLowerCase() ?? []));
        const own = homes.filter(({ repository }) => repository !== null && repositories.has(repository));
        const named = claims.map((claim) => own.filter((home) => isMeant(home, claim)));
        const missing = new Set(claims.filter((_, n) => named[n]?.length === 0).map(({ plugin }) => plugin));
        const byName = homes.filter(({ entry }) => entry.name !== null && missing.has(entry.name));
        const chosen = own.length > MOST_OF_A_REPOSITORY ? named.flat() : own;
        return withMates([...chosen, ...byName.slice(0, MOST_BY_NAME)], homes);
    };
}
function homesOf(...[sources, submodules, place]) {
    const urls = new Map(submodules.map(({ path, url }) => [path, url]));
    return [...sources].flatMap(([entry, source]) => {
        if (source.kind === 'skipped')
            return [];
        const { directory } = source;
        if (source.kind === 'remote') {
            const repository = (0,github_repository/* repositoryKey */.Kq)(source.repository);
            return [{ entry, repository, manifest: (0,plugin_place/* manifestPath */.ji)(directory), submodule: null }];
        }
        const submodule = (0,path/* foldersTo */.vu)(directory).find((folder) => urls.has(folder)) ?? null;
        const url = submodule === null ? null : (urls.get(submodule) ?? null);
        const target = url === null ? null : (0,address/* repositoryAt */.uw)(url, place.server, place.repository);
        const repository = submodule === null ? (0,github_repository/* repositoryKey */.Kq)(place.repository) : target && (0,github_repository/* repositoryKey */.Kq)(target);
        const within = submodule === null ? directory : directory.slice(submodule.length + 1);
        return [{ entry, repository, manifest: (0,plugin_place/* manifestPath */.ji)(within), submodule }];
    });
}
function isMeant({ entry, repository, manifest }, claim) {
    if (repository !== claim.repository?.toLowerCase())
        return false;
    return manifest.toLowerCase() === claim.path?.toLowerCase() || entry.name === claim.plugin;
}
function withMates(chosen, homes) {
    const shared = new Set(chosen.map(({ submodule }) => submodule));
    const mates = homes.filter(({ submodule }) => submodule !== null && shared.has(submodule));
    return new Set([...chosen, ...mates].map(({ entry }) => entry));
}
/** PURE: `plugins`, of the entries that were chosen: by name, as everything that follows asks. */
function chosenIn({ subjects, scope }, plugins) {
    if (scope === undefined)
        return plugins;
    const chosen = subjects.filter(({ entry }) => scope.has(entry));
    const names = new Set(chosen.map(({ entry }) => (0,marketplace_marketplace/* entryName */.MB)(entry)));
    return (name) => plugins(name) && names.has(name);
}

// EXTERNAL MODULE: ./src/github/objects/objects.ts
var objects = __webpack_require__(6872);
// EXTERNAL MODULE: ./src/marketplace/claim.ts
var marketplace_claim = __webpack_require__(3515);
// EXTERNAL MODULE: ./src/plugin/version.ts
var plugin_version = __webpack_require__(2051);
// EXTERNAL MODULE: ./src/update/observe/observation.ts
var observation = __webpack_require__(2828);
;// CONCATENATED MODULE: ./src/update/observe/event-lag.ts






/** Events of more plugins than these are not about a push of a moment ago. */
const MOST_HEADS = 20;
/** About 7 seconds in all: an event that is wrong must not cost more. */
const MOST_LOOKS = 4;
const OLDER = 'GitHub shows an older version than the event';
/**
 * READ: whether a repository that the event names has moved since it was read. GitHub's answers may lag behind a push
 * (octokit/octokit.js#900): where a head still holds a lower version than the event says, it is looked at again for
 * some seconds. The event stays a hint: what is read then counts, whatever it claims.
 */
async function movedSince(client, look) {
    const old = oldHeads(look);
    for (let looks = 1; old.length > 0; looks++) {
        const isLeft = await client.pause('Reading the plugin', OLDER, looks, look.mostLooks);
        if (!isLeft)
            return { kind: 'behind', plugins: old.flatMap(({ names }) => names) };
        const heads = await (0,objects/* readObjects */.$)(client, new Map(old.map((one) => {
            const { repository, revision } = one.place;
            return [one, { repository, revision, paths: [] }];
        })));
        const isNew = [...heads].some(([one, head]) => head.kind === 'commit' && head.oid !== one.plugin.commit);
        if (isNew)
            return { kind: 'moved' };
    }
    return { kind: 'behind', plugins: [] };
}
/** Several entries may follow one head: each of them is behind. */
function oldHeads({ claims, marketplace, seen }) {
    const heads = claims.slice(0, MOST_HEADS).flatMap((claim) => (0,marketplace_claim/* claimed */.S)(claim, marketplace).flatMap((subject) => {
        const head = headOf(seen.get(subject));
        const name = (0,marketplace_marketplace/* entryName */.MB)(subject.entry);
        return head !== null && isOlder(head, claim) ? [{ names: [name], ...head }] : [];
    }));
    const keyOf = ({ place }) => `${(0,github_repository/* repositoryKey */.Kq)(place.repository)} ${JSON.stringify(place.revision)}`;
    const byHead = new Map();
    for (const head of heads) {
        const names = [...(byHead.get(keyOf(head))?.names ?? []), ...head.names];
        byHead.set(keyOf(head), { ...head, names });
    }
    return [...byHead.values()].slice(0, MOST_HEADS);
}
/** A branch's head; what follows tags waits for the tag, which has an event of its own. */
function headOf(one) {
    if (one?.kind !== 'head' && one?.kind !== 'version')
        return null;
    const plugin = one.kind === 'head' ? one.target : one.plugin;
    const { revision } = one.place;
    const isBranch = 'defaultBranch' in revision || ('ref' in revision && revision.ref.startsWith('refs/heads/'));
    return plugin.kind === 'plugin' && isBranch ? { place: one.place, plugin } : null;
}
/** In the very repository that the event names. */
function isOlder({ place, plugin }, { version, repository }) {
    const declared = (0,observation/* versionOf */.E4)(plugin);
    if (version === null || declared === null)
        return false;
    return repository?.toLowerCase() === (0,github_repository/* repositoryKey */.Kq)(place.repository) && (0,plugin_version/* isLower */.cs)(declared, version);
}

// EXTERNAL MODULE: ./src/update/observe/heads.ts + 4 modules
var heads = __webpack_require__(7813);
;// CONCATENATED MODULE: ./src/update/observe/observe.ts




/** READ: what a run is about. GitHub's answers may lag behind the push that `claims` are about: then it reads again. */
async function observe(readers, options, claims, mostLooks = MOST_LOOKS) {
    const { repository, branch, file, addresses, releases, about } = options;
    const place = { repository, branch, file, server: addresses.serverUrl };
    const choose = about.length === 0 ? {} : { choose: entriesOf(about, place) };
    const marketplace = await (0,marketplace_marketplace/* readMarketplace */.QP)(readers.marketplace, { ...place, ...choose });
    const chosen = chosenIn(marketplace, options.plugins);
    const seen = await (0,heads/* readHeads */.W)(readers, marketplace, concerned(marketplace, chosen), releases);
    const lag = await movedSince(readers.plugins, { claims, marketplace, seen, mostLooks });
    // What is still older then is behind, without more looks.
    if (lag.kind === 'moved')
        return observe(readers, options, claims, 1);
    return { marketplace, seen, chosen, behind: lag.plugins };
}
/** The plugins that a run is about, and those that would move along in a submodule that they share. */
function concerned({ subjects, scope }, chosen) {
    const isChosen = ({ entry }) => scope?.has(entry) !== false && chosen((0,marketplace_marketplace/* entryName */.MB)(entry));
    const pathOf = ({ source }) => (source.kind === 'submodule' ? source.pointer.path : null);
    const shared = new Set(subjects.filter(isChosen).map(pathOf));
    return subjects.filter((subject) => isChosen(subject) || (pathOf(subject) !== null && shared.has(pathOf(subject))));
}

// EXTERNAL MODULE: ./src/update/plan/plan.ts + 1 modules
var plan_plan = __webpack_require__(7229);
// EXTERNAL MODULE: ./src/github/client/in-flight.ts
var in_flight = __webpack_require__(2263);
// EXTERNAL MODULE: ./src/github/objects/by-halves.ts
var by_halves = __webpack_require__(4477);
// EXTERNAL MODULE: ./src/update/plan/decision.ts
var decision = __webpack_require__(5343);
// EXTERNAL MODULE: ./src/update/plan/rules.ts
var rules = __webpack_require__(2798);
;// CONCATENATED MODULE: ./src/update/write/message.ts



/**
 * PURE: commit messages. GitHub reads commands out of them (`closes #1`, `[skip ci]`, `@somebody`, trailers), so of
 * strangers' text only what is plainly a name or a version gets in.
 */
/** GitHub links `GH-12` to an issue. */
const REFERENCE = /\bgh-\d/i;
const PLAIN_VERSION = /^[\w.+~-]{1,64}$/;
const PLAIN_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_. +-]{0,63}$/u;
/** More lines than anybody reads. */
const MOST_LINES = 500;
/** `chore: update sdk-bridge to 2.0.1`, `chore: update 3 plugins`. */
function commitTitle(updates) {
    const [first] = updates;
    if (first === undefined || updates.length > 1)
        return `chore: update ${(0,display/* count */.U9)(updates.length, 'plugin')}`;
    const to = plainVersion(first.version) ??
        plainVersion(first.tags?.next ?? null) ??
        (first.commit === null ? null : (0,rules/* short */.h0)(first.commit));
    return `chore: update ${plainName(first.plugin)}${to === null ? '' : ` to ${to}`}`;
}
function triggerOf({ event, addresses }) {
    return { event: event.name, runUrl: addresses.runUrl };
}
/** Title, a line for each update, the trigger and the run. */
function commitMessage(title, updates, trigger) {
    const lines = updateLines(updates);
    return `${title}\n\n${lines.join('\n')}\n\nTrigger: ${trigger.event}\nRun: ${trigger.runUrl}`;
}
/** `sdk-bridge: 2.0.0 → 2.0.1 (1a2b3c4 → 5d6e7f8)` */
function updateLines(updates) {
    const lines = updates.slice(0, MOST_LINES).map(updateLine);
    const more = updates.length - lines.length;
    return more > 0 ? [...lines, `and ${more} more`] : lines;
}
function updateLine(update) {
    const { from, to, commits } = (0,decision/* stepsOf */.B_)(update);
    const versions = from === to && from === null ? 'no version' : `${shown(from)} → ${shown(to)}`;
    return `${plainName(update.plugin)}: ${versions}${(0,decision/* commitsText */.Am)(commits)}`;
}
function shown(version) {
    return version === null ? 'none' : (plainVersion(version) ?? 'not plain text');
}
/** Only plain versions are written; null for all others, and for none. */
function plainVersion(version) {
    return version !== null && PLAIN_VERSION.test(version) && !REFERENCE.test(version) ? version : null;
}
/** As a message names a plugin. */
function plainName(name) {
    return PLAIN_NAME.test(name) && !REFERENCE.test(name) ? name : 'a plugin whose name is not plain text';
}

;// CONCATENATED MODULE: ./src/update/pull-request/own-commit.ts


/**
 * Its last lines prove to a later run that nobody else changed it, on which branch it was made, and for which plan: a
 * merge may leave the very same commit in the target branch, and people make branches of that.
 *
 * @param replaced the commit of ours that becomes its second parent, where a branch can't be replaced.
 */
function ownCommitMessage(wanted, title, trigger, replaced = null) {
    const updates = wanted.changes.flatMap((change) => change.updates);
    const message = commitMessage(title ?? commitTitle(updates), updates, trigger);
    const lines = [
        ...(replaced === null ? [] : [replaces(replaced)]),
        `Branch: ${wanted.branch}`,
        `Plan: ${fingerprint(wanted)}`,
    ];
    return (tree) => [message, ...lines, `Tree: ${tree}`].join('\n');
}
function replaces(oid) {
    return `Replaces: ${oid}`;
}
/** The same for the same changes, whatever commit they are made on. */
function fingerprint({ changes, raise }) {
    const edits = [...changes.flatMap((change) => change.edits), ...raise];
    const gitlinks = changes.flatMap((change) => change.gitlinks);
    // In an order of its own: what is kept of an earlier plan need not come in the plan's.
    const plan = [...edits, ...gitlinks].map((one) => JSON.stringify(one)).toSorted();
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
}
/**
 * Whether a tip is a commit of ours as we made it for this branch: its message names its own tree, and what it
 * replaces. A commit that somebody added, amended or merged does not.
 */
function isOurCommit({ message, tree, parents }, branch) {
    const [parent, replaced] = parents;
    return (parent !== undefined &&
        message.trimEnd().endsWith(`\nTree: ${tree}`) &&
        isMadeFor(message, branch) &&
        (replaced === undefined || message.includes(`\n${replaces(replaced)}\n`)));
}
/** Whether a message is ours, of a commit for this branch, whatever became of the commit. */
function isMadeFor(message, branch) {
    return message.includes(`\nBranch: ${branch}\nPlan: `);
}
/** Whether our tip makes the same changes as the pull request that is wanted. */
function isSamePlan({ message }, wanted) {
    return message.includes(`\nPlan: ${fingerprint(wanted)}\n`);
}
/** Whether our tip brings an update of the plugin: its message has a line for each. */
function isAbout({ message }, plugin) {
    return message.includes(`\n${plainName(plugin)}: `);
}
/** PURE: the versions that the message of our tip names for a plugin; null where it names none. */
function versionsIn({ message }, plugin) {
    const lines = message.split('\n').slice(2);
    const line = plainName(plugin) === plugin ? lines.find((one) => one.startsWith(`${plugin}: `)) : undefined;
    const [, from, to] = /^(\S+) → (\S+)(?: \(|$)/.exec(line?.slice(plugin.length + 2) ?? '') ?? [];
    if (from === undefined || to === undefined)
        return null;
    return { from: from === 'none' ? null : from, to: to === 'none' ? null : to };
}

;// CONCATENATED MODULE: ./src/update/pull-request/branch-commits.ts





/** A page. Whoever adds more to a branch at once has made it their own. */
const MOST_COMMITS = 100;
/**
 * READ: whether a branch holds a commit that we made for it, beside those that the target branch has: then we made the
 * branch, and somebody has added to it since. In whichever order GitHub lists them
 * (https://docs.github.com/graphql/reference/objects#comparison, `commits`). Throws `GitHubError`.
 */
async function holdsOwnCommit(client, { repository, branch: target }, branch) {
    const builder = new graphql_query/* QueryBuilder */.o();
    const [base, head] = [builder.text(`refs/heads/${target}`), builder.text(branch)];
    const compare = `compare(headRef: ${head}) { commits(first: ${MOST_COMMITS}) { nodes { message } } }`;
    const fields = `${builder.repository(repository)} { ref(qualifiedName: ${base}) { ${compare} } }`;
    const { text, variables } = builder.query([fields]);
    return messagesIn(await client.graphql(text, variables)).some((message) => isMadeFor(message, branch));
}
const PATH = ['repository', 'ref', 'compare'];
function messagesIn({ data, errors }) {
    const comparison = PATH.reduce((value, key) => ((0,json/* isObject */.G)(value) ? value[key] : undefined), data);
    const why = (0,graphql_answer/* nothingAt */.V1)(comparison, errors, { path: PATH, alone: true });
    // Another history, or no branch any more: nothing of it is ours.
    if (comparison === null && why.kind === 'absent')
        return [];
    const commits = (0,json/* isObject */.G)(comparison) ? comparison['commits'] : null;
    const nodes = (0,json/* isObject */.G)(commits) && Array.isArray(commits['nodes']) ? commits['nodes'] : [null];
    const messages = nodes.map((node) => ((0,json/* isObject */.G)(node) ? node['message'] : null));
    if (messages.every((message) => typeof message === 'string'))
        return messages;
    throw (0,client_error/* failedQuery */.eQ)('message' in why ? why.message : graphql_answer/* INCOMPLETE */.j5.message, why.kind === 'forbidden' ? 'FORBIDDEN' : undefined);
}

;// CONCATENATED MODULE: ./src/update/pull-request/carried-changes.ts






/**
 * PURE: what our branch brings for plugins that this run did not look at, as changes of the present head: an open
 * update stays open until a run that looks at its plugin takes it back. What the head has already is done; where
 * somebody changed the same entry, theirs counts.
 */
function carriedChanges(open, context) {
    const { subjects } = context.marketplace;
    const names = (0,group_by/* groupBy */.$)(subjects, ({ entry }) => entry.name);
    const moves = subjects
        .filter(context.isLeft)
        .map((subject) => moveOf(subject, open, names.get(subject.entry.name) ?? []));
    const pathOf = ({ subject }) => open.submodules.get(subject) ?? subject;
    const lost = new Set(moves.filter(({ isLost }) => isLost).map(pathOf));
    // Plugins of one submodule move together or not at all.
    const kept = moves.filter((move) => move.edits.length + move.gitlinks.length > 0 && !lost.has(pathOf(move)));
    const groups = (0,group_by/* groupBy */.$)(kept, pathOf);
    return {
        changes: [...groups.values()].map((group) => ({
            updates: group.map((move) => updateOf(move, context)),
            edits: group.flatMap(({ edits }) => edits),
            gitlinks: group.find(({ gitlinks }) => gitlinks.length > 0)?.gitlinks ?? [],
        })),
        lost: [
            ...moves.filter((move) => lost.has(pathOf(move))).map(({ subject }) => (0,marketplace_marketplace/* entryName */.MB)(subject.entry)),
            ...unmatched(open, names),
        ],
    };
}
/** Names of entries that our commit changed and that the head has not, or not as often: they may be called otherwise. */
function unmatched({ tip, parent }, names) {
    const textAt = ({ entries }, name) => JSON.stringify((entries.get(name) ?? []).map(writtenOf));
    return [...tip.entries].flatMap(([name, entries]) => {
        const isThere = names.get(name)?.length === entries.length;
        return isThere || textAt(tip, name) === textAt(parent, name) ? [] : [name ?? 'an entry without a name'];
    });
}
/** @param alike the entries of its name, most often itself alone. */
function moveOf(subject, { tip, parent, head, submodules }, alike) {
    const writtenAt = (state) => writtenOf(namesake(state, subject, alike));
    const [before, after] = [writtenAt(parent), writtenAt(tip)];
    const now = writtenOf(subject.entry);
    const path = submodules.get(subject);
    const edits = editsOf(subject.entry, before, after);
    const pointers = path === undefined ? [] : [tip, parent, head].map((state) => state.pointer(path));
    const [to = null, from = null, present = null] = pointers;
    const moved = path !== undefined && to !== null && to !== from && present !== to;
    const isEdited = edits.length > 0 && !isSame(now, after) && !isSame(now, before);
    const isLost = isEdited || (moved && present !== from);
    const stays = isLost || isSame(now, after);
    return {
        subject,
        edits: stays ? [] : edits,
        gitlinks: isLost || !moved || path === undefined ? [] : [{ path, oid: to }],
        isLost,
        before,
        after,
        pointerBefore: from,
    };
}
/** Its entry in another commit; nothing where it has none there, or one of several that can't be told apart. */
function namesake({ entries }, subject, alike) {
    const found = entries.get(subject.entry.name) ?? [];
    return found.length === alike.length ? (found[alike.indexOf(subject)] ?? null) : null;
}
function writtenOf(entry) {
    const source = (0,json/* isObject */.G)(entry?.source) ? entry.source : {};
    return { version: entry?.version, ref: source['ref'], sha: source['sha'] };
}
function isSame(one, other) {
    return one.version === other.version && one.ref === other.ref && one.sha === other.sha;
}
/** As the plan makes them. */
function editsOf({ index }, before, after) {
    const source = ['plugins', index, 'source'];
    const all = [
        [[...source, 'ref'], before.ref, after.ref],
        [[...source, 'sha'], before.sha, after.sha],
        [['plugins', index, 'version'], before.version, after.version],
    ];
    return all.flatMap(([path, from, to]) => from !== to && typeof to === 'string' ? [{ path, value: to }] : []);
}
/** What people read of it: the versions are those that the commit names, as far as it does. */
function updateOf(move, { tip, marketplace, serverUrl }) {
    const { subject, before, after, gitlinks, pointerBefore } = move;
    const plugin = (0,marketplace_marketplace/* entryName */.MB)(subject.entry);
    const [link] = gitlinks;
    const told = versionsIn(tip, plugin) ?? { from: carried_changes_textOf(before.version), to: carried_changes_textOf(after.version) };
    const tags = before.ref === after.ref ? null : { previous: carried_changes_textOf(before.ref) ?? '', next: carried_changes_textOf(after.ref) ?? '' };
    return {
        plugin,
        kind: link !== undefined ? 'submodule' : tags !== null ? 'tag' : before.sha !== after.sha ? 'pin' : 'version',
        previousVersion: told.from,
        version: told.to,
        previousCommit: link === undefined ? carried_changes_textOf(before.sha) : pointerBefore,
        commit: link === undefined ? carried_changes_textOf(after.sha) : link.oid,
        repository: repositoryOf(subject, marketplace, { serverUrl, path: link?.path }),
        downgrade: told.from !== null && told.to !== null && (0,plugin_version/* isLower */.cs)(told.to, told.from),
        ...(tags === null ? {} : { tags }),
    };
}
function repositoryOf({ source }, { repository, submodules }, { serverUrl, path }) {
    if (source.kind === 'remote')
        return source.repository;
    const url = submodules.find((one) => one.path === path)?.url ?? null;
    return (url === null ? null : (0,address/* repositoryAt */.uw)(url, serverUrl, repository)) ?? repository;
}
function carried_changes_textOf(value) {
    return typeof value === 'string' ? value : null;
}

// EXTERNAL MODULE: ./src/github/objects/blobs.ts
var blobs = __webpack_require__(4180);
// EXTERNAL MODULE: ./src/github/objects/locate.ts
var locate = __webpack_require__(9492);
// EXTERNAL MODULE: ./src/github/objects/snapshot.ts
var objects_snapshot = __webpack_require__(7306);
// EXTERNAL MODULE: ./src/marketplace/submodules.ts
var marketplace_submodules = __webpack_require__(8444);
// EXTERNAL MODULE: ./src/plugin/catalogue.ts
var plugin_catalogue = __webpack_require__(9198);
;// CONCATENATED MODULE: ./src/update/pull-request/open-updates.ts











/** READ: the three states. Throws nothing of GitHub's. */
async function readOpenUpdates(client, marketplace, tip) {
    const submodules = submodulesOf(marketplace, tip);
    const commits = [tip.oid, tip.parents[0] ?? tip.oid, marketplace.commit];
    const read = await (0,client_error/* orError */.M)(readStates(client, marketplace, { commits, paths: [...submodules.values()] }));
    if (read instanceof client_error/* GitHubError */.y_)
        return { kind: 'unread', error: read };
    const [own, parent, head] = read;
    if (own === undefined || parent === undefined || head === undefined)
        return { kind: 'unread', error: GONE };
    return { kind: 'read', tip: own, parent, head, submodules };
}
const GONE = (0,client_error/* failedQuery */.eQ)('a commit of the branch is missing');
/** Of plugins that the commit may be about: its message says of which. Those it counts only may be any. */
function submodulesOf({ subjects, submodules, scope }, tip) {
    const isCut = /\nand \d+ more\n/.test(tip.message);
    const left = subjects.filter(({ entry }) => scope?.has(entry) === false && (isCut || isAbout(tip, (0,marketplace_marketplace/* entryName */.MB)(entry))));
    return new Map(left.flatMap((subject) => {
        const { source } = subject;
        const [holder] = source.kind === 'relative' ? (0,marketplace_submodules/* holding */.G)(submodules, [source]) : [];
        return holder === undefined ? [] : [[subject, holder.path]];
    }));
}
async function readStates(client, marketplace, wanted) {
    const { file } = marketplace;
    const snapshots = await readPaths(client, marketplace, { ...wanted, paths: [file.path, ...wanted.paths] });
    const shown = await readPaths(client, marketplace, {
        commits: wanted.commits,
        paths: listingsOf(snapshots, wanted.paths),
    });
    const states = [];
    for (const commit of wanted.commits) {
        const paths = new Map([...snapshotOf(shown, commit).paths, ...snapshotOf(snapshots, commit).paths]);
        const entries = await readEntries(client, marketplace, snapshotOf(snapshots, commit));
        states.push({
            entries: (0,group_by/* groupBy */.$)(entries, ({ name }) => name),
            pointer: (path) => pointerAt(paths, path),
        });
    }
    return states;
}
function pointerAt(paths, path) {
    const found = (0,locate/* lookUp */.TE)(paths, path);
    return found?.kind === 'found' && found.entry.kind === 'submodule' ? found.entry.oid : null;
}
/** Of the pointers that are not shown at their own path their folder's listing may have one. */
function listingsOf(snapshots, paths) {
    const missing = paths.filter((path) => [...snapshots.values()].some((one) => one.kind === 'commit' && one.paths.get(path)?.kind !== 'found'));
    return [...new Set(missing.map(path/* folderOf */.yS))];
}
async function readPaths(client, { repository }, { commits, paths }) {
    if (paths.length === 0)
        return new Map();
    const requests = [...new Set(commits)].map((oid) => [oid, { repository, revision: { oid }, paths }]);
    return (0,objects/* readObjects */.$)(client, new Map(requests));
}
/** Nothing that could not be read is taken for absent. */
function snapshotOf(snapshots, commit) {
    if (snapshots.size === 0)
        return { paths: new Map() };
    const snapshot = (0,objects_snapshot/* wholeSnapshot */.C)(snapshots.get(commit) ?? { kind: 'no-commit' });
    if (snapshot.kind === 'commit')
        return snapshot;
    if (snapshot.kind === 'failed' && snapshot.error !== null)
        throw snapshot.error;
    throw 'message' in snapshot ? (0,client_error/* failedQuery */.eQ)(snapshot.message) : GONE;
}
async function readEntries(client, { repository, file, catalogue, folders }, { paths }) {
    const [found, present] = [paths.get(file.path), folders.paths.get(file.path)];
    if (found?.kind !== 'found')
        return [];
    if (present?.kind === 'found' && present.entry.oid === found.entry.oid)
        return catalogue.entries;
    const content = await (0,blobs/* blobText */.L9)(client, { ...found.entry, repository, largest: LARGEST });
    const parsed = content.kind === 'text' ? (0,plugin_catalogue/* parseCatalogue */.j)(content.text, file.path) : null;
    if (parsed?.kind !== 'catalogue')
        throw (0,client_error/* failedQuery */.eQ)('the catalogue on the branch is not readable');
    return parsed.catalogue.entries;
}
const LARGEST = 10 * 1024 * 1024;

;// CONCATENATED MODULE: ./src/update/pull-request/wanted-pull-requests.ts




const PLUGIN = '{plugin}';
function isPerPlugin({ pullRequestBranch }) {
    return pullRequestBranch.includes(PLUGIN);
}
/** PURE: one pull request for all, or one for each plugin where the branch's name holds `{plugin}`. */
function wantedPullRequests(plan, marketplace, options) {
    const { subjects, branch: target } = marketplace;
    const { pullRequestBranch: template } = options;
    const chosen = chosenIn(marketplace, options.plugins);
    const all = subjects.map(({ entry }) => (0,marketplace_marketplace/* entryName */.MB)(entry));
    if (!isPerPlugin(options)) {
        const isSettled = plan.unread.length === 0 && all.every(chosen);
        return [wantedOn(template, plan, { changes: plan.changes, isSettled })];
    }
    const nameOf = branchNames({ template, target }, all);
    const changes = (0,group_by/* groupBy */.$)(plan.changes, ({ updates }) => nameOf(updates[0]?.plugin ?? ''));
    const unread = new Set(plan.unread.map(nameOf));
    const branches = new Set([...changes.keys(), ...all.filter(chosen).map(nameOf)]);
    return [...branches].map((branch) => {
        const own = changes.get(branch) ?? [];
        return wantedOn(branch, plan, { changes: own, isSettled: !unread.has(branch) });
    });
}
/**
 * PURE: a branch for each name. Of names that differ in case only, those with capitals get a mark: git keeps branches
 * as files, and some file systems would take them for one.
 */
function branchNames(branches, plugins) {
    const alike = (0,group_by/* groupBy */.$)(new Set(plugins), (plugin) => plugin.toLowerCase());
    return (plugin) => {
        const lower = plugin.toLowerCase();
        const isTwin = plugin !== lower && (alike.get(lower)?.length ?? 0) > 1;
        return branchFor(branches, plugin, { isTwin });
    };
}
function wantedOn(branch, { raise, unread }, own) {
    const plugins = own.changes.flatMap(({ updates }) => updates.map(({ plugin }) => plugin));
    return { branch, ...own, raise, plugins, unread };
}
/**
 * Names are strangers' text, and git takes less: what had to be changed gets a mark that keeps it unique, and so does
 * a name that would make our branch the very one that is updated, or that looks like a marked one.
 */
function branchFor({ template, target }, plugin, { isTwin } = { isTwin: false }) {
    const safe = plugin
        // Of a long name the beginning is enough: its mark keeps it unique.
        .slice(0, 200)
        .replace(/[^A-Za-z0-9_-]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 60);
    const plain = template.replaceAll(PLUGIN, safe);
    const taken = isTwin ||
        plain.toLowerCase() === target.toLowerCase() ||
        /\.lock(?:\/|$)/.test(plain) ||
        /(?:^|-)[0-9a-f]{8}$/.test(safe);
    if (safe === plugin && !taken)
        return plain;
    const mark = (0,external_node_crypto_.createHash)('sha256').update(plugin).digest('hex').slice(0, 8);
    return template.replaceAll(PLUGIN, safe === '' ? mark : `${safe}-${mark}`);
}
/** PURE: the paths whose content decides whether a branch that was made earlier can conflict with the present head. */
function touches({ raise, changes }, { file }) {
    const isCatalogue = raise.length + changes.flatMap(({ edits }) => edits).length > 0;
    const gitlinks = changes.flatMap((change) => change.gitlinks.map(({ path }) => path));
    return [...(isCatalogue ? [file.path] : []), ...gitlinks];
}

;// CONCATENATED MODULE: ./src/update/pull-request/keep-open-updates.ts







/**
 * READ: what is wanted, and, where this run is for one event and all plugins share a branch of ours, what that brings
 * for the others. Throws nothing of GitHub's.
 */
async function keepOpenUpdates(context, planned, reads) {
    const [wanted] = planned;
    const read = wanted === undefined ? undefined : reads.get(wanted.branch);
    const isShared = context.marketplace.scope !== undefined && !isPerPlugin(context.options);
    if (!isShared || wanted === undefined || read?.kind !== 'read')
        return { kind: 'wanted', wanted: planned };
    const { tip } = read.existing;
    if (tip !== null && !isOurCommit(tip, wanted.branch))
        return { kind: 'wanted', wanted: planned };
    const carried = tip === null || tip.contained ? NOTHING : await readCarried(context, tip);
    if ('kind' in carried)
        return carried;
    return { kind: 'wanted', wanted: [withCarried(wanted, carried, context)] };
}
/**
 * What is wanted, with what our branch brings for plugins that this run did not look at; what it brings is then known
 * for all plugins, unless somebody changed an entry meanwhile.
 */
function withCarried(wanted, { changes: carried, lost }, { marketplace, plan, options }) {
    const names = marketplace.subjects.map(({ entry }) => (0,marketplace_marketplace/* entryName */.MB)(entry));
    const changes = [...wanted.changes, ...carried];
    return {
        ...wanted,
        changes,
        raise: changes.length === 0 ? [] : (0,plan_plan/* raiseOf */.yp)(marketplace, options.marketplaceVersion).edits,
        plugins: changes.flatMap(({ updates }) => updates.map(({ plugin }) => plugin)),
        isSettled: plan.unread.length === 0 && lost.length === 0 && names.every(options.plugins),
    };
}
const NOTHING = { changes: [], lost: [] };
async function readCarried({ client, marketplace, options, log }, tip) {
    const open = await readOpenUpdates(client, marketplace, tip);
    if (open.kind === 'unread')
        return open;
    // What `plugins` leaves out is for no run of this workflow.
    const isLeft = ({ entry }) => marketplace.scope?.has(entry) === false && options.plugins((0,marketplace_marketplace/* entryName */.MB)(entry));
    const { serverUrl } = options.addresses;
    const carried = carriedChanges(open, { marketplace, serverUrl, tip, isLeft });
    if (carried.lost.length > 0) {
        const names = (0,display/* some */.zN)(carried.lost.map((name) => (0,display/* display */.Vy)(name)));
        log.info(`Left to a run of all plugins, because their entries were changed meanwhile: ${names}.`);
    }
    return carried;
}

;// CONCATENATED MODULE: ./src/update/pull-request/marks.ts

/** PURE: what a pull request's words tell a later run, in comments that GitHub does not show. */
/** GitHub takes 65,536 characters. */
const LONGEST_TEXT = 65_000;
/** Which plan the words are about: a comment, which GitHub does not show. */
function markOf(wanted) {
    return `<!-- Plan: ${fingerprint(wanted)} -->`;
}
const PENDING = '<!-- Labels and reviewers: pending -->';
/** PURE: the words of a pull request that is still to get its labels and people: a run that ends before shows it. */
function pendingText(body) {
    return `${body}\n\n${PENDING}`;
}
function isPendingText(body) {
    return body.includes(PENDING);
}
const MARK = /<!-- Plan: [0-9a-f]+ -->/;
const CLOSED_MARK = '<!-- Closed by notify-marketplace -->';
/** PURE: whether we wrote this. */
function isOurText(body) {
    return MARK.test(body);
}
/**
 * PURE: whether words of ours are about another plan than the branch, or say that something is still to be done, because
 * a run ended in between; or are about the end of a pull request that somebody opened again.
 */
function isOutdated(body, wanted) {
    const [mark] = MARK.exec(body) ?? [];
    return (mark !== undefined && mark !== markOf(wanted)) || isClosedText(body) || isPendingText(body);
}
/** PURE: the words of a pull request that we close: what a person closes has no such mark. */
function closedText(body) {
    return isClosedText(body) ? body : `${body.slice(0, LONGEST_TEXT)}\n\n${CLOSED_MARK}`;
}
/** PURE: what of a text GitHub stores as it is, whatever it does to the rest. */
function marksIn(body) {
    return typeof body === 'string'
        ? (body.match(/<!-- (?:Plan|Closed|Checks|Labels)\b[^>]*-->/g) ?? []).join()
        : '';
}
const UNSTARTED = /\s*<!-- Checks not started: ([\w., /-]+) -->/;
/** PURE: the workflows of `checks` that an earlier run could not start. */
function unstartedIn(body) {
    return UNSTARTED.exec(body)?.[1]?.split(', ') ?? [];
}
/** PURE: the words with a note of those, for the next run; without one where there are none. */
function withUnstarted(body, workflows) {
    const plain = body.replace(UNSTARTED, '');
    return workflows.length === 0
        ? plain
        : `${plain.slice(0, LONGEST_TEXT)}\n\n<!-- Checks not started: ${workflows.join(', ')} -->`;
}
function isClosedText(body) {
    return body.includes(CLOSED_MARK);
}

;// CONCATENATED MODULE: ./src/update/pull-request/next-step.ts


/**
 * PURE: what is wanted and what is there → what to do.
 *
 * @param fits whether our branch can be merged as it is.
 */
function decideNextStep(wanted, existing, fits) {
    const { tip, pullRequest } = existing;
    const open = pullRequest?.state === 'OPEN' ? pullRequest : null;
    if (!isOurs(existing, wanted.branch))
        return besideOthers(wanted, existing);
    if (wanted.changes.length === 0)
        return withoutChanges(wanted, existing);
    const merged = isMerged(existing);
    if (open !== null && tip !== null && !merged && wanted.unread.some((name) => isAbout(tip, name))) {
        return { kind: 'unsettled', pullRequest: open };
    }
    if (tip === null || !isSamePlan(tip, wanted) || !fits || merged) {
        return { kind: 'write', tip, pullRequest: open };
    }
    const closed = endedHere(existing);
    return closed?.state === 'CLOSED' && !isClosedText(closed.body)
        ? { kind: 'declined', pullRequest: closed }
        : { kind: 'keep', tip, pullRequest: open };
}
/** The pull request, if it is over and the branch is still where it was then. */
function endedHere({ tip, pullRequest }) {
    return pullRequest !== null && pullRequest.state !== 'OPEN' && pullRequest.headOid === tip?.oid
        ? pullRequest
        : null;
}
function isMerged(existing) {
    return existing.tip?.contained === true || endedHere(existing)?.state === 'MERGED';
}
/**
 * Whether all that the branch holds beside the target is ours, on a branch that we made: its tip says so, or our own
 * pull request, of which everything is merged.
 */
function isOurs(existing, branch) {
    const { tip, pullRequest } = existing;
    if (tip === null || isOurCommit(tip, branch))
        return true;
    return (isMerged(existing) &&
        pullRequest !== null &&
        pullRequest.headOid === tip.oid &&
        isOurText(pullRequest.body));
}
/** The branch may still be one that we made: our words, or the message of our commit, tell, whichever people left. */
function besideOthers({ changes, branch }, existing) {
    const { tip, pullRequest } = existing;
    const isBegunByUs = isMadeFor(tip?.message ?? '', branch) ||
        (pullRequest !== null && (isOurText(pullRequest.body) || isMadeFor(pullRequest.firstMessage, branch)));
    const open = isBegunByUs && pullRequest?.state === 'OPEN' ? pullRequest : null;
    if (open === null && changes.length === 0)
        return { kind: 'nothing' };
    return isBegunByUs ? { kind: 'leave', pullRequest: open } : { kind: 'refuse' };
}
function withoutChanges({ isSettled }, existing) {
    const { tip, pullRequest } = existing;
    if (pullRequest?.state === 'OPEN') {
        return isSettled ? { kind: 'close', tip, pullRequest } : { kind: 'unsettled', pullRequest };
    }
    const closed = endedHere(existing);
    const isUnfinished = isSettled && closed?.state === 'CLOSED' && isClosedText(closed.body);
    return tip !== null && closed !== null && isUnfinished
        ? { kind: 'finish-closing', tip, pullRequest: closed }
        : { kind: 'nothing' };
}

// EXTERNAL MODULE: ./src/action/report.ts
var report = __webpack_require__(1658);
;// CONCATENATED MODULE: ./src/update/pull-request/pull-request-text.ts







/** PURE: what a maintainer reviews from. It says nothing that changes from run to run, so it is written seldom. */
/** GitHub takes 65,536 characters; what does not fit is counted, and the commit names it. */
const LONGEST_TABLE = 30_000;
const LONGEST_LIST = 20_000;
function pullRequestTitle({ changes }, title) {
    return title ?? commitTitle(changes.flatMap(({ updates }) => updates));
}
function pullRequestBody(wanted, { plan, options, marketplace }) {
    const { serverUrl } = options.addresses;
    const updates = wanted.changes.flatMap((change) => change.updates);
    const all = updates.map((update) => row(update, serverUrl));
    const rows = (0,display/* fitting */._Q)(all, LONGEST_TABLE);
    // Said once: where each plugin has its own, all would change whenever one is held. One event's run knows of few.
    const isPartial = marketplace?.scope !== undefined || options.pullRequestBranch.includes('{plugin}');
    // How long something has to wait changes from run to run.
    const mentioned = isPartial ? [] : plan.held.filter(({ cause }) => cause !== 'young');
    const held = (0,display/* fitting */._Q)(mentioned.map(({ plugin, reason }) => `- ${(0,display/* displayCode */.Ad)(plugin)}: ${(0,display/* sentenceMarkdown */.xG)(reason)}`), LONGEST_LIST);
    const blocks = [
        'The plugins’ repositories have changed. Merge this pull request to update the marketplace.',
        ['| plugin | version | commits |', '|---|---|---|', ...rows].join('\n'),
        more(updates.length - rows.length, 'the commit names them all'),
        held.length === 0 ? '' : `Held, because a person must decide:\n\n${held.join('\n')}`,
        more(mentioned.length - held.length, 'the job summary lists them all'),
        'Later runs update this pull request as the plugins change, unless somebody else commits to its branch. They close it when nothing is left to update.',
        markOf(wanted),
    ];
    return (0,report/* blocksOf */.SH)(blocks);
}
function more(number, where) {
    return number > 0 ? `… and ${number} more: ${where}.` : '';
}
function row(update, serverUrl) {
    return `| ${(0,display/* displayCode */.Ad)(update.plugin)} | ${versions(update)} | ${commits(update, serverUrl)} |`;
}
/** `2.0.0` → `2.0.1`, with a mark where it goes down. */
function versions(update) {
    const show = (text) => (text === null ? 'none' : (0,display/* displayCode */.Ad)(text));
    const { from, to } = (0,decision/* stepsOf */.B_)(update);
    return `${show(from)} → ${show(to)}${update.downgrade ? ' ⚠️ lower' : ''}`;
}
/** What lies between two commits, as a link to look at it. */
function commits(update, serverUrl) {
    const { commits: both } = (0,decision/* stepsOf */.B_)(update);
    if (both === null)
        return '';
    const url = `${serverUrl}/${(0,github_repository/* fullName */.fq)(update.repository)}/compare/${both.join('...')}`;
    return `[${both.map(rules/* short */.h0).join(' → ')}](${url})`;
}
const CLOSING_WORDS = 'Closed, because nothing is left to update now: the marketplace already has these changes, the plugins no longer need them, or their versions are too young for `minimum-age`.';
/** `Pull request #7 opened from notify-marketplace/update: https://github.com/…` */
function resultLine({ outcome, branch, pullRequest }) {
    const which = pullRequest === null ? 'The branch' : `Pull request #${pullRequest.number}`;
    const url = pullRequest === null ? '' : `: ${(0,display/* display */.Vy)(pullRequest.url, 300)}`;
    return `${which} ${OUTCOMES[outcome]} (${(0,display/* display */.Vy)(branch)})${url}`;
}
/** What became of a pull request, in a few words. */
const OUTCOMES = {
    opened: 'opened',
    updated: 'brought up to date',
    kept: 'still open, unchanged',
    left: 'left unchanged: somebody else committed to its branch',
    declined: 'was closed by a person',
    closed: 'closed: nothing is left to update',
    unsettled: 'left open, unchanged: this run did not read all of its plugins, or was for other plugins',
};

// EXTERNAL MODULE: ./src/github/objects/answers.ts + 2 modules
var answers = __webpack_require__(1740);
// EXTERNAL MODULE: ./src/github/objects/batches.ts
var batches = __webpack_require__(6192);
;// CONCATENATED MODULE: ./src/update/pull-request/read-existing.ts







/**
 * Branches in one query, each with its pull requests, as the head of its own repository has them: a list by the head's
 * name has those of every fork too (https://docs.github.com/graphql/reference/git#ref, `associatedPullRequests`).
 * By state, so that no number of closed ones hides the open one. How many at once: ten are known to work, where eighty and more have failed
 * (Skydio/revup#271, getsentry/sentry#122671).
 */
const MOST_BRANCHES = 10;
/** READ: our branches and their pull requests, by branch. Throws nothing of GitHub's. */
async function readExisting(client, marketplace, branches) {
    return (0,by_halves/* readByHalves */.d)(client, queryOf(marketplace), (0,batches/* chunksOf */.U_)(branches, MOST_BRANCHES));
}
function queryOf(marketplace) {
    return {
        build: (branches) => buildQuery(branches, marketplace),
        read: (branches, answer) => new Map(branches.map((branch, n) => [branch, foundAt(n, answer)])),
        // What a right is missing for, or isn't there, is answered, if not as it was hoped.
        isRead: (found) => found.kind === 'read' || (0,by_halves/* isForbidden */.U)(found.error) || isNotThere(found.error),
        failed: (error) => ({ kind: 'unread', error }),
        halve: batches/* inTwo */.Wg,
        repositoriesIn: () => 1,
    };
}
function isNotThere({ problems = [] }) {
    return problems.some(({ type }) => type === 'NOT_FOUND');
}
const FRAGMENTS = [
    'fragment Tip on GitObject { oid ... on Commit { message tree { oid } parents(first: 2) { nodes { oid } } } }',
    'fragment Request on PullRequest { number url title body state mergeable isCrossRepository headRefOid }',
];
const FIRST = 'commits(first: 1) { nodes { commit { message } } }';
function buildQuery(branches, { repository, branch }) {
    const builder = new graphql_query/* QueryBuilder */.o();
    const base = builder.text(branch);
    const requests = (states) => `associatedPullRequests(baseRefName: ${base}, states: [${states}], first: 10, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ...Request ${states === 'OPEN' ? FIRST : ''} } }`;
    const fields = branches.map((one, n) => `b${n}: ref(qualifiedName: ${builder.text(`refs/heads/${one}`)}) { target { ...Tip } compare(headRef: ${base}) { status } open: ${requests('OPEN')} over: ${requests('CLOSED, MERGED')} }`);
    return builder.query([`${builder.repository(repository)} { id ${fields.join('\n')} }`], FRAGMENTS);
}
function foundAt(index, answer) {
    const repository = answer.data['repository'];
    if (!(0,json/* isObject */.G)(repository))
        return unreadAt(['repository'], answer);
    const alias = `b${index}`;
    if (errorIn(alias, repository, answer))
        return unreadAt(['repository', alias], answer);
    const existing = repository[alias] === null ? read_existing_NOTHING : existingOf(repository[alias]);
    const { id } = repository;
    if (existing === null || typeof id !== 'string')
        return INCOMPLETE;
    return { kind: 'read', repositoryId: id, existing };
}
/** Without a branch there is no open pull request, and no other tells anything. */
const read_existing_NOTHING = { tip: null, pullRequest: null };
/** Null where the answer has another shape. */
function existingOf(ref) {
    const tip = tipOf(ref);
    const [open, over] = (0,json/* isObject */.G)(ref) ? [pullRequestsOf(ref['open']), pullRequestsOf(ref['over'])] : [];
    if (tip === undefined || !open || !over)
        return null;
    const [present] = open;
    // An open pull request has its branch's tip as its head: other answers are of two moments.
    if (present !== undefined && present.headOid !== tip.oid)
        return null;
    const last = over.find(({ headOid }) => headOid === tip.oid) ?? over[0] ?? null;
    return { tip, pullRequest: present ?? last };
}
/** A branch that isn't there is null without an error (github-answers: ref-missing). */
function errorIn(alias, repository, { errors }) {
    const path = ['repository', alias];
    if (repository[alias] !== null)
        return repository[alias] === undefined || (0,graphql_answer/* errorWithin */.OZ)(errors, path) !== null;
    return (0,graphql_answer/* whyNull */.sj)(errors, { path, alone: true }).kind !== 'absent';
}
const INCOMPLETE = { kind: 'unread', error: (0,client_error/* failedQuery */.eQ)('the answer is incomplete') };
function unreadAt(path, { errors }) {
    const why = (0,graphql_answer/* whyNull */.sj)(errors, { path, alone: true });
    const within = (0,graphql_answer/* errorWithin */.OZ)(errors, path);
    const problem = within ?? (why.kind === 'absent' ? null : { message: why.message });
    if (problem === null)
        return INCOMPLETE;
    const type = why.kind === 'forbidden' ? 'FORBIDDEN' : within?.type;
    return { kind: 'unread', error: (0,client_error/* failedQuery */.eQ)(problem.message, type) };
}
/** Undefined where the answer has another shape. */
function tipOf(ref) {
    const { target, compare } = (0,json/* isObject */.G)(ref) ? ref : {};
    if (!(0,json/* isObject */.G)(target) || !(0,json/* isObject */.G)(target['parents']) || !(0,json/* isObject */.G)(target['tree']))
        return undefined;
    const { oid, message, parents, tree } = target;
    const nodes = Array.isArray(parents['nodes']) ? parents['nodes'] : [null];
    const oids = nodes.map((node) => ((0,json/* isObject */.G)(node) ? node['oid'] : null)).filter(answers/* isOid */.d);
    if (!(0,answers/* isOid */.d)(oid) || typeof message !== 'string' || !(0,answers/* isOid */.d)(tree['oid']) || oids.length !== nodes.length)
        return undefined;
    // Our branch is the base, so the target branch is ahead of it where it holds all of it.
    const status = (0,json/* isObject */.G)(compare) ? compare['status'] : null;
    return {
        oid,
        message,
        tree: tree['oid'],
        parents: oids,
        contained: status === 'AHEAD' || status === 'IDENTICAL',
    };
}
/** Null where the answer has another shape. */
function pullRequestsOf(requests) {
    const nodes = (0,json/* isObject */.G)(requests) ? requests['nodes'] : null;
    if (!Array.isArray(nodes))
        return null;
    const read = nodes.map(pullRequestOf);
    return read.every((one) => one !== null)
        ? read.flatMap(({ isOwn, request }) => (isOwn ? [request] : []))
        : null;
}
function pullRequestOf(node) {
    if (!(0,json/* isObject */.G)(node))
        return null;
    const { number, url, title, body, state, mergeable, isCrossRepository, headRefOid } = node;
    if (typeof number !== 'number' || typeof isCrossRepository !== 'boolean')
        return null;
    if (state !== 'OPEN' && state !== 'CLOSED' && state !== 'MERGED')
        return null;
    const known = mergeable === 'MERGEABLE' || mergeable === 'CONFLICTING' ? mergeable : 'UNKNOWN';
    const request = {
        number,
        url: textOr(url),
        title: textOr(title),
        body: textOr(body),
        state,
        mergeable: known,
        headOid: textOr(headRefOid),
        firstMessage: firstMessageOf(node['commits']),
    };
    return { isOwn: !isCrossRepository, request };
}
function firstMessageOf(commits) {
    const [first] = (0,json/* isObject */.G)(commits) && Array.isArray(commits['nodes']) ? commits['nodes'] : [];
    return (0,json/* isObject */.G)(first) && (0,json/* isObject */.G)(first['commit']) ? textOr(first['commit']['message']) : '';
}
function textOr(value) {
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./src/update/pull-request/read-fitting.ts



/**
 * READ: of the branches that hold the wanted changes already, whether they merge as they are. Where what they touch is
 * the same in their parent as in the present head, they do; else GitHub is asked. Where it can't be read, they are
 * left as they are.
 */
async function readFitting(client, marketplace, existing) {
    const { repository, commit } = marketplace;
    const kept = [...existing].flatMap(([wanted, { tip, pullRequest }]) => {
        if (tip === null || !isOurCommit(tip, wanted.branch) || !isSamePlan(tip, wanted))
            return [];
        const paths = touches(wanted, marketplace);
        const at = (oid) => ({ repository, revision: { oid }, paths });
        return [{ wanted, pullRequest, old: at(tip.parents[0] ?? commit), now: at(commit) }];
    });
    const both = kept.flatMap(({ old, now }) => [old, now]);
    const read = await (0,objects/* readObjects */.$)(client, new Map(both.map((request) => [request, request])));
    return new Map(kept.map(({ wanted, pullRequest, ...asked }) => {
        const [old, now] = [read.get(asked.old), read.get(asked.now)];
        const isKnown = old?.kind === 'commit' && now?.kind === 'commit';
        const same = asked.now.paths.every((path) => oidAt(old, path) === oidAt(now, path));
        return [wanted, same || !isKnown ? 'fits' : fitOf(pullRequest)];
    }));
}
function fitOf(pullRequest) {
    if (pullRequest?.mergeable === 'MERGEABLE')
        return 'fits';
    return pullRequest?.state === 'OPEN' && pullRequest.mergeable === 'UNKNOWN' ? 'unknown' : 'conflicts';
}
function oidAt(snapshot, path) {
    const found = snapshot?.kind === 'commit' ? snapshot.paths.get(path) : undefined;
    return found?.kind === 'found' ? found.entry.oid : null;
}

// EXTERNAL MODULE: ./src/github/repository-facts.ts
var repository_facts = __webpack_require__(7613);
;// CONCATENATED MODULE: ./src/update/write/commit.ts









/**
 * WRITE: the objects of one commit, which nothing points to yet. Author and committer are left out: GitHub then
 * signs it for `GITHUB_TOKEN` and Apps (https://docs.github.com/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots).
 * Throws `ProblemError`.
 */
async function makeCommit(client, marketplace, { changes, raise, message, replaced = null }) {
    const { owner, name: repo } = marketplace.repository;
    try {
        const written = (what) => ({ what, check: shaOf, passes: lags });
        const entries = treeEntries(marketplace, { changes, raise });
        const asked = { owner, repo, base_tree: marketplace.tree, tree: entries };
        const tree = shaOf(await client.request('POST /repos/{owner}/{repo}/git/trees', asked, written('Writing the tree')));
        const parents = [marketplace.commit, ...(replaced === null ? [] : [replaced])];
        const commit = { owner, repo, message: message(tree), tree, parents };
        const route = 'POST /repos/{owner}/{repo}/git/commits';
        const made = await client.request(route, commit, written('Writing the commit'));
        const oid = shaOf(made);
        // Something else than what was asked for: a change has a tree and a commit of its own.
        if (tree === marketplace.tree || oid === marketplace.commit)
            throw (0,client_error/* shapeless */.hb)(made);
        return { oid, tree };
    }
    catch (error) {
        if (!(error instanceof client_error/* GitHubError */.y_))
            throw error;
        throw new findings_problem/* ProblemError */.Mm(await whyNotWritten(client, marketplace, error));
    }
}
/** A right that is missing may hide that the repository is archived: that is looked up. */
async function whyNotWritten(client, marketplace, error) {
    const problem = writeFailure(error, marketplace);
    if ((0,github_cause/* writeCauseOf */.Y_)(error).kind !== 'forbidden')
        return problem;
    const name = (0,github_repository/* fullName */.fq)(marketplace.repository);
    const facts = await (0,client_error/* orError */.M)((0,repository_facts/* readRepository */.N)(client, name));
    return !(facts instanceof client_error/* GitHubError */.y_) && facts.isArchived ? archived(name) : problem;
}
/**
 * What was read or written a moment ago may be unknown to the copy of the repository that answers now; all of these
 * have been seen to pass (github-answers: tree-bad-object-state, tree-base-missing, ref-object-missing).
 */
function lags({ status, message }) {
    return status === 422 && /gitrpc|base_tree is not a valid|(?:sha|object) does not exist/i.test(message);
}
/** The id of what was written; an answer that shows none is no success. */
function shaOf(answer) {
    const sha = (0,json/* isObject */.G)(answer.data) ? answer.data['sha'] : undefined;
    if ((0,answers/* isOid */.d)(sha))
        return sha;
    throw (0,client_error/* shapeless */.hb)(answer);
}
/** https://docs.github.com/rest/git/trees#create-a-tree */
function treeEntries(marketplace, plan) {
    const content = (0,plan_plan/* editedCatalogue */.Fc)(marketplace, plan);
    const { path, executable } = marketplace.file;
    const mode = executable ? '100755' : '100644';
    const file = content === marketplace.catalogue.text ? [] : [{ path, mode, type: 'blob', content }];
    const gitlinks = plan.changes.flatMap((change) => change.gitlinks);
    return [...file, ...gitlinks.map(({ path, oid }) => ({ path, mode: '160000', type: 'commit', sha: oid }))];
}

;// CONCATENATED MODULE: ./src/findings/opening-fields.ts





const CODES = {
    labels: 'labels-not-added',
    assignees: 'assignees-not-added',
    reviewers: 'reviewers-not-requested',
    'team-reviewers': 'reviewers-not-requested',
};
/** PURE: names that a pull request did not get; the pull request itself is there. */
function fieldFailure(error, wishes, number) {
    const { field = 'labels' } = wishes[0] ?? {};
    return {
        code: CODES[field],
        what: `Pull request #${number} did not get ${namesOf(wishes)}${(0,findings_problem/* said */.ag)(error.message)}`,
        remedy: (0,github_cause/* mayPass */.bg)(error) ? `${limited(error)}${NEXT_RUN}` : `${remedyOf(error, wishes)} ${BY_HAND}`,
    };
}
/** PURE: all was set, but the mark that it is still to be done could not be removed. */
function fieldsUnfinished(error, number) {
    return {
        code: 'labels-not-added',
        what: `Pull request #${number} is open, but its description could not be brought up to date${(0,findings_problem/* said */.ag)(error.message)}`,
        remedy: `${limited(error)}The next run sets its labels, reviewers and assignees again.`,
    };
}
/** PURE: assignees whom GitHub left out of its answer. */
function notAssigned(wishes, number) {
    return {
        code: 'assignees-not-added',
        what: `Pull request #${number} did not get ${namesOf(wishes)}: GitHub leaves out accounts that can't be assigned`,
        remedy: `Give them access to this repository, or correct \`assignees\`. ${BY_HAND}`,
    };
}
/** `"bug" of `labels`, "octocat" of `reviewers``. */
function namesOf(wishes) {
    return (0,display/* some */.zN)(wishes.map(({ field, name }) => `${(0,display/* quote */.hD)(name)} of \`${field}\``));
}
/** Not every answer that limits says so. */
function limited({ limit }) {
    return limit === null ? '' : 'GitHub limits the rate of requests. ';
}
const NEXT_RUN = 'The pull request itself is open, and the next run sets this.';
const BY_HAND = 'The pull request itself is open; set this there by hand.';
const PERMISSION = 'Write `permissions: pull-requests: write` in the workflow; a token of your own needs "Pull requests: read and write" and, for labels, "Issues: read and write".';
/** Sources: docs/github.md, under "Writing". */
const REMEDIES = [
    [
        /create labels/i,
        'Create the label on the page Issues → Labels, or write `permissions: issues: write`, so that GitHub creates it.',
    ],
    [/pull request author/i, "Who opens a pull request can't review it: remove that name from `reviewers`."],
    [
        /only be requested from collaborators/i,
        'Only people and teams with access to this repository can review: give them access, or correct the name.',
    ],
    [
        /could not resolve to a node/i,
        'The token can\'t see the organisation\'s teams, which `GITHUB_TOKEN` never can: pass the `token` of a GitHub App with "Members: read", or of a person.',
    ],
];
function remedyOf(error, wishes) {
    const { status, message } = error;
    const cause = (0,github_cause/* causeOf */.rl)(error);
    if (cause.kind !== 'unexpected-answer' && (0,github/* isShared */.yM)(cause))
        return (0,github/* answerProblem */.mr)(cause, '', 'update').remedy;
    if (/archived/i.test(message))
        return UNARCHIVE;
    const known = REMEDIES.find(([words]) => words.test(message))?.[1];
    if (known !== undefined)
        return known;
    if (status === 403)
        return PERMISSION;
    const inputs = [...new Set(wishes.map(({ field }) => `\`${field}\``))].join(' and ');
    return `Check the spelling in ${inputs}, or do what GitHub asks for.`;
}

;// CONCATENATED MODULE: ./src/findings/starting-checks.ts





/** PURE: a workflow of `checks` that could not be started. */
function checkFailure(error, workflow, branch) {
    return {
        code: 'check-not-started',
        what: `${(0,display/* quote */.hD)(workflow)} could not be started on the pull request's branch${(0,findings_problem/* said */.ag)(error.message)}`,
        remedy: checkRemedy(error, branch),
    };
}
const starting_checks_PERMISSION = 'Write `permissions: actions: write` in the workflow.';
/** 422 has five causes (github-answers: workflow-no-trigger, workflow-disabled, workflow-input-missing, …). */
const CHECK_REMEDIES = [
    [
        /does not have .*trigger/i,
        'Add `workflow_dispatch:` under `on:`, on the default branch and on this one.',
    ],
    [
        /disabled workflow/i,
        'The workflow is disabled: enable it on its page under Actions, or remove it from `checks`.',
    ],
    [/required input/i, 'The workflow has a required input: give that input a default, or make it optional.'],
    [/unexpected inputs/i, 'The workflow does not accept this input: correct its `workflow_dispatch.inputs`.'],
];
function checkRemedy(error, branch) {
    const { status, message } = error;
    const cause = (0,github_cause/* causeOf */.rl)(error);
    if (cause.kind !== 'unexpected-answer' && (0,github/* isShared */.yM)(cause))
        return (0,github/* answerProblem */.mr)(cause, '', 'update').remedy;
    if (/archived/i.test(message))
        return UNARCHIVE;
    if (status === 403)
        return starting_checks_PERMISSION;
    if (status === 404)
        return `The workflow must be on the default branch, in .github/workflows. ${starting_checks_PERMISSION}`;
    if (status !== 422)
        return 'Start the workflow by hand, or run this job again.';
    if (/no ref found/i.test(message)) {
        return `GitHub does not show ${(0,display/* quote */.hD)(branch)} yet, or it is gone: start the workflow by hand, or run this job again.`;
    }
    return (CHECK_REMEDIES.find(([words]) => words.test(message))?.[1] ??
        'Fix what GitHub reports, or start the workflow by hand.');
}

;// CONCATENATED MODULE: ./src/update/pull-request/set-fields.ts





/** The route's number is that of the pull request, which is an issue too. */
const REQUESTS = [
    {
        route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
        keys: { labels: 'labels' },
        check: (answer) => shows(answer, Array.isArray(answer.data)),
    },
    {
        route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
        keys: { assignees: 'assignees' },
        check: (answer) => shows(answer, (0,json/* isObject */.G)(answer.data) && Array.isArray(answer.data['assignees'])),
    },
    {
        route: 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
        keys: { reviewers: 'reviewers', 'team-reviewers': 'team_reviewers' },
        check: (answer) => shows(answer, (0,json/* isObject */.G)(answer.data) && typeof answer.data['number'] === 'number'),
    },
];
function shows(answer, isShown) {
    if (!isShown)
        throw (0,client_error/* shapeless */.hb)(answer);
}
/**
 * WRITE: labels, assignees and reviewers of a pull request, each kind whatever became of the others. All of it may be
 * repeated. Returns what could not be set; throws nothing of GitHub's.
 */
async function setOpeningFields(context, number) {
    const unset = [];
    for (const request of REQUESTS) {
        const wishes = wishesOf(context.options.fields, request);
        if (wishes.length > 0)
            unset.push(...(await ask(context, number, { request, wishes })));
    }
    return unset;
}
function wishesOf(fields, { keys }) {
    return Object.keys(keys).flatMap((field) => fields[field].map((name) => ({ field, name })));
}
/**
 * GitHub refuses all names of a request because of one, and does not say which: then each is asked for by itself. (So
 * does Kubernetes' own bot: https://github.com/kubernetes/test-infra/issues/15811.)
 */
async function ask(context, number, asking) {
    const { wishes } = asking;
    const answer = await send(context, number, asking);
    if (!(answer instanceof client_error/* GitHubError */.y_))
        return leftOut(wishes, answer, number);
    if (wishes.length === 1 || !isAboutOne(answer))
        return [unsetBy(wishes, answer, number)];
    return askEach(context, number, asking);
}
/** Those that are refused for one reason are named together. */
async function askEach(context, number, asking) {
    const left = [];
    const refused = [];
    for (const wish of asking.wishes) {
        const answer = await send(context, number, { ...asking, wishes: [wish] });
        if (answer instanceof client_error/* GitHubError */.y_)
            refused.push({ wish, error: answer });
        else
            left.push(...leftOut([wish], answer, number));
    }
    const byReason = (0,group_by/* groupBy */.$)(refused, ({ error }) => `${error.status} ${error.message}`);
    const unset = [...byReason.values()].flatMap((all) => {
        const wishes = all.map(({ wish }) => wish);
        return all.slice(0, 1).map(({ error }) => unsetBy(wishes, error, number));
    });
    return [...left, ...unset];
}
function unsetBy(wishes, error, number) {
    return { problem: fieldFailure(error, wishes, number), isPassing: (0,github_cause/* mayPass */.bg)(error) };
}
/** A label that may not be created, a reviewer who can't review, an account that does not exist. */
function isAboutOne({ status, message, limit }) {
    if (limit !== null)
        return false;
    return status === 422 || status === 404 || (status === 403 && /create labels/i.test(message));
}
function send({ client, marketplace }, number, { request, wishes }) {
    const { owner, name: repo } = marketplace.repository;
    const { route, keys, check } = request;
    const fields = (0,group_by/* groupBy */.$)(wishes, ({ field }) => keys[field] ?? field);
    const names = [...fields].map(([key, all]) => [key, all.map(({ name }) => name)]);
    const place = { owner, repo, issue_number: number, pull_number: number };
    const [other] = route.includes('{issue_number}') ? ['pull_number'] : ['issue_number'];
    const parameters = Object.fromEntries([...Object.entries(place), ...names].filter(([key]) => key !== other));
    return (0,client_error/* orError */.M)(client.request(route, parameters, { what: `Setting ${[...fields.keys()].join(' and ')}`, check }));
}
/** Who can't be assigned is left out without a word (https://docs.github.com/rest/issues/assignees). */
function leftOut(wishes, { data }, number) {
    const assigned = (0,json/* isObject */.G)(data) && Array.isArray(data['assignees']) ? data['assignees'] : [];
    const logins = new Set(assigned.map((one) => ((0,json/* isObject */.G)(one) ? String(one['login']).toLowerCase() : '')));
    const missing = wishes.filter(({ field, name }) => field === 'assignees' && !logins.has(name.toLowerCase()));
    return missing.length === 0 ? [] : [{ problem: notAssigned(missing, number), isPassing: false }];
}

;// CONCATENATED MODULE: ./src/update/pull-request/pull-request-api.ts









/** WRITE: the pull request that is wanted, opened or brought up to date. Throws `GitHubError`. */
async function openPullRequest(context, wanted, present) {
    const title = pullRequestTitle(wanted, context.options.commitTitle);
    const body = pullRequestBody(wanted, context);
    if (present !== null && isPendingText(present.body))
        return finish(context, present, { title, body });
    if (present === null) {
        const isMore = (0,opening_fields/* hasFields */.s)(context.options.fields);
        const made = await create(context, wanted.branch, { title, body: isMore ? pendingText(body) : body });
        if (isPendingText(made.body))
            return finish(context, made, { title, body });
        return { pullRequest: made, body, warnings: [] };
    }
    if (present.title !== title || !sameText(present.body, body)) {
        await patchPullRequest(context, present.number, { title, body });
    }
    return { pullRequest: present, body, warnings: [] };
}
/**
 * Labels and people, then the mark that they are pending goes: where the run ends before, or GitHub fails, the next one
 * sets them. None that is done is touched again: people may have removed a label.
 */
async function finish(context, pullRequest, text) {
    const unset = await setOpeningFields(context, pullRequest.number);
    const warnings = unset.map(({ problem }) => problem);
    const pending = pendingText(text.body);
    if (unset.some(({ isPassing }) => isPassing))
        return { pullRequest, body: pending, warnings };
    const patched = await (0,client_error/* orError */.M)(patchPullRequest(context, pullRequest.number, text));
    if (!(patched instanceof client_error/* GitHubError */.y_))
        return { pullRequest, body: text.body, warnings };
    const unfinished = fieldsUnfinished(patched, pullRequest.number);
    return { pullRequest, body: pending, warnings: [...warnings, unfinished] };
}
/** GitHub may store a body with other line ends. */
function sameText(one, other) {
    const plain = (text) => text.replaceAll('\r\n', '\n').trim();
    return plain(one) === plain(other);
}
async function create({ client, marketplace }, branch, text) {
    const { owner, name: repo } = marketplace.repository;
    const parameters = { owner, repo, head: branch, base: marketplace.branch, ...text };
    const check = (answer) => {
        const { head } = (0,json/* isObject */.G)(answer.data) ? answer.data : {};
        known(answer);
        if (!(0,json/* isObject */.G)(head) || head['ref'] !== branch)
            throw (0,client_error/* shapeless */.hb)(answer);
    };
    const options = { what: 'Opening a pull request', check, passes: branchLags };
    const answer = await (0,client_error/* orError */.M)(client.request('POST /repos/{owner}/{repo}/pulls', parameters, options));
    if (!(answer instanceof client_error/* GitHubError */.y_))
        return { ...known(answer), body: text.body };
    const other = isThere(answer) ? await openOn(client, marketplace, branch) : null;
    if (other === null)
        throw answer;
    return other;
}
/** The branch was written a moment ago, and the copy that answers may not have it yet. */
function branchLags({ status, message }) {
    return status === 422 && /\bhead: invalid|no commits between|no ref found/i.test(message);
}
function isThere({ status, message }) {
    return status === 422 && /already exists/i.test(message);
}
/** PURE: somebody merged or removed the branch, or opened and closed a pull request of it, a moment ago. */
function isOvertaken(error) {
    return branchLags(error) || isThere(error);
}
/** The pull request that an answer shows; one that shows none is no success. */
function known(answer) {
    const { number, html_url: url } = (0,json/* isObject */.G)(answer.data) ? answer.data : {};
    if (typeof number !== 'number' || typeof url !== 'string')
        throw (0,client_error/* shapeless */.hb)(answer);
    return { number, url };
}
/** Two runs at one moment, or ours, of which the answer was lost: that pull request is as good. */
async function openOn(client, marketplace, branch) {
    const found = (await readExisting(client, marketplace, [branch])).get(branch);
    const pullRequest = found?.kind === 'read' ? found.existing.pullRequest : null;
    return pullRequest?.state === 'OPEN' ? pullRequest : null;
}
/** WRITE: done when the answer shows it. Throws `GitHubError`. */
async function patchPullRequest({ client, marketplace }, number, fields) {
    const { owner, name: repo } = marketplace.repository;
    const route = 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}';
    const check = (answer) => {
        const data = (0,json/* isObject */.G)(answer.data) ? answer.data : {};
        const { state = data['state'], body } = fields;
        const isDone = data['state'] === state && marksIn(body) === marksIn(data['body']);
        if (known(answer).number !== number || !isDone)
            throw (0,client_error/* shapeless */.hb)(answer);
    };
    await client.request(route, { owner, repo, pull_number: number, ...fields }, { what: 'Updating a pull request', check });
}
/** WRITE: one try, because a comment does not repeat harmlessly: only a limit says that nothing was written. */
async function writeComment({ client, marketplace }, number, body) {
    const { owner, name: repo } = marketplace.repository;
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const check = (answer) => {
        if (!(0,json/* isObject */.G)(answer.data) || answer.data['body'] !== body)
            throw (0,client_error/* shapeless */.hb)(answer);
    };
    const retry = ({ limit }) => limit !== null;
    await client.request(route, { owner, repo, issue_number: number, body }, { what: 'Writing a comment', check, retry });
}
/**
 * WRITE: starts workflows at once, because the runs of a pull request that `GITHUB_TOKEN` opened wait for approval
 * (https://docs.github.com/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs, since
 * 2026-06-11).
 */
async function startChecks({ client, marketplace }, branch, workflows) {
    const { owner, name: repo } = marketplace.repository;
    const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
    const failed = [];
    for (const workflow of workflows) {
        const options = {
            what: `Starting ${workflow}`,
            check: isStarted,
            retry: client_error/* isNoSuccess */.JU,
            passes: branchLags,
        };
        const parameters = { owner, repo, workflow_id: workflow, ref: branch };
        const answer = await (0,client_error/* orError */.M)(client.request(route, parameters, options));
        if (answer instanceof client_error/* GitHubError */.y_)
            failed.push({ workflow, problem: checkFailure(answer, workflow, branch) });
    }
    return failed;
}
/** GitHub answers 204, or 200 with the run where that was asked for. */
function isStarted(answer) {
    if (answer.status !== 204 && !(0,json/* isObject */.G)(answer.data))
        throw (0,client_error/* shapeless */.hb)(answer);
}

;// CONCATENATED MODULE: ./src/update/pull-request/close-pull-request.ts






/** WRITE: closed, and marked as closed by us, in one request. Throws `GitHubError`. */
async function closePullRequest(context, { number, body }) {
    await patchPullRequest(context, number, { state: 'closed', body: closedText(body) });
}
/**
 * WRITE: a word why, once: a comment does not repeat harmlessly, so it is looked for before it is written again.
 * Throws `GitHubError`.
 *
 * @param isFirst whether nobody can have written it yet.
 */
async function sayWhyClosed(context, { number }, { isFirst }) {
    const { client, marketplace } = context;
    for (let tries = 1;; tries++) {
        if ((tries > 1 || !isFirst) && (await isSaid(client, marketplace.repository, number)))
            return;
        const error = await (0,client_error/* orError */.M)(writeComment(context, number, CLOSING_WORDS));
        if (!(error instanceof client_error/* GitHubError */.y_))
            return;
        const isLost = error.status === null || error.status >= 500 || error.status < 300;
        if (!isLost || !(await client.pause('Writing a comment', (0,client_error/* reason */.l)(error), tries)))
            throw error;
    }
}
/** READ: whether it is among the newest comments. */
async function isSaid(client, repository, number) {
    const builder = new graphql_query/* QueryBuilder */.o();
    const comments = `pullRequest(number: ${number}) { comments(last: 100) { nodes { body } } }`;
    const { text, variables } = builder.query([`${builder.repository(repository)} { ${comments} }`]);
    const { data, errors } = await client.graphql(text, variables);
    const found = (0,json/* isObject */.G)(data['repository']) ? data['repository']['pullRequest'] : null;
    const nodes = (0,json/* isObject */.G)(found) && (0,json/* isObject */.G)(found['comments']) ? found['comments']['nodes'] : null;
    if (!Array.isArray(nodes)) {
        const message = errors[0]?.message ?? 'the answer is incomplete';
        throw new client_error/* GitHubError */.y_({ status: 200, headers: {}, message, problems: errors });
    }
    return nodes.some((node) => (0,json/* isObject */.G)(node) && node['body'] === CLOSING_WORDS);
}

// EXTERNAL MODULE: ./src/github/client/retry.ts
var retry = __webpack_require__(2537);
// EXTERNAL MODULE: ./src/github/ancestry.ts
var ancestry = __webpack_require__(6274);
;// CONCATENATED MODULE: ./src/update/write/ref.ts






/** No commit, before or after. */
const ref_NOTHING = '0'.repeat(40);
const UPDATE = `mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`;
/**
 * WRITE: moves a branch if it still is where it was seen, which GitHub checks together with the write
 * (https://docs.github.com/graphql/reference/git#updaterefs). Null where it is done.
 */
async function updateRef(client, { repositoryId, branch, before, after, force }) {
    const oids = { beforeOid: before ?? ref_NOTHING, afterOid: after ?? ref_NOTHING };
    const refUpdates = [{ name: `refs/heads/${branch}`, ...oids, force }];
    const answer = await (0,client_error/* orError */.M)(client.graphql(UPDATE, { input: { repositoryId, refUpdates } }));
    if (answer instanceof client_error/* GitHubError */.y_)
        return answer;
    const { data, errors } = answer;
    const [problem] = errors;
    if (problem === undefined && data['updateRefs'] !== null && data['updateRefs'] !== undefined)
        return null;
    const message = problem?.message ?? 'the answer is incomplete';
    return new client_error/* GitHubError */.y_({ status: 200, headers: {}, message, problems: errors });
}
/** A ref update is done when the answer shows it: a proxy can answer 200 as well. */
function ref_shows(commit) {
    return (answer) => {
        const { data } = answer;
        const object = (0,json/* isObject */.G)(data) ? data['object'] : null;
        if (!(0,json/* isObject */.G)(object) || object['sha'] !== commit)
            throw (0,client_error/* shapeless */.hb)(answer);
    };
}
/**
 * This 403 has been seen to come and go for Apps that may write (anthropics/claude-code-action), and here the tree was
 * just written.
 */
function passesOnRefs(error) {
    if ((0,github_cause/* isProtection */.md)(error))
        return false;
    return (error.status === 403 && /not accessible by integration/i.test(error.message)) || lags(error);
}
async function ref_headOf(client, { repository, branch }) {
    const now = await (0,objects/* readObject */.A)(client, { repository, revision: { ref: `refs/heads/${branch}` }, paths: [] });
    if (now.kind === 'commit')
        return { kind: 'at', oid: now.oid };
    if (now.kind === 'no-commit')
        return { kind: 'absent' };
    return { kind: 'unread', error: now.kind === 'failed' ? now.error : null };
}
/**
 * Whether a request that failed may have been done all the same: its answer was lost or unreadable, or that of an
 * earlier try was. GitHub gives no type to a `beforeOid` that is not the branch's, nor to a failure of its own
 * (github-answers: updateRefs-stale).
 */
function mayBeDone({ status, attempts, limit, problems = [] }) {
    if (attempts > 1 || status === null)
        return true;
    if (limit !== null)
        return false;
    return status >= 500 || (status < 300 && problems.every(({ type }) => type === undefined));
}
/** READ: whether a branch that is at another commit holds ours: somebody may have pushed on top of it. */
async function hasLanded(client, repository, { commit, head }) {
    const what = 'Looking for the commit';
    const found = await (0,client_error/* orError */.M)((0,ancestry/* compareCommits */.kC)(client, { repository, base: commit, head, what }));
    // A copy that knows the head knows what it holds.
    if (found instanceof client_error/* GitHubError */.y_)
        return found.status === 404 ? 'elsewhere' : 'unknown';
    return found.kind === 'related' && (found.status === 'ahead' || found.status === 'identical')
        ? 'landed'
        : 'elsewhere';
}

;// CONCATENATED MODULE: ./src/update/pull-request/own-branch.ts




/** WRITE: replaces or deletes our branch if it still is where it was seen. Throws `GitHubError`. */
async function replaceBranch(client, marketplace, move) {
    for (let tries = 1;; tries++) {
        const error = await updateRef(client, { ...move, force: true });
        if (error === null)
            return 'done';
        if (error.problems?.some(retry/* isRefusedQuery */.t4))
            return 'unsupported';
        const now = await afterFailure(client, marketplace, { ...move, error });
        if (now !== 'as-before')
            return now;
        if (isFinal(error) || !(await client.pause(`Moving ${move.branch}`, 'GitHub did not do it', tries)))
            throw error;
    }
}
/**
 * WRITE: the same through REST, which can't look and write at once: so nothing is forced. A branch is made where there
 * is none, or moved to a commit that holds what it was at. Throws `GitHubError`.
 */
async function extendBranch(client, marketplace, move) {
    const error = await (0,client_error/* orError */.M)(writeRef(client, marketplace, move));
    if (!(error instanceof client_error/* GitHubError */.y_))
        return 'done';
    const now = await afterFailure(client, marketplace, { ...move, error });
    if (now === 'as-before')
        throw error;
    return now;
}
async function writeRef(client, { repository }, { branch, before, after }) {
    if (after === null)
        throw new TypeError('REST deletes whatever is there');
    const { owner, name: repo } = repository;
    const options = { what: `Moving ${branch}`, check: ref_shows(after), passes: passesOnRefs };
    if (before === null) {
        const made = { owner, repo, ref: `refs/heads/${branch}`, sha: after };
        await client.request('POST /repos/{owner}/{repo}/git/refs', made, options);
    }
    else {
        const moved = { owner, repo, ref: `heads/${branch}`, sha: after, force: false };
        await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', moved, options);
    }
}
/** An answer that was lost may have been a success, with somebody else's commit on top of ours by now. */
async function afterFailure(client, marketplace, { branch, before, after, error }) {
    const { repository } = marketplace;
    const head = await ref_headOf(client, { repository, branch });
    if (head.kind === 'unread')
        return 'as-before';
    const now = head.kind === 'at' ? head.oid : null;
    if (now === after)
        return 'done';
    if (now === before)
        return 'as-before';
    if (now === null || after === null || !mayBeDone(error))
        return 'moved';
    const landed = await hasLanded(client, repository, { commit: after, head: now });
    return landed === 'landed' ? 'done' : 'moved';
}
const FINAL = /^(?:FORBIDDEN|INSUFFICIENT_SCOPES|UNPROCESSABLE|NOT_FOUND)$/;
/**
 * What no second try would change. A `beforeOid` that is not the branch's is answered like a failure of GitHub's own,
 * without a type (github-answers: updateRefs-stale), so that is tried again while the branch looks as it did.
 */
function isFinal(error) {
    const { status, problems = [] } = error;
    if ((0,github_cause/* isProtection */.md)(error) || error.limit !== null)
        return true;
    return ((status !== null && status >= 400 && status < 500) || problems.some(({ type }) => FINAL.test(type ?? '')));
}

;// CONCATENATED MODULE: ./src/update/pull-request/started-checks.ts



/** WRITE: starts what an earlier run could not start, as far as `checks` still names it. */
async function startedAgain(context, branch, { number, body }) {
    const unstarted = unstartedIn(body);
    if (unstarted.length === 0)
        return [];
    return started(context, branch, {
        number,
        body,
        workflows: context.options.checks.filter((one) => unstarted.includes(one)),
    });
}
/** WRITE: starts workflows on the pull request's branch; gives what could not be started, which the next run tries again. */
async function started(context, branch, { number, body, workflows }) {
    const failed = await startChecks(context, branch, workflows);
    const noted = withUnstarted(body, failed.map(({ workflow }) => workflow));
    // The warnings say it anyway.
    if (noted !== body)
        await (0,client_error/* orError */.M)(patchPullRequest(context, number, { body: noted }));
    return failed.map(({ problem }) => problem);
}

;// CONCATENATED MODULE: ./src/update/pull-request/take-step.ts













/** WRITE: does what is to be done for one pull request. Throws nothing of GitHub's. */
async function takeStep(context, task) {
    try {
        return await take(context, task);
    }
    catch (error) {
        const [problem] = error instanceof findings_problem/* ProblemError */.Mm ? error.problems : [];
        if (problem !== undefined)
            return { kind: 'failed', problem };
        if (!(error instanceof client_error/* GitHubError */.y_))
            throw error;
        return { kind: 'failed', problem: proposalFailure(error, context.marketplace, task.wanted.branch) };
    }
}
async function take(context, task) {
    const { step, wanted } = task;
    switch (step.kind) {
        case 'nothing':
            return step;
        case 'leave':
            return done(wanted, { outcome: 'left', pullRequest: step.pullRequest });
        case 'declined':
        case 'unsettled':
            return done(wanted, { outcome: step.kind, pullRequest: step.pullRequest });
        case 'refuse':
            return { kind: 'failed', problem: branchNotOurs(context.marketplace, wanted.branch) };
        case 'close':
            return take_step_close(context, task, step);
        case 'finish-closing':
            return finishClosing(context, task, { ...step, isFirst: false });
        case 'keep':
            return keep(context, task, step.pullRequest);
        case 'write':
            return write(context, task, step);
    }
}
function done({ branch, plugins, changes }, outcome, warnings = []) {
    const updates = changes.flatMap((change) => change.updates);
    return { kind: 'done', result: { branch, plugins, updates, commit: null, ...outcome }, warnings };
}
/** Closed first, which repeats harmlessly; a later run does what this one does not get to. */
async function take_step_close(context, task, { tip, pullRequest }) {
    await closePullRequest(context, pullRequest);
    return finishClosing(context, task, { tip, pullRequest, isFirst: true });
}
/** A word why, and the branch: what fails of that is left to the next run. */
async function finishClosing(context, task, { tip, pullRequest, isFirst }) {
    const said = await (0,client_error/* orError */.M)(sayWhyClosed(context, pullRequest, { isFirst }));
    // The branch shows the next run that something is left to do.
    const isForLater = said instanceof client_error/* GitHubError */.y_ && (0,github_cause/* mayPass */.bg)(said);
    const deleted = isForLater ? 'done' : await (0,client_error/* orError */.M)(deleteBranch(context, task, tip));
    // All was said when it was closed.
    if (deleted === 'unsupported' && !isFirst && !(said instanceof client_error/* GitHubError */.y_))
        return { kind: 'nothing' };
    const warnings = [said, deleted].flatMap((end) => {
        if (end instanceof client_error/* GitHubError */.y_) {
            const { branch } = task.wanted;
            // Without its branch nothing shows the next run that the comment is missing.
            const isOver = end === said && !isForLater && deleted === 'done';
            return [closingUnfinished(end, context.marketplace, { branch, isOver })];
        }
        if (end === 'unsupported')
            return [branchKept(task)];
        return end === 'moved' ? [movedMeanwhile(task)] : [];
    });
    return done(task.wanted, { outcome: 'closed', pullRequest }, warnings);
}
/** A server that can't look and write at once keeps the branch: somebody may be committing to it. */
async function deleteBranch({ client, marketplace }, { wanted: { branch }, repositoryId }, tip) {
    if (tip === null)
        return 'done';
    return replaceBranch(client, marketplace, { repositoryId, branch, before: tip.oid, after: null });
}
/** Its words may be a person's by now, but not those that are about an earlier plan. */
async function keep(context, task, pullRequest) {
    const { wanted } = task;
    return pullRequest !== null && !isOutdated(pullRequest.body, wanted)
        ? done(wanted, { outcome: 'kept', pullRequest }, await startedAgain(context, wanted.branch, pullRequest))
        : take_step_open(context, wanted, { pullRequest });
}
/** One commit on the present head, and our branch at it. */
async function write(context, task, { tip, pullRequest }) {
    const { wanted } = task;
    const { oid, replaced } = await commitOnBranch(context, task, tip?.oid ?? null);
    return replaced === 'done'
        ? take_step_open(context, wanted, { pullRequest, commit: oid })
        : done(wanted, { outcome: 'left', pullRequest }, [movedMeanwhile(task)]);
}
/** Where a branch can't be replaced safely, our new commit takes up the one that is there. */
async function commitOnBranch({ client, marketplace, options }, { wanted, repositoryId }, before) {
    const make = async (taken) => {
        const message = ownCommitMessage(wanted, options.commitTitle, triggerOf(options), taken);
        const { oid } = await makeCommit(client, marketplace, { ...wanted, message, replaced: taken });
        return { repositoryId, branch: wanted.branch, before, after: oid };
    };
    const move = await make(null);
    const replaced = await replaceBranch(client, marketplace, move);
    if (replaced !== 'unsupported')
        return { oid: move.after, replaced };
    const longer = before === null ? move : await make(before);
    return { oid: longer.after, replaced: await extendBranch(client, marketplace, longer) };
}
async function take_step_open(context, wanted, present) {
    const opened = await (0,client_error/* orError */.M)(openPullRequest(context, wanted, present.pullRequest));
    if (opened instanceof client_error/* GitHubError */.y_) {
        if (!isOvertaken(opened))
            throw opened;
        return done(wanted, { ...present, outcome: 'left' }, [movedMeanwhile({ wanted })]);
    }
    const { pullRequest, body, warnings } = opened;
    const outcome = present.pullRequest === null ? 'opened' : 'updated';
    const starting = { number: pullRequest.number, body, workflows: context.options.checks };
    const unstarted = await started(context, wanted.branch, starting);
    return done(wanted, { ...present, outcome, pullRequest }, [...warnings, ...unstarted]);
}
function branchKept({ wanted: { branch } }) {
    return {
        code: 'branch-kept',
        what: `The pull request is closed, but its branch ${(0,display/* quote */.hD)(branch)} is still there: this server can't delete a branch only where nobody has changed it meanwhile`,
        remedy: 'Delete it if nobody has committed to it. If you leave it, the next update uses it again.',
    };
}
function movedMeanwhile({ wanted: { branch } }) {
    return {
        code: 'branch-moved',
        what: `Somebody else changed ${(0,display/* quote */.hD)(branch)} at the same moment, so it was left unchanged`,
        remedy: 'Nothing was lost; the next run looks again.',
    };
}

;// CONCATENATED MODULE: ./src/update/pull-request/sync-pull-requests.ts
















/**
 * From this pull request on there is a pause before each: one takes up to four requests that create content, and
 * GitHub takes 80 of them a minute (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
const WITHOUT_FIELDS = { unhurriedFrom: 15, pause: 3000 };
/** Labels, assignees, reviewers and the description after them are four more. */
const WITH_FIELDS = { unhurriedFrom: 8, pause: 6000 };
/**
 * WRITE: branches and pull requests as the plan wants them. What is wanted → what is there → the next step of each,
 * which is taken whatever became of the others.
 *
 * @param isConfirmed whether all was read twice: a copy of a repository that lags behind may show an old head, and then
 * nothing seems to be left of what is proposed.
 */
async function syncPullRequests(context, { isConfirmed }) {
    const { options, marketplace, plan } = context;
    const read = await readTasks(context, wantedPullRequests(plan, marketplace, options));
    const tasks = await (0,in_flight/* inFlight */.C)(read, (task) => withMaker(context, task));
    const closes = tasks.some((task) => task.kind === 'step' && task.step.kind === 'close');
    if (closes && !isConfirmed)
        return { kind: 'unconfirmed' };
    return { kind: 'proposed', pullRequests: await takeSteps(context, tasks) };
}
async function takeSteps(context, tasks) {
    const { clock, log, options } = context;
    const { unhurriedFrom, pause } = (0,opening_fields/* hasFields */.s)(options.fields) ? WITH_FIELDS : WITHOUT_FIELDS;
    const results = [];
    let written = 0;
    for (const task of tasks) {
        if (task.kind === 'step' && task.step.kind === 'write' && ++written >= unhurriedFrom) {
            await clock.sleep(pause);
        }
        const result = task.kind === 'step' ? await takeStep(context, task) : task;
        if (result.kind === 'done')
            log.info(resultLine(result.result));
        results.push(result);
    }
    const done = results.filter((result) => result.kind === 'done');
    return {
        results: done.map(({ result }) => result),
        problems: distinct(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []))),
        warnings: done.flatMap(({ warnings }) => warnings),
    };
}
/** One cause is reported once, however many branches it has kept from being read. */
function distinct(problems) {
    return [...new Map(problems.map((problem) => [`${problem.code} ${problem.what}`, problem])).values()];
}
const sync_pull_requests_MOST_LOOKS = 3;
const LOOK_PAUSE = 2000;
/** GitHub works out whether a pull request can be merged when it is asked, and says `UNKNOWN` meanwhile. */
async function readTasks(context, planned) {
    const { client, clock, marketplace } = context;
    const branches = planned.map(({ branch }) => branch);
    for (let look = 1;; look++) {
        const reads = await readExisting(client, marketplace, branches);
        const kept = await keepOpenUpdates(context, planned, reads);
        if (kept.kind === 'unread') {
            return planned.map((one) => ({ kind: 'failed', problem: unreadProblem(kept.error, one, marketplace) }));
        }
        const all = kept.wanted;
        const existing = new Map(all.flatMap((wanted) => {
            const read = reads.get(wanted.branch);
            return read?.kind === 'read' ? [[wanted, read.existing]] : [];
        }));
        const fitting = await readFitting(client, marketplace, existing);
        if (look === sync_pull_requests_MOST_LOOKS || ![...fitting.values()].includes('unknown')) {
            return all.map((wanted) => taskOf(wanted, reads.get(wanted.branch), { fitting, marketplace }));
        }
        await clock.sleep(LOOK_PAUSE);
    }
}
/**
 * A branch of which neither its tip nor a pull request tells that we made it: somebody may have committed to it before
 * its pull request was opened, by another run that is under way or that ended too early. Its commits tell.
 */
async function withMaker({ client, marketplace }, task) {
    if (task.kind !== 'step' || task.step.kind !== 'refuse')
        return task;
    const { wanted } = task;
    const isBegunByUs = await (0,client_error/* orError */.M)(holdsOwnCommit(client, marketplace, wanted.branch));
    if (isBegunByUs instanceof client_error/* GitHubError */.y_) {
        return { kind: 'failed', problem: unreadProblem(isBegunByUs, wanted, marketplace) };
    }
    return isBegunByUs ? { ...task, step: { kind: 'leave', pullRequest: null } } : task;
}
function taskOf(wanted, read, { fitting, marketplace }) {
    if (read?.kind !== 'read') {
        return { kind: 'failed', problem: unreadProblem(read?.error ?? null, wanted, marketplace) };
    }
    const { existing, repositoryId } = read;
    const step = decideNextStep(wanted, existing, fitting.get(wanted) === 'fits');
    return { kind: 'step', wanted, step, repositoryId };
}
/** What could not be read is left alone: it may be a person's by now. */
function unreadProblem(error, { branch }, marketplace) {
    const unread = error ?? new client_error/* GitHubError */.y_({ status: null, headers: {}, message: 'not read' });
    const passing = (0,github_cause/* passingCause */.jK)(unread);
    if (passing !== null) {
        const subject = `Reading the pull requests of ${(0,github_repository/* fullName */.fq)(marketplace.repository)}`;
        const problem = (0,github/* answerProblem */.mr)(passing, subject, 'update');
        return { ...problem, remedy: `They were left as they are. ${problem.remedy}` };
    }
    const isGitHubs = unread.status === 200 && !(0,by_halves/* isForbidden */.U)(unread);
    return isGitHubs ? branchUnread(unread, marketplace, branch) : proposalFailure(unread, marketplace, branch);
}

;// CONCATENATED MODULE: ./src/update/report/take-back.ts
/** What a person who reverts an update must know, because the next run would undo that. */
const TAKE_BACK = "To take a release back, do not only revert the marketplace's commit: the next run would make this update again. " +
    "Raise or lower the version in the plugin's repository, or exclude the plugin with `plugins: '!name'` and revert then.";
/** PURE: that, and the address of the page that has more; null where no update was pushed: a pull request can be closed. */
function takeBack({ kind }, { manual }) {
    if (kind !== 'pushed')
        return null;
    return { text: TAKE_BACK, page: manual === undefined ? null : `${manual}/take-back.md` };
}

;// CONCATENATED MODULE: ./src/update/report/log.ts




/** What a person who follows the run reads of the plan. Every line begins with words of ours. */
function logPlan({ branch, commit, subjects, scope }, plan, log) {
    const chosen = scope === undefined ? '' : `${scope.size} of `;
    const plugins = `${chosen}${(0,display/* count */.U9)(subjects.length, 'plugin')}`;
    log.info(`Read ${plugins} of the marketplace, on ${(0,display/* display */.Vy)(branch)} at ${(0,rules/* short */.h0)(commit)}.`);
    const updates = plan.changes.flatMap((change) => change.updates);
    log_group(log, 'Updates', updates.map(log_updateLine));
    const passing = plan.held.filter(({ cause }) => cause === 'passing');
    const young = plan.held.filter(({ cause }) => cause === 'young');
    const lasting = plan.held.filter(({ cause }) => cause !== 'passing' && cause !== 'young');
    log_group(log, 'Held, because a person must decide', lasting.map(remainingLine('held')));
    log_group(log, 'Too young: a later run takes them', young.map(remainingLine('held')));
    log_group(log, 'Not read in this run', passing.map(remainingLine('held')));
    log_group(log, 'Waiting for a version bump', plan.waiting.map(waitingLine));
    log_group(log, 'Skipped', plan.skipped.map(remainingLine('skipped')));
}
/** What is said once it is known what was written. */
function logTakeBack(written, addresses, log) {
    const hint = takeBack(written, addresses);
    if (hint !== null)
        log.info(hint.page === null ? hint.text : `${hint.text} More: ${hint.page}`);
}
function log_group(log, title, lines) {
    if (lines.length === 0)
        return;
    log.startGroup(`${title} (${lines.length})`);
    for (const line of lines)
        log.info(`  ${line}`);
    log.endGroup();
}
function log_updateLine(update) {
    const { from, to, commits } = (0,decision/* stepsOf */.B_)(update);
    const versions = `${(0,display/* display */.Vy)(from ?? 'none')} → ${(0,display/* display */.Vy)(to ?? 'none')}`;
    return `${update.kind}: ${(0,display/* display */.Vy)(update.plugin)} ${versions}${(0,decision/* commitsText */.Am)(commits)}`;
}
function remainingLine(word) {
    return ({ plugin, reason }) => `${word}: ${(0,display/* display */.Vy)(plugin)}: ${reason}`;
}
function waitingLine({ plugin, commits, tag }) {
    const behind = commits === null ? `tag ${(0,display/* display */.Vy)(tag ?? 'newer')}` : (0,display/* count */.U9)(commits, 'commit');
    return `waiting: ${(0,display/* display */.Vy)(plugin)}: ${behind}, but plugin.json says the same version`;
}

// EXTERNAL MODULE: ./src/findings/files.ts
var files = __webpack_require__(6817);
;// CONCATENATED MODULE: ./src/update/report/claim-annotations.ts







/** PURE: what is to be said of the plugins that the event names. */
/** More claims of one event than anybody reads about. */
const claim_annotations_MOST_CLAIMS = 50;
function unknownClaims({ claims, marketplace }) {
    const unknown = claims.slice(0, claim_annotations_MOST_CLAIMS).filter((claim) => (0,marketplace_claim/* claimed */.S)(claim, marketplace).length === 0);
    return unknown.map((claim) => (0,report/* warning */.$e)('plugin-not-listed', unknownPlugin(claim, marketplace)));
}
/** The event is a hint: where its repository says something else, that counts, and is worth knowing. */
function differingClaims({ claims, marketplace, seen }) {
    const first = claims.slice(0, claim_annotations_MOST_CLAIMS);
    return first.flatMap((one) => (0,marketplace_claim/* claimed */.S)(one, marketplace).flatMap((subject) => differing(one, seen.get(subject))));
}
function differing(claim, one) {
    if (one?.kind !== 'head' && one?.kind !== 'version')
        return [];
    const plugin = (0,observation/* nowOf */.Ic)(one);
    // What is broken or gone there is reported by itself.
    if (plugin?.kind !== 'plugin' || plugin.manifest.kind !== 'manifest')
        return [];
    const declared = (0,observation/* versionOf */.E4)(plugin);
    if (claim.version === null || declared === claim.version)
        return [];
    if (one.kind === 'head' && one.tag !== null) {
        // A late event names a version that has been left behind.
        return (0,plugin_version/* isLower */.cs)(one.tag.version, claim.version) ? [tagMissing(claim, one.tag.target)] : [];
    }
    const holds = declared === null ? 'declares no version' : `holds ${(0,display/* quote */.hD)(declared)}`;
    const repository = (0,display/* display */.Vy)((0,github_repository/* fullName */.fq)(one.place.repository));
    const text = `The event says ${(0,display/* quote */.hD)(claim.plugin)} is now ${(0,display/* quote */.hD)(claim.version)}, but ${repository} ${holds}. The update follows the repository, not the event.`;
    return [(0,report/* notice */.lm)('event-differs', text)];
}
/** The usual order is bump, merge, tag: the event of the bump comes before the tag. */
function tagMissing({ plugin, version }, newest) {
    const text = `The event says ${(0,display/* quote */.hD)(plugin)} is now ${(0,display/* quote */.hD)(version ?? '')}, but its entry follows release tags, and the newest is ${(0,display/* quote */.hD)(newest)}. Push the tag of the new version, and let the plugin's workflow send on tags too (\`tags:\` below \`push:\`).`;
    return (0,report/* warning */.$e)('tag-missing', text);
}
function leftOutClaims({ claims, marketplace, options }) {
    return claims.slice(0, claim_annotations_MOST_CLAIMS).flatMap((claim) => {
        const own = (0,marketplace_claim/* claimed */.S)(claim, marketplace);
        const isOut = own.length > 0 && own.every(({ entry }) => !options.plugins((0,marketplace_marketplace/* entryName */.MB)(entry)));
        const text = `The event names ${(0,display/* quote */.hD)(claim.plugin)}, which \`plugins\` leaves out of this run.`;
        return isOut ? [(0,report/* notice */.lm)('plugin-left-out', text)] : [];
    });
}
/** PURE: what to say of a plugin that no entry is. */
function unknownPlugin({ plugin }, marketplace) {
    const { subjects, file } = marketplace;
    return (`The event names ${(0,display/* quote */.hD)(plugin)}, but that is none of the ${(0,display/* count */.U9)(subjects.length, 'plugin')} in ${(0,display/* quote */.hD)(file.path)}.${nearestText((0,marketplace_claim/* nearestNames */.L)(plugin, marketplace))} ` +
        'List it there, or remove this marketplace from the `marketplace` input of its workflow.');
}
function nearestText(names) {
    return names.length === 0 ? '' : ` The nearest: ${names.map((name) => (0,display/* quote */.hD)(name)).join(', ')}.`;
}

;// CONCATENATED MODULE: ./src/update/report/annotations.ts







/** PURE: the annotations, at the lines of marketplace.json and on the run's page. */
function annotationsOf(findings) {
    const { plan, marketplace, written } = findings;
    const failed = new Set(failedClaims(findings));
    return [
        ...problemsOf(written).map(report/* annotationOf */.lW),
        ...[...failed].map((held) => heldAnnotation('error', held)),
        ...(isPluginsTokenRejected(findings) ? [REJECTED] : nothingReadAnnotation(findings)),
        ...(marketplace.brokenAt === null ? [] : [warningOf((0,files/* gitmodulesProblem */.Br)(marketplace.brokenAt))]),
        ...unknownClaims(findings),
        ...strayPatterns(findings),
        ...loweredEntries(findings),
        ...plan.held.filter((held) => !failed.has(held)).map((held) => heldAnnotation(levelOf(held), held)),
        ...downgrades(findings),
        ...plan.skipped.filter(({ warn }) => warn).map(skippedAnnotation),
        ...plan.warnings.map((text) => (0,report/* warning */.$e)('marketplace-version', text)),
        ...(written.kind === 'proposed' ? written.pullRequests.warnings.map(warningOf) : []),
        ...(written.kind === 'proposed' ? written.pullRequests.results.flatMap(proposedAnnotation) : []),
        ...(findings.issue.kind === 'failed' ? [warningOf(findings.issue.problem)] : []),
        ...differingClaims(findings),
        ...leftOutClaims(findings),
        ...unusedInputs(findings),
        ...(written.kind === 'dry-run' ? [(0,report/* notice */.lm)('dry-run', `Nothing was written: ${written.why}.`)] : []),
    ];
}
/** The held plugins that the event names: their authors are waiting for them. */
function failedClaims({ plan, claims, marketplace }) {
    const named = new Set(claims.flatMap((claim) => (0,marketplace_claim/* claimed */.S)(claim, marketplace).map(({ entry }) => (0,marketplace_marketplace/* entryName */.MB)(entry))));
    return plan.held.filter(({ plugin, cause }) => (0,observation/* isError */.bJ)(cause) && named.has(plugin));
}
/** Whether every plugin that could have been read was not. */
function nothingRead({ seen, options }) {
    const own = [...seen].filter(([{ entry }, { kind }]) => options.plugins((0,marketplace_marketplace/* entryName */.MB)(entry)) && kind !== 'skipped');
    return own.length > 0 && own.every(([, one]) => isUnread(one));
}
/** Not what is broken or waits for a person: that was read. */
function isUnread(one) {
    if (one.kind === 'held')
        return one.cause === 'passing';
    if (one.kind === 'head')
        return failed(one.present) || failed(one.target) || one.ancestry?.kind === 'unknown';
    return one.kind === 'version' && failed(one.plugin);
}
function failed({ kind }) {
    return kind === 'no-repository' || kind === 'forbidden' || kind === 'failed';
}
/** With the reason, where all have the same. */
function nothingReadAnnotation(findings) {
    if (!nothingRead(findings))
        return [];
    const { plan } = findings;
    const [first] = plan.held;
    const same = first !== undefined && plan.held.every(({ reason }) => reason === first.reason);
    const why = same
        ? `: ${first.reason}`
        : plan.held.every(({ cause }) => cause === 'passing')
            ? ': GitHub failed. Each is listed with its reason; the next run tries again'
            : '. Each is listed with its reason; private ones need a `plugins-token` that may read them';
    return [{ level: 'error', title: 'nothing-read', text: `No plugin could be read${why}.` }];
}
function problemsOf(written) {
    if (written.kind === 'refused')
        return [written.problem];
    return written.kind === 'proposed' ? written.pullRequests.problems : [];
}
function heldAnnotation(level, { plugin, reason, at }) {
    return { level, title: 'held', text: `${(0,display/* quote */.hD)(plugin)} is held: ${reason}.`, at };
}
/** What only has to wait needs nobody. */
function levelOf({ cause }) {
    return cause === 'young' ? 'notice' : 'warning';
}
function skippedAnnotation({ plugin, reason, at }) {
    return { level: 'warning', title: 'skipped', text: `${(0,display/* quote */.hD)(plugin)} is skipped: ${reason}.`, at };
}
function warningOf(problem) {
    return { ...(0,report/* annotationOf */.lW)(problem), level: 'warning' };
}
function downgrades({ plan }) {
    const down = plan.changes.flatMap(({ updates }) => updates.filter(({ downgrade }) => downgrade));
    return down.map(({ plugin, previousVersion, version }) => {
        const text = `${(0,display/* quote */.hD)(plugin)} goes down from ${(0,display/* quote */.hD)(previousVersion ?? '')} to ${(0,display/* quote */.hD)(version ?? '')}, as its own plugin.json did. Set \`downgrades: hold\` to review such updates first.`;
        return (0,report/* warning */.$e)('downgrade', text);
    });
}
function loweredEntries({ plan }) {
    const updates = plan.changes.flatMap((change) => change.updates);
    return updates.flatMap(({ plugin, lowered, version }) => {
        if (lowered === undefined)
            return [];
        const text = `${(0,display/* quote */.hD)(plugin)} was listed as ${(0,display/* quote */.hD)(lowered ?? '')}, which is higher than in its plugin.json; the entry now lists ${(0,display/* quote */.hD)(version ?? '')}, which is what users get.`;
        return (0,report/* warning */.$e)('entry-lowered', text);
    });
}
/** Whether GitHub rejects the token that reads the plugins: that will not pass by itself. */
function isPluginsTokenRejected({ seen }) {
    return [...seen.values()].some((one) => {
        const plugin = (0,observation/* nowOf */.Ic)(one);
        return plugin?.kind === 'failed' && plugin.error?.status === 401;
    });
}
const REJECTED = {
    level: 'error',
    title: 'plugins-token-rejected',
    text: 'GitHub rejects `plugins-token` (401): it is wrong, revoked or expired. Renew the secret that the workflow passes; until then, plugins that only it can read are not updated.',
};
/** What only a pull request gets. */
function unusedInputs({ options: { mode, fields, checks } }) {
    const all = Object.entries({ ...fields, checks });
    const given = all.flatMap(([name, values]) => (values.length > 0 ? [`\`${name}\``] : []));
    if (mode === 'pull-request' || given.length === 0)
        return [];
    const text = `Only pull requests get ${(0,display/* some */.zN)(given)}, and this run pushes to the branch. Pass \`mode: pull-request\`, or remove them.`;
    return [(0,report/* notice */.lm)('input-unused', text)];
}
/** A name in `plugins` or `releases` that no entry has is most likely a slip. */
function strayPatterns({ options, marketplace }) {
    const names = marketplace.subjects.map(({ entry }) => (0,marketplace_marketplace/* entryName */.MB)(entry));
    return options.patterns
        .filter(({ matches }) => !names.some(matches))
        .map(({ input, pattern }) => {
        const text = `\`${input}\`: ${(0,display/* quote */.hD)(pattern)} matches no plugin in ${(0,display/* quote */.hD)(marketplace.file.path)}. Check its spelling.`;
        return (0,report/* warning */.$e)('pattern-without-plugin', text);
    });
}
function proposedAnnotation({ outcome, branch, pullRequest }) {
    if (outcome === 'left') {
        const text = `${(0,display/* quote */.hD)(branch)} has commits that this action did not make, so it was left unchanged. Merge ${pullRequest === null ? 'them' : 'its pull request'}, or delete the branch, and the next run creates it again.`;
        return [(0,report/* warning */.$e)('branch-has-other-commits', text)];
    }
    if (outcome !== 'declined')
        return [];
    const text = `Pull request #${pullRequest?.number} with exactly this update was closed by a person, so it is not opened again. Delete the branch ${(0,display/* quote */.hD)(branch)} to have it proposed again.`;
    return [(0,report/* notice */.lm)('pull-request-declined', text)];
}

;// CONCATENATED MODULE: ./src/update/report/summary.ts







/** Characters of one list: GitHub takes 1 MiB of summary a step. */
const summary_LONGEST_LIST = 150_000;
function updateSummary(findings, annotations) {
    const { plan, options } = findings;
    const updates = plan.changes.flatMap((change) => change.updates);
    // What is held or skipped has a list of its own.
    const told = annotations.filter(({ title }) => title !== 'held' && title !== 'skipped');
    const held = (kind) => plan.held.filter((one) => kindOf(one) === kind).map(remainingItem);
    return page([
        `### ${updateHeadline(findings, (commit) => commitLink(findings, commit))}`,
        scopeOf(findings),
        table(updates.map((update) => updateRow(update, options.addresses.serverUrl))),
        proposals(findings),
        issueText(findings),
        takeBackText(findings),
        list('Held, because a person must decide', held('lasting')),
        list('Too young: a later run takes them', held('young')),
        list('Not read in this run: the next one tries again', held('passing')),
        list('Waiting for a version bump: users do not get these commits yet', plan.waiting.map(waitingItem)),
        summary_limited((0,report/* noteItems */.bM)(told)),
        foldedList(`${(0,display/* count */.U9)(plan.skipped.length, 'plugin')} skipped`, plan.skipped.map(remainingItem)),
    ]);
}
/** What time, another run or a person ends. */
function kindOf({ cause }) {
    return cause === 'young' || cause === 'passing' ? cause : 'lasting';
}
/** PURE: the job summary of a run that failed before there was a plan. */
function failedSummary(first, annotations) {
    return page([`### ${first}`, summary_limited((0,report/* noteItems */.bM)(annotations))]);
}
function page(parts) {
    return `${(0,report/* blocksOf */.SH)(parts)}\n`;
}
/** PURE: what came of a run, in a few words; `shown` is how a commit is shown. */
function updateHeadline({ plan, written }, shown = rules/* short */.h0) {
    const updates = plan.changes.flatMap((change) => change.updates);
    const plugins = (0,display/* count */.U9)(updates.length, 'plugin');
    switch (written.kind) {
        case 'nothing':
            return idle(plan);
        case 'dry-run':
            return `${plugins} would be updated`;
        case 'pushed':
            return `${plugins} updated in ${shown(written.commit)}`;
        case 'refused':
            return `${plugins} not updated: ${written.problem.code}`;
        case 'proposed': {
            const { results, problems } = written.pullRequests;
            if (problems.length > 0)
                return `${(0,display/* count */.U9)(problems.length, 'problem')} with pull requests`;
            const open = results.filter(({ outcome }) => ['opened', 'updated', 'kept'].includes(outcome));
            if (updates.length === 0)
                return idle(plan);
            if (open.length === 0)
                return `${plugins} not proposed`;
            return `${plugins} proposed in ${(0,display/* count */.U9)(open.length, 'pull request')}`;
        }
    }
}
function idle({ held, waiting }) {
    const of = (kind) => held.filter((one) => kindOf(one) === kind).length;
    const unread = of('passing');
    const parts = [
        unread > 0 ? `${unread} not read` : '',
        of('lasting') > 0 ? `${of('lasting')} held` : '',
        of('young') > 0 ? `${of('young')} too young` : '',
        waiting.length > 0 ? `${waiting.length} waiting for a version bump` : '',
    ].filter((part) => part !== '');
    // What was not read may have an update.
    const found = unread > 0 ? 'No update found' : 'Nothing to update';
    return parts.length === 0 ? found : `${found}; ${parts.join(', ')}`;
}
function scopeOf(outcome) {
    const { seen, marketplace } = outcome;
    const plugins = seen.size === 1 ? '1 plugin with its repository' : `${seen.size} plugins with their repositories`;
    return `Compared ${plugins}, at ${commitLink(outcome, marketplace.commit)}.`;
}
function commitLink({ marketplace: { repository }, options }, commit) {
    return `[${(0,rules/* short */.h0)(commit)}](${options.addresses.serverUrl}/${(0,github_repository/* fullName */.fq)(repository)}/commit/${commit})`;
}
function table(rows) {
    if (rows.length === 0)
        return '';
    const head = ['| plugin | what moves | version | commits |', '|---|---|---|---|'];
    const shown = (0,display/* fitting */._Q)(rows, summary_LONGEST_LIST);
    const more = rows.length - shown.length;
    const rest = more > 0 ? [`\n… and ${more} more: see the output \`updates\`.`] : [];
    return (0,report/* foldedIfMany */.fW)((0,display/* count */.U9)(rows.length, 'update'), rows.length, [...head, ...shown, ...rest].join('\n'));
}
const MOVES = { submodule: 'submodule', pin: '`sha`', tag: '`ref`', version: '`version`' };
function updateRow(update, serverUrl) {
    return `| ${(0,display/* displayCode */.Ad)(update.plugin)} | ${MOVES[update.kind]} | ${versions(update)} | ${commits(update, serverUrl)} |`;
}
function proposals({ written, marketplace, options }) {
    if (written.kind !== 'proposed')
        return '';
    const here = `${options.addresses.serverUrl}/${(0,github_repository/* fullName */.fq)(marketplace.repository)}`;
    return written.pullRequests.results.map((one) => proposalItem(one, here)).join('\n');
}
/** PURE: a pull request's page; `here` is the repository's. */
function pullUrl(here, number) {
    return `${here}/pull/${number}`;
}
function proposalItem({ outcome, pullRequest, plugins }, here) {
    const link = pullRequest === null ? 'The branch' : `[#${pullRequest.number}](${pullUrl(here, pullRequest.number)})`;
    const names = plugins.length === 0 ? '' : `: ${plugins.slice(0, 10).map(display/* displayCode */.Ad).join(', ')}`;
    return `- ${link} ${OUTCOMES[outcome]}${names}`;
}
function issueText({ issue, marketplace, options }) {
    if (issue.kind !== 'issue')
        return '';
    const here = `${options.addresses.serverUrl}/${(0,github_repository/* fullName */.fq)(marketplace.repository)}`;
    const link = `[#${issue.number}](${here}/issues/${issue.number})`;
    return `Issue ${link} ${ISSUE_OUTCOMES[issue.outcome]}.`;
}
function takeBackText({ written, options }) {
    const hint = takeBack(written, options.addresses);
    if (hint === null)
        return '';
    const more = hint.page === null ? '' : ` [How to take a release back](${hint.page})`;
    return `${(0,display/* sentenceMarkdown */.xG)(hint.text)}${more}`;
}
function list(title, items) {
    if (items.length === 0)
        return '';
    return (0,report/* isMany */.cw)(items.length)
        ? foldedList(`${title}: ${items.length}`, items)
        : `**${title}**\n\n${summary_limited(items)}`;
}
function foldedList(title, items) {
    return items.length === 0 ? '' : (0,report/* folded */.TM)(title, summary_limited(items));
}
function summary_limited(items) {
    const shown = (0,display/* fitting */._Q)(items, summary_LONGEST_LIST);
    const more = items.length - shown.length;
    return [...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
}
function remainingItem({ plugin, reason }) {
    return `- ${(0,display/* displayCode */.Ad)(plugin)}: ${(0,display/* sentenceMarkdown */.xG)(reason)}`;
}
function waitingItem({ plugin, commits: behind, tag }) {
    const newer = tag === undefined ? 'a newer tag' : `tag ${(0,display/* displayCode */.Ad)(tag)}, but plugin.json says the same version`;
    return `- ${(0,display/* displayCode */.Ad)(plugin)}: ${behind === null ? newer : (0,display/* count */.U9)(behind, 'commit')}`;
}

// EXTERNAL MODULE: ./src/plugin/release-tag.ts
var release_tag = __webpack_require__(5503);
;// CONCATENATED MODULE: ./src/update/report/update-type.ts


/** From the highest on. */
const TYPES = ['major', 'minor', 'patch', 'prerelease', 'downgrade', 'other'];
/**
 * PURE: the highest of what the updates are, and of all that the open pull requests bring beside them: people merge by
 * it. Null where there is none, and where a pull request may bring something else.
 */
function updateType(updates, written) {
    const pulls = written.kind === 'proposed' ? written.pullRequests.results : [];
    const isKnown = pulls.every(({ outcome }) => outcome !== 'left' && outcome !== 'unsettled');
    return isKnown ? highestType([...updates, ...pulls.flatMap((one) => one.updates)]) : null;
}
function highestType(updates) {
    const found = new Set(updates.map(typeOf));
    return TYPES.find((type) => found.has(type)) ?? null;
}
const ORDERED = new Set(TYPES.filter((type) => type !== 'other'));
/**
 * A plugin that declares no version goes by its release tags, as people read of it. `other`: one side has no version,
 * or they can't be ordered, or only the commit changed. `downgrade` is what the plugin's own manifest did.
 */
function typeOf(update) {
    if (update.downgrade)
        return 'downgrade';
    const { tags, previousVersion, version } = update;
    const from = previousVersion ?? (tags === undefined ? null : versionIn(tags.previous));
    const to = version ?? (tags === undefined ? null : versionIn(tags.next));
    if (from === null || to === null)
        return 'other';
    const { change } = (0,plugin_version/* compareVersions */.Zy)(from, to);
    return ORDERED.has(change) ? change : 'other';
}
function versionIn(tag) {
    return (0,release_tag/* parseReleaseTag */.rE)(tag)?.version ?? null;
}

;// CONCATENATED MODULE: ./src/update/report/report.ts






function updateReport(findings) {
    const annotations = annotationsOf(findings);
    return {
        outputs: outputsOf(findings),
        annotations,
        headline: updateHeadline(findings),
        summary: updateSummary(findings, annotations),
        failure: failureOf(findings),
    };
}
const NO_OUTPUTS = {
    changed: 'false',
    updates: '[]',
    held: '[]',
    skipped: '[]',
    commit: '',
    'pull-requests': '[]',
    'pull-request-number': '',
    'pull-request-url': '',
    'update-type': '',
};
/** A run that could not even begin, or not go on. */
function failedUpdateReport(problems) {
    const annotations = problems.map(report/* annotationOf */.lW);
    const first = `${(0,display/* count */.U9)(problems.length, 'problem')}; nothing was written`;
    return {
        outputs: NO_OUTPUTS,
        annotations,
        headline: first,
        summary: failedSummary(first, annotations),
        failure: (0,report/* failureLine */.Pu)([`${(0,display/* count */.U9)(problems.length, 'problem')}: ${(0,report/* codesOf */.MZ)(problems)}`], problems.length),
    };
}
function outputsOf({ plan, written, marketplace, options }) {
    const updates = written.kind === 'refused' ? [] : plan.changes.flatMap((change) => change.updates);
    const proposed = written.kind === 'proposed' ? written.pullRequests.results : [];
    const here = `${options.addresses.serverUrl}/${(0,github_repository/* fullName */.fq)(marketplace.repository)}`;
    const commits = proposed.flatMap(({ commit }) => commit ?? []);
    const open = proposed.flatMap((one) => pullRequestOutput(one, here));
    return {
        changed: String(updates.length > 0),
        updates: (0,display/* visibleJson */.$m)(updates.map(updateOutput)),
        held: (0,display/* visibleJson */.$m)(plan.held.map(({ plugin, reason }) => ({ plugin, reason }))),
        skipped: (0,display/* visibleJson */.$m)(plan.skipped.map(({ plugin, reason }) => ({ plugin, reason }))),
        commit: written.kind === 'pushed' ? written.commit : (commits.at(-1) ?? ''),
        'pull-requests': (0,display/* visibleJson */.$m)(open),
        'pull-request-number': String(open[0]?.number ?? ''),
        'pull-request-url': open[0]?.url ?? '',
        'update-type': updateType(updates, written) ?? '',
    };
}
function updateOutput({ plugin, kind, previousVersion, version, previousCommit, commit }) {
    const [previous_version, previous_commit] = [previousVersion, previousCommit];
    return { plugin, kind, previous_version, version, previous_commit, commit };
}
function wholeFailure(findings) {
    if (isPluginsTokenRejected(findings))
        return ['`plugins-token` is rejected'];
    return nothingRead(findings) ? ['no plugin could be read'] : [];
}
/** Those that are open. Their address is made here: the one in an answer may be anything. */
function pullRequestOutput({ pullRequest, branch, plugins, outcome }, here) {
    if (pullRequest === null || outcome === 'closed' || outcome === 'declined')
        return [];
    // What this run left as it was brings what it did before.
    const own = outcome === 'left' || outcome === 'unsettled' ? [] : plugins;
    return [{ number: pullRequest.number, url: pullUrl(here, pullRequest.number), branch, plugins: own }];
}
function failureOf(findings) {
    const { written } = findings;
    if (written.kind === 'refused') {
        const { problem, isUnsure } = written;
        return `${isUnsure ? 'It is not known whether anything was written' : 'Nothing was written'} (${problem.code}). It is explained above.`;
    }
    const problems = written.kind === 'proposed' ? written.pullRequests.problems : [];
    const claims = failedClaims(findings);
    const whole = wholeFailure(findings);
    const parts = [
        ...(problems.length > 0
            ? [`${(0,display/* count */.U9)(problems.length, 'problem')} with pull requests: ${(0,display/* some */.zN)(problems.map(({ code }) => code))}`]
            : []),
        ...claims.map(({ plugin }) => `${(0,display/* quote */.hD)(plugin)}, which the event names, is held`),
        ...whole,
    ];
    const things = problems.length + claims.length + whole.length;
    return parts.length === 0 ? null : (0,report/* failureLine */.Pu)([(0,display/* some */.zN)(parts)], things);
}

;// CONCATENATED MODULE: ./src/update/write/push.ts









/** WRITE: the plan as one commit on the marketplace's branch. Throws `ProblemError` where it could not be made. */
async function pushPlan(client, marketplace, { plan, options }) {
    const updates = plan.changes.flatMap((change) => change.updates);
    const title = options.commitTitle ?? commitTitle(updates);
    const message = () => commitMessage(title, updates, triggerOf(options));
    const [{ oid }, look] = await Promise.all([
        makeCommit(client, marketplace, { ...plan, message }),
        lookAtTarget(client, marketplace),
    ]);
    return isElsewhere(look.head, marketplace)
        ? { kind: 'moved' }
        : pushCommit(client, marketplace, { commit: oid, ...look });
}
/** WRITE: the commit becomes the branch's head, if the head is still the one that was read. */
async function pushCommit(client, marketplace, push) {
    for (let tries = 1;; tries++) {
        const error = await moveHead(client, marketplace, push);
        if (error === null)
            return { kind: 'pushed', commit: push.commit };
        const pushed = await push_afterFailure(client, marketplace, { commit: push.commit, error });
        const isAgain = pushed.kind === 'refused' && isRace(error);
        if (!isAgain || !(await client.pause(`Moving ${marketplace.branch}`, (0,client_error/* reason */.l)(error), tries)))
            return pushed;
    }
}
/**
 * Null where it is done. If the branch was force-pushed back, our commit would restore the removed commits: `updateRefs`
 * checks that together with the write. Where it can't be had, or refuses in words that say nothing, REST has a say
 * after one more look: its refusals are documented.
 */
async function moveHead(client, marketplace, { commit, repositoryId }) {
    if (repositoryId === null)
        return patchHead(client, marketplace, commit);
    const { branch, commit: before } = marketplace;
    const error = await updateRef(client, { repositoryId, branch, before, after: commit, force: false });
    if (error === null || (error.problems ?? []).length === 0 || error.limit !== null || (0,github_cause/* isProtection */.md)(error)) {
        return error;
    }
    const head = await ref_headOf(client, marketplace);
    // Nothing was written, and a limit is what a person has to be told of.
    if (head.kind === 'unread' && head.error !== null && head.error.limit !== null)
        return head.error;
    return head.kind === 'at' && head.oid === before ? patchHead(client, marketplace, commit) : error;
}
async function patchHead(client, { repository: { owner, name: repo }, branch }, commit) {
    const parameters = { owner, repo, ref: `heads/${branch}`, sha: commit, force: false };
    const options = { what: `Moving ${branch}`, check: ref_shows(commit), passes: passesOnRefs };
    const route = 'PATCH /repos/{owner}/{repo}/git/refs/{ref}';
    const answer = await (0,client_error/* orError */.M)(client.request(route, parameters, options));
    return answer instanceof client_error/* GitHubError */.y_ ? answer : null;
}
/**
 * What one of two writers at one moment gets (osunyorg/admin#119), or a server that is busy with the branch: where
 * the branch has not moved after all, the same request may succeed.
 */
function isRace(error) {
    if ((0,github_cause/* isProtection */.md)(error))
        return false;
    return error.status === 409 || (error.status === 422 && /reference cannot be updated/i.test(error.message));
}
/**
 * Rules answer with the same status as a head that moved, and an answer that was lost may have been a success: where
 * the words do not say which, the branch is looked at.
 */
async function push_afterFailure(client, marketplace, { commit, error }) {
    if ((0,github_cause/* isProtection */.md)(error))
        return refusedPush(error, marketplace);
    const isDoubtful = mayBeDone(error);
    if (!isDoubtful && /not a fast forward/i.test(error.message))
        return { kind: 'moved' };
    const isFinal = error.status === 401 || error.status === 404;
    if (error.limit !== null || (isFinal && !isDoubtful))
        return refusedPush(error, marketplace);
    const head = await ref_headOf(client, marketplace);
    if (head.kind === 'at' && head.oid === commit)
        return { kind: 'pushed', commit };
    if (!isElsewhere(head, marketplace))
        return refusedPush(error, marketplace);
    return isDoubtful ? findCommit(client, marketplace, { commit, error, head }) : { kind: 'moved' };
}
/** Somebody may have pushed on top of our commit before its lost answer was looked into. */
async function findCommit(client, marketplace, { commit, error, head }) {
    if (head.kind !== 'at')
        return { kind: 'moved' };
    const landed = await hasLanded(client, marketplace.repository, { commit, head: head.oid });
    if (landed === 'landed')
        return { kind: 'pushed', commit };
    return landed === 'unknown' ? refusedPush(error, marketplace) : { kind: 'moved' };
}
/** An answer that was lost, or is not GitHub's, may hide a success. */
function refusedPush(error, marketplace) {
    const isLost = ['no-answer', 'server-error', 'unexpected-answer'].includes((0,github_cause/* writeCauseOf */.Y_)(error).kind);
    const isUnsure = isLost || (error.attempts > 1 && error.limit === null);
    return { kind: 'refused', problem: writeFailure(error, marketplace), isUnsure };
}
/** READ: where the target branch is. Throws nothing of GitHub's. */
async function lookAtTarget(client, { repository, branch }) {
    const builder = new graphql_query/* QueryBuilder */.o();
    const ref = `ref(qualifiedName: ${builder.text(`refs/heads/${branch}`)}) { target { oid } }`;
    const { text, variables } = builder.query([`${builder.repository(repository)} { id ${ref} }`]);
    const answer = await (0,client_error/* orError */.M)(client.graphql(text, variables));
    const found = answer instanceof client_error/* GitHubError */.y_ ? null : answer.data['repository'];
    if (!(0,json/* isObject */.G)(found))
        return { head: { kind: 'unread', error: null }, repositoryId: null };
    const { id, ref: read } = found;
    const target = (0,json/* isObject */.G)(read) ? read['target'] : null;
    const oid = (0,json/* isObject */.G)(target) ? target['oid'] : null;
    const head = (0,answers/* isOid */.d)(oid) ? { kind: 'at', oid } : { kind: 'unread', error: null };
    return { head, repositoryId: typeof id === 'string' ? id : null };
}
/** PURE: whether a branch is known to be at another commit than the one that was read. */
function isElsewhere(head, { commit }) {
    return head.kind === 'at' && head.oid !== commit;
}
const push_MOST_LOOKS = 5;
/**
 * READ: waits until GitHub shows another head than the one that turned out to be old; about 15 seconds, since
 * reads may lag behind writes. Where it never does, the next round begins all the same.
 */
async function awaitOtherHead(client, marketplace) {
    for (let looks = 1;; looks++) {
        const head = await ref_headOf(client, marketplace);
        if (isElsewhere(head, marketplace))
            return;
        if (!(await client.pause('Reading the branch', 'GitHub still shows its old commit', looks, push_MOST_LOOKS)))
            return;
    }
}

;// CONCATENATED MODULE: ./src/update/update.ts

















/** A step that runs this action: see `runStep`. */
const UPDATE_ACTION = {
    readInputs: readUpdateInputs,
    act: update,
    failedReport: failedUpdateReport,
};
/** event → marketplace at one commit → plugin heads, where they are old enough → plan (edits as data) → commit → report */
async function update(options, world) {
    try {
        return await run(options, connect(options, world), world);
    }
    catch (error) {
        const problems = (0,reading/* problemsIn */._n)(error, 'update');
        if (problems !== null)
            return failedUpdateReport(problems);
        if (!(error instanceof client_error/* GitHubError */.y_))
            throw error;
        return failedUpdateReport([unforeseenAnswer(error)]);
    }
}
/** A token that reads and writes the marketplace, and one that reads the plugins' repositories. */
function connect({ tokens, addresses }, { clock, log }) {
    const connection = { ...addresses, clock, log, waiting: (0,client/* waitingBudget */.F6)() };
    const { now, learn } = serverTime(clock);
    const marketplace = (0,client/* createClient */.UU)(tokens.own, connection, learn);
    const same = tokens.plugins === tokens.own;
    return { now, marketplace, plugins: same ? marketplace : (0,client/* createClient */.UU)(tokens.plugins, connection, learn) };
}
/** One more than this, and something else writes faster than anybody can. */
const MOST_ROUNDS = 6;
async function run(options, github, world) {
    const claims = eventClaims(options.event);
    for (const line of eventLines(options.event, claims, options.scope))
        world.log.info(line);
    const about = options.scope === 'event' ? claims : [];
    let isConfirmed = false;
    for (let round = 1;; round++) {
        const observed = await observe(github, { ...options, about }, round === 1 ? claims : []);
        const { marketplace, chosen, behind } = observed;
        const planned = { ...options, plugins: chosen, behind };
        const aging = { client: github.plugins, marketplace, options: planned, now: github.now };
        const seen = await (0,old_enough/* onlyOldEnough */.s)(observed.seen, aging);
        const plan = (0,plan_plan/* makePlan */.Cs)(marketplace, seen, planned);
        logPlan(marketplace, plan, world.log);
        const written = await update_write({
            ...world,
            client: github.marketplace,
            options,
            marketplace,
            plan,
            isConfirmed,
        });
        if (written.kind === 'unconfirmed') {
            isConfirmed = true;
            await pauseBeforeClosing(world);
            continue;
        }
        if (written.kind !== 'moved') {
            logTakeBack(written, options.addresses, world.log);
            const outcome = { options: { ...options, plugins: chosen }, claims, marketplace, seen, plan, written };
            const findings = { ...outcome, isLeft: leftBy(marketplace, options.plugins) };
            const issue = await reportIssue({ ...world, ...findings, client: github.marketplace, options });
            return updateReport({ ...outcome, issue });
        }
        if (round === MOST_ROUNDS)
            throw new findings_problem/* ProblemError */.Mm(headKeepsMoving(marketplace, round));
        await pauseBeforeReadingAgain(round, world);
        await awaitOtherHead(github.marketplace, marketplace);
    }
}
/** Whether a plugin, or another one of its name, is left to other runs, though not to other workflows. */
function leftBy({ subjects, scope }, plugins) {
    const left = subjects.filter(({ entry }) => scope?.has(entry) === false);
    const names = new Set(left.map(({ entry }) => (0,marketplace_marketplace/* entryName */.MB)(entry)));
    return (name) => plugins(name) && names.has(name);
}
/** A commit on the branch, or pull requests: those that are open are looked at although nothing changes. */
async function update_write(writing) {
    const { client, options, marketplace, plan } = writing;
    const isIdle = plan.changes.length === 0;
    // The event's plugin is none of ours.
    if (marketplace.scope?.size === 0)
        return { kind: 'nothing' };
    if (options.dryRun !== null)
        return isIdle ? { kind: 'nothing' } : { kind: 'dry-run', why: options.dryRun };
    if (options.mode === 'pull-request')
        return syncPullRequests(writing, writing);
    return isIdle ? { kind: 'nothing' } : pushPlan(client, marketplace, { plan, options });
}
/** Longer than reads lag behind writes. */
const SETTLING = 15_000;
async function pauseBeforeClosing({ clock, log }) {
    log.info(`Nothing seems to be left of what an open pull request proposes; reading again in ${SETTLING / 1000} s to be sure before it is closed.`);
    await clock.sleep(SETTLING);
}
/** Long enough for the other writer, and not the same for two runs that met. */
async function pauseBeforeReadingAgain(round, { clock, log }) {
    log.info('The branch changed while the update was prepared; starting again from the new commit.');
    await clock.sleep(Math.round(250 * round * (0.5 + clock.random())));
}


/***/ })

};
