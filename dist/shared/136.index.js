export const id = 136;
export const ids = [136];
export const modules = {

/***/ 4210:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ sendingProblem),
/* harmony export */   s: () => (/* binding */ dispatchProblem)
/* harmony export */ });
/* harmony import */ var _github_cause_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6712);
/* harmony import */ var _github_client_expiry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5664);
/* harmony import */ var _github_client_token_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2534);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2053);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(795);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7693);






/** PURE: an event that was not sent; it is not lost, because a new run sends it. */
function sendingProblem(error, situation) {
    const problem = dispatchProblem(error, situation);
    // What passes by itself says so already.
    return (0,_github_cause_js__WEBPACK_IMPORTED_MODULE_0__/* .passingCause */ .jK)(error) === null
        ? { ...problem, remedy: `${problem.remedy} Then ${_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .AGAIN */ .jM[situation.face]}.` }
        : problem;
}
/** PURE: why GitHub would not take an event, and what to do. */
function dispatchProblem(error, situation) {
    const { marketplace, face } = situation;
    const cause = (0,_github_cause_js__WEBPACK_IMPORTED_MODULE_0__/* .causeOf */ .rl)(error);
    if ((0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .isShared */ .yM)(cause))
        return (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .answerProblem */ .mr)(cause, marketplace, face);
    const { code, what, remedy } = ownProblem(cause, error, situation);
    return { code, what: `${marketplace}${what}`, remedy };
}
/** What only a dispatch means; `what` follows the marketplace's name. */
function ownProblem(cause, error, situation) {
    if (cause.kind === 'token-rejected')
        return tokenRejected(situation);
    const { status, message } = cause;
    const isRefused = status === 403 || status === 404;
    // The words may be missing: an archive is refused as if a right were missing, where GitHub likes.
    const isArchived = /archived/i.test(message) || situation.isArchived === true;
    if (isRefused && situation.isGithubToken && !situation.isOwnRepository && !isArchived)
        return ACROSS;
    if (status === 403)
        return isArchived ? archivedMarketplace(situation) : permissionMissing(error, situation);
    if (status === 404)
        return notFound(situation);
    return {
        code: 'dispatch-refused',
        what: `: GitHub refuses the event (${status})${(0,_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .said */ .ag)(message)}`,
        remedy: (0,_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .byFace */ .dY)('Change `event-type` or `payload` as GitHub says.', 'Change --event-type or the plugin’s name and version as GitHub says.')[situation.face],
    };
}
/** The expiry may lie ahead: then the token was revoked before its time. */
function tokenRejected({ expiry, face }) {
    const date = expiry === null ? '' : ` (its expiry: ${(0,_github_client_expiry_js__WEBPACK_IMPORTED_MODULE_4__/* .showTime */ .lY)(expiry)})`;
    const make = 'Make a new token with "Contents: read and write" on the marketplace';
    return {
        code: 'token-rejected',
        what: `: GitHub rejects the token (401): it is wrong, revoked or expired${date}`,
        remedy: (0,_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .byFace */ .dY)(`${make} and put it into the secret that the workflow passes as \`token\` (MARKETPLACE_UPDATE_TOKEN in the template).`, `${make}, or sign in again: gh auth login.`)[face],
    };
}
function archivedMarketplace({ face }) {
    const orElse = (0,_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .byFace */ .dY)('remove it from `marketplace`', 'send to another marketplace')[face];
    return {
        code: 'marketplace-archived',
        what: ' is archived, so it is read-only and accepts no events',
        remedy: `Unarchive it in its settings, or ${orElse}.`,
    };
}
const ACROSS = {
    code: 'github-token-across-repositories',
    what: ": GITHUB_TOKEN was passed as `token`, and it can't change other repositories",
    remedy: 'GITHUB_TOKEN reaches only its own repository: pass an App token or a personal access token with "Contents: read and write" on the marketplace as `token`.',
};
function permissionMissing(error, situation) {
    const accepted = error.headers['x-accepted-github-permissions'];
    const sure = /not accessible/i.test(error.message) || accepted !== undefined;
    return {
        code: 'permission-missing',
        what: `: the token may not send events (403); it ${sure ? 'lacks' : 'probably lacks'} ${permissions(accepted)}${(0,_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .said */ .ag)(error.message)}`,
        remedy: (0,_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .wholeSentence */ .lS)(permissionTodo(situation)),
    };
}
/** `contents=write` → `Contents: write`; `;` separates alternatives, `,` joins what is needed together. */
function permissions(header) {
    if (header === undefined || header.trim() === '')
        return '"Contents: write"';
    return header
        .split(';')
        .map((alternative) => alternative.split(',').map(permission).join(' and '))
        .join(', or ');
}
function permission(text) {
    const [name = '', access = ''] = text.trim().split('=');
    const words = (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .display */ .Vy)(name).replaceAll('_', ' ');
    return `"${words.charAt(0).toUpperCase()}${words.slice(1)}: ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .display */ .Vy)(access)}"`;
}
function permissionTodo({ kind, isGithubToken, isOwnRepository, marketplace }) {
    const [owner, repository] = marketplace.split('/');
    if (isGithubToken && isOwnRepository)
        return 'write `permissions: contents: write` in the workflow';
    switch (kind) {
        case 'fine-grained':
            return `edit the fine-grained token: Repository access must include ${marketplace}, Repository permissions "Contents: read and write". "Actions: write" is not needed and is not enough`;
        case 'app':
            return `make the App token for the marketplace: give actions/create-github-app-token \`owner: ${owner}\` and \`repositories: ${repository}\`, and install the App there with the permission "Contents: read and write"`;
        case 'user':
            return `install the GitHub App on ${marketplace} with the permission "Contents: read and write"; the person behind the token needs write access there`;
        case 'oauth':
            return 'give the OAuth app the scope `repo` when it makes the token, and its owner write access to the marketplace';
        case 'classic':
            return 'give the classic token the scope `repo` (`public_repo` is enough for a public marketplace), and its owner write access to the marketplace';
        case 'unknown':
            return `give the token "Contents: write" on ${marketplace}`;
    }
}
function notFound(situation) {
    if (situation.visible === true) {
        return {
            code: 'permission-missing',
            what: `: the token can see the repository, but may not send events to it (404): ${whatIsMissing(situation)}`,
            remedy: (0,_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .wholeSentence */ .lS)(permissionTodo(situation)),
        };
    }
    const right = `If it is right: ${permissionTodo(situation)}.${signOnToo(situation)}`;
    return {
        code: 'marketplace-not-found',
        what: ": there is no such repository, or it is private and the token can't see it (404). GitHub does not say which",
        remedy: `Check the spelling${(0,_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .byFace */ .dY)(' in `marketplace`', '')[situation.face]}. ${right}`,
    };
}
/** A token that single sign-on keeps out may be answered with 404 as well (singer-io/tap-github#27). */
function signOnToo({ kind }) {
    const personal = kind === 'classic' || kind === 'oauth' || kind === 'unknown';
    return personal
        ? ' If the organisation uses single sign-on, also authorise the token for it (Configure SSO).'
        : '';
}
/** A classic token needs a scope, and an owner who may write. */
function whatIsMissing({ kind, scopes }) {
    if (kind !== 'classic')
        return 'it has no write access';
    if (scopes === null)
        return 'the scope `repo` or its owner’s write access is missing';
    if ((0,_github_client_token_js__WEBPACK_IMPORTED_MODULE_5__/* .hasScope */ .BO)(scopes, 'repo'))
        return 'its owner has no write access';
    return (0,_github_client_token_js__WEBPACK_IMPORTED_MODULE_5__/* .hasScope */ .BO)(scopes, 'public_repo')
        ? 'its owner has no write access, or the marketplace is private and `public_repo` is not enough'
        : 'the scope `repo` is missing';
}


/***/ }),

/***/ 7976:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ CATALOGUE)
/* harmony export */ });
/** Where Claude Code looks for it (https://code.claude.com/docs/en/plugin-marketplaces). */
const CATALOGUE = '.claude-plugin/marketplace.json';


/***/ }),

/***/ 8228:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ segmentsOf),
/* harmony export */   i: () => (/* binding */ pathPatternFault)
/* harmony export */ });
/* harmony import */ var _action_glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5410);
/* harmony import */ var _action_patterns_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6207);


/** A path pattern → its segments; a trailing `**` is every file below. */
function segmentsOf(pattern) {
    const segments = pattern.split('/').map(segmentOf);
    return segments.at(-1)?.kind === 'any-depth'
        ? [...segments, { kind: 'wildcard', matches: () => true }]
        : segments;
}
function segmentOf(text) {
    if (text === '**')
        return { kind: 'any-depth' };
    const { isLiteral, matches } = (0,_action_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .globOf */ .k8)(text);
    return isLiteral ? { kind: 'name', name: text } : { kind: 'wildcard', matches };
}
function pathPatternFault(pattern) {
    const text = pattern.replace(/^!/, '');
    const fault = (0,_action_patterns_js__WEBPACK_IMPORTED_MODULE_1__/* .patternFault */ .r)(pattern);
    if (fault !== null)
        return fault;
    if (text.startsWith('/'))
        return 'starts with "/": patterns are relative to the repository';
    if (text.includes('\\'))
        return 'contains "\\": separate folders with "/"';
    if (text.split('/').some((segment) => ['', '.', '..'].includes(segment))) {
        return 'contains an empty, "." or ".." folder';
    }
    if (text.split('/').some((segment) => segment !== '**' && segment.includes('**'))) {
        return 'contains "**" next to other characters: write "**" alone between slashes, as in "**/x*.json"';
    }
    if (/[{(][^})]*\/[^{(]*[})]/.test(text))
        return 'contains "/" inside braces or parentheses: write one pattern per line';
    return null;
}


/***/ }),

/***/ 8616:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jl: () => (/* binding */ readEventType),
/* harmony export */   Lr: () => (/* binding */ readBranches),
/* harmony export */   f1: () => (/* binding */ readUnbumpedIgnore),
/* harmony export */   hr: () => (/* binding */ readManifestPatterns),
/* harmony export */   n4: () => (/* binding */ DEFAULT_MANIFESTS),
/* harmony export */   rD: () => (/* binding */ readPayload),
/* harmony export */   vj: () => (/* binding */ readMarketplaces)
/* harmony export */ });
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9547);
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(jsonc_parser__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _action_input_tables_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5022);
/* harmony import */ var _action_patterns_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6207);
/* harmony import */ var _github_address_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7267);
/* harmony import */ var _github_repository_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(651);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2053);
/* harmony import */ var _plugin_json_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(785);
/* harmony import */ var _compare_path_patterns_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8228);
/* harmony import */ var _send_payload_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2794);









/** `owner/repo`s, each once. */
function readMarketplaces(values) {
    const names = values.list('marketplace');
    if (names.length === 0) {
        values.refuse('marketplace-missing', '`marketplace` is empty', 'Write the repository to notify, as owner/repo.');
    }
    // GitHub takes no repository whose name ends in .git: it is the end of an address.
    for (const name of names.filter((text) => !(0,_github_repository_js__WEBPACK_IMPORTED_MODULE_7__/* .isRepositoryName */ .en)(text) || /\.git$/i.test(text))) {
        const what = `\`marketplace\`: ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)((0,_github_address_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutUser */ .q)(name))} is not a repository name`;
        values.refuse('marketplace-invalid', what, `Write it as owner/repo.${likelyMeant(name)}`);
    }
    const keys = names.map((name) => name.toLowerCase());
    return names.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}
/** The repository of an address that somebody pasted. */
function likelyMeant(text) {
    // Of a page's address the first two folders, and no branch behind the name.
    const start = text
        .replace(/^(https?:\/\/(?:[^/]+\/){2}[^/]+)\/.*$/, '$1')
        .replace(/(?<=[\w-]\/[\w.-]+)[@#?].*$/, '');
    const inner = /^(?:https?:\/\/[^/]+\/|(?:ssh:\/\/)?git@[^:/]+[:/])?([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(start)?.[1];
    return inner !== undefined && (0,_github_repository_js__WEBPACK_IMPORTED_MODULE_7__/* .isRepositoryName */ .en)(inner) ? ` Did you mean ${inner}?` : '';
}
/** `branches`, or null for the default branch. */
function readBranches(values) {
    const patterns = values.patterns('branches').map((pattern) => pattern.replace(/^(!?)refs\/heads\//, '$1'));
    if (patterns.length > 0 && patterns.every((pattern) => pattern.startsWith('!'))) {
        const what = '`branches` contains only exclusions, so no branch is announced';
        values.refuse('branches-only-exclude', what, 'Add a pattern for the branches to announce, e.g. "**".');
    }
    return patterns.length === 0 ? null : (0,_action_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .patternList */ .B)(patterns, []);
}
const DEFAULT_MANIFESTS = _action_input_tables_js__WEBPACK_IMPORTED_MODULE_1__/* .NOTIFY_INPUTS */ .e.manifests.default.split('\n');
function readManifestPatterns(values) {
    const usable = pathPatterns(values.list('manifests'), (text) => {
        const remedy = 'Write paths such as `plugins/*/.claude-plugin/plugin.json`, one per line.';
        values.refuse('manifests-invalid', `\`manifests\`: ${text}`, remedy);
    });
    return (0,_action_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .patternList */ .B)(usable, DEFAULT_MANIFESTS);
}
/** Files of a plugin that need no bump. */
function readUnbumpedIgnore(values) {
    const usable = pathPatterns(values.list('unbumped-ignore'), (text) => {
        const remedy = 'Write paths from the plugin’s folder, such as `docs/**`, one per line.';
        values.refuse('input-invalid', `\`unbumped-ignore\`: ${text}`, remedy);
    });
    return (0,_action_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .patternList */ .B)(usable, _action_input_tables_js__WEBPACK_IMPORTED_MODULE_1__/* .NOTIFY_INPUTS */ .e['unbumped-ignore'].default.split('\n'));
}
/** The patterns of paths that can be used; `refuse` gets the others, with what is wrong with them. */
function pathPatterns(lines, refuse) {
    const patterns = lines.map((pattern) => pattern.replace(/^(!?)\.\//, '$1'));
    return patterns.filter((pattern) => {
        const fault = (0,_compare_path_patterns_js__WEBPACK_IMPORTED_MODULE_5__/* .pathPatternFault */ .i)(pattern);
        if (fault !== null)
            refuse(`${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(pattern)} ${fault}`);
        return fault === null;
    });
}
function readEventType(values) {
    const type = values.text('event-type');
    const length = [...type].length;
    if (length > _send_payload_js__WEBPACK_IMPORTED_MODULE_6__/* .LONGEST_EVENT_TYPE */ .Vr) {
        const what = `\`event-type\` has ${length} characters; GitHub accepts 1 to ${_send_payload_js__WEBPACK_IMPORTED_MODULE_6__/* .LONGEST_EVENT_TYPE */ .Vr}`;
        values.refuse('event-type-too-long', what, 'Shorten it, here and in the marketplace’s workflow.');
    }
    return type;
}
/** The extra keys of `client_payload`; `known` are those of ours that are known already, for the size. */
function readPayload(values, batch, known) {
    const text = values.text('payload');
    if (text === '')
        return {};
    const extra = parsePayload(text, values);
    const keys = Object.keys(extra);
    const own = (0,_send_payload_js__WEBPACK_IMPORTED_MODULE_6__/* .ownKeys */ .Hs)(batch);
    const clash = keys.filter((key) => own.includes(key));
    if (clash.length > 0) {
        const what = `\`payload\` sets ${clash.join(', ')}, which this action sets itself`;
        values.refuse('payload-clash', what, 'Rename these keys.');
    }
    const room = _send_payload_js__WEBPACK_IMPORTED_MODULE_6__/* .MOST_PAYLOAD_KEYS */ .kV - own.length;
    if (keys.length > room) {
        const what = `\`payload\` has ${keys.length} keys; GitHub accepts ${_send_payload_js__WEBPACK_IMPORTED_MODULE_6__/* .MOST_PAYLOAD_KEYS */ .kV} in all, and this action uses ${own.length} of them`;
        values.refuse('payload-too-many-keys', what, `Keep at most ${room}: put the rest into an object under one key.`);
    }
    const least = { ...Object.fromEntries(own.map((key) => [key, ''])), ...known, ...extra };
    if (Buffer.byteLength(JSON.stringify(least)) > _send_payload_js__WEBPACK_IMPORTED_MODULE_6__/* .MOST_PAYLOAD_BYTES */ .f_) {
        const what = '`payload` is larger than the 64 KB that GitHub accepts, including the keys that this action adds';
        values.refuse('payload-too-large', what, 'Send a URL to the data instead.');
    }
    return extra;
}
function parsePayload(text, values) {
    try {
        const value = JSON.parse(text);
        refuseLoss(text, values);
        // What is nested too deeply can be read, and not written again.
        if ((0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_8__/* .isObject */ .G)(value) && JSON.stringify(value) !== '')
            return value;
        values.refuse('payload-invalid', '`payload` is not a JSON object', 'Write e.g. {"channel": "beta"}.');
    }
    catch (error) {
        const why = error instanceof RangeError ? 'it is nested too deeply' : String(error.message);
        const said = (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(why, 200);
        const remedy = 'Write e.g. {"channel": "beta"}; the expression toJSON() escapes values.';
        values.refuse('payload-invalid', `\`payload\` is not valid JSON: ${said}`, remedy);
    }
    return {};
}
/** JavaScript rounds numbers, such as ids from 2^53 on, and keeps one of two equal keys: something else would arrive. */
function refuseLoss(text, values) {
    const refuse = (what, remedy) => values.refuse('payload-invalid', `\`payload\` has the ${what}`, remedy);
    const seen = new Set();
    (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.visit)(text, {
        onLiteralValue: (value, offset, length) => {
            const literal = text.slice(offset, offset + length);
            if (typeof value !== 'number' || isKept(literal, value))
                return;
            refuse(`number ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(literal)}, which a JSON number does not keep`, 'Write it in quotes, as text.');
        },
        onObjectProperty: (key, _offset, _length, _line, _character, path) => {
            const place = JSON.stringify([...path(), key]);
            if (seen.has(place))
                refuse(`key ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(key)} twice in one object`, 'Keep one of them.');
            seen.add(place);
        },
    });
}
function isKept(literal, value) {
    return ((!Number.isInteger(value) || Number.isSafeInteger(value)) && digits(literal) === digits(String(value)));
}
/** Those that count, wherever the point is. */
function digits(number) {
    return number
        .replace(/e.*$/i, '')
        .replace(/[-.]/g, '')
        .replace(/^0+|0+$/g, '');
}


/***/ }),

/***/ 8694:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ notLookedAt),
/* harmony export */   Mw: () => (/* binding */ notifyAnnotations),
/* harmony export */   ST: () => (/* binding */ NAME_ALL),
/* harmony export */   cL: () => (/* binding */ runAnnotations),
/* harmony export */   o4: () => (/* binding */ notMatched),
/* harmony export */   wj: () => (/* binding */ inSubmodule)
/* harmony export */ });
/* harmony import */ var _action_report_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1658);
/* harmony import */ var _findings_problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7693);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2053);
/* harmony import */ var _arrival_annotations_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5882);




/** PURE: the annotations, at the lines of the manifests and on the run's page. */
function notifyAnnotations(findings) {
    const { decisions, problems, deliveries, remarks } = findings;
    return [
        ...problems.map(_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .annotationOf */ .lW),
        ...failedDeliveries(deliveries.deliveries).map(_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .annotationOf */ .lW),
        ...[...deliveries.renamed].map(renamedWarning),
        ...(0,_arrival_annotations_js__WEBPACK_IMPORTED_MODULE_3__/* .arrivalAnnotations */ .g)({ ...findings, eventTypeFor: () => findings.eventType }, 'notify'),
        ...decisions.flatMap(remarkAnnotation),
        ...remarks,
    ];
}
/** Failures with the same reason share one annotation, because GitHub shows only ten per step. */
function failedDeliveries(deliveries) {
    const groups = new Map();
    for (const { notification, problem } of deliveries) {
        if (problem === null)
            continue;
        const known = groups.get((0,_findings_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(problem)) ?? { problem, plugins: [] };
        known.plugins.push(...notification.changes.map(({ plugin, version }) => (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(`${plugin} ${version}`)));
        groups.set((0,_findings_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(problem), known);
    }
    return [...groups.values()].map(({ problem, plugins }) => ({
        ...problem,
        remedy: `${problem.remedy} Not sent: ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .some */ .zN)(plugins)}.`,
    }));
}
function renamedWarning([asked, present]) {
    const text = `${asked} is now ${present}; GitHub redirected the event. Write ${present} in \`marketplace\`: the old name stops working when somebody else uses it.`;
    return (0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('marketplace-renamed', text);
}
function remarkAnnotation(decision) {
    const { change } = decision;
    const { remark, at, plugin, path } = change;
    const name = `${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(plugin)} (${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)})`;
    const own = remark === null ? [] : [{ level: remark.level, title: remark.title, text: `${name} ${remark.text}`, at }];
    if (decision.kind !== 'conflict')
        return own;
    const text = `${name} was not sent: ${decision.reason}. Give each plugin its own name.`;
    return [...own, { ...(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('two-manifests-one-name', text), at }];
}
/** PURE: what is to be said of the run as a whole. `dryRun`: why nothing was sent; null where it was. */
function runAnnotations({ basis, pairs }, dryRun) {
    const announced = basis.kind === 'announced' && basis.notice ? `Every plugin is announced, because ${basis.why}.` : null;
    return [
        ...(announced === null ? [] : [(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)('announced', announced)]),
        ...(dryRun === null ? [] : [(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)('dry-run', `Nothing was sent: ${dryRun}.`)]),
        ...(basis.kind !== 'compared' && pairs.length === 0 ? [NO_MANIFEST] : []),
    ];
}
/** PURE: the event was none to look at; a warning where the workflow probably means that it should be. */
function notLookedAt({ why, remedy }) {
    const text = `Not looked at: ${why}. Nothing is sent.`;
    return remedy === undefined ? (0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)('not-looked-at', text) : (0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('not-looked-at', `${text} ${remedy}`);
}
const NO_MANIFEST = (0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('no-manifest', 'No plugin.json was found where `manifests` looks, so there is nothing to send. Add its path there. If a folder in that path is a symbolic link, write the path of its target instead.');
/** PURE: a path that leads into a submodule. */
function inSubmodule(path) {
    const text = `${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)} is in a submodule. If it holds a plugin, its own repository announces the versions: set this action up there.`;
    return (0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)('submodule', text);
}
/** What to do where no pattern of `manifests` matches a plugin.json. */
const NAME_ALL = 'Name each path in `manifests` below `with:`, or write `**/.claude-plugin/plugin.json` for all: what is there replaces the usual patterns. A leading "!" excludes one.';
/** PURE: a manifest that changed and that no pattern matches. */
function notMatched(path) {
    const text = `${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)} changed, but no pattern in \`manifests\` matches it, so it was not looked at. ${NAME_ALL}`;
    return { ...(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('manifest-not-matched', text), at: { file: path } };
}


/***/ }),

/***/ 5882:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ arrivalAnnotations)
/* harmony export */ });
/* harmony import */ var _action_report_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1658);
/* harmony import */ var _findings_problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7693);
/* harmony import */ var _findings_reading_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5922);
/* harmony import */ var _marketplace_cause_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7980);
/* harmony import */ var _marketplace_place_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7976);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2053);






/** PURE: what to say of what was waited for and did not simply arrive. */
function arrivalAnnotations(findings, face) {
    const { arrivals, deliveries, eventTypeFor, serverUrl } = findings;
    const groups = new Map();
    for (const arrival of arrivals) {
        const { state, delivery } = arrival;
        const asked = delivery.notification.marketplace;
        const marketplace = deliveries.renamed.get(asked) ?? asked;
        const key = [marketplace, state.kind, state.kind === 'proposed' ? state.number : ''].join(' ');
        const group = groups.get(key) ?? { marketplace, eventType: eventTypeFor(asked), state, arrivals: [] };
        group.arrivals.push(arrival);
        groups.set(key, group);
    }
    return [...groups.values()].flatMap((group) => remark(group, { face, url: `${serverUrl}/${group.marketplace}` }));
}
function remark(group, context) {
    const { state, marketplace, arrivals } = group;
    const what = (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .some */ .zN)(arrivals.map(nameOf));
    switch (state.kind) {
        case 'listed':
            return [];
        case 'proposed': {
            const text = `Waiting in pull request #${state.number} of ${marketplace}: ${what}. Users get it when that pull request is merged: ${state.url}`;
            return [(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)('in-pull-request', text)];
        }
        case 'shows-neither': {
            const text = `${marketplace} lists no version and no commit for ${what}, so there is nothing to wait for. Claude Code reads the plugin's branch itself.`;
            return [(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)('nothing-to-wait-for', text)];
        }
        case 'no-entry':
            return [(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('not-in-marketplace', noEntryText(group, context))];
        case 'unread': {
            const { cause } = state;
            const problem = { ...(0,_findings_reading_js__WEBPACK_IMPORTED_MODULE_2__/* .marketplaceProblem */ .xf)(cause, context.face), remedy: unreadRemedy(cause, context) };
            const text = `Accepted by ${marketplace}, but this run could not check whether it is listed there: ${what}. ${(0,_findings_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(problem)}`;
            return [(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('not-seen', text)];
        }
        case 'late':
            return [(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('not-listed-yet', lateText(state, group, context))];
    }
}
function nameOf({ announced: { plugin, version } }) {
    return (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(`${plugin} ${version}`);
}
function noEntryText({ marketplace, arrivals }, { face }) {
    const what = (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .some */ .zN)(arrivals.map((one) => nameOf(one) + nearestText(one)));
    return (`Accepted by ${marketplace}, but no entry of its marketplace.json is this plugin: ${what}. ` +
        "Add an entry whose `source` points to the plugin's repository and folder, or that has the plugin's name, " +
        (face === 'command-line'
            ? 'or send to another marketplace.'
            : `or remove ${marketplace} from \`marketplace\`.`));
}
function nearestText({ state }) {
    if (state.kind !== 'no-entry' || state.nearest.length === 0)
        return '';
    return ` (the nearest: ${state.nearest.map((name) => (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(name)).join(', ')})`;
}
/** Whoever keeps the marketplace reads another remedy than a plugin's author. */
function unreadRemedy(cause, { face, url }) {
    switch (cause.kind) {
        case 'catalogue-missing':
            return face === 'command-line'
                ? 'Is that the right repository? If the file has another path, leave out --wait.'
                : 'Does `marketplace` name the right repository? If the file has another path, set `wait` to 0.';
        case 'unread':
        case 'branch-missing':
            if (cause.kind === 'unread' && (0,_marketplace_cause_js__WEBPACK_IMPORTED_MODULE_3__/* .outlookOf */ .jH)(cause) === 'lasting')
                return (0,_findings_reading_js__WEBPACK_IMPORTED_MODULE_2__/* .marketplaceProblem */ .xf)(cause, face).remedy;
            return `The update may have run anyway: ${url}/actions`;
        case 'catalogue-not-a-file':
        case 'catalogue-unusable':
            return `Fix it: ${url}/blob/HEAD/${_marketplace_place_js__WEBPACK_IMPORTED_MODULE_5__/* .CATALOGUE */ .y}`;
    }
}
function lateText(state, { marketplace, eventType, arrivals }, { url }) {
    const reasons = [
        `the update workflow is not on the default branch: ${url}/tree/HEAD/.github/workflows`,
        `no workflow there listens for the event type ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(eventType)} (\`on: repository_dispatch: types\`).`,
        `the update run failed, held the plugin (its summary says why), or is still running: ${url}/actions?query=event%3Arepository_dispatch`,
        ...(state.maybeProposed
            ? [`it waits in a pull request, which this token may not see: ${url}/pulls`]
            : []),
    ];
    const what = (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .some */ .zN)(arrivals.map((one) => nameOf(one) + standsText(one)));
    return (`Accepted by ${marketplace}, but not listed there after ${state.waited} s: ${what}. ` +
        'The usual reasons, in this order (the command `doctor`, run in either repository, checks them all): ' +
        reasons.map((reason, n) => `${n + 1}. ${reason}`).join(' '));
}
function standsText({ state }) {
    if (state.kind !== 'late' || state.shows === '')
        return '';
    return ` (it lists ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(state.shows)}${state.stays === null ? '' : `: ${state.stays}`})`;
}


/***/ }),

/***/ 4114:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ deliver),
  K: () => (/* binding */ rehearse)
});

// EXTERNAL MODULE: ./src/findings/dispatch.ts
var dispatch = __webpack_require__(4210);
// EXTERNAL MODULE: ./src/github/client/error.ts
var client_error = __webpack_require__(6093);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
// EXTERNAL MODULE: ./src/github/repository.ts
var github_repository = __webpack_require__(651);
// EXTERNAL MODULE: ./src/github/repository-facts.ts
var repository_facts = __webpack_require__(7613);
;// CONCATENATED MODULE: ./src/notify/send/dispatcher.ts



/** The marketplaces of a run: what they are called now. */
class Dispatcher {
    renamed = new Map();
    /** Where GitHub rejected the token, with its answer: more tries bring no event, and a lock for the address. */
    rejections = new Map();
    #seen = new Map();
    #sender;
    constructor(sender) {
        this.#sender = sender;
    }
    async dispatch(notification) {
        const { marketplace } = notification;
        try {
            const name = this.renamed.get(marketplace) ?? marketplace;
            const answer = await this.#post(name, notification);
            if (redirected(answer, name))
                await this.#learnName(marketplace);
            return answer;
        }
        catch (error) {
            if (error instanceof client_error/* GitHubError */.y_ && error.status === 401)
                this.rejections.set(marketplace, error);
            const moved = error instanceof client_error/* GitHubError */.y_ && error.status === 404;
            if (!moved || this.renamed.has(marketplace) || !(await this.#learnName(marketplace)))
                throw error;
            return this.#post(this.renamed.get(marketplace) ?? marketplace, notification);
        }
    }
    /** READ: what is known of a marketplace where sending failed. Throws nothing of GitHub's. */
    async situationOf(marketplace, error) {
        const { face, kind, isGithubToken, repository, expiry } = this.#sender;
        const isOwnRepository = marketplace.toLowerCase() === repository.toLowerCase();
        const look = isPuzzling(error) && !(isGithubToken && !isOwnRepository);
        const { visible, scopes, isArchived } = look ? await this.#lookUp(marketplace) : UNSEEN;
        const seen = { visible, scopes, isArchived, expiry: expiry() };
        return { face, marketplace, kind, isGithubToken, isOwnRepository, ...seen };
    }
    /** What the token sees of it. Asked once a run. */
    #lookUp(marketplace) {
        const known = this.#seen.get(marketplace) ?? this.#ask(marketplace);
        this.#seen.set(marketplace, known);
        return known;
    }
    #post(name, { marketplace, payload }) {
        const [owner, repo] = name.split('/');
        const { eventTypeFor, apiUrl, client } = this.#sender;
        const parameters = { owner, repo, event_type: eventTypeFor(marketplace), client_payload: payload };
        const check = acceptedBy(apiUrl);
        const options = { what: `Sending to ${name}`, check, retry: client_error/* isNoSuccess */.JU };
        return client.request('POST /repos/{owner}/{repo}/dispatches', parameters, options);
    }
    /** True where the repository now has another name. */
    async #learnName(marketplace) {
        const { name } = await this.#lookUp(marketplace);
        if (name === null || name.toLowerCase() === marketplace.toLowerCase())
            return false;
        this.renamed.set(marketplace, name);
        return true;
    }
    async #ask(marketplace) {
        const found = await (0,client_error/* orError */.M)((0,repository_facts/* readRepository */.N)(this.#sender.client, marketplace));
        if (found instanceof client_error/* GitHubError */.y_)
            return { ...UNSEEN, visible: found.status === 404 ? false : null };
        const { repository, scopes, isArchived } = found;
        return { visible: true, scopes, isArchived, name: (0,github_repository/* fullName */.fq)(repository) };
    }
}
const UNSEEN = { visible: null, scopes: null, isArchived: false, name: null };
/** A 404 may mean that nothing is there or seen; a right that is missing may hide that the repository is archived. */
function isPuzzling({ status, message, limit }) {
    return status === 404 || (status === 403 && limit === null && /not accessible/i.test(message));
}
/** GitHub accepts an event with 204 and nothing else; a redirect to another host is not GitHub's. */
function acceptedBy(apiUrl) {
    return ({ status, headers, url }) => {
        const elsewhere = URL.canParse(url) && new URL(url).origin !== new URL(apiUrl).origin;
        if (status !== 204 || elsewhere)
            throw new client_error/* GitHubError */.y_({ status, headers, message: '' });
    };
}
/** GitHub answers the old name of a repository with a redirect, which fetch follows. */
function redirected({ url }, name) {
    return (URL.canParse(url) &&
        !new URL(url).pathname.toLowerCase().endsWith(`/repos/${name}/dispatches`.toLowerCase()));
}

;// CONCATENATED MODULE: ./src/notify/send/deliver.ts




/**
 * GitHub takes 80 requests a minute that create content
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits):
 * the first go out as fast as they can, from this one on at most one a second.
 */
const UNHURRIED_FROM = 60;
const PAUSE = 1000;
/** WRITE: sends one after another; each is tried whatever became of the others. Throws nothing of GitHub's. */
async function deliver(sender, notifications) {
    const marketplaces = new Dispatcher(sender);
    const deliveries = [];
    let started = 0;
    let requests = 0;
    for (const notification of notifications) {
        if (notification.problem === null) {
            if (++requests >= UNHURRIED_FROM)
                await pauseUntil(sender.clock, started + PAUSE);
            started = sender.clock.now();
        }
        const delivery = await send(sender, notification, marketplaces);
        sender.log.info(deliveryLine(delivery));
        deliveries.push(delivery);
    }
    return { deliveries, renamed: marketplaces.renamed };
}
/** The same without a request: what would be sent. */
function rehearse(notifications, log) {
    const deliveries = notifications.map((notification) => {
        const { problem } = notification;
        if (problem !== null)
            return unsent(notification, problem);
        return { notification, status: 'dry-run', attempts: 0, sentAt: null, problem };
    });
    for (const delivery of deliveries)
        log.info(deliveryLine(delivery));
    return { deliveries, renamed: new Map() };
}
async function pauseUntil(clock, moment) {
    const wait = moment - clock.now();
    if (wait > 0)
        await clock.sleep(wait);
}
async function send(sender, notification, marketplaces) {
    if (notification.problem !== null)
        return unsent(notification, notification.problem);
    const failed = async (error, attempts) => {
        const situation = await marketplaces.situationOf(notification.marketplace, error);
        return unsent(notification, (0,dispatch/* sendingProblem */.q)(error, situation), attempts);
    };
    const rejection = marketplaces.rejections.get(notification.marketplace);
    if (rejection !== undefined)
        return failed(rejection, 0);
    const answer = await (0,client_error/* orError */.M)(marketplaces.dispatch(notification));
    const { attempts } = answer;
    if (answer instanceof client_error/* GitHubError */.y_)
        return failed(answer, attempts);
    return { notification, status: 'sent', attempts, sentAt: sender.clock.now(), problem: null };
}
function unsent(notification, problem, attempts = 0) {
    return { notification, status: 'failed', attempts, sentAt: null, problem };
}
function deliveryLine({ notification, status, attempts, problem }) {
    const { marketplace, changes } = notification;
    const [{ plugin, version }] = changes;
    const others = changes.length > 1 ? ` and ${changes.length - 1} more` : '';
    const what = `${(0,display/* display */.Vy)(plugin)} ${(0,display/* display */.Vy)(version ?? '')}${others} → ${marketplace}`;
    if (problem !== null)
        return `Not sent (${problem.code}): ${what}`;
    if (status === 'dry-run')
        return `Would be sent: ${what}`;
    return `Sent${attempts > 1 ? ` on try ${attempts}` : ''}: ${what}`;
}


/***/ }),

/***/ 2794:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hs: () => (/* binding */ ownKeys),
/* harmony export */   Vr: () => (/* binding */ LONGEST_EVENT_TYPE),
/* harmony export */   at: () => (/* binding */ planNotifications),
/* harmony export */   f_: () => (/* binding */ MOST_PAYLOAD_BYTES),
/* harmony export */   kV: () => (/* binding */ MOST_PAYLOAD_KEYS)
/* harmony export */ });
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2053);

/** GitHub's limits (https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event). */
const MOST_PAYLOAD_KEYS = 10;
const MOST_PAYLOAD_BYTES = 65_535;
const LONGEST_EVENT_TYPE = 100;
const OWN_KEYS = [
    'plugin',
    'version',
    'previous_version',
    'repository',
    'path',
    'commit',
    'timestamp',
    'run_url',
];
/** Keys of `client_payload` that are ours; `plugins` is one of them where `batch` is on. */
function ownKeys(batch) {
    return batch ? [...OWN_KEYS, 'plugins'] : [...OWN_KEYS];
}
/** PURE: what to send × where to → bodies within GitHub's limits; all of a marketplace's together. */
function planNotifications(all, context) {
    const { marketplaces, batch } = context;
    const groups = batch ? nonEmpty(all) : all.flatMap((change) => nonEmpty([change]));
    const bodies = groups.map((changes) => {
        const payload = payloadOf(changes, context);
        return { changes, payload, problem: tooLarge(payload, changes[0], batch) };
    });
    return marketplaces.flatMap((marketplace) => bodies.map((body) => ({ marketplace, ...body })));
}
function nonEmpty(changes) {
    const [first, ...others] = changes;
    return first === undefined ? [] : [[first, ...others]];
}
function payloadOf(changes, context) {
    const { plugin, version, previousVersion, path } = changes[0];
    const { repository, commit, timestamp, runUrl, batch, extra } = context;
    const own = {
        plugin,
        version,
        previous_version: previousVersion,
        repository,
        path,
        commit,
        timestamp,
        run_url: runUrl,
    };
    return { ...own, ...(batch ? { plugins: changes.map(listed) } : {}), ...extra };
}
function listed({ plugin, version, previousVersion, path }) {
    return { plugin, version, previous_version: previousVersion, path };
}
function tooLarge(payload, change, batch) {
    const bytes = Buffer.byteLength(JSON.stringify(payload));
    if (bytes <= MOST_PAYLOAD_BYTES)
        return null;
    return {
        code: 'payload-too-large',
        what: `The payload for ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(change.plugin)} would be ${bytes} bytes; GitHub accepts ${MOST_PAYLOAD_BYTES}`,
        remedy: batch
            ? 'Turn `batch` off, or send fewer plugins at once with `plugins`.'
            : 'Shorten the name and version in its manifest, or the `payload` input.',
        at: change.at,
    };
}


/***/ }),

/***/ 3189:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L_: () => (/* binding */ watchExpiry),
/* harmony export */   d: () => (/* binding */ askExpiry),
/* harmony export */   iD: () => (/* binding */ expiryWarning)
/* harmony export */ });
/* harmony import */ var _action_report_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1658);
/* harmony import */ var _github_client_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6093);
/* harmony import */ var _github_client_expiry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5664);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2053);




/** @param kind of the token: one of a GitHub App's user ends within hours, always, and is renewed by what made it. */
function watchExpiry(kind, now) {
    let expiry = null;
    let answered = false;
    return {
        see: (headers) => {
            answered = true;
            expiry = kind === 'user' ? null : ((0,_github_client_expiry_js__WEBPACK_IMPORTED_MODULE_3__/* .expiryIn */ .po)(headers, now()) ?? expiry);
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
    const options = { what: 'Asking when the token expires', retry: () => false };
    const answer = await (0,_github_client_error_js__WEBPACK_IMPORTED_MODULE_1__/* .orError */ .M)(client.request('GET /rate_limit', {}, options));
    return answer instanceof _github_client_error_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubError */ .y_ && answer.status === 401 ? [REJECTED] : [];
}
const RENEW = 'Renew it, and put the new token into the secret that the workflow passes as `token` (MARKETPLACE_UPDATE_TOKEN in the template).';
const REJECTED = (0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('token-rejected', 'GitHub rejects `token` (401): it is wrong, revoked or expired. Nothing had to be sent this time, but the next ' +
    `version would not arrive. ${RENEW}`);
/** A warning where `expiry` (epoch milliseconds) is at most `from` days away; 0 never warns. */
function expiryWarning(expiry, from, now) {
    if (expiry === null || from === 0)
        return [];
    if (expiry - now > from * DAY)
        return [];
    const text = expiry > now
        ? `The token expires ${inDays(expiry - now)}, on ${(0,_github_client_expiry_js__WEBPACK_IMPORTED_MODULE_3__/* .showTime */ .lY)(expiry)}: after that no version arrives. ${RENEW}`
        : `The token expired on ${(0,_github_client_expiry_js__WEBPACK_IMPORTED_MODULE_3__/* .showTime */ .lY)(expiry)}: no version arrives until it is renewed. ${RENEW}`;
    return [(0,_action_report_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('token-expires', text)];
}
const DAY = 86_400_000;
function inDays(milliseconds) {
    const days = Math.floor(milliseconds / DAY);
    return days < 1 ? 'in less than a day' : `in ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(days, 'day')}`;
}


/***/ }),

/***/ 7518:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sh: () => (/* binding */ waitingLine),
/* harmony export */   _Q: () => (/* binding */ arrivalLine),
/* harmony export */   nX: () => (/* binding */ awaitedBy),
/* harmony export */   ud: () => (/* binding */ listedAfter)
/* harmony export */ });
/* harmony import */ var _findings_reading_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5922);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2053);


/** PURE: what a delivery announced, plugin by plugin; a batch has several. */
function awaitedBy(delivery) {
    const { changes, payload } = delivery.notification;
    const repository = String(payload['repository'] ?? '');
    const commit = String(payload['commit'] ?? '');
    return changes.map((change) => {
        const { plugin, version, previousVersion, path } = change;
        const announced = { plugin, version: version ?? '', previousVersion, path, repository, commit };
        return { delivery, change, announced };
    });
}
/** PURE: seconds until all plugins of a delivery that show anything were listed; null where one is not, or none shows. */
function listedAfter(states) {
    const shown = states.filter(({ kind }) => kind !== 'shows-neither');
    const seconds = shown.flatMap((state) => (state.kind === 'listed' ? [state.seconds] : []));
    return seconds.length === 0 || seconds.length < shown.length ? null : Math.max(...seconds);
}
/** PURE: the log's lines on what is waited for. */
function waitingLine(seconds, marketplace, awaited) {
    const [only, ...others] = awaited;
    const what = only === undefined || others.length > 0 ? (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(awaited.length, 'plugin version') : nameOf(only);
    return `Waiting up to ${seconds} s for ${marketplace} to list ${what}.`;
}
function arrivalLine(state, awaited, marketplace) {
    return `${stateText(state)}: ${nameOf(awaited)} in ${marketplace}`;
}
function nameOf({ announced: { plugin, version } }) {
    return `${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .display */ .Vy)(plugin)} ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .display */ .Vy)(version)}`;
}
function stateText(state) {
    switch (state.kind) {
        case 'listed':
            return `Listed after ${state.seconds} s`;
        case 'proposed':
            return `Waits in pull request #${state.number}`;
        case 'late':
            return `Not listed after ${state.waited} s`;
        case 'shows-neither':
            return 'Nothing to wait for';
        case 'no-entry':
            return 'No such entry';
        case 'unread':
            return `Not checked (${(0,_findings_reading_js__WEBPACK_IMPORTED_MODULE_0__/* .marketplaceProblem */ .xf)(state.cause, 'notify').code})`;
    }
}


/***/ }),

/***/ 995:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ awaitArrivals)
});

// EXTERNAL MODULE: ./src/github/client/error.ts
var client_error = __webpack_require__(6093);
// EXTERNAL MODULE: ./src/github/repository-facts.ts
var repository_facts = __webpack_require__(7613);
// EXTERNAL MODULE: ./src/marketplace/cause.ts
var cause = __webpack_require__(7980);
// EXTERNAL MODULE: ./src/marketplace/claim.ts
var claim = __webpack_require__(3515);
// EXTERNAL MODULE: ./src/marketplace/marketplace.ts
var marketplace = __webpack_require__(600);
// EXTERNAL MODULE: ./src/marketplace/place.ts
var place = __webpack_require__(7976);
// EXTERNAL MODULE: ./src/notify/wait/arrival.ts
var arrival = __webpack_require__(7518);
// EXTERNAL MODULE: ./src/github/client/retry.ts
var retry = __webpack_require__(2537);
;// CONCATENATED MODULE: ./src/notify/wait/deadline.ts

/** A runner needs some seconds to start: the first pauses are short enough to see it, the later ones spare requests. */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 15_000;
const GROWTH = 1.5;
/** The moments to look at something, until `end` (epoch milliseconds): now, after growing pauses, and at the end. */
async function* moments(clock, end) {
    yield;
    for (let pause = FIRST_PAUSE; clock.now() < end; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
        const left = end - clock.now();
        await clock.sleep(Math.min(pause, left));
        yield;
        if (pause >= left)
            return;
    }
}
/** The last retry of all, and the longest pause before it. */
const LAST_RETRY = { number: 3, random: 1 };
/** The same client, which tries nothing again where that would be later than `end`. */
function clientUntil(end, client, clock) {
    const inTime = (failed) => {
        const now = clock.now();
        return (0,retry/* decideRetry */.tE)(failed, { ...LAST_RETRY, now, budget: end - now }).kind === 'retry';
    };
    const within = (retry = () => true) => (error) => retry(error) && inTime(error);
    return {
        request: (route, parameters, options) => client.request(route, parameters, { ...options, retry: within(options.retry) }),
        graphql: (query, variables, options) => client.graphql(query, variables, { ...options, retry: within(options?.retry) }),
        pause: async (what, why, tries) => inTime({ status: null, headers: {}, message: why }) && client.pause(what, why, tries),
    };
}

// EXTERNAL MODULE: ./src/github/ancestry.ts
var ancestry = __webpack_require__(6274);
// EXTERNAL MODULE: ./src/github/client/in-flight.ts
var in_flight = __webpack_require__(2263);
// EXTERNAL MODULE: ./src/github/repository.ts
var github_repository = __webpack_require__(651);
// EXTERNAL MODULE: ./src/plugin/release-tag.ts
var release_tag = __webpack_require__(5503);
// EXTERNAL MODULE: ./src/plugin/version.ts
var plugin_version = __webpack_require__(2051);
;// CONCATENATED MODULE: ./src/marketplace/listing.ts



/** Commits that say whether the plugin's entries list it: whether they come after the announced one git must tell. */
function pointersOf(announced, marketplace) {
    return (0,claim/* claimed */.S)(announced, marketplace)
        .map(shownOf)
        .filter((shown) => !listsVersion(shown, announced))
        .flatMap(({ commit }) => commit ?? []);
}
/**
 * An entry lists what was announced where its version is that one (or a later one came meanwhile), where its release
 * tag is, or where its pointer has reached the commit. Several entries of one plugin must all do so.
 *
 * @param reaches whether a commit is the announced one, or comes after it.
 */
function listingOf(announced, marketplace, reaches) {
    const subjects = (0,claim/* claimed */.S)(announced, marketplace);
    if (subjects.length === 0)
        return { kind: 'no-entry' };
    const shown = subjects.map(shownOf).filter(({ text }) => text !== null);
    if (shown.length === 0)
        return { kind: 'shows-neither' };
    const missing = shown.find((one) => !listsVersion(one, announced) && !(one.commit !== null && reaches(one.commit)));
    if (missing === undefined)
        return { kind: 'listed' };
    return { kind: 'not-yet', shows: missing.text ?? '', stays: missing.stays };
}
function shownOf({ entry, source }) {
    const version = typeof entry.version === 'string' ? entry.version : null;
    const ref = source.kind === 'remote' ? source.ref : null;
    const tag = ref === null ? null : (0,release_tag/* parseReleaseTag */.rE)(ref);
    const commit = commitOf(source);
    return {
        versions: [version, tag?.version ?? null].filter((one) => one !== null),
        commit,
        text: version ?? (tag === null ? null : ref) ?? commit?.slice(0, 7) ?? null,
        stays: staysBecause(source, tag !== null),
    };
}
function commitOf(source) {
    if (source.kind === 'submodule')
        return source.pointer.oid;
    return source.kind === 'remote' ? source.sha : null;
}
function staysBecause(source, isTag) {
    if (source.kind === 'skipped')
        return `the update action leaves this entry alone: ${source.reason}`;
    return isTag
        ? 'the entry is pinned to a release tag, and moves when a tag of the new version is pushed'
        : null;
}
function listsVersion({ versions }, announced) {
    return versions.some((one) => (0,plugin_version/* compareVersions */.Zy)(one, announced.version).change === 'unchanged' || isLaterBump(one, announced));
}
/** A higher version came meanwhile; but where versions went down, the higher one is the one before. */
function isLaterBump(shown, { version, previousVersion }) {
    return previousVersion !== null && (0,plugin_version/* isLower */.cs)(previousVersion, version) && (0,plugin_version/* isLower */.cs)(version, shown);
}

// EXTERNAL MODULE: ./src/github/objects/answers.ts + 2 modules
var answers = __webpack_require__(1740);
// EXTERNAL MODULE: ./src/github/objects/by-halves.ts
var by_halves = __webpack_require__(4477);
// EXTERNAL MODULE: ./src/github/objects/objects.ts
var objects = __webpack_require__(6872);
// EXTERNAL MODULE: ./src/plugin/json.ts
var json = __webpack_require__(785);
;// CONCATENATED MODULE: ./src/notify/wait/open-pull-requests.ts







/** An update's pull request is among the newest: it was made a moment ago. */
const MOST = 10;
const QUERY = `query($owner: String!, $name: String!, $base: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: [OPEN], baseRefName: $base, first: ${MOST}, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number url headRefOid isCrossRepository }
    }
  }
}`;
/**
 * READ: the pull requests that may hold an update, the newest first; none where GitHub fails: the next look asks
 * again. Only a right that is missing is final.
 */
async function readOpenPullRequests(client, place) {
    const { repository, branch } = place;
    const variables = { owner: repository.owner, name: repository.name, base: branch };
    const answer = await (0,client_error/* orError */.M)(client.graphql(QUERY, variables, { retry: () => false }));
    if (!(answer instanceof client_error/* GitHubError */.y_))
        return openIn(answer);
    return (0,by_halves/* isForbidden */.U)(answer) ? { kind: 'unseen' } : NONE;
}
const NONE = { kind: 'open', pullRequests: [] };
function openIn({ data, errors }) {
    const repository = data['repository'];
    const requests = (0,json/* isObject */.G)(repository) ? repository['pullRequests'] : null;
    if (!(0,json/* isObject */.G)(requests))
        return (0,by_halves/* isForbidden */.U)({ problems: errors }) ? { kind: 'unseen' } : NONE;
    const nodes = Array.isArray(requests['nodes']) ? requests['nodes'] : [];
    const own = nodes.filter(json/* isObject */.G).filter((node) => node['isCrossRepository'] === false);
    return { kind: 'open', pullRequests: own.flatMap(pullRequestOf) };
}
function pullRequestOf({ number, url, headRefOid }) {
    const isWhole = typeof number === 'number' && typeof url === 'string' && (0,answers/* isOid */.d)(headRefOid);
    return isWhole ? [{ number, url, headOid: headRefOid }] : [];
}
/** READ: the marketplace at any commit of its repository. Throws `MarketplaceError`. */
async function readMarketplaceOf(client, place, oid) {
    const { repository, file } = place;
    const head = await (0,objects/* readObject */.A)(client, { repository, revision: { oid }, paths: ['', file, '.gitmodules'] });
    if (head.kind === 'commit')
        return (0,marketplace/* readMarketplaceAt */.rT)(client, place, head);
    throw (0,cause/* marketplaceUnread */.xD)(head, repository);
}

;// CONCATENATED MODULE: ./src/notify/wait/listings.ts





/** Which commits of the plugins' repositories come after others; asked of GitHub once each. */
class AncestryCache {
    #client;
    #asked = new Map();
    constructor(client) {
        this.#client = client;
    }
    /**
     * READ: whether a pointer is the commit that was announced, or comes after it; `unknown`, and asked again, where
     * GitHub failed. Where no commit was named, none is reached.
     */
    async reaches({ repository, commit }, pointer) {
        if (pointer === commit)
            return 'yes';
        if (repository === null || !(0,github_repository/* isRepositoryName */.en)(repository) || commit === '')
            return 'no';
        const key = `${repository} ${commit} ${pointer}`;
        const asked = this.#asked.get(key) ?? this.#ask(repository, commit, pointer);
        this.#asked.set(key, asked);
        const kind = await asked;
        if (kind === 'unknown')
            this.#asked.delete(key);
        return kind === 'unknown' ? 'unknown' : kind === 'forward' ? 'yes' : 'no';
    }
    async #ask(fullName, present, target) {
        const [owner = '', name = ''] = fullName.split('/');
        const request = { repository: { owner, name }, revision: { oid: target }, present, target };
        return (await (0,ancestry/* ancestryFrom */.MB)(this.#client, request, undefined)).kind;
    }
}
/** READ: what a marketplace shows of what is waited for. */
async function listingsIn(marketplace, awaited, ancestry) {
    const found = await (0,in_flight/* inFlight */.C)(awaited, async (one) => {
        return [one, await listingIn(marketplace, one.announced, ancestry)];
    });
    return {
        value: new Map(found.map(([one, { value }]) => [one, value])),
        isSure: found.every(([, { isSure }]) => isSure),
    };
}
async function listingIn(marketplace, announced, ancestry) {
    const answers = new Map();
    for (const pointer of pointersOf(announced, marketplace)) {
        answers.set(pointer, await ancestry.reaches(announced, pointer));
    }
    return {
        value: listingOf(announced, marketplace, (oid) => answers.get(oid) === 'yes'),
        isSure: ![...answers.values()].includes('unknown'),
    };
}
/**
 * READ: what a pull request's branch lists that the commit did not from which it departed: an old branch may still
 * list a version that was withdrawn, or the one before a downgrade.
 */
async function broughtBy(head, main, search) {
    const listed = await listedAt(head, search);
    if (listed.value.length === 0)
        return listed;
    const { repository } = search.place;
    const comparison = { repository, base: main, head, what: 'Comparing two commits' };
    const compared = await (0,ancestry/* compareCommits */.kC)(search.client, comparison);
    if (compared.kind === 'unrelated' || compared.mergeBase === main)
        return listed;
    const old = await listedAt(compared.mergeBase, { ...search, awaited: listed.value });
    return {
        value: listed.value.filter((one) => !old.value.includes(one)),
        isSure: listed.isSure && old.isSure,
    };
}
async function listedAt(oid, { client, place, awaited, ancestry }) {
    const marketplace = await readMarketplaceOf(client, place, oid);
    const { value, isSure } = await listingsIn(marketplace, awaited, ancestry);
    return { value: [...value].flatMap(([one, { kind }]) => (kind === 'listed' ? [one] : [])), isSure };
}

;// CONCATENATED MODULE: ./src/notify/wait/wait.ts










/**
 * READ: polls the marketplaces, all at once, until they list what was sent to them, read as the update action reads
 * it; one result for each plugin. Throws nothing of GitHub's: what can't be seen is an arrival too.
 */
async function awaitArrivals(waiting, { deliveries, renamed }) {
    const { clock, seconds } = waiting;
    const sent = seconds === 0 ? [] : deliveries.filter(({ status }) => status === 'sent');
    const end = clock.now() + seconds * 1000;
    const marketplaces = clientUntil(end, waiting.marketplaces, clock);
    const ancestry = new AncestryCache(clientUntil(end, waiting.plugins, clock));
    const watching = { ...waiting, marketplaces, ancestry, end };
    const targets = [...new Set(sent.map(({ notification }) => notification.marketplace))];
    const arrivals = targets.map((target) => {
        const own = sent.filter(({ notification }) => notification.marketplace === target);
        return new Watch(watching, renamed.get(target) ?? target, own.flatMap(arrival/* awaitedBy */.nX)).run();
    });
    return (await Promise.all(arrivals)).flat();
}
class Watch {
    #watching;
    /** `owner/name`. */
    #name;
    #awaited;
    #states = new Map();
    /** What is not there yet, and what stood in its place when it was last looked at. */
    #pending;
    /** Heads that were looked at: of the branch, and of pull requests. */
    #seen = new Set();
    constructor(watching, name, awaited) {
        this.#watching = watching;
        this.#name = name;
        this.#awaited = awaited;
        this.#pending = new Map(awaited.map((one) => [one, NOTHING_THERE]));
    }
    async run() {
        const { clock, end, log, seconds } = this.#watching;
        log.info((0,arrival/* waitingLine */.Sh)(seconds, this.#name, this.#awaited));
        let look = { place: null, pullRequests: 'open', cause: null };
        for await (const _ of moments(clock, end)) {
            look = await this.#look(look);
            if (this.#pending.size === 0 || (look.cause !== null && (0,cause/* outlookOf */.jH)(look.cause) !== 'passing'))
                break;
        }
        for (const [awaited, shown] of this.#pending)
            this.#settle(awaited, this.#unsettled(shown, look));
        return this.#awaited.flatMap((one) => {
            const state = this.#states.get(one);
            return state === undefined ? [] : [{ ...one, state }];
        });
    }
    #unsettled({ shows, stays }, { cause, pullRequests }) {
        if (cause !== null)
            return { kind: 'unread', cause };
        const maybeProposed = pullRequests === 'unseen';
        return { kind: 'late', waited: this.#watching.seconds, shows, stays, maybeProposed };
    }
    async #look({ place: known, pullRequests }) {
        let place = known;
        try {
            place ??= await this.#find();
            return { place, pullRequests: await this.#lookAtAll(place, pullRequests), cause: null };
        }
        catch (error) {
            return { place, pullRequests, cause: this.#causeOf(error) };
        }
    }
    #causeOf(error) {
        if (error instanceof cause/* MarketplaceError */.uf)
            return error.reason;
        if (!(error instanceof client_error/* GitHubError */.y_))
            throw error;
        const [owner = '', name = ''] = this.#name.split('/');
        return (0,cause/* marketplaceUnread */.xD)({ kind: 'failed', message: error.message, error }, { owner, name }).reason;
    }
    async #find() {
        const { marketplaces, serverUrl } = this.#watching;
        const { repository, branch } = await (0,repository_facts/* readRepository */.N)(marketplaces, this.#name);
        return { repository, branch, file: place/* CATALOGUE */.y, server: serverUrl };
    }
    /** What the branch lists and, where that is not all, what its pull requests do; each head once. */
    async #lookAtAll(place, seen) {
        const { marketplaces } = this.#watching;
        const [head, open] = await Promise.all([
            (0,marketplace/* readHead */.zy)(marketplaces, place),
            seen === 'open' ? readOpenPullRequests(marketplaces, place) : { kind: 'unseen' },
        ]);
        await this.#once(head.oid, async () => this.#lookAt(await (0,marketplace/* readMarketplaceAt */.rT)(marketplaces, place, head)));
        for (const one of open.kind === 'open' ? open.pullRequests : []) {
            if (this.#pending.size > 0)
                await this.#once(one.headOid, () => this.#lookInto(one, place, head.oid));
        }
        return open.kind;
    }
    /** @param look says whether GitHub answered everything: else the head is looked at again. */
    async #once(oid, look) {
        if (!this.#seen.has(oid) && (await look()))
            this.#seen.add(oid);
    }
    async #lookAt(marketplace) {
        const { ancestry } = this.#watching;
        const { value, isSure } = await listingsIn(marketplace, [...this.#pending.keys()], ancestry);
        for (const [awaited, listing] of value) {
            if (listing.kind === 'not-yet')
                this.#pending.set(awaited, listing);
            else
                this.#settle(awaited, this.#stateOf(listing, awaited, marketplace));
        }
        return isSure;
    }
    #stateOf(listing, { announced, delivery }, at) {
        switch (listing.kind) {
            case 'listed': {
                const now = this.#watching.clock.now();
                return { ...listing, seconds: Math.round((now - (delivery.sentAt ?? now)) / 1000) };
            }
            case 'no-entry':
                return { ...listing, nearest: (0,claim/* nearestNames */.L)(announced.plugin, at) };
            case 'shows-neither':
                return listing;
        }
    }
    async #lookInto({ number, url, headOid }, place, main) {
        const { marketplaces: client, ancestry } = this.#watching;
        try {
            const search = { client, ancestry, place, awaited: [...this.#pending.keys()] };
            const { value, isSure } = await broughtBy(headOid, main, search);
            for (const awaited of value)
                this.#settle(awaited, { kind: 'proposed', number, url });
            return isSure;
        }
        catch (error) {
            // A pull request whose catalogue can't be used holds no update; what GitHub failed on is read again.
            return this.#causeOf(error).kind !== 'unread';
        }
    }
    #settle(awaited, state) {
        this.#pending.delete(awaited);
        this.#states.set(awaited, state);
        this.#watching.log.info((0,arrival/* arrivalLine */._Q)(state, awaited, this.#name));
    }
}
const NOTHING_THERE = { kind: 'not-yet', shows: '', stays: null };


/***/ })

};
