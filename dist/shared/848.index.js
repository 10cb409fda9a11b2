export const id = 848;
export const ids = [848];
export const modules = {

/***/ 5410:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EB: () => (/* binding */ anyOf),
/* harmony export */   IW: () => (/* binding */ inSet),
/* harmony export */   K2: () => (/* binding */ sequence),
/* harmony export */   Vw: () => (/* binding */ STAR),
/* harmony export */   YG: () => (/* binding */ oneCharacter),
/* harmony export */   Yk: () => (/* binding */ FOLDERS),
/* harmony export */   ZD: () => (/* binding */ repeated),
/* harmony export */   a6: () => (/* binding */ AS_IT_IS),
/* harmony export */   k8: () => (/* binding */ globOf),
/* harmony export */   n0: () => (/* binding */ ANYTHING)
/* harmony export */ });
/**
 * PURE: a pattern as people write it: `*` within a segment, `**` across segments, `?`, `[a-z]`, `[!a]`, `{a,b}`, and `\`
 * before what is meant as it stands. The pattern's own text always matches.
 *
 * Each part takes all places that were reached before at once, so the time grows with the text's length times the
 * pattern's. Made into a regular expression, `*a*a*a*a*b` would try every way to divide a text among its stars.
 */
function globOf(pattern) {
    const tokens = [...pattern.matchAll(TOKEN)];
    const whole = sequence(partsOf(tokens));
    const matches = (text) => {
        if (text === pattern)
            return true;
        // An empty segment is none that `*` could stand for.
        if (/^\/|\/\/|\/$/.test(text))
            return pattern === '**';
        const characters = [...text];
        return whole(characters, new Set([0])).has(characters.length);
    };
    return { matches, isLiteral: tokens.every(({ groups }) => groups?.['literal'] !== undefined) };
}
/** `**` is more than `*` only as a whole segment, or as one of a choice between braces. */
const TOKEN = /(?<folders>(?<![^/{,])\*\*\/)|(?<below>\/\*\*(?=$|[,}]))|(?<everything>(?<![^/{,])\*\*(?=$|[,}]))|(?<star>\*+)|(?<any>\?)|(?<set>\[[!^]?[^\]/]+\])|(?<brace>\{)|\\(?<escaped>.)|(?<literal>.)/gsu;
function partsOf(tokens) {
    const parts = [];
    for (let at = 0; at < tokens.length; at++) {
        const choices = choicesFrom(tokens, at);
        parts.push(choices === null ? partOf(tokens[at]) : anyOf(choices.map((one) => sequence(partsOf(one)))));
        at += choices === null ? 0 : choices.flat().length + choices.length;
    }
    return parts;
}
/** What the braces that open here hold, parted by commas; null where they are none, never close or hold only one. */
function choicesFrom(tokens, start) {
    if (tokens[start]?.[0] !== '{')
        return null;
    const choices = [[]];
    let depth = 0;
    for (const token of tokens.slice(start + 1)) {
        const [text] = token;
        if (text === '}' && depth-- === 0)
            return choices.length > 1 ? choices : null;
        if (text === '{')
            depth++;
        if (text === ',' && depth === 0)
            choices.push([]);
        else
            choices.at(-1)?.push(token);
    }
    return null;
}
function partOf(token) {
    const { folders, below, everything, star, any, set, escaped } = token?.groups ?? {};
    if (folders !== undefined)
        return FOLDERS;
    if (below !== undefined)
        return BELOW;
    if (everything !== undefined)
        return ANYTHING;
    if (star !== undefined)
        return STAR;
    if (any !== undefined)
        return oneCharacter((character) => character !== '/');
    if (set !== undefined)
        return oneCharacter(inSet(set.slice(1, -1)));
    const own = escaped ?? token?.[0];
    return oneCharacter((character) => character === own);
}
function inSet(text) {
    const isNot = /^[!^]/.test(text);
    const ranges = [...(isNot ? text.slice(1) : text).matchAll(/(.)(?:-(.))?/gsu)];
    const isIn = (character) => ranges.some(([, from = '', to = from]) => from <= character && character <= to);
    return (character) => character !== '/' && isIn(character) !== isNot;
}
function sequence(parts) {
    return (text, from) => parts.reduce((places, part) => part(text, places), from);
}
function anyOf(parts) {
    return (text, from) => new Set(parts.flatMap((part) => [...part(text, from)]));
}
function oneCharacter(isIt) {
    return (text, from) => new Set([...from].filter((at) => at < text.length && isIt(text[at] ?? '')).map((at) => at + 1));
}
/** Once or more often. */
function repeated(part) {
    return (text, from) => {
        const reached = new Set(part(text, from));
        for (const at of reached)
            for (const next of part(text, new Set([at])))
                reached.add(next);
        return reached;
    };
}
/** From each place on, as long as `goesOn`; what was reached before is not gone through again. */
function run(goesOn) {
    return (text, from) => {
        const reached = new Set(from);
        for (const at of reached)
            if (at < text.length && goesOn(text[at] ?? ''))
                reached.add(at + 1);
        return reached;
    };
}
const AS_IT_IS = (_, from) => from;
const STAR = run((character) => character !== '/');
const ANYTHING = run(() => true);
/** `**` and a slash: no folder, or some. */
const FOLDERS = (text, from) => new Set([...from, ...[...ANYTHING(text, from)].filter((at) => text[at - 1] === '/')]);
/** A slash and `**`: all below, and the folder itself. */
const BELOW = (text, from) => new Set([
    ...[...from].filter((at) => at === text.length),
    ...ANYTHING(text, new Set([...from].filter((at) => text[at] === '/'))),
]);


/***/ }),

/***/ 5022:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ UPDATE_INPUTS),
/* harmony export */   e: () => (/* binding */ NOTIFY_INPUTS)
/* harmony export */ });
const RUN_TOKEN = `\${{ github.token }}`;
const NOTIFY_INPUTS = {
    marketplace: { kind: 'list' },
    token: { kind: 'token' },
    'github-token': { kind: 'token', default: RUN_TOKEN },
    manifests: {
        kind: 'list',
        default: `.claude-plugin/plugin.json
plugins/*/.claude-plugin/plugin.json
*/.claude-plugin/plugin.json`,
    },
    plugins: { kind: 'patterns' },
    branches: { kind: 'patterns' },
    base: { kind: 'text' },
    head: { kind: 'text' },
    'event-type': { kind: 'text', default: 'plugin-updated' },
    payload: { kind: 'text' },
    downgrades: { kind: 'choice', values: ['notify', 'skip'], default: 'notify' },
    prereleases: { kind: 'choice', values: ['notify', 'skip'], default: 'notify' },
    batch: { kind: 'flag', default: 'false' },
    // Longer than any update takes; a runner is paid by the minute.
    wait: { kind: 'whole', unit: 'seconds', most: 3600, meaning: '0 does not wait', default: '0' },
    'expiry-warning': { kind: 'whole', unit: 'days', most: 99_999, meaning: '0 never warns', default: '14' },
    unbumped: { kind: 'choice', values: ['ignore', 'warn', 'fail'], default: 'ignore' },
    'unbumped-ignore': {
        kind: 'list',
        default: `.github/**
docs/**
README*
CHANGELOG*
CONTRIBUTING*
LICENSE*`,
    },
    'dry-run': { kind: 'flag', default: 'false' },
};
const UPDATE_INPUTS = {
    token: { kind: 'token', default: RUN_TOKEN },
    'plugins-token': { kind: 'token' },
    'marketplace-file': { kind: 'text', default: '.claude-plugin/marketplace.json' },
    plugins: { kind: 'patterns' },
    advance: { kind: 'choice', values: ['version', 'always'], default: 'version' },
    releases: { kind: 'patterns' },
    downgrades: { kind: 'choice', values: ['follow', 'hold'], default: 'follow' },
    'version-field': { kind: 'choice', values: ['existing', 'always', 'never'], default: 'existing' },
    'minimum-age': { kind: 'text', default: '0' },
    'marketplace-version': { kind: 'choice', values: ['keep', 'patch', 'minor', 'major'], default: 'keep' },
    mode: { kind: 'choice', values: ['push', 'pull-request'], default: 'push' },
    branch: { kind: 'text', default: 'notify-marketplace/update' },
    labels: { kind: 'list' },
    reviewers: { kind: 'list' },
    'team-reviewers': { kind: 'list' },
    assignees: { kind: 'list' },
    scope: { kind: 'choice', values: ['all', 'event'], default: 'all' },
    'report-issue': { kind: 'text' },
    checks: { kind: 'list' },
    'commit-title': { kind: 'text' },
    'dry-run': { kind: 'flag', default: 'false' },
};


/***/ }),

/***/ 7233:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ InputValues)
/* harmony export */ });
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2053);
/* harmony import */ var _patterns_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6207);


/** PURE: the texts of a workflow's `with:` → values. All problems are gathered, so that they are corrected at once. */
class InputValues {
    problems = [];
    #table;
    #given;
    /** @param given the text of an input as the workflow has it; `''` where it is not given. */
    constructor(table, given) {
        this.#table = table;
        this.#given = given;
    }
    refuse(code, what, remedy) {
        this.problems.push({ code, what, remedy });
    }
    /** The text of an input without surrounding white space, or its default: an expression only a runner can evaluate. */
    text(name) {
        const usual = this.#table[name]?.default ?? '';
        return this.#given(name).trim() || (usual.includes('${{') ? '' : usual);
    }
    /** The booleans of YAML 1.2, as the toolkit has them (https://yaml.org/spec/1.2.2/#10212-boolean). */
    flag(name) {
        const text = this.text(name);
        if (/^(true|True|TRUE)$/.test(text))
            return true;
        if (!/^(false|False|FALSE)$/.test(text))
            this.#invalid(name, text, 'Write true or false.');
        return false;
    }
    /** One of the values that the table lists. */
    choice(name) {
        const { values, default: usual } = this.#table[name];
        const text = this.text(name);
        const isOne = values.includes(text);
        if (!isOne)
            this.#invalid(name, text, `Write ${values.slice(0, -1).join(', ')} or ${values.at(-1)}.`);
        return (isOne ? text : usual);
    }
    /** A whole number from 0 to the table's `most`. */
    whole(name) {
        const { unit, most, meaning, default: usual } = this.#table[name];
        const text = this.text(name);
        if (/^\d{1,9}$/.test(text) && Number(text) <= most)
            return Number(text);
        this.#invalid(name, text, `Write a whole number of ${unit} up to ${most}; ${meaning}.`);
        return Number(usual);
    }
    /** One a line, or separated by commas; commas inside braces belong to a pattern. */
    list(name) {
        return entriesOf(this.text(name), /\r?\n|,(?![^{\n]*\})/);
    }
    /** The patterns of an input, one a line or separated by commas; those that are none are refused. */
    patterns(name) {
        return this.list(name).filter((pattern) => {
            const fault = (0,_patterns_js__WEBPACK_IMPORTED_MODULE_1__/* .patternFault */ .r)(pattern);
            const what = `\`${name}\`: ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(pattern)} ${fault}`;
            if (fault !== null)
                this.refuse('input-invalid', what, 'Write a name or a pattern.');
            return fault === null;
        });
    }
    /** Gathers the problems of all inputs whose kind says what they may be. */
    checkKinds() {
        const all = this;
        for (const [name, { kind }] of Object.entries(this.#table)) {
            if (kind === 'flag' || kind === 'choice' || kind === 'whole' || kind === 'patterns')
                all[kind](name);
        }
    }
    #invalid(name, text, remedy) {
        this.refuse('input-invalid', `\`${name}\` can't be ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)}`, remedy);
    }
}
function entriesOf(text, separator) {
    const entries = text.split(separator);
    return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}


/***/ }),

/***/ 6207:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ patternList),
/* harmony export */   r: () => (/* binding */ patternFault)
/* harmony export */ });
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5410);

/** `lines` without an inclusion only exclude, from `defaults`. */
function patternList(lines, defaults) {
    const exclude = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const own = lines.filter((line) => !line.startsWith('!'));
    const include = own.length > 0 ? own : defaults;
    const included = anyOf(include);
    const excludes = anyOf(exclude);
    return { include, exclude, matches: (text) => included(text) && !excludes(text), excludes };
}
function anyOf(patterns) {
    const matchers = patterns.map((pattern) => (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .globOf */ .k8)(pattern).matches);
    return (text) => matchers.some((matches) => matches(text));
}
const LONGEST_PATTERN = 1000;
function patternFault(pattern) {
    const text = pattern.replace(/^!/, '');
    if (text === '')
        return 'is empty';
    return text.length > LONGEST_PATTERN ? `has more than ${LONGEST_PATTERN} characters` : null;
}


/***/ }),

/***/ 1658:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $e: () => (/* binding */ warning),
/* harmony export */   MZ: () => (/* binding */ codesOf),
/* harmony export */   Pu: () => (/* binding */ failureLine),
/* harmony export */   SH: () => (/* binding */ blocksOf),
/* harmony export */   TM: () => (/* binding */ folded),
/* harmony export */   bM: () => (/* binding */ noteItems),
/* harmony export */   cw: () => (/* binding */ isMany),
/* harmony export */   fW: () => (/* binding */ foldedIfMany),
/* harmony export */   lW: () => (/* binding */ annotationOf),
/* harmony export */   lm: () => (/* binding */ notice),
/* harmony export */   qw: () => (/* binding */ shownAnnotations)
/* harmony export */ });
/* harmony import */ var _findings_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7693);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2053);


/** GitHub shows ten of a level in a step. */
const MOST_OF_A_LEVEL = 10;
/** The first of each level, and a word of how many more there are; the log and the job summary have them all. */
function shownAnnotations(annotations) {
    return ['error', 'warning', 'notice'].flatMap((level) => {
        const own = annotations.filter((annotation) => annotation.level === level);
        // One more error is the step's own failure.
        const most = level === 'error' ? MOST_OF_A_LEVEL - 1 : MOST_OF_A_LEVEL;
        if (own.length <= most)
            return own;
        const shown = own.slice(0, most - 1);
        const text = `And ${own.length - shown.length} more: the log and the job summary list them all.`;
        return [...shown, { level, title: 'more', text }];
    });
}
/** An error at its place, if it has one. */
function annotationOf(problem) {
    const at = problem.at === undefined ? {} : { at: problem.at };
    return { level: 'error', title: problem.code, text: (0,_findings_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .sentence */ .em)(problem), ...at };
}
/** PURE: a step's last line: what failed, and that it was told above, thing by thing. */
function failureLine(parts, things) {
    return `${parts.join('; ')}. ${things === 1 ? 'It is' : 'Each is'} explained above.`;
}
/** PURE: the codes of problems, with the files that they are in: how a step's last line names them. */
function codesOf(problems) {
    const named = problems.map(({ at, code }) => (at === undefined ? code : `${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(at.file)} (${code})`));
    return (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .some */ .zN)([...new Set(named)]);
}
const ICONS = { error: '❌', warning: '⚠️', notice: 'ℹ️' };
/** PURE: annotations as items of a summary's list. */
function noteItems(annotations) {
    return annotations.map(({ level, text }) => `- ${ICONS[level]} ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .sentenceMarkdown */ .xG)(text)}`);
}
/** PURE: parts of a page in Markdown, without those that are empty. */
function blocksOf(parts) {
    return parts.filter((part) => part !== '').join('\n\n');
}
/** More than these are folded: who opens a run's page looks for what failed. */
const MOST_OPEN = 20;
function isMany(length) {
    return length > MOST_OPEN;
}
/** PURE: rows or items of a summary, folded below a title where they are many. */
function foldedIfMany(title, length, body) {
    return isMany(length) ? folded(title, body) : body;
}
/** PURE: Markdown that opens by a click. */
function folded(title, body) {
    return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
function warning(title, text) {
    return { level: 'warning', title, text };
}
function notice(title, text) {
    return { level: 'notice', title, text };
}


/***/ }),

/***/ 6817:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Br: () => (/* binding */ gitmodulesProblem),
/* harmony export */   RY: () => (/* binding */ catalogueProblem),
/* harmony export */   Vx: () => (/* binding */ manifestProblem),
/* harmony export */   lk: () => (/* binding */ manifestWords)
/* harmony export */ });
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2053);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7693);


/** PURE: a plugin.json that can't be used. */
function manifestProblem(fault, face) {
    const { why, todo } = manifestWords(fault, face);
    return { code: `manifest-${fault.kind}`, what: why, remedy: (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeSentence */ .lS)(todo), at: fault.at };
}
/** PURE: the same as half sentences, without the place. */
function manifestWords(fault, face) {
    const { why, todo } = ofManifest(fault, face);
    return { why: `${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(fault.at.file)} ${why}`, todo };
}
/** PURE: a marketplace.json that can't be used. */
function catalogueProblem(fault) {
    const { why, todo } = ofCatalogue(fault);
    const { kind, at } = fault;
    return { code: `catalogue-${kind}`, what: `${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(at.file)} ${why}`, remedy: (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeSentence */ .lS)(todo), at };
}
/** PURE: a `.gitmodules` that git can't read either, at its line. */
function gitmodulesProblem(line) {
    return {
        code: 'gitmodules-invalid',
        what: "`.gitmodules` can't be read, so no submodule pointer is updated",
        remedy: 'Fix it there.',
        at: { file: '.gitmodules', line, column: 1 },
    };
}
const MANIFEST_WORDS = {
    'no-name': {
        why: 'has no usable `name`: a non-empty string',
        todo: 'add the name that the marketplace lists, e.g. "name": "my-plugin"',
    },
    'version-not-text': {
        why: 'has a `version` that is not a string',
        todo: 'put it in quotes, e.g. "version": "1.2.0"',
    },
};
function ofManifest(fault, face) {
    switch (fault.kind) {
        case 'byte-order-mark':
        case 'not-an-object':
        case 'not-json':
            return ofJson(fault, 'manifest', '{"name": "…", "version": "…"}');
        case 'no-name':
        case 'version-not-text':
            return MANIFEST_WORDS[fault.kind];
        default: {
            const exclude = face === 'notify' ? ', or exclude the path in `manifests` with a leading "!"' : '';
            const todo = fault.kind === 'lfs-pointer'
                ? 'take plugin.json out of Git LFS (.gitattributes): Claude Code reads the file as it is in git'
                : `commit plugin.json as a plain UTF-8 JSON file${exclude}`;
            return { why: `${STANDS[fault.kind]}, so it is not a plugin manifest`, todo };
        }
    }
}
/** What can be at a manifest's path instead of a file. */
const STANDS = {
    directory: 'is a directory',
    submodule: 'is a submodule',
    'link-outside': 'is a symbolic link that leaves the repository',
    'link-broken': 'is a symbolic link whose target is not in this commit',
    'link-to-link': 'is a symbolic link to another link or to a folder (only one link is followed)',
    binary: 'is a binary file',
    'not-utf8': 'is not UTF-8 text',
    'lfs-pointer': 'is a Git LFS pointer',
    'too-large': 'is larger than 1 MiB',
};
const CATALOGUE_WORDS = {
    'too-deep': {
        why: 'is nested too deeply to be edited',
        todo: 'remove the value that has thousands of nested brackets',
    },
    'two-plugins': {
        why: 'has the key `plugins` twice, and only the last one counts',
        todo: 'put all entries into one list',
    },
    'no-plugins': {
        why: 'has no list of `plugins`',
        todo: 'write "plugins": [], with an entry for each plugin',
    },
};
function ofCatalogue(fault) {
    switch (fault.kind) {
        case 'too-deep':
        case 'two-plugins':
        case 'no-plugins':
            return CATALOGUE_WORDS[fault.kind];
        default:
            return ofJson(fault, 'catalogue', '{"name": "…", "owner": {"name": "…"}, "plugins": []}');
    }
}
/** `example`: the smallest file that works. */
function ofJson(fault, noun, example) {
    if (fault.kind === 'not-json')
        return ofSlip(fault.slip, example);
    if (fault.kind === 'not-an-object')
        return { why: 'is not a JSON object', todo: `write ${example}` };
    return {
        why: `starts with a byte-order mark (U+FEFF), and Claude Code does not load such a ${noun}`,
        todo: 'save it as "UTF-8", not "UTF-8 with BOM"',
    };
}
function ofSlip(slip, example) {
    switch (slip.kind) {
        case 'merge-conflict':
            return { why: 'contains a merge conflict marker', todo: 'resolve the conflict and push' };
        case 'empty':
            return { why: 'is empty', todo: `write ${example}` };
        case 'trailing-comma':
            return {
                why: 'is not valid JSON: there is a comma before a closing bracket',
                todo: 'remove the comma',
            };
        case 'other': {
            const says = slip.parserSays === '' ? '' : ` (${spaced(slip.parserSays)})`;
            return { why: `is not valid JSON${says}`, todo: 'fix it there; JSON has no comments' };
        }
    }
}
/** `CommaExpected` → `comma expected`. */
function spaced(name) {
    return name.replace(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase();
}


/***/ }),

/***/ 795:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a6: () => (/* binding */ REFUSALS),
/* harmony export */   gf: () => (/* binding */ whyOf),
/* harmony export */   mr: () => (/* binding */ answerProblem),
/* harmony export */   yM: () => (/* binding */ isShared),
/* harmony export */   z_: () => (/* binding */ refusalTodo)
/* harmony export */ });
/* harmony import */ var _github_client_expiry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5664);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2053);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7693);



/**
 * What GitHub answers whatever was asked: what happened, and what to do. Source:
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api.
 */
const REFUSALS = {
    'single-sign-on': {
        why: "the token is not authorised for the organisation's single sign-on",
        todo: 'authorise the token under Settings → Developer settings → Personal access tokens → Configure SSO',
    },
    'ip-allow-list': {
        why: "the organisation's IP allow list does not include this machine's address",
        todo: 'run the job on a runner whose address is on the list, or ask an owner of the organisation to add it',
    },
    'oauth-app-restrictions': {
        why: 'the organisation has not approved the OAuth app that made the token',
        todo: 'pass a fine-grained token or the token of a GitHub App, or ask an owner of the organisation to approve the app',
    },
    'token-not-allowed': {
        why: 'the organisation does not allow this kind of token, or the token is valid for too long',
        todo: 'make a token that the organisation allows: another kind of token, one that expires earlier, or one from a GitHub App',
    },
    'account-suspended': {
        why: 'GitHub has suspended the account, or the installation of the App, that the token belongs to',
        todo: 'ask an owner of the organisation to unsuspend the App, pass a token of another account, or contact https://support.github.com',
    },
    'account-problem': {
        why: 'the account that the token belongs to must do something first',
        todo: 'do what GitHub asks in the settings of the account, such as verifying an e-mail address or paying a bill; other permissions do not help',
    },
    'repository-blocked': {
        why: 'GitHub has blocked access to the repository',
        todo: 'ask the owner to contact https://support.github.com; another token does not help',
    },
    'blocked-for-legal-reasons': {
        why: 'GitHub has blocked access to the repository for legal reasons',
        todo: 'ask the owner to resolve this with GitHub (the notice is at https://github.com/github/dmca); another token does not help',
    },
    'proxy-page': {
        why: "a web page answered instead of GitHub's API: a proxy, a firewall or a login page",
        todo: "let this machine reach GitHub's API, or correct https_proxy and no_proxy",
    },
};
/** PURE: whether it means the same whatever was asked. */
function isShared(cause) {
    return cause.kind !== 'token-rejected' && cause.kind !== 'denied';
}
function answerProblem(cause, subject, face) {
    const code = cause.kind === 'refused' ? cause.refusal : cause.kind;
    return { code, what: `${subject}: ${whyOf(cause)}`, remedy: remedyOf(cause, face) };
}
/** PURE: half a sentence on what GitHub did. */
function whyOf(cause) {
    switch (cause.kind) {
        case 'no-answer':
            return `GitHub could not be reached after ${triesOf(cause)} (${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(cause.message)})`;
        case 'rate-limit':
            return `GitHub is rate-limiting this token${cause.until === null ? '' : ` until ${(0,_github_client_expiry_js__WEBPACK_IMPORTED_MODULE_2__/* .showTime */ .lY)(cause.until)}`}`;
        case 'login-attempts':
            return `GitHub accepts no token from this machine for a while, because the machine sent too many invalid ones${(0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .said */ .ag)(cause.message)}`;
        case 'server-error':
            return `GitHub answered ${cause.status} after ${triesOf(cause)}${(0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .said */ .ag)(cause.message)}`;
        case 'refused':
            return `${REFUSALS[cause.refusal].why} (${cause.status})${cause.refusal === 'single-sign-on' ? '' : (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .said */ .ag)(cause.message)}`;
        case 'token-rejected':
            return 'GitHub rejects the token (401)';
        case 'unexpected-answer':
            return `something other than GitHub's API answered (${cause.status})`;
        case 'denied':
            return `GitHub answered ${cause.status}${(0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .said */ .ag)(cause.message)}`;
    }
}
/** PURE: half a sentence on what to do about a refusal. */
function refusalTodo({ refusal, link }) {
    return link === null ? REFUSALS[refusal].todo : `authorise it at ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(link, 500)}`;
}
function remedyOf(cause, face) {
    switch (cause.kind) {
        case 'no-answer':
            return `${(0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeSentence */ .lS)(_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .AGAIN */ .jM[face])} ${NETWORK[face]}`;
        case 'rate-limit':
            return (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeSentence */ .lS)(`${_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .AGAIN */ .jM[face]} ${cause.until === null ? 'in a few minutes' : `after ${(0,_github_client_expiry_js__WEBPACK_IMPORTED_MODULE_2__/* .showTime */ .lY)(cause.until)}`}`);
        case 'login-attempts':
            return `Wait a few minutes, look for a workflow that still uses an old token, then ${_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .AGAIN */ .jM[face]}.`;
        case 'server-error': {
            const later = cause.until === null ? '' : ` after ${(0,_github_client_expiry_js__WEBPACK_IMPORTED_MODULE_2__/* .showTime */ .lY)(cause.until)}`;
            return `Look at https://www.githubstatus.com and ${_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .AGAIN */ .jM[face]}${later}.`;
        }
        case 'refused':
            return (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeSentence */ .lS)(refusalTodo(cause));
        case 'unexpected-answer':
            return 'A proxy or a login page may be in between: check GITHUB_API_URL, https_proxy and no_proxy.';
    }
}
const NETWORK = (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .byFace */ .dY)('On a self-hosted runner, check its network and its proxy variables (https_proxy, no_proxy).', 'If that does not help, check your network and the proxy variables (https_proxy, no_proxy).');
function triesOf({ tries }) {
    return tries === 1 ? '1 try' : `${tries} tries`;
}


/***/ }),

/***/ 7693:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mm: () => (/* binding */ ProblemError),
/* harmony export */   Nx: () => (/* binding */ capital),
/* harmony export */   ag: () => (/* binding */ said),
/* harmony export */   dY: () => (/* binding */ byFace),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   jM: () => (/* binding */ AGAIN),
/* harmony export */   lS: () => (/* binding */ wholeSentence)
/* harmony export */ });
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2053);

/** PURE: half a sentence as a whole one. */
function wholeSentence(half) {
    return `${capital(half)}.`;
}
function capital(half) {
    return `${half.charAt(0).toUpperCase()}${half.slice(1)}`;
}
/** One line of a problem, as logs, annotations, summaries and outputs show it. */
function sentence({ what, remedy, at }) {
    const place = at?.line === undefined ? '' : ` (line ${at.line}, column ${at.column ?? 1})`;
    return `${what}. ${remedy}${place}`;
}
/** GitHub's own words, as the end of a sentence. Its backticks would be shown as escapes. */
function said(message) {
    const words = message.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
    return words === '' ? '' : `: ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(words, 500)}`;
}
/** PURE: words of both actions, and those of the command line. */
function byFace(actions, commandLine) {
    return { notify: actions, update: actions, 'command-line': commandLine };
}
/** How each face calls doing the same once more. */
const AGAIN = byFace('run this job again', 'run this again');
/** Thrown where a run cannot go on; carries what to tell you. */
class ProblemError extends Error {
    problems;
    constructor(...problems) {
        super(problems.map(sentence).join('\n'));
        this.name = 'ProblemError';
        this.problems = problems;
    }
}


/***/ }),

/***/ 5922:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EX: () => (/* binding */ unknownRevision),
/* harmony export */   R9: () => (/* binding */ unreadableCommit),
/* harmony export */   _n: () => (/* binding */ problemsIn),
/* harmony export */   f1: () => (/* binding */ readFailure),
/* harmony export */   hT: () => (/* binding */ marketplaceTokenRejected),
/* harmony export */   xf: () => (/* binding */ marketplaceProblem)
/* harmony export */ });
/* harmony import */ var _github_cause_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6712);
/* harmony import */ var _github_repository_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(651);
/* harmony import */ var _marketplace_cause_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7980);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2053);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6817);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(795);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7693);







const OWN = {
    face: 'notify',
    what: 'this repository',
    token: '`github-token`',
    rejected: 'github-token-rejected',
    renew: 'Leave `github-token` out, so that the run uses its own.',
    allow: 'Write `permissions: contents: read` in the workflow.',
    undone: 'Nothing was sent. ',
};
const ITS = { what: 'the marketplace', rejected: 'token-rejected' };
const MARKETPLACE = {
    notify: {
        ...ITS,
        face: 'notify',
        token: '`token`',
        renew: 'Renew the token that the workflow passes as `token`.',
        allow: 'Give the token that the workflow passes as `token` "Contents: read" there.',
        undone: '',
    },
    update: {
        ...ITS,
        face: 'update',
        token: '`token`',
        renew: 'Leave `token` out, so that the run uses its own, or renew the secret that the workflow passes.',
        allow: 'Write `permissions: contents: write` in the workflow.',
        undone: 'Nothing was written. ',
    },
    'command-line': {
        ...ITS,
        face: 'command-line',
        token: 'the token',
        renew: 'If GH_TOKEN or GITHUB_TOKEN has it, unset that or put a new one there. Else sign in again: gh auth login.',
        allow: 'Give it "Contents: read" there.',
        undone: '',
    },
};
/** PURE: a request for the repository of the plugins failed as a whole. */
function readFailure(error) {
    return failure(error.message, error, OWN);
}
/** The commit after, or one that a person named, could not be read. */
function unreadableCommit(unread, revision, repository) {
    if (unread.kind !== 'no-commit')
        return new _problem_js__WEBPACK_IMPORTED_MODULE_5__/* .ProblemError */ .Mm(unreadProblem(unread, repository, OWN));
    return new _problem_js__WEBPACK_IMPORTED_MODULE_5__/* .ProblemError */ .Mm({
        code: 'commit-not-found',
        what: `GitHub has no commit ${nameOf(revision)} in ${(0,_github_repository_js__WEBPACK_IMPORTED_MODULE_6__/* .fullName */ .fq)(repository)}`,
        remedy: 'Nothing was sent. Run this job again; if that does not help, push again or name another commit.',
    });
}
/** A revision that a person named in an input, and that is no commit of the repository. */
function unknownRevision(input, name) {
    return new _problem_js__WEBPACK_IMPORTED_MODULE_5__/* .ProblemError */ .Mm({
        code: 'unknown-revision',
        what: `\`${input}\`: this repository has no branch, tag or commit ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(name)}`,
        remedy: 'Write a branch, a tag or a commit sha of this repository.',
    });
}
/** How a sentence names it. */
function nameOf(revision) {
    if ('oid' in revision)
        return (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(revision.oid);
    if ('ref' in revision)
        return (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(revision.ref);
    if ('latestRelease' in revision)
        return 'of a release';
    return 'abbreviated' in revision ? (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(revision.abbreviated) : 'on the default branch';
}
/** PURE: why there is no marketplace to work with. */
function marketplaceProblem(cause, face) {
    switch (cause.kind) {
        case 'unread':
            return unreadProblem(cause.unread, cause.repository, MARKETPLACE[face]);
        case 'branch-missing':
            return {
                code: 'branch-missing',
                what: `${(0,_github_repository_js__WEBPACK_IMPORTED_MODULE_6__/* .fullName */ .fq)(cause.repository)} has no branch ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(cause.branch)}, or nothing is committed on it`,
                remedy: face === 'update'
                    ? 'Start the workflow on a branch that holds the marketplace.'
                    : 'Commit the marketplace there.',
            };
        case 'catalogue-missing':
            return {
                code: 'catalogue-missing',
                what: `There is no ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(cause.file)} on ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(cause.branch)}`,
                remedy: 'Commit the marketplace there, or name its path in `marketplace-file` of the update workflow.',
                at: { file: cause.file },
            };
        case 'catalogue-not-a-file':
            return {
                code: 'catalogue-not-a-file',
                what: `${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(cause.file)} ${STANDS[cause.stands]}`,
                remedy: 'The marketplace must be a plain UTF-8 JSON file.',
                at: { file: cause.file },
            };
        case 'catalogue-unusable':
            return (0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .catalogueProblem */ .RY)(cause.fault);
    }
}
const STANDS = {
    directory: 'is a directory',
    submodule: 'is a submodule',
    symlink: 'is a symbolic link: write the path of its target in `marketplace-file`',
    binary: 'is a binary file',
    'not-utf8': 'is not UTF-8 text',
    'lfs-pointer': 'is a Git LFS pointer: take it out of Git LFS',
    'too-large': 'is larger than 10 MiB',
};
function unreadProblem(unread, repository, reading) {
    switch (unread.kind) {
        case 'no-repository':
            return mayNotRead(`: it can't see ${(0,_github_repository_js__WEBPACK_IMPORTED_MODULE_6__/* .fullName */ .fq)(repository)}`, reading);
        case 'forbidden':
            return forbidden(unread.message, reading);
        case 'no-commit':
            return failed('its commit is gone', reading);
        case 'failed':
            return failure(unread.message, unread.error, reading);
    }
}
function failure(message, error, reading) {
    if (error === null)
        return failed(message, reading);
    const cause = (0,_github_cause_js__WEBPACK_IMPORTED_MODULE_0__/* .causeOf */ .rl)(error);
    if (cause.kind === 'token-rejected')
        return rejected(reading);
    if (cause.kind !== 'denied' && cause.kind !== 'unexpected-answer')
        return answered(cause, reading);
    if (cause.kind === 'denied' && cause.status === 403)
        return forbidden(message, reading);
    return message === ''
        ? answered({ kind: 'unexpected-answer', status: cause.status }, reading)
        : failed(message, reading);
}
function answered(cause, { what, face }) {
    return (0,_github_js__WEBPACK_IMPORTED_MODULE_4__/* .answerProblem */ .mr)(cause, `Reading ${what}`, face);
}
/** PURE: GitHub rejects the token that the marketplace is read, and written to, with. */
function marketplaceTokenRejected(face) {
    return rejected(MARKETPLACE[face]);
}
function rejected({ rejected: code, token, renew }) {
    return { code, what: `GitHub rejects ${token} (401): it is wrong, revoked or expired`, remedy: renew };
}
function forbidden(message, reading) {
    const refused = (0,_github_cause_js__WEBPACK_IMPORTED_MODULE_0__/* .forbiddenBy */ .xV)(message);
    return refused === null ? mayNotRead((0,_problem_js__WEBPACK_IMPORTED_MODULE_5__/* .said */ .ag)(message), reading) : answered(refused, reading);
}
function mayNotRead(why, { token, what, allow }) {
    return { code: 'read-forbidden', what: `${(0,_problem_js__WEBPACK_IMPORTED_MODULE_5__/* .capital */ .Nx)(token)} may not read ${what}${why}`, remedy: allow };
}
function failed(message, { what, undone, face }) {
    return {
        code: 'read-failed',
        what: `GitHub failed while ${what} was read${(0,_problem_js__WEBPACK_IMPORTED_MODULE_5__/* .said */ .ag)(message)}`,
        remedy: `${undone}${(0,_problem_js__WEBPACK_IMPORTED_MODULE_5__/* .wholeSentence */ .lS)(_problem_js__WEBPACK_IMPORTED_MODULE_5__/* .AGAIN */ .jM[face])} https://www.githubstatus.com lists outages.`,
    };
}
/** PURE: what a run that can't go on throws → the problem to report; null for an unexpected error. */
function problemsIn(error, face) {
    if (error instanceof _problem_js__WEBPACK_IMPORTED_MODULE_5__/* .ProblemError */ .Mm)
        return error.problems;
    return error instanceof _marketplace_cause_js__WEBPACK_IMPORTED_MODULE_1__/* .MarketplaceError */ .uf ? [marketplaceProblem(error.reason, face)] : null;
}


/***/ }),

/***/ 3721:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ settingProblem)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7693);

/** PURE: a variable with an address or a proxy that can't be used. */
function settingProblem({ name, fault }) {
    const { why, todo } = wordsOf(fault);
    const what = `${name} can't be used: it ${why}`;
    return { code: 'environment-invalid', what, remedy: (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeSentence */ .lS)(todo) };
}
const OTHER_PROXY = 'write e.g. http://proxy.acme.example:8080, or unset it';
function wordsOf(fault) {
    if (fault.kind !== 'other-scheme')
        return WORDS[fault.kind];
    return { why: `names a proxy that uses ${fault.scheme} instead of http`, todo: OTHER_PROXY };
}
const WORDS = {
    'not-web': {
        why: 'is not an http or https address',
        todo: 'write it with its scheme, e.g. https://github.acme.example',
    },
    'with-query': {
        why: 'has a query or a fragment after its path',
        todo: 'remove the ? or # and everything after it',
    },
    'no-address': { why: 'is not an address', todo: OTHER_PROXY },
    'not-encoded': {
        why: 'has a % in its user name or password that is not part of a code such as %25',
        todo: 'write % as %25 in the user name and password, and percent-encode other special characters',
    },
};


/***/ }),

/***/ 7267:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LZ: () => (/* binding */ hostnameOf),
/* harmony export */   Rr: () => (/* binding */ webHost),
/* harmony export */   Ry: () => (/* binding */ gitAddress),
/* harmony export */   TE: () => (/* binding */ sshHost),
/* harmony export */   ce: () => (/* binding */ repositoryIn),
/* harmony export */   q: () => (/* binding */ withoutUser),
/* harmony export */   uw: () => (/* binding */ repositoryAt)
/* harmony export */ });
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(651);

/** `scheme://user@host:port/path`: the user does not matter, and brackets hold an IPv6 address. */
const URL_PARTS = /^(https?|git|ssh|git\+ssh|ssh\+git):\/\/(?:[^/?#\\\s]*@)?([^/?#\\\s@:[\]]+|\[[\dA-Fa-f:.]+\])(?::(\d*))?\/([^?#\\\s]*)$/;
/** `user@host:path`, as ssh has it. */
const SSH_PARTS = /^(?:[^/:@\s]+@)?([^/:@\s[\]]+|\[[\dA-Fa-f:.]+\]):\/?([^?#\\\s]*)$/;
const DEFAULT_PORTS = { http: '80', https: '443' };
/** PURE: an address of a host in its parts; null for a path, and for what no server can have as its name. */
function gitAddress(text) {
    const [, named, host = '', port = '', path = ''] = URL_PARTS.exec(text) ?? [];
    const scheme = named?.includes('ssh') ? 'ssh' : named;
    if (scheme !== undefined)
        return addressOf(scheme, host, port, path);
    const [, short = '', behind = ''] = SSH_PARTS.exec(text) ?? [];
    return addressOf('ssh', short, '', behind);
}
function addressOf(scheme, host, port, path) {
    const hostname = hostnameOf(host);
    if (hostname === null || Number(port) > 65_535)
        return null;
    return { scheme, hostname, port: port === DEFAULT_PORTS[scheme] ? '' : port, path };
}
/** PURE: a host as `URL.hostname` has it; null where there can be no such host. */
function hostnameOf(host) {
    const url = `https://${host}`;
    if (/[%\s/:?#@\\]/.test(host.replace(/^\[[\dA-Fa-f:.]+\]$/, '')) || !URL.canParse(url))
        return null;
    const hostname = new URL(url).hostname.replace(/(?<=.)\.$/, '');
    return /^(?:[a-z\d_][a-z\d._-]*|\[[\da-f:.]+\])$/.test(hostname) ? hostname : null;
}
/**
 * A git address → the repository of this GitHub that it means; null where it means none, or is no address.
 *
 * `server` is `GITHUB_SERVER_URL`. Addresses are `http(s)`, `git` and `ssh` ones and `git@host:owner/name`, with or
 * without `.git` (https://git-scm.com/docs/git-clone#_git_urls); a port tells servers apart only over http(s). A
 * relative one, as a submodule may have it (https://git-scm.com/docs/gitmodules), starts from the marketplace.
 */
function repositoryAt(url, server, marketplace) {
    const here = new URL(server);
    if (!/^\.{1,2}\//.test(url))
        return repositoryIn(pathOn(here, url));
    if (marketplace === undefined)
        return null;
    return repositoryIn(pathOn(here, resolved(url, `${here.origin}/${(0,_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .fullName */ .fq)(marketplace)}`)));
}
/** As git does it (`relative_url` in its remote.c): on the text, each `../` taking the last folder off the base. */
function resolved(url, base) {
    const [up = ''] = /^(?:\.{1,2}\/)*/.exec(url) ?? [];
    const steps = up.split('/').filter((step) => step === '..').length;
    const folders = base.split('/');
    return `${folders.slice(0, Math.max(0, folders.length - steps)).join('/')}/${url.slice(up.length)}`;
}
/** The path of an address on this server, without a slash before it; null where it leads elsewhere. */
function pathOn(here, text) {
    const address = gitAddress(text);
    if (address === null)
        return null;
    const isWeb = address.scheme === 'http' || address.scheme === 'https';
    const isHere = isWeb ? webHost(address) === here.host : sshHost(address.hostname) === here.hostname;
    return isHere ? address.path : null;
}
/** PURE: the host, with its port unless that is the scheme's own: as `URL.host` has it. */
function webHost({ hostname, port }) {
    const known = hostname.replace(/^www\.(?=github\.com$)/, '');
    return port === '' ? known : `${known}:${port}`;
}
/**
 * `ssh.github.com` is for networks that let no ssh out but by port 443
 * (https://docs.github.com/en/authentication/troubleshooting-ssh/using-ssh-over-the-https-port).
 */
function sshHost(hostname) {
    return hostname.replace(/^(?:www|ssh)\.(?=github\.com$)/, '');
}
/**
 * PURE: an address as people may see it: who asks, with which password or token, is left out, and so is what stands
 * behind `?` or `#`, where tokens are passed too.
 */
function withoutUser(address) {
    return (address
        .trim()
        // Not encoded, a password may hold what would end it: what follows the colon is no port then.
        .replace(/^([a-z][a-z\d+.-]*:\/\/)[^\s/?#:@]*:(?!\d*(?:[/?#]|$))\S*@/i, '$1')
        .replace(/^([a-z][a-z\d+.-]*:\/\/)[^\s/?#]*@/i, '$1')
        .replace(/^[^\s/@:]+:[^\s/@]+@/, '')
        .replace(/[?#].*$/s, ''));
}
/** PURE: `owner/name`, `owner/name.git`, a slash behind it or not. */
function repositoryIn(path) {
    const [owner = '', name = '', ...more] = (path ?? '').replace(/\/$/, '').split('/');
    const repository = { owner, name: name.replace(/\.git$/, '') };
    return more.length === 0 && (0,_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .isRepositoryName */ .en)((0,_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .fullName */ .fq)(repository)) ? repository : null;
}


/***/ }),

/***/ 6274:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MB: () => (/* binding */ ancestryFrom),
/* harmony export */   f7: () => (/* binding */ comparisonRequest),
/* harmony export */   kC: () => (/* binding */ compareCommits)
/* harmony export */ });
/* harmony import */ var _plugin_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(785);
/* harmony import */ var _client_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6093);
/* harmony import */ var _objects_answers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1740);



/** PURE: what to ask for along with other reads; `Ref.compare` takes a commit as well as a ref. */
function comparisonRequest({ repository, revision, present }) {
    return { repository, revision, paths: [], compareWith: present };
}
/**
 * READ: a comparison that was asked for → how the commits stand. What it does not answer, or answers for a head
 * that moved meanwhile, is compared by its two commits through REST
 * Never throws for GitHub's answers.
 */
async function ancestryFrom(client, request, snapshot) {
    const isSame = snapshot?.kind === 'commit' && snapshot.oid === request.target;
    const { comparison } = isSame ? snapshot : {};
    // Two commits are not one: such an answer is of another moment.
    const isContrary = comparison?.status === 'IDENTICAL' && request.present !== request.target;
    const known = comparison === undefined || isContrary ? null : comparisonOf(comparison);
    return known ?? compareTwo(client, request);
}
/** The branch is the comparison's base, so the present commit is `BEHIND` it where all is well. */
function comparisonOf({ status, behindBy }) {
    switch (status) {
        case 'BEHIND':
            return { kind: 'forward', commits: behindBy };
        case 'AHEAD':
        case 'IDENTICAL':
            return { kind: 'behind' };
        case 'DIVERGED':
            return { kind: 'diverged' };
        default:
            return null;
    }
}
async function compareTwo(client, { repository, present, target }) {
    const what = 'Comparing two commits';
    const found = await (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .orError */ .M)(compareCommits(client, { repository, base: present, head: target, what }));
    if (found instanceof _client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_)
        return { kind: 'unknown', why: (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .whyUnread */ .Ms)(found) };
    if (found.kind === 'related' && found.status === 'identical' && present !== target) {
        return { kind: 'unknown', why: 'GitHub says that two commits are one' };
    }
    if (found.kind === 'unrelated' || found.status === 'diverged')
        return { kind: 'diverged' };
    return found.status === 'ahead' ? { kind: 'forward', commits: found.aheadBy } : { kind: 'behind' };
}
/**
 * READ: two commits through REST (https://docs.github.com/rest/commits/commits#compare-two-commits). Throws
 * `GitHubError`, also where a commit is not there.
 */
async function compareCommits(client, request) {
    const first = await (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .orError */ .M)(ask(client, request, {}));
    if (!(first instanceof _client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_))
        return relationIn(first);
    // Anything else behind a 404 may be a commit that is missing, or a right.
    if (first.status === 404 && /no common ancestor/i.test(first.message))
        return { kind: 'unrelated' };
    if (!isTooLarge(first))
        throw first;
    // The files of a comparison come on its first page alone, and with them the difference that is too large.
    return relationIn(await ask(client, request, { page: 2 }));
}
function ask(client, { repository: { owner, name: repo }, base, head, what }, paging) {
    return client.request('GET /repos/{owner}/{repo}/compare/{basehead}', { owner, repo, basehead: `${base}...${head}`, per_page: 1, ...paging }, { what, check: relationIn, retry: (error) => !isTooLarge(error) });
}
/** "Sorry, this diff is taking too long to generate.", with 500 or 422. */
function isTooLarge({ status, message }) {
    return status !== null && status >= 422 && /diff is taking too long|not_available/i.test(message);
}
function relationIn(answer) {
    const { status, ahead_by: aheadBy, merge_base_commit: base } = (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(answer.data) ? answer.data : {};
    const mergeBase = (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(base) ? base['sha'] : null;
    const isStatus = status === 'ahead' || status === 'behind' || status === 'identical' || status === 'diverged';
    if (!isStatus || typeof aheadBy !== 'number' || !(0,_objects_answers_js__WEBPACK_IMPORTED_MODULE_1__/* .isOid */ .d)(mergeBase))
        throw (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .shapeless */ .hb)(answer);
    return { kind: 'related', status, aheadBy, mergeBase };
}


/***/ }),

/***/ 6712:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y_: () => (/* binding */ writeCauseOf),
/* harmony export */   bg: () => (/* binding */ mayPass),
/* harmony export */   c3: () => (/* binding */ refusalIn),
/* harmony export */   jK: () => (/* binding */ passingCause),
/* harmony export */   md: () => (/* binding */ isProtection),
/* harmony export */   rl: () => (/* binding */ causeOf),
/* harmony export */   xV: () => (/* binding */ forbiddenBy)
/* harmony export */ });
/* unused harmony export refusalOf */
/* harmony import */ var _objects_by_halves_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4477);

function causeOf(error) {
    const { status, message, problems = [] } = error;
    const passing = passingCause(error);
    if (passing !== null || status === null)
        return passing ?? { kind: 'no-answer', tries: 1, message };
    const refused = refusedBy(error);
    if (refused !== null)
        return refused;
    if (status === 401)
        return { kind: 'token-rejected' };
    // A redirect that leads nowhere is none of its API either.
    const isGitHubs = status >= 400 || problems.length > 0;
    return isGitHubs ? { kind: 'denied', status, message } : { kind: 'unexpected-answer', status };
}
/** PURE: the cause, if it may pass by itself. */
function passingCause(error) {
    const { status, message, until, attempts: tries } = error;
    if (status === null)
        return { kind: 'no-answer', tries, message };
    if (error.limit === 'login-attempts')
        return { kind: 'login-attempts', message };
    if (error.limit !== null)
        return { kind: 'rate-limit', until };
    return status >= 500 ? { kind: 'server-error', status, tries, until, message } : null;
}
/** PURE: whether another try may succeed: no permission or rule has refused it, or its answer does not show what it did. */
function mayPass(error) {
    return passingCause(error) !== null || (error.status !== null && error.status < 300);
}
function refusalOf({ status, headers, message, isPage }) {
    if (status === 451)
        return 'blocked-for-legal-reasons';
    if (status === null || status < 300 || status >= 500)
        return null;
    if (isPage === true)
        return 'proxy-page';
    if (status !== 403)
        return null;
    // A list that leaves organisations out says `partial-results` in the same header.
    const sso = headers['x-github-sso'];
    return sso !== undefined && !/^\s*partial/i.test(sso) ? 'single-sign-on' : refusalIn(message);
}
/** PURE: the same by GitHub's words alone, as GraphQL gives them with its type `FORBIDDEN`. */
function refusalIn(message) {
    return WORDS.find(([, words]) => words.test(message))?.[0] ?? null;
}
const WORDS = [
    ['single-sign-on', /saml enforcement/i],
    ['ip-allow-list', /ip allow list/i],
    ['oauth-app-restrictions', /oauth app access restrictions/i],
    ['token-not-allowed', /forbids access via/i],
    ['account-suspended', /account was suspended|installation has been suspended|suspended your access/i],
    // A repository may be disabled for it: that is its owner's bill, and no fault of the repository.
    ['account-problem', /email address must be verified|billing issue/i],
    ['repository-blocked', /repository access blocked|repository (?:is|has been) disabled/i],
];
/** PURE: a refused request; null where a permission may be missing. */
function refusedBy(answer) {
    const { status, message, headers } = answer;
    const refusal = refusalOf(answer);
    if (refusal === null || status === null)
        return null;
    const link = refusal === 'single-sign-on' ? signOnLink(headers) : null;
    return { kind: 'refused', refusal, link, status, message };
}
/** PURE: the same for what GraphQL forbids. */
function forbiddenBy(message) {
    return refusedBy({ status: 403, headers: {}, message });
}
/** `required; url=https://github.com/orgs/acme/sso?…` */
function signOnLink(headers) {
    const url = /(?:^|;)\s*url=(\S+)/.exec(headers['x-github-sso'] ?? '')?.[1];
    return url !== undefined && URL.canParse(url) ? new URL(url).href : null;
}
function writeCauseOf(error) {
    const cause = causeOf(error);
    return cause.kind === 'denied' ? { ...cause, kind: deniedKind(error) } : cause;
}
function deniedKind(error) {
    if (/archived/i.test(error.message))
        return 'archived';
    if (isProtection(error))
        return 'protected';
    if (isPushRule(error))
        return 'push-rule';
    return error.status === 403 || error.status === 404 || (0,_objects_by_halves_js__WEBPACK_IMPORTED_MODULE_0__/* .isForbidden */ .U)(error) ? 'forbidden' : 'denied';
}
/**
 * PURE: whether rulesets or branch protection refuse it, in the words that GitHub uses, with a ruleset's "Repository
 * rule violations found" before them or without (github-answers: ref-rule-pull-request, ref-protection-pull-request).
 * GraphQL says the same with types of its own.
 */
function isProtection({ status, message, problems = [] }) {
    const refused = status === 422 || status === 403 || status === 409 || status === 405 || problems.length > 0;
    return (refused &&
        !PUSH_RULE.test(message) &&
        (problems.some(({ type }) => type === 'BRANCH_PROTECTION_RULE_VIOLATION') || PROTECTION.test(message)));
}
const PROTECTION = new RegExp([
    'rule violation',
    'protected (?:branch|ref)',
    'branch protection',
    'required status check',
    'required workflow',
    'through (?:a pull request|the merge queue)',
    'approving review',
    'locked branch',
    '(?:verified|valid) signature',
    'not authorized to push',
    'must not contain merge commits',
    'cannot force-push',
    'creations being restricted',
    'cannot delete this branch',
    'reference update failed',
].join('|'), 'i');
const PUSH_RULE = /(?:file path|file extension|path length|file size)\b|push rule|exceeds? .*(?:size|length)|secret detected/i;
/**
 * Push rules look at paths and sizes, push protection at secrets, and may refuse already the tree
 * (renovatebot/renovate#42554), or the ref with a ruleset's words before their own (github-answers: ref-rule-secret):
 * they hold for every branch, so a pull request meets them too
 * (https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets).
 */
function isPushRule({ status, message, problems = [] }) {
    return (status === 422 || problems.length > 0) && PUSH_RULE.test(message);
}


/***/ }),

/***/ 5119:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  UU: () => (/* binding */ createClient),
  ml: () => (/* binding */ systemClock),
  F6: () => (/* binding */ waitingBudget)
});

// EXTERNAL MODULE: ./src/github/client/error.ts
var client_error = __webpack_require__(6093);
// EXTERNAL MODULE: ./src/github/client/graphql-answer.ts
var graphql_answer = __webpack_require__(5505);
// EXTERNAL MODULE: ./node_modules/@octokit/core/dist-src/index.js + 12 modules
var dist_src = __webpack_require__(4629);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
// EXTERNAL MODULE: ./src/github/client/network-settings.ts
var network_settings = __webpack_require__(9627);
;// CONCATENATED MODULE: ./src/github/client/octokit.ts



/** octokit would write of deprecations to the console, in the server's words. */
const SILENT = { debug() { }, info() { }, warn() { }, error() { } };
/**
 * octokit for one token. Not that of `@actions/github`: it reads the event and the proxy when it is imported, where a
 * broken one ends the program before it can tell, and takes one proxy for all hosts.
 */
function openOctokit(token, baseUrl, network) {
    return new dist_src/* Octokit */.E({
        auth: token,
        baseUrl,
        userAgent: userAgent(network['ACTIONS_ORCHESTRATION_ID']),
        log: SILENT,
        request: { fetch: fetchBy(network) },
    });
}
/** As GitHub's toolkit has it (https://github.com/actions/toolkit/tree/main/packages/github). */
function userAgent(orchestration) {
    const id = orchestration?.trim().replace(/[^a-z\d_.-]/gi, '_');
    return ['notify-marketplace', ...(id ? [`actions_orchestration_id/${id}`] : [])].join(' ');
}
const agents = new Map();
/** `fetch` by the proxy that the environment has for the request's own host. */
function fetchBy(network) {
    return async (input, init = {}) => {
        const proxy = (0,network_settings/* proxyFor */.iJ)(network, new URL(String(input)));
        return proxy === null ? (0,undici/* fetch */.hd)(input, init) : (0,undici/* fetch */.hd)(input, { ...init, dispatcher: agentFor(proxy) });
    };
}
function agentFor(proxy) {
    const agent = agents.get(proxy) ?? openAgent(new URL(proxy));
    agents.set(proxy, agent);
    return agent;
}
function openAgent({ origin, username, password }) {
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const token = `Basic ${Buffer.from(user).toString('base64')}`;
    return new undici/* ProxyAgent */.kT({ uri: origin, ...(user === ':' ? {} : { token }) });
}

// EXTERNAL MODULE: ./src/github/client/own-token.ts
var own_token = __webpack_require__(4899);
// EXTERNAL MODULE: ./src/github/client/retry.ts
var retry = __webpack_require__(2537);
;// CONCATENATED MODULE: ./src/github/client/used-up.ts

/**
 * The limits of one token that GitHub has said are used up, and until when. Whoever goes on asking is banned for
 * longer (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately),
 * so what follows is refused here. The hour's points of GraphQL and the hour's requests of REST are counted apart.
 */
class UsedUp {
    #errors = new Map();
    #now;
    /** @param now epoch milliseconds. */
    constructor(now) {
        this.#now = now;
    }
    refuse(isGraphql) {
        const error = this.#errors.get(isGraphql ? 'graphql' : 'core');
        if (error === undefined || (error.until ?? 0) <= this.#now())
            return;
        throw new client_error/* GitHubError */.y_(error, { attempts: 0, until: error.until, cause: error.cause });
    }
    learn(error, isGraphql) {
        if (error.limit === null || error.until === null)
            return;
        const own = isGraphql ? 'graphql' : 'core';
        for (const resource of error.limit === 'primary' ? [own] : ['graphql', 'core']) {
            this.#errors.set(resource, error);
        }
    }
}
function usedUpOf(token, { clock, usedUp = new Map() }) {
    const known = usedUp.get(token) ?? new UsedUp(() => clock.now());
    usedUp.set(token, known);
    return known;
}

;// CONCATENATED MODULE: ./src/github/client/client.ts






/** Longer than GitHub's own limit of 10 seconds for a request; a connection that hangs must not hang the run. */
const TIMEOUT = 30_000;
/** What a request still gets when the run's waiting is used up. */
const SHORTEST_TIMEOUT = 10_000;
/** The version of GitHub's REST API that this project was written against. */
const API_VERSION = '2022-11-28';
/** @param onAnswer sees the headers of every answer, failed ones included. */
function createClient(token, connection, onAnswer = () => { }) {
    return new TokenClient(token, connection, onAnswer);
}
const ORDINARY = { check: () => { }, retry: () => true, passes: () => false };
class TokenClient {
    #mask;
    #octokit;
    #connection;
    #onAnswer;
    #usedUp;
    constructor(token, connection, onAnswer) {
        this.#mask = (0,own_token/* tokenMask */.qv)(token);
        this.#octokit = openOctokit(token, connection.apiUrl, connection.network ?? {});
        this.#connection = connection;
        this.#onAnswer = onAnswer;
        this.#usedUp = usedUpOf(token, connection);
    }
    request(route, parameters, options) {
        const headers = { 'x-github-api-version': API_VERSION };
        const send = (signal) => this.#octokit.request(route, { ...parameters, headers, request: { signal, log: SILENT } });
        return this.#retrying({ ...ORDINARY, ...options, send, isGraphql: false });
    }
    async graphql(query, variables, options = {}) {
        const url = this.#connection.graphqlUrl;
        const send = (signal) => this.#octokit.request({ method: 'POST', url, query, variables, request: { signal, log: SILENT } });
        const check = (answer) => (0,client_error/* checkGraphql */.Ud)(answer.data, answer);
        const asked = { what: 'Reading from GitHub', check, send, isGraphql: true };
        const { data } = await this.#retrying({ ...ORDINARY, ...options, ...asked });
        return { data: (0,graphql_answer/* graphqlData */.oi)(data) ?? {}, errors: (0,graphql_answer/* graphqlProblems */.mv)(data) };
    }
    async pause(what, why, tries, most) {
        const failed = { status: null, headers: {}, message: why };
        const decision = (0,retry/* decideRetry */.tE)(failed, {
            ...this.#attempt(tries),
            ...(most === undefined ? {} : { most }),
        });
        if (decision.kind === 'retry')
            await this.#wait(what, why, decision.wait);
        return decision.kind === 'retry';
    }
    async #retrying(call) {
        this.#usedUp.refuse(call.isGraphql);
        for (let attempts = 1;; attempts++) {
            try {
                return { ...(await this.#once(call)), attempts };
            }
            catch (error) {
                if (!(error instanceof client_error/* GitHubError */.y_))
                    throw error;
                await this.#waitOrGiveUp(error, attempts, call);
            }
        }
    }
    async #once({ send, check, isGraphql }) {
        const { clock, waiting } = this.#connection;
        const started = clock.now();
        // Whole milliseconds: AbortSignal.timeout takes nothing else.
        const timeout = Math.ceil(Math.max(SHORTEST_TIMEOUT, Math.min(TIMEOUT, waiting.left)));
        try {
            const { status, headers, data, url } = await send(AbortSignal.timeout(timeout));
            const answer = (0,own_token/* withoutToken */._Q)({ status, headers: (0,client_error/* textHeaders */.Gc)(headers), data, url }, this.#mask);
            this.#onAnswer(answer.headers);
            check(answer);
            return answer;
        }
        catch (error) {
            // A server that is slow to fail uses the run's time up like any other wait.
            waiting.left -= clock.now() - started;
            if (error instanceof client_error/* GitHubError */.y_)
                throw error;
            const failed = (0,own_token/* withoutToken */._Q)((0,client_error/* failedAnswer */.gk)(error, isGraphql), this.#mask);
            if (failed.status !== null)
                this.#onAnswer(failed.headers);
            throw new client_error/* GitHubError */.y_(failed, { cause: error });
        }
    }
    async #waitOrGiveUp(error, attempts, call) {
        const decision = (0,retry/* decideRetry */.tE)(error, this.#attempt(attempts), call.passes(error));
        if (decision.kind === 'retry' && call.retry(error)) {
            await this.#wait(call.what, (0,client_error/* reason */.l)(error), decision.wait);
            return;
        }
        // The end of a limit counts for those too who would not have waited for it.
        const until = decision.kind === 'give-up' ? (decision.until ?? null) : null;
        const final = new client_error/* GitHubError */.y_(error, { attempts, until, cause: error.cause });
        this.#usedUp.learn(final, call.isGraphql);
        throw final;
    }
    #attempt(number) {
        const { clock, waiting } = this.#connection;
        return { number, now: clock.now(), random: clock.random(), budget: waiting.left };
    }
    async #wait(what, why, milliseconds) {
        const { clock, log, waiting } = this.#connection;
        log.info(`${what}: ${why}; trying again in ${Math.ceil(milliseconds / 1000)} s.`);
        waiting.left -= milliseconds;
        await clock.sleep(milliseconds);
    }
}
const systemClock = {
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: () => Math.random(),
};
function waitingBudget() {
    return { left: retry/* LONGEST_RUN */.TK };
}


/***/ }),

/***/ 6093:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gc: () => (/* binding */ textHeaders),
/* harmony export */   JU: () => (/* binding */ isNoSuccess),
/* harmony export */   M: () => (/* binding */ orError),
/* harmony export */   Ms: () => (/* binding */ whyUnread),
/* harmony export */   Ud: () => (/* binding */ checkGraphql),
/* harmony export */   eQ: () => (/* binding */ failedQuery),
/* harmony export */   gk: () => (/* binding */ failedAnswer),
/* harmony export */   hb: () => (/* binding */ shapeless),
/* harmony export */   l: () => (/* binding */ reason),
/* harmony export */   y_: () => (/* binding */ GitHubError)
/* harmony export */ });
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2053);
/* harmony import */ var _plugin_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(785);
/* harmony import */ var _graphql_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5505);
/* harmony import */ var _limit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6688);
/* harmony import */ var _own_token_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4899);





/**
 * No success after all tries: an answer that says so, one that is unusable in spite of its status (below 300), or
 * none at all (`status` null).
 */
class GitHubError extends Error {
    status;
    headers;
    /** Of a GraphQL request: its `errors`; undefined for REST. */
    problems;
    isPage;
    /** What has to be waited for, where that is all. */
    limit;
    /** How often it was asked; 0 where it was not, because the token's limit is known to be used up. */
    attempts;
    /** Epoch milliseconds at which GitHub would answer again, where it said so. */
    until;
    constructor(answer, { attempts = 1, until = null, cause } = {}) {
        super(answer.message, { cause });
        this.name = 'GitHubError';
        this.status = answer.status;
        this.headers = answer.headers;
        this.problems = answer.problems;
        this.isPage = answer.isPage ?? false;
        this.limit = (0,_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .limitOf */ .LF)(answer);
        this.attempts = attempts;
        this.until = until;
    }
}
/** READ: what came of a request: its value, or how GitHub failed. */
async function orError(asked) {
    try {
        return await asked;
    }
    catch (error) {
        if (error instanceof GitHubError)
            return error;
        throw error;
    }
}
/** A success that does not show what was asked for: an empty, cut or foreign body. It may pass, as any failure may. */
function shapeless({ status, headers }) {
    return new GitHubError({ status, headers, message: 'the answer is incomplete' });
}
/** A query whose answer lacks what was asked for; `type` is GitHub's own word for why. */
function failedQuery(message, type) {
    const problems = type === undefined ? [{ message }] : [{ message, type }];
    return new GitHubError({ status: 200, headers: {}, message, problems });
}
/** For `retry`, of what does not repeat harmlessly: what took it for something else may have done it all the same. */
function isNoSuccess({ status }) {
    return status === null || status >= 300;
}
/** octokit's headers, all as text. */
function textHeaders(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
/** octokit throws one type for answers and for connections that failed: the second has no `response`. */
function failedAnswer(error, isGraphql) {
    const response = error.response;
    if (response === undefined)
        return { status: null, headers: {}, message: connectionMessage(error) };
    const { status, headers, data } = response;
    return {
        status,
        headers: textHeaders(headers),
        message: (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(data) ? saidBy(data) : '',
        ...(isGraphql ? { problems: (0,_graphql_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .graphqlProblems */ .mv)(data) } : {}),
        isPage: typeof data === 'string' && /<(?:!doctype|html|head|body|title)\b/i.test(data),
    };
}
/** GitHub's `message`, and what its `errors` add to it. */
function saidBy({ message, errors }) {
    const details = (Array.isArray(errors) ? errors : []).map(detailOf);
    return (0,_own_token_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutPasswords */ .hl)([message, ...details].filter((text) => typeof text === 'string' && text !== '').join(' '));
}
/** Some name only what is wrong with which field: `{"resource": "PullRequest", "field": "head", "code": "invalid"}`. */
function detailOf(error) {
    if (!(0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(error))
        return error;
    const { message, field, code } = error;
    if (typeof message === 'string' && message !== '')
        return message;
    return typeof field === 'string' && typeof code === 'string' ? `${field}: ${code}` : code;
}
/** The innermost message: "fetch failed" alone does not say that a host name did not resolve. */
function connectionMessage(error) {
    let inner = error;
    for (let depth = 0; depth < 5 && inner instanceof Error && inner.cause instanceof Error; depth++) {
        inner = inner.cause;
    }
    const { message, code } = inner;
    return [message, code].find((text) => typeof text === 'string' && text !== '')?.toString() ?? 'no answer';
}
/** Why a request is tried again, in a few words. */
function reason(error) {
    if (error.status === null)
        return `no answer (${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(error.message)})`;
    if (error.limit === 'login-attempts')
        return 'GitHub accepts no token from this address after too many invalid ones';
    if (error.limit !== null)
        return 'GitHub limits the rate of requests';
    if (error.status < 300 && (error.problems ?? []).length === 0)
        return `no usable answer (${error.status})`;
    const words = (error.problems ?? []).length === 0 ? '' : `: ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(error.message)}`;
    return `GitHub answered ${error.status}${words}`;
}
/** Why something could not be read: as GitHub says it, but for a limit, of which its words say less than ours. */
function whyUnread(error) {
    return error.limit !== null || error.message === '' ? reason(error) : error.message;
}
/**
 * GraphQL reports rate limits, and queries that ran too long or asked for too much, in a 200
 * (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
function checkGraphql(data, { status, headers }) {
    const problems = (0,_graphql_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .graphqlProblems */ .mv)(data);
    const came = (0,_graphql_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .graphqlData */ .oi)(data);
    // Beside what did come, words alone say little: they may be about a part, or somebody else's.
    const isByWords = headers['retry-after'] !== undefined || Object.values(came ?? {}).every((value) => value === null);
    const limited = problems.find(_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .isPrimary */ .Dn) ??
        (isByWords ? problems.find(({ message }) => (0,_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .limitIn */ .d9)(message) !== null) : undefined);
    if (limited === undefined && came !== null)
        return;
    // A secondary limit may come as a mere `message` (github-answers: secondary-limit).
    const message = (limited ?? problems[0])?.message ?? ((0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(data) ? saidBy(data) : '');
    throw new GitHubError({ status, headers, message, problems });
}


/***/ }),

/***/ 5664:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lY: () => (/* binding */ showTime),
/* harmony export */   po: () => (/* binding */ expiryIn)
/* harmony export */ });
/* unused harmony exports EXPIRY_HEADER, parseExpiry */
/**
 * The header that comes with every answer to a personal access token that expires
 * (https://docs.github.com/authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation).
 */
const EXPIRY_HEADER = 'github-authentication-token-expiration';
/**
 * The header's time in epoch milliseconds, or null where there is none that can be read. Known shapes:
 * `2021-10-07 19:07:53 UTC` and `2023-05-01 10:00:00 -0700` (google/go-github#2649).
 */
function parseExpiry(value) {
    const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(UTC|Z|[+-]\d\d:?\d\d)(?: UTC)?$/.exec(value?.trim() ?? '');
    if (match === null)
        return null;
    const [, date, time, zone = ''] = match;
    const offset = zone.startsWith('+') || zone.startsWith('-') ? zone.replace(/^(...)(\d\d)$/, '$1:$2') : 'Z';
    const moment = Date.parse(`${date}T${time}${offset}`);
    return Number.isNaN(moment) ? null : moment;
}
/** The header and the answer's own time may be a moment apart. */
const SAME_MOMENT = 60_000;
/**
 * PURE: the expiry that an answer's headers tell, in epoch milliseconds. One that is not after the answer itself
 * contradicts it, since the token was taken: the header has held the time of the request (google/go-github#3708).
 *
 * @param now the time where the answer has no `date`.
 */
function expiryIn(headers, now) {
    const expiry = parseExpiry(headers[EXPIRY_HEADER]);
    const answered = Date.parse(headers['date'] ?? '');
    const then = Number.isNaN(answered) ? now : answered;
    return expiry !== null && expiry > then + SAME_MOMENT ? expiry : null;
}
/** The last that a Date can hold (https://tc39.es/ecma262/#sec-time-values-and-time-range). */
const LAST_MOMENT = 8.64e15;
/** `2026-12-01 19:07 UTC`. */
function showTime(moment) {
    if (!(Math.abs(moment) <= LAST_MOMENT))
        return 'a time far away';
    return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}


/***/ }),

/***/ 5505:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kn: () => (/* binding */ aliasedRepository),
/* harmony export */   OZ: () => (/* binding */ errorWithin),
/* harmony export */   V1: () => (/* binding */ nothingAt),
/* harmony export */   j5: () => (/* binding */ INCOMPLETE),
/* harmony export */   kT: () => (/* binding */ forbids),
/* harmony export */   mv: () => (/* binding */ graphqlProblems),
/* harmony export */   oi: () => (/* binding */ graphqlData),
/* harmony export */   sj: () => (/* binding */ whyNull)
/* harmony export */ });
/* harmony import */ var _plugin_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(785);
/* harmony import */ var _own_token_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4899);


/** PURE: a body → its `data`, null where there is none. */
function graphqlData(body) {
    const data = (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .G)(body) ? body['data'] : null;
    return (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .G)(data) ? data : null;
}
function graphqlProblems(body) {
    const errors = (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .G)(body) ? (body['errors'] ?? []) : [];
    const listed = Array.isArray(errors) ? errors : [errors];
    const data = graphqlData(body);
    return listed.map((error) => placed(problemOf((0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .G)(error) ? error : { message: error }), data));
}
/** An error whose path leads to nothing in the answer may be about anything in it, as one without a path. */
function placed({ path, ...problem }, data) {
    return path !== undefined && leads(path, data) ? { ...problem, path } : problem;
}
/** Whether a path can be followed through `data`, at least up to a null. */
function leads([step, ...rest], value) {
    if (step === undefined || value === null)
        return true;
    if (typeof value !== 'object' || !Object.hasOwn(value, step))
        return false;
    return leads(rest, value[step]);
}
/** Only what has the documented shape is taken over: an answer may come from anything that stands between. */
function problemOf({ type, message, path, code, extensions }) {
    const reason = code ?? ((0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .G)(extensions) ? extensions['code'] : undefined);
    return {
        message: typeof message === 'string' ? (0,_own_token_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutPasswords */ .hl)(message) : 'an error without a message',
        ...(typeof type === 'string' ? { type } : {}),
        ...(typeof reason === 'string' ? { code: reason } : {}),
        ...(Array.isArray(path) && path.length > 0 ? { path } : {}),
    };
}
/**
 * PURE: why a null stands at a place. A field that fails makes its parents null up to the first that may be, so an
 * error below a null explains it, and so does one above it or one without a path
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors). Only `NOT_FOUND` at the very place, or no word
 * at all, means that it isn't there: doubt is never taken for absence.
 */
function whyNull(errors, place) {
    const concerning = errors.filter((error) => concerns(error, place));
    const others = concerning.filter((error) => !saysAbsent(error, place));
    // What lies at the place or below it outweighs that GitHub says "not found"; what lies elsewhere does not.
    const own = others.filter((error) => error.path !== undefined && reaches(error.path, place.path));
    if (concerning.length > others.length && own.length === 0)
        return { kind: 'absent', bare: false };
    const [first] = others;
    if (first === undefined)
        return { kind: 'absent', bare: true };
    const forbidden = others.find((error) => forbids(error) && (error.path !== undefined || place.alone));
    return forbidden === undefined
        ? { kind: 'failed', message: first.message }
        : { kind: 'forbidden', message: forbidden.message };
}
/** PURE: why there is no object at a place; what is missing from the answer, or has another shape, failed. */
function nothingAt(value, errors, place) {
    return value === null ? whyNull(errors, place) : INCOMPLETE;
}
const INCOMPLETE = { kind: 'failed', message: 'the answer is incomplete' };
/** PURE: GitHub always says why a repository is null (github-answers: repository-missing); without a word it failed. */
function aliasedRepository({ data, errors }, alias, alone) {
    const fields = data[alias];
    if ((0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .G)(fields))
        return { kind: 'repository', fields };
    const why = nothingAt(fields, errors, { path: [alias], alone });
    if (why.kind !== 'absent')
        return why;
    return why.bare ? INCOMPLETE : { kind: 'no-repository' };
}
/** PURE: whether an error is about a right of the token, or about the address that it comes from. */
function forbids({ type, message }) {
    if (type !== undefined)
        return type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES';
    return /^(?:resource (?:not accessible|protected by)|although you appear to have the correct auth)/i.test(message);
}
function errorWithin(errors, place) {
    return errors.find(({ path }) => path !== undefined && reaches(path, place)) ?? null;
}
function concerns(error, { path, file }) {
    const named = missingFile(error);
    if (error.path === undefined)
        return named === null || named === file;
    return reaches(error.path, path) || reaches(path, error.path);
}
/** Whether `path` is `place`, or lies below it. From the end, where paths of one answer differ: there are many. */
function reaches(path, place) {
    if (path.length < place.length)
        return false;
    return (place.findLastIndex((step, index) => step !== path[index] && String(step) !== String(path[index])) < 0);
}
/** `NOT_FOUND` at the place, or the same words without a type. An error that names the file needs no path. */
function saysAbsent(error, { path, file }) {
    if (error.path === undefined)
        return file !== undefined && missingFile(error) === file;
    const isHere = error.path.length === path.length && reaches(error.path, path);
    if (error.type !== undefined)
        return isHere && error.type === 'NOT_FOUND';
    return isHere && /^could not resolve (?:file for path|to an? )/i.test(error.message);
}
/**
 * The path in "Could not resolve file for path 'x'.", asserted against github.com by changesets/ghcommit's
 * integration tests; null where an error says anything else.
 */
function missingFile({ type, message }) {
    if (type !== undefined && type !== 'NOT_FOUND')
        return null;
    return /^could not resolve file for path '(.*)'\.?$/is.exec(message)?.[1] ?? null;
}


/***/ }),

/***/ 2307:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ QueryBuilder),
/* harmony export */   p: () => (/* binding */ repositoriesQuery)
/* harmony export */ });
/** Builds a query: every value travels once, as a variable, so nothing from outside gets into the text. */
class QueryBuilder {
    #variables = new Map();
    /** The variable for a value, as it is written where the value belongs. */
    variable(type, value) {
        const key = `${type} ${value}`;
        const known = this.#variables.get(key) ?? { name: `$v${this.#variables.size}`, type, value };
        this.#variables.set(key, known);
        return known.name;
    }
    text(value) {
        return this.variable('String!', value);
    }
    repository({ owner, name }) {
        return `repository(owner: ${this.text(owner)}, name: ${this.text(name)})`;
    }
    /** The query of these fields, with the fragments that they use. */
    query(fields, fragments = []) {
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
function repositoriesQuery(repositories, fields) {
    const builder = new QueryBuilder();
    return builder.query(repositories.map((one, n) => `r${n}: ${builder.repository(one)} ${fields}`));
}


/***/ }),

/***/ 2263:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ inFlight),
/* harmony export */   R: () => (/* binding */ IN_FLIGHT)
/* harmony export */ });
/** Requests in flight: far below the 100 at which GitHub's secondary limit begins. */
const IN_FLIGHT = 4;
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


/***/ }),

/***/ 6688:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dn: () => (/* binding */ isPrimary),
/* harmony export */   LF: () => (/* binding */ limitOf),
/* harmony export */   d9: () => (/* binding */ limitIn)
/* harmony export */ });
/**
 * PURE: the limit that an answer reports, or null. Facts:
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api. The GraphQL type is
 * `RATE_LIMITED` in the docs and `RATE_LIMIT` on github.com in 2026; the headers may show points left all the same.
 */
function limitOf(answer) {
    const { status, headers, message, problems } = answer;
    if (status === null || answer.isPage === true)
        return status === 429 ? 'secondary' : null;
    if (problems?.some(isPrimary))
        return 'primary';
    const words = limitIn(message);
    if (problems !== undefined && status < 300)
        return words ?? (hasRetryAfter(answer) ? 'secondary' : null);
    if (status === 429)
        return headers['x-ratelimit-remaining'] === '0' ? 'primary' : (words ?? 'secondary');
    // A bare 403 of GraphQL is a secondary limit (https://github.com/orgs/community/discussions/24494).
    const isBare = problems !== undefined && message === '';
    if (status === 422)
        return TOO_QUICK.test(message) ? 'secondary' : null;
    if (status !== 403 || /not accessible/i.test(message))
        return null;
    if (words !== null)
        return words;
    if (hasRetryAfter(answer) || isBare)
        return 'secondary';
    return headers['x-ratelimit-remaining'] === '0' ? 'primary' : null;
}
function hasRetryAfter({ headers }) {
    return headers['retry-after'] !== undefined;
}
/** PURE: whether an error says that the points of the hour are used up. */
function isPrimary({ type, code }) {
    return [type, code].some((word) => /^(?:graphql_)?rate_limit(?:ed)?$/i.test(word ?? ''));
}
const TOO_QUICK = /submitted too quickly/i;
/** PURE: the limit that a message names, or null. */
function limitIn(message) {
    if (/login attempts? exceeded/i.test(message))
        return 'login-attempts';
    if (/secondary rate limit|abuse detection|blocked from content creation/i.test(message))
        return 'secondary';
    if (TOO_QUICK.test(message))
        return 'secondary';
    return /rate limit/i.test(message) ? 'primary' : null;
}


/***/ }),

/***/ 9627:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Af: () => (/* binding */ networkOf),
/* harmony export */   ET: () => (/* binding */ brokenAddresses),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   aD: () => (/* binding */ serverAddress),
/* harmony export */   iJ: () => (/* binding */ proxyFor),
/* harmony export */   yM: () => (/* binding */ brokenProxies)
/* harmony export */ });
/* unused harmony export ADDRESS_VARIABLES */
/** What the environment says of servers and proxies: checked before anything is asked, because a bad one fails late. */
/** What the connection to GitHub depends on, besides addresses. */
const NETWORK_VARIABLES = [
    ...['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'],
    'ACTIONS_ORCHESTRATION_ID',
];
/** PURE: those variables alone, so that nothing else is handed around. */
function networkOf(env) {
    return Object.fromEntries(NETWORK_VARIABLES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
/**
 * PURE: the address of a server, without a slash at its end, and without a name and password: these would be shown
 * wherever the address is, and fetch takes none (https://fetch.spec.whatwg.org/#dom-request).
 */
function serverAddress(text) {
    const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
    if (url === null || !isWeb(url))
        return unusable({ kind: 'not-web' });
    if (url.search !== '' || url.hash !== '')
        return unusable({ kind: 'with-query' });
    const path = url.pathname.replace(/\/+/g, '/').replace(/\/$/, '');
    return { kind: 'usable', url: `${url.origin}${path}` };
}
function unusable(fault) {
    return { kind: 'unusable', fault };
}
function isWeb({ protocol, hostname }) {
    return (protocol === 'https:' || protocol === 'http:') && hostname !== '';
}
/** Where GitHub is, as a runner or a person says it (https://docs.github.com/actions/reference/workflows-and-actions/variables). */
const ADDRESS_VARIABLES = ['GITHUB_SERVER_URL', 'GITHUB_API_URL', 'GITHUB_GRAPHQL_URL'];
/** PURE: the variables with addresses that can't be used. */
function brokenAddresses(env) {
    return ADDRESS_VARIABLES.flatMap((name) => {
        const text = env[name]?.trim() ?? '';
        const setting = text === '' ? null : serverAddress(text);
        return setting?.kind === 'unusable' ? [{ name, fault: setting.fault }] : [];
    });
}
/** By scheme; of each pair the first that is set counts. */
const PROXY_VARIABLES = {
    'https:': ['https_proxy', 'HTTPS_PROXY'],
    'http:': ['http_proxy', 'HTTP_PROXY'],
};
/** The proxy for a request to this address, and the variable that names it; null where it is asked directly. */
function proxyOf(env, target) {
    const names = isDirect(env, target) ? [] : (PROXY_VARIABLES[target.protocol] ?? []);
    const name = names.find((one) => (env[one] ?? '').trim() !== '');
    return name === undefined ? null : { name, setting: proxyAddress(env[name] ?? '') };
}
/** PURE: the proxy variables that can't be used, of those that count for these addresses. */
function brokenProxies(env, addresses) {
    const found = addresses.flatMap((address) => proxyOf(env, new URL(address)) ?? []);
    const distinct = new Map(found.map(({ name, setting }) => [name, setting]));
    return [...distinct].flatMap(([name, setting]) => setting.kind === 'unusable' ? [{ name, fault: setting.fault }] : []);
}
/** PURE: the proxy for a request to this address; null where it is asked directly. Throws where it can't be used. */
function proxyFor(env, target) {
    const proxy = proxyOf(env, target);
    if (proxy?.setting.kind === 'unusable')
        throw new TypeError(`${proxy.name} can't be used`);
    return proxy?.setting.url ?? null;
}
/**
 * `host:port` alone is taken as curl takes it: over http. Name and password stay in it, percent-encoded.
 * https://docs.github.com/actions/how-tos/manage-runners/use-proxy-servers
 */
function proxyAddress(text) {
    const trimmed = text.trim();
    const full = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
    const url = URL.canParse(full) ? new URL(full) : null;
    if (url === null || !/^[\w[][\w.:\]-]*$/.test(url.hostname))
        return unusable({ kind: 'no-address' });
    const scheme = url.protocol.slice(0, -1);
    if (!isWeb(url))
        return unusable({ kind: 'other-scheme', scheme });
    if (!isDecodable(url.username) || !isDecodable(url.password))
        return unusable({ kind: 'not-encoded' });
    return { kind: 'usable', url: url.href };
}
function isDecodable(text) {
    try {
        decodeURIComponent(text);
        return true;
    }
    catch {
        return false;
    }
}
/** As curl reads `no_proxy`: hosts, each for its subdomains too, with a port or without; a computer itself never. */
function isDirect(env, { hostname, protocol, port }) {
    if (isLoopback(hostname))
        return true;
    const own = hostname.toLowerCase();
    const withPort = `${own}:${port || (protocol === 'https:' ? '443' : '80')}`;
    return (env['no_proxy'] || env['NO_PROXY'] || '')
        .toLowerCase()
        .split(/[\s,]+/)
        .map((item) => item.replace(/^\*?\.(?=.)/, ''))
        .some((item) => item !== '' && (item === '*' || [own, withPort].some((host) => isBelow(host, item))));
}
function isBelow(host, domain) {
    return host === domain || host.endsWith(`.${domain}`);
}
/** PURE: whether a host, as `URL.hostname` has it, is this very computer. */
function isLoopback(hostname) {
    return /^(?:localhost|(?:[^.]+\.)+localhost|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}


/***/ }),

/***/ 4899:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _Q: () => (/* binding */ withoutToken),
/* harmony export */   hl: () => (/* binding */ withoutPasswords),
/* harmony export */   qv: () => (/* binding */ tokenMask)
/* harmony export */ });
/** Shorter texts are no tokens, and would be found in ordinary words. */
const SHORTEST = 8;
/**
 * PURE: what hides a token in texts, however a server writes it: as it is, percent-encoded, or in base64, as HTTP's
 * `Basic` has it (`x-access-token:<token>`): of that the whole word.
 */
function tokenMask(token) {
    if (token.length < SHORTEST)
        return (text) => text;
    const cores = inBase64(token);
    const hidden = (word) => (cores.some((core) => word.includes(core)) ? '***' : word);
    // Made when it is needed: it takes milliseconds for tokens of 520 characters.
    let encoded;
    const decode = (text) => {
        encoded ??= new RegExp([...Buffer.from(token)].map(plainOrEncoded).join(''), 'g');
        return text.replace(encoded, '***');
    };
    return (text) => {
        const plain = text.replaceAll(token, '***');
        const decoded = plain.includes('%') ? decode(plain) : plain;
        return hidden(decoded) === decoded ? decoded : decoded.replace(/[\w+-]+(?:=|%3[Dd])*/g, hidden);
    };
}
/** The characters that a text's base64 has for sure, whatever stands before and after it; in both alphabets. */
function inBase64(text) {
    const cores = [0, 1, 2].map((before) => {
        const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
        return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    });
    return [...cores, ...cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_'))];
}
function plainOrEncoded(byte) {
    const hex = byte.toString(16).padStart(2, '0');
    const digits = [...hex].map((digit) => `[${digit}${digit.toUpperCase()}]`);
    return `(?:${literal(String.fromCharCode(byte))}|%${digits.join('')})`;
}
function literal(text) {
    return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
/**
 * PURE: an answer in which the token that asked does not stand. A server may send it back, in an error's words, a
 * header or an address; whatever is cut, escaped or written elsewhere later must not hold a part of it.
 */
function withoutToken(value, mask) {
    return maskedIn(value, mask);
}
function maskedIn(value, mask) {
    if (typeof value === 'string')
        return mask(value);
    if (Array.isArray(value))
        return value.map((item) => maskedIn(item, mask));
    if (typeof value !== 'object' || value === null)
        return value;
    // A file's bytes: whether they are the right ones is checked by their hash.
    const isBytes = 'encoding' in value && value.encoding === 'base64';
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [
        mask(key),
        isBytes && key === 'content' ? item : maskedIn(item, mask),
    ]));
}
/** PURE: what a server says, without the password of an address in it. */
function withoutPasswords(text) {
    return text.replace(/(?<=:\/\/)[^\s/?#:'"`<>]*:[^\s/?#'"`<>]*@/g, '***@');
}


/***/ }),

/***/ 2537:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TK: () => (/* binding */ LONGEST_RUN),
/* harmony export */   dp: () => (/* binding */ isRedirectLoop),
/* harmony export */   t4: () => (/* binding */ isRefusedQuery),
/* harmony export */   tE: () => (/* binding */ decideRetry),
/* harmony export */   wI: () => (/* binding */ asksTooMuch)
/* harmony export */ });
/* harmony import */ var _graphql_answer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5505);
/* harmony import */ var _limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6688);


/**
 * The one retry policy. Facts: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 * and https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api.
 */
const MOST_TRIES = 4;
const LONGEST_WAIT = 60_000;
/** All waits of a run together, in milliseconds. */
const LONGEST_RUN = 300_000;
/** Whether to try again, and after how many milliseconds; `passes` says that this very answer is known to pass by. */
function decideRetry(answer, attempt, passes = false) {
    if (!passes && !isTransient(answer))
        return { kind: 'give-up' };
    const asked = (0,_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .limitOf */ .LF)(answer) === null ? retryAfter(answer, attempt.now) : limitWait(answer, attempt.now);
    const wait = Math.max(asked ?? 0, Math.min(backoff(attempt), LONGEST_WAIT));
    const tooLong = wait > LONGEST_WAIT || wait > attempt.budget;
    if (!tooLong && attempt.number < (attempt.most ?? MOST_TRIES))
        return { kind: 'retry', wait };
    return asked === null ? { kind: 'give-up' } : { kind: 'give-up', until: attempt.now + wait };
}
/** An unusable success may be one that was cut off. */
function isTransient(answer) {
    const { status, problems = [] } = answer;
    if (status === null)
        return !isRedirectLoop(answer);
    if ((0,_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .limitOf */ .LF)(answer) !== null)
        return true;
    return status >= 500 || (status < 300 && !problems.some(isFinal));
}
/** Twenty redirects in a row: no accident that passes, and nothing that depends on what is asked for. */
function isRedirectLoop({ status, message }) {
    return status === null && /redirect/i.test(message);
}
/** Errors that the same query gets again: it may not be read, it asks for too much, or it can't be answered at all. */
function isFinal(problem) {
    const isBadVariable = /^variable \$\w+ of type/i.test(problem.message);
    return (0,_graphql_answer_js__WEBPACK_IMPORTED_MODULE_0__/* .forbids */ .kT)(problem) || asksTooMuch(problem) || isRefusedQuery(problem) || isBadVariable;
}
/**
 * GitHub says that a query asks for too much: less of it may be answered. Types: announced in
 * https://github.blog/changelog/2025-09-01-graphql-api-resource-limits/; the words: changesets/changesets.
 */
function asksTooMuch({ type, message }) {
    return (/^(?:RESOURCE_LIMITS?_EXCEEDED|MAX_NODE_LIMIT_EXCEEDED|ARGUMENT_LIMIT)$/.test(type ?? '') ||
        /^timeout on validation/i.test(message));
}
/**
 * A query that the server's schema does not know, as graphql-ruby says it (`undefinedField`, …), or that asks for a
 * list without a size, or with one that is too big: a fault of ours, which no other try mends.
 */
function isRefusedQuery({ type, code }) {
    if (type === 'EXCESSIVE_PAGINATION' || type === 'MISSING_PAGINATION_BOUNDARIES')
        return true;
    return code !== undefined && !/rate_limit/i.test(code);
}
/**
 * `retry-after` first; then the reset of a used-up limit, which is told by its words even where the headers show
 * something left; else the minute that secondary limits ask for.
 */
function limitWait(answer, now) {
    const asked = retryAfter(answer, now);
    if (asked !== null)
        return asked;
    const reset = /^\d+$/.exec(answer.headers['x-ratelimit-reset'] ?? '')?.[0];
    if ((0,_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .limitOf */ .LF)(answer) !== 'primary' || reset === undefined)
        return LONGEST_WAIT;
    return Math.max(0, Number(reset) * 1000 - now) + 1000;
}
/** Seconds or a date (RFC 9110, 10.2.3) → milliseconds; null where it is neither. */
function retryAfter({ headers }, now) {
    const value = headers['retry-after']?.trim() ?? '';
    if (/^\d+(?:\.\d+)?$/.test(value))
        return Number(value) * 1000;
    // JavaScript takes `-5` for a date, too.
    const date = /^[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(date) ? null : Math.max(0, date - now);
}
/** About 1, 2, 4, … seconds, spread by half so that many runs do not come back at one moment. */
function backoff({ number, random }) {
    return Math.round(1000 * 2 ** (number - 1) * (0.75 + random / 2));
}


/***/ }),

/***/ 2534:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ isTokenText),
/* harmony export */   BO: () => (/* binding */ hasScope),
/* harmony export */   aA: () => (/* binding */ tokenKind)
/* harmony export */ });
/** By the prefix alone: what follows it may change. */
function tokenKind(token) {
    if (token.startsWith('ghp_'))
        return 'classic';
    if (token.startsWith('github_pat_'))
        return 'fine-grained';
    if (token.startsWith('ghs_'))
        return 'app';
    if (token.startsWith('ghu_'))
        return 'user';
    return token.startsWith('gho_') ? 'oauth' : 'unknown';
}
/** Whether a list of scopes (`X-OAuth-Scopes: repo, read:org`) names one; `repo:status` is not `repo`. */
function hasScope(scopes, scope) {
    return scopes.split(',').some((one) => one.trim() === scope);
}
/**
 * Whether a text can be a token: visible ASCII without quotes, comments and what else a paste or an unfilled template
 * leaves behind. What GitHub's own hold may change.
 */
function isTokenText(text) {
    return /^[\x21-\x7e]+$/.test(text) && !/["'`#$(){}<>,;\\]/.test(text);
}


/***/ }),

/***/ 1740:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ isOid),
  J: () => (/* binding */ readAnswer)
});

// EXTERNAL MODULE: ./src/plugin/json.ts
var json = __webpack_require__(785);
// EXTERNAL MODULE: ./src/github/client/graphql-answer.ts
var graphql_answer = __webpack_require__(5505);
// EXTERNAL MODULE: ./src/github/path.ts
var github_path = __webpack_require__(7176);
;// CONCATENATED MODULE: ./src/github/objects/entries.ts

/** PURE: `Commit.tree` → the root; null where the answer has another shape. */
function readRoot({ oid, entries }) {
    return readEntry({ mode: 0o040000, oid, object: { entries } });
}
/** PURE: `Commit.file` → the entry; null where the answer has another shape. */
function readEntry({ mode, oid, object }) {
    const kind = kindOf(mode);
    if (kind === null || typeof oid !== 'string')
        return null;
    const content = (0,json/* isObject */.G)(object) ? object : {};
    // What was asked for and is not even null was cut off: not a reason to read each file by itself.
    if (object === undefined || (content['__typename'] === 'Blob' && content['text'] === undefined))
        return null;
    const entries = kind === 'directory' ? listing(content['entries']) : [];
    if (entries === null)
        return null;
    const blob = content['__typename'] === 'Blob' ? blobOf(content) : null;
    return { kind, oid, executable: isExecutable(mode), blob, entries };
}
/** Where `isTruncated` is true GitHub gives `isBinary` as null (ossf/pvtr-github-repo-scanner#219). */
function blobOf({ byteSize, isBinary, text }) {
    return {
        byteSize: typeof byteSize === 'number' ? byteSize : 0,
        isBinary: isBinary === true,
        text: typeof text === 'string' ? text : null,
    };
}
function listing(entries) {
    if (!Array.isArray(entries))
        return null;
    const listed = entries.flatMap((item) => {
        const { name, mode, oid } = (0,json/* isObject */.G)(item) ? item : {};
        const kind = kindOf(mode);
        return typeof name === 'string' && typeof oid === 'string' && kind !== null
            ? [{ name, kind, oid, executable: isExecutable(mode) }]
            : [];
    });
    return listed.length === entries.length ? listed : null;
}
function isExecutable(mode) {
    return mode === 0o100755;
}
/** git's modes, which GraphQL gives as decimal numbers: 40960 is 0120000 (k0shk0sh/FastHub#1847). */
function kindOf(mode) {
    switch (mode) {
        case 0o120000:
            return 'symlink';
        case 0o160000:
            return 'submodule';
        case 0o040000:
            return 'directory';
        default:
            return typeof mode === 'number' ? 'file' : null;
    }
}

;// CONCATENATED MODULE: ./src/github/objects/below.ts



/**
 * PURE: what came with a folder's listing: the folders in it, those in them, and in each of the first the file of `below`
 * or that it isn't there. What did not come whole, or is a link, is left out: it has to be asked for.
 */
function readBelow(folder, value, { file }) {
    const items = itemsOf(folder === '' ? value : value['object']);
    return foldersIn(items, folder).flatMap(([path, item, result]) => {
        const inside = itemsOf(item['object']);
        const inner = foldersIn(inside, path).map(([at, , found]) => [at, found]);
        return [[path, result], ...inner, ...fileIn(inside, path, file)];
    });
}
/** The folders among these, by path, whose listings came whole. */
function foldersIn(items, above) {
    return items.flatMap((item) => {
        const entry = directoryIn(item);
        return entry === null
            ? []
            : [
                [(0,github_path/* joinPath */.uJ)(above, String(item['name'])), item, { kind: 'found', entry }],
            ];
    });
}
function fileIn(inside, above, [folder, name]) {
    const own = (0,github_path/* joinPath */.uJ)(above, folder);
    const path = (0,github_path/* joinPath */.uJ)(own, name);
    const holder = inside.find((one) => one['name'] === folder);
    if (holder === undefined)
        return [absent(own), absent(path)];
    if (directoryIn(holder) === null)
        return [];
    const item = itemsOf(holder['object']).find((one) => one['name'] === name);
    if (item === undefined)
        return [absent(path)];
    const entry = readEntry(item);
    // Of anything but a file, what is to be known was not asked for.
    return entry?.blob == null ? [] : [[path, { kind: 'found', entry }]];
}
function absent(path) {
    return [path, { kind: 'no-path' }];
}
function itemsOf(tree) {
    const entries = (0,json/* isObject */.G)(tree) ? tree['entries'] : null;
    return Array.isArray(entries) ? entries.filter(json/* isObject */.G) : [];
}
/** A directory whose listing came whole. */
function directoryIn(item) {
    const { object, ...rest } = item;
    if (typeof item['name'] !== 'string' || !(0,json/* isObject */.G)(object) || !Array.isArray(object['entries']))
        return null;
    const entry = readEntry({ ...rest, object });
    return entry?.kind === 'directory' ? entry : null;
}

// EXTERNAL MODULE: ./src/github/objects/query.ts
var query = __webpack_require__(984);
;// CONCATENATED MODULE: ./src/github/objects/answers.ts





/** PURE: one GraphQL answer to the query of these parts → what it says of each. */
function readAnswer(parts, answer) {
    const aliases = (0,query/* aliasesOf */.QI)(parts);
    const alone = new Set([...aliases.values()].map(({ repository }) => repository)).size === 1;
    const reading = { ...answer, alone };
    return new Map([...aliases].map(([part, alias]) => [part, snapshotOf(part, alias, reading)]));
}
function snapshotOf(part, alias, reading) {
    const repository = (0,graphql_answer/* aliasedRepository */.Kn)(reading, alias.repository, reading.alone);
    if (repository.kind === 'no-repository')
        return repository;
    if (repository.kind !== 'repository')
        return unread(repository);
    const at = [alias.repository, alias.object];
    const found = peeled(repository.fields[alias.object], part.request.revision, at, reading);
    return found.kind === 'commit' ? commitSnapshot(part, found, reading) : found;
}
function unread(why) {
    return why.kind === 'forbidden' ? why : { ...why, error: null };
}
/** Follows a ref to its target, a release to its commit, and annotated tags to theirs. */
function peeled(value, revision, path, reading) {
    if (!(0,json/* isObject */.G)(value))
        return noCommit(value, path, reading);
    const step = stepTo(revision);
    const start = step === null ? path : [...path, step];
    let at = start;
    let found = step === null ? value : value[step];
    while ((0,json/* isObject */.G)(found) && found['__typename'] === 'Tag' && 'target' in found) {
        found = found['target'];
        at = [...at, 'target'];
    }
    if (!(0,json/* isObject */.G)(found)) {
        const why = noCommit(found, at, reading);
        // A release may outlive its tag; a ref always has a target.
        return why.kind === 'no-commit' && step !== 'tagCommit' ? unread(graphql_answer/* INCOMPLETE */.j5) : why;
    }
    const { __typename: type, oid } = found;
    const isOther = 'oid' in revision && at === start && oid !== revision.oid;
    if (type === 'Commit' && isOid(oid) && !isOther) {
        return { kind: 'commit', commit: found, path: at, holder: value };
    }
    return /^(?:Tag|Tree|Blob)$/.test(String(type)) ? { kind: 'no-commit' } : unread(graphql_answer/* INCOMPLETE */.j5);
}
function stepTo(revision) {
    if ('latestRelease' in revision)
        return 'tagCommit';
    return (0,query/* isRef */.i9)(revision) ? 'target' : null;
}
/**
 * A ref or an object that isn't there is null without an error (github-answers: ref-missing, expression-missing-path);
 * for a commit's id nobody has recorded it, so `NOT_FOUND` there means the same.
 */
function noCommit(value, path, reading) {
    const why = (0,graphql_answer/* nothingAt */.V1)(value, reading.errors, { path, alone: reading.alone });
    return why.kind === 'absent' ? { kind: 'no-commit' } : unread(why);
}
function commitSnapshot(part, { commit, path, holder }, reading) {
    const { parents: wantsParents = false, date: wantsDate = false, revision } = part.request;
    const wantsMessage = part.request.message === true;
    const paths = part.paths.map((file, n) => [file, pathResult(commit[`f${n}`], file, [...path, `f${n}`], reading)]);
    const below = part.paths.flatMap((folder, n) => belowOf(folder, commit[`f${n}`], paths[n]?.[1], part));
    const forbidden = paths.find(([, { kind }]) => kind === 'forbidden')?.[1];
    if (forbidden?.kind === 'forbidden')
        return forbidden;
    const parents = wantsParents ? parentsOf(commit) : [];
    const date = Date.parse(String(commit['committedDate']));
    const release = 'latestRelease' in revision ? holder['tagName'] : null;
    const isWhole = parents !== null &&
        !(wantsDate && Number.isNaN(date)) &&
        !(wantsMessage && typeof commit['message'] !== 'string') &&
        (release === null || typeof release === 'string');
    if (!isWhole)
        return unread(graphql_answer/* INCOMPLETE */.j5);
    return {
        kind: 'commit',
        oid: String(commit['oid']),
        parents,
        paths: new Map([
            ...below,
            ...paths.flatMap(([file, result]) => (result.kind === 'forbidden' ? [] : [[file, result]])),
        ]),
        release,
        ...('defaultBranch' in revision ? branchOf(holder) : {}),
        ...(wantsDate ? { date } : {}),
        ...(wantsMessage ? { message: String(commit['message']) } : {}),
        ...comparisonOf(holder['compare']),
    };
}
function branchOf({ name }) {
    return typeof name === 'string' && name !== '' ? { branch: name } : {};
}
function belowOf(folder, value, result, { below }) {
    if (below === undefined || !below.folders.includes(folder))
        return [];
    return result?.kind === 'found' && (0,json/* isObject */.G)(value) ? readBelow(folder, value, below) : [];
}
/** Null where it isn't there, in a repository's first commit too, is an empty list. */
function parentsOf(commit) {
    const parents = commit['parents'];
    const nodes = (0,json/* isObject */.G)(parents) ? parents['nodes'] : null;
    if (!Array.isArray(nodes))
        return null;
    const oids = nodes.map((node) => ((0,json/* isObject */.G)(node) ? node['oid'] : null)).filter(isOid);
    return oids.length === nodes.length ? oids : null;
}
function comparisonOf(value) {
    const { status, behindBy } = (0,json/* isObject */.G)(value) ? value : {};
    if (typeof status !== 'string' || typeof behindBy !== 'number')
        return {};
    return { comparison: { status, behindBy } };
}
/** What came of one of the part's paths, at its place in the answer. */
function pathResult(value, file, path, { errors, alone }) {
    if (!(0,json/* isObject */.G)(value)) {
        const why = (0,graphql_answer/* nothingAt */.V1)(value, errors, { path, alone, file });
        if (why.kind !== 'absent')
            return why;
        // A commit has a root.
        return file === '' ? graphql_answer/* INCOMPLETE */.j5 : { kind: 'no-path' };
    }
    const error = (0,graphql_answer/* errorWithin */.OZ)(errors, path);
    if (error !== null)
        return { kind: (0,graphql_answer/* forbids */.kT)(error) ? 'forbidden' : 'failed', message: error.message };
    const entry = file === '' ? readRoot(value) : readEntry(value);
    return entry === null ? graphql_answer/* INCOMPLETE */.j5 : { kind: 'found', entry };
}
/** Git's id of an object, of either length that git knows. */
function isOid(value) {
    return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}


/***/ }),

/***/ 6192:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   St: () => (/* binding */ repositoriesIn),
/* harmony export */   U_: () => (/* binding */ chunksOf),
/* harmony export */   Wg: () => (/* binding */ inTwo),
/* harmony export */   Xu: () => (/* binding */ halve),
/* harmony export */   cS: () => (/* binding */ batchesOf)
/* harmony export */ });
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(651);

/**
 * PURE: how much goes into one GraphQL request. GitHub ends a query after some ten seconds, and its own tool reads 20
 * repositories with their files at once (github/gh-actions-lock); 30 and more have failed in production
 * (AdnaneKhan/gato-x#270), 250 objects of one repository have not (sveltia/sveltia-cms).
 */
const MOST_REPOSITORIES = 20;
/** Over several repositories, and in one alone. */
const MOST_PATHS = 100;
const MOST_PATHS_OF_ONE = 200;
/** Below the 256 KiB at which a public tool caps its bodies, with room for the text around. */
const MOST_BYTES = 200_000;
/** So few of one repository are hardly ever too much: what fails then is tried again, not halved. */
const FEW_PATHS = 25;
/** PURE: requests → parts that fit into a query, and these in batches; those of one repository stay together. */
function batchesOf(requests) {
    const batches = [];
    const parts = requests.flatMap(splitPaths);
    for (const part of parts.toSorted((a, b) => repositoryOf(a).localeCompare(repositoryOf(b)))) {
        const last = batches.at(-1);
        if (last !== undefined && fits([...last, part]))
            last.push(part);
        else
            batches.push([part]);
    }
    return batches;
}
function fits(parts) {
    const repositories = repositoriesIn(parts);
    const paths = parts.reduce((sum, part) => sum + costOf(part), 0);
    const most = repositories === 1 ? MOST_PATHS_OF_ONE : MOST_PATHS;
    return repositories <= MOST_REPOSITORIES && paths <= most && bytesOf(parts) <= MOST_BYTES;
}
/** In paths: a comparison walks through history; 50 of them in a query are known to work. */
function costOf({ request, paths }) {
    return Math.max(1, paths.length) + (request.compareWith === undefined ? 0 : 4);
}
/** At most: a commit's fields and declarations, and each path once as a value, with its field around it. */
function bytesOf(parts) {
    return parts.reduce((sum, { paths }) => sum + 800 + paths.reduce((all, path) => all + 120 + Buffer.byteLength(JSON.stringify(path)), 0), 0);
}
function splitPaths(request) {
    const parts = [];
    let paths = [];
    for (const path of request.paths) {
        if (paths.length > 0 && !fits([{ request, paths: [...paths, path] }])) {
            parts.push({ request, paths });
            paths = [];
        }
        paths.push(path);
    }
    const { below } = request;
    const isDeep = parts.length === 0 && below?.folders.some((folder) => paths.includes(folder));
    return [...parts, { request, paths, ...(isDeep ? { below } : {}) }];
}
/**
 * PURE: the batch without what is below; else two batches of half the repositories, commits or paths; null where there is
 * too little to be too much. Where GitHub itself says that it is too much (`toTheLast`), a single commit with a single
 * path is what cannot be halved.
 */
function halve(batch, toTheLast) {
    if (batch.some(({ below }) => below !== undefined)) {
        return [batch.map(({ request, paths }) => ({ request, paths }))];
    }
    const repositories = [...new Set(batch.map(repositoryOf))];
    if (repositories.length > 1) {
        const first = new Set(inTwo(repositories)?.[0]);
        return [
            batch.filter((part) => first.has(repositoryOf(part))),
            batch.filter((part) => !first.has(repositoryOf(part))),
        ];
    }
    const paths = batch.reduce((sum, part) => sum + part.paths.length, 0);
    if (!toTheLast && paths <= FEW_PATHS)
        return null;
    if (batch.length > 1)
        return inTwo(batch);
    const [only] = batch;
    const halves = only === undefined ? null : inTwo(only.paths);
    if (only === undefined || halves === null)
        return null;
    const [some, others] = halves;
    return [[{ ...only, paths: some }], [{ ...only, paths: others }]];
}
/** PURE: how many repositories parts are about. */
function repositoriesIn(parts) {
    return new Set(parts.map(repositoryOf)).size;
}
function repositoryOf({ request }) {
    return (0,_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryKey */ .Kq)(request.repository);
}
/** PURE: a list in two halves, the first not the smaller; null where there is nothing to halve. */
function inTwo(items) {
    const middle = Math.ceil(items.length / 2);
    return items.length > 1 ? [items.slice(0, middle), items.slice(middle)] : null;
}
/** PURE: a list in pieces of at most `most`. */
function chunksOf(items, most) {
    return Array.from({ length: Math.ceil(items.length / most) }, (_, n) => items.slice(n * most, (n + 1) * most));
}


/***/ }),

/***/ 4180:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D4: () => (/* binding */ decode),
/* harmony export */   KH: () => (/* binding */ isText),
/* harmony export */   L9: () => (/* binding */ blobText)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _plugin_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(785);
/* harmony import */ var _client_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6093);



const UNKNOWN = { byteSize: 0, isBinary: false, text: null };
/** No manifest needs more, and Git LFS pointers are a few lines. */
const LARGEST = 1024 * 1024;
/**
 * The blob's exact text. GraphQL cuts `text` at 512,000 bytes and transcodes it, so it is believed only where
 * its git hash is the object's id; otherwise the bytes are read through REST. Throws `GitHubError`.
 */
async function blobText(client, request) {
    const { repository, oid, largest = LARGEST } = request;
    const blob = request.blob ?? UNKNOWN;
    if (blob.byteSize > largest)
        return { kind: 'too-large' };
    if (blob.text !== null && isText(blob.text, oid))
        return textOf(blob.text);
    // UTF-16, whose characters have two bytes, is told from what is no text at all.
    if (blob.isBinary && blob.text === null && blob.byteSize % 2 === 1)
        return { kind: 'binary' };
    const parameters = { owner: repository.owner, repo: repository.name, file_sha: oid };
    const check = ({ status, headers, data }) => {
        const isFile = gitHash(bytesOf(data)) === oid;
        if (!isFile)
            throw new _client_error_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubError */ .y_({ status, headers, message: 'the answer is not the file' });
    };
    const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
    const read = client.request(route, parameters, { what: 'Reading a file', check });
    // Of what is no text anyway, the bytes only say it better.
    const answer = blob.isBinary ? await read.catch(() => null) : await read;
    return answer === null ? { kind: 'binary' } : decode(bytesOf(answer.data));
}
function bytesOf(data) {
    const content = (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(data) ? data['content'] : '';
    return Buffer.from(typeof content === 'string' ? content : '', 'base64');
}
/** PURE: the bytes of a file as text, or why they are none. */
function decode(bytes) {
    if (isUtf16(bytes))
        return { kind: 'not-utf8' };
    if (bytes.includes(0))
        return { kind: 'binary' };
    try {
        return textOf(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch {
        return { kind: 'not-utf8' };
    }
}
/** By its byte-order mark; without one by its first two characters, which are ASCII in JSON (RFC 4627, section 3). */
function isUtf16(bytes) {
    const [a, b, c, d] = bytes;
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
        return true;
    return ((a !== 0 && b === 0 && c !== 0 && d === 0) ||
        (a === 0 && b !== 0 && c === 0 && d !== 0 && d !== undefined));
}
/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
function textOf(text) {
    return text.startsWith('version https://git-lfs.github.com/spec/')
        ? { kind: 'lfs-pointer' }
        : { kind: 'text', text };
}
/** Whether `text` is exactly what the blob `oid` holds. */
function isText(text, oid) {
    return gitHash(Buffer.from(text)) === oid;
}
/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function gitHash(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}


/***/ }),

/***/ 4477:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isForbidden),
/* harmony export */   d: () => (/* binding */ readByHalves)
/* harmony export */ });
/* harmony import */ var _client_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6093);
/* harmony import */ var _client_graphql_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5505);
/* harmony import */ var _client_in_flight_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2263);
/* harmony import */ var _client_retry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2537);




/**
 * READ: all batches, {@link IN_FLIGHT} at once. What GitHub fails on, in whole or in part, is asked for again by
 * halves; what cannot be halved as the retry policy has it. Whoever refuses the token, is out of reach, or says that
 * a limit is used up is not asked for the rest. Never throws for GitHub's answers.
 */
async function readByHalves(client, query, batches) {
    return new Halving(client, query).run(batches);
}
/** So many of the smallest requests that are too much for GitHub, and none that is not: so it is for the rest. */
const MOST_TOO_MUCH = 8;
const PART_FAILED = 'part of the answer failed';
function firstTry(items) {
    return { items, tries: 1 };
}
class Halving {
    #client;
    #query;
    #done = new Map();
    #queue = [];
    /** Whether GitHub has answered anything: one that never does is not asked for the rest. */
    #hasAnswered = false;
    /** Batches that brought nothing; one of them may be at fault by itself. */
    #unanswered = 0;
    #givenUp = null;
    constructor(client, query) {
        this.#client = client;
        this.#query = query;
    }
    async run(batches) {
        this.#queue = batches.map(firstTry);
        const worker = async () => {
            for (let batch = this.#queue.shift(); batch !== undefined; batch = this.#queue.shift()) {
                // Halves come before whatever else waits: where GitHub is down, that shows soonest.
                this.#queue.unshift(...(await this.#ask(batch)));
            }
        };
        await Promise.all(Array.from({ length: _client_in_flight_js__WEBPACK_IMPORTED_MODULE_3__/* .IN_FLIGHT */ .R }, worker));
        return this.#done;
    }
    /** What is to be asked for next of a batch. */
    async #ask(batch) {
        const { items } = batch;
        if (this.#givenUp !== null)
            return this.#fail(items, this.#givenUp);
        const isSmall = this.#query.halve(items, false) === null;
        const { text, variables } = this.#query.build(items);
        try {
            const retry = (error) => isSmall || error.limit !== null || saysWhen(error);
            const answer = await this.#client.graphql(text, variables, { retry });
            return await this.#take(batch, answer);
        }
        catch (error) {
            if (!(error instanceof _client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_))
                throw error;
            const isOne = this.#query.repositoriesIn(items) === 1;
            const halves = worthHalving(error, isOne) ? this.#query.halve(items, isTooMuch(error)) : null;
            if (halves !== null)
                return halves.map(firstTry);
            if (error.limit !== null || error.status === 401)
                this.#givenUp = error;
            if (isTooMuch(error))
                this.#countUnanswered(error, MOST_TOO_MUCH);
            else if (isNoAnswer(error))
                this.#countUnanswered(error, error.status === null ? 1 : 2);
            return this.#fail(items, error);
        }
    }
    /** Keeps what came, and asks again for what did not. */
    async #take({ items, tries }, answer) {
        const rest = new Map();
        const before = this.#done.size;
        for (const [item, result] of this.#query.read(items, answer)) {
            const isRead = this.#query.isRead(result);
            const part = isRead ? null : (this.#query.inPart?.(item, result) ?? null);
            if (part !== null)
                this.#done.set(...part.came);
            if (isRead)
                this.#done.set(item, result);
            else
                rest.set(part?.again ?? item, result);
        }
        const cameSome = this.#done.size > before;
        this.#hasAnswered ||= cameSome;
        const next = await this.#again({ items: [...rest.keys()], tries }, answer.errors, cameSome);
        if (next.length === 0)
            for (const [item, result] of rest)
                this.#done.set(item, result);
        return next;
    }
    /** What to ask for next of items that did not come; nothing where that is in vain. */
    async #again({ items, tries }, errors, cameSome) {
        if (items.length === 0 || errors.some(_client_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .isRefusedQuery */ .t4))
            return [];
        const tooMuch = errors.some(_client_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .asksTooMuch */ .wI);
        const halves = this.#query.halve(items, tooMuch);
        if (halves !== null)
            return halves.map(firstTry);
        if (cameSome)
            return [firstTry(items)];
        const isLeft = !tooMuch && (await this.#client.pause('Reading from GitHub', PART_FAILED, tries));
        if (isLeft)
            return [{ items, tries: tries + 1 }];
        // Nothing for anybody, not even of the least that can be asked for: the rest would fare no better.
        this.#countUnanswered(unanswered(errors), tooMuch ? MOST_TOO_MUCH : 1);
        return [];
    }
    /** Where GitHub never answers, the rest is not asked for after `most` batches without an answer. */
    #countUnanswered(error, most) {
        this.#unanswered++;
        if (!this.#hasAnswered && this.#unanswered >= most)
            this.#givenUp ??= error;
    }
    #fail(items, error) {
        for (const item of items)
            this.#done.set(item, this.#query.failed(error));
        return [];
    }
}
function unanswered([first]) {
    const message = first?.message ?? 'the answer is incomplete';
    return new _client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_({ status: 200, headers: {}, message });
}
/** A server that names a time is not asked for anything before, however little. */
function saysWhen({ headers }) {
    return headers['retry-after'] !== undefined;
}
/** Asking for less helps where GitHub failed or says so, and where one of many repositories is why all are refused. */
function worthHalving(error, isOneRepository) {
    if (error.limit !== null || saysWhen(error))
        return false;
    if (error.problems?.some(_client_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .isRefusedQuery */ .t4) || (0,_client_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .isRedirectLoop */ .dp)(error))
        return false;
    if (isForbidden(error))
        return !isOneRepository;
    return isNoAnswer(error) || error.status === 200 || isTooBig(error);
}
/** GitHub did not get to the query, whatever it asks. */
function isNoAnswer({ status, problems = [] }) {
    if (status === null || status >= 500)
        return true;
    return (status < 300 &&
        !problems.some((problem) => (0,_client_graphql_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .forbids */ .kT)(problem) || (0,_client_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .isRefusedQuery */ .t4)(problem) || (0,_client_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .asksTooMuch */ .wI)(problem)));
}
/** Of a body that is too big GitHub finds no query (github-answers: oversized-body). */
function isTooBig({ message }) {
    return /query attribute must be specified/i.test(message);
}
/** PURE: whether GraphQL refuses the whole request because the token lacks a permission. */
function isForbidden({ problems = [] }) {
    return problems.some(_client_graphql_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .forbids */ .kT);
}
function isTooMuch({ problems = [] }) {
    return problems.some(_client_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .asksTooMuch */ .wI);
}


/***/ }),

/***/ 4111:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ CommitReader)
/* harmony export */ });
/* harmony import */ var _locate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9492);
/* harmony import */ var _objects_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6872);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7306);



/** Answers may come from copies that lag behind: a commit that was there a moment ago has not gone. */
const LAGGING = { kind: 'failed', message: 'a commit that was there is missing', error: null };
/** One commit, read bit by bit: each path once, and all of them at the commit that the first answer named. */
class CommitReader {
    #place;
    #commit = null;
    #unread = _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_READ */ .V;
    /** @param known what was read of it before, and need not be asked for again. */
    constructor(place, known = _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_READ */ .V) {
        this.#place = place;
        this.#add(known);
    }
    /** READ: what these commits lack of the paths, and `others` in the same requests. */
    static async read(client, wanted, others = new Map()) {
        const requests = [...wanted].map(([commit, paths]) => [commit, commit.#requestFor(paths)]);
        const own = requests.filter(([, { paths }]) => paths.length > 0);
        const read = await (0,_objects_js__WEBPACK_IMPORTED_MODULE_1__/* .readObjects */ .$)(client, new Map([...own, ...others]));
        for (const [commit] of own)
            commit.#add(read.get(commit) ?? _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_READ */ .V);
        return read;
    }
    #requestFor(paths) {
        const missing = [...new Set(paths)].filter((path) => !this.#commit?.paths.has(path));
        const revision = this.#commit === null ? this.#place.revision : { oid: this.#commit.oid };
        const { revision: _, ...place } = this.#place;
        return { ...place, revision, paths: missing };
    }
    #add(snapshot) {
        if (snapshot.kind !== 'commit') {
            this.#unread = snapshot.kind === 'no-commit' && this.#commit !== null ? LAGGING : snapshot;
            return;
        }
        const paths = new Map([...(this.#commit?.paths ?? []), ...snapshot.paths]);
        this.#commit = { ...(this.#commit ?? snapshot), paths };
        this.#unread = null;
    }
    /** What was read, or why nothing was at the last look. */
    get snapshot() {
        return this.#unread ?? this.#commit ?? _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_READ */ .V;
    }
    /** The commit's full id, once it was read. */
    get oid() {
        return this.#commit?.oid ?? null;
    }
    /** Whether GitHub has shown the commit before, and does not now. */
    get isLagging() {
        return this.#unread === LAGGING;
    }
    lookUp(path) {
        return (0,_locate_js__WEBPACK_IMPORTED_MODULE_0__/* .lookUp */ .TE)(this.#paths, path);
    }
    /** Of a directory that was read; none of anything else. */
    entries(directory) {
        const found = this.#paths.get(directory);
        return found?.kind === 'found' ? found.entry.entries : [];
    }
    /** What stands at a path, or the link that has to be followed first: its target is to be read. */
    locate(candidate) {
        const located = (0,_locate_js__WEBPACK_IMPORTED_MODULE_0__/* .locate */ .x5)(candidate, (path) => this.lookUp(path));
        const isVain = located.kind === 'link' && !located.own && this.#isBelowFile(located.target);
        return isVain ? { kind: 'absent' } : located;
    }
    /** What stands at a path, one link followed. */
    resolve(candidate) {
        const located = this.locate(candidate);
        return located.kind === 'link' ? (0,_locate_js__WEBPACK_IMPORTED_MODULE_0__/* .locateTarget */ .sw)(located, this.lookUp(located.target)) : located;
    }
    /** Whether a listing at hand already shows that a path's first folder is none (`CLAUDE.md` → `AGENTS.md`). */
    #isBelowFile(path) {
        const [first] = path.split('/');
        return this.entries('').some(({ name, kind }) => name === first && kind === 'file');
    }
    get #paths() {
        return this.#commit?.paths ?? new Map();
    }
}


/***/ }),

/***/ 9492:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PL: () => (/* binding */ listedAt),
/* harmony export */   TE: () => (/* binding */ lookUp),
/* harmony export */   sw: () => (/* binding */ locateTarget),
/* harmony export */   x5: () => (/* binding */ locate)
/* harmony export */ });
/* unused harmony export resolveLink */
/* harmony import */ var _path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7176);
/* harmony import */ var _blobs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4180);


/**
 * PURE: what was read at a path. Whether `Commit.file` gives the entry of a submodule is quoted once and confirmed
 * nowhere; its folder's listing does (k0shk0sh/FastHub#1847), so that is believed as well.
 */
function lookUp(paths, path) {
    const found = paths.get(path);
    if (found !== undefined && found.kind !== 'no-path')
        return found;
    const listed = listedAt(paths, path);
    if (listed?.kind !== 'submodule')
        return found;
    return { kind: 'found', entry: { ...listed, blob: null, entries: [] } };
}
/** PURE: a path as its folder's listing has it, where that was read. */
function listedAt(paths, path) {
    const [, folder = '', name] = /^(?:(.*)\/)?([^/]+)$/s.exec(path) ?? [];
    const found = paths.get(folder);
    return found?.kind === 'found' ? found.entry.entries.find((entry) => entry.name === name) : undefined;
}
/** PURE: a candidate in what was read of a commit: what stands at its path, or at the first folder that is none. */
function locate({ path, above }, lookup) {
    for (const place of [path, ...above]) {
        const found = lookup(place);
        const isFolder = place !== path && found?.kind === 'found' && found.entry.kind === 'directory';
        if (found?.kind === 'found' && !isFolder)
            return locateEntry(place, path, found.entry);
    }
    return { kind: 'absent' };
}
function locateEntry(place, path, entry) {
    const own = place === path;
    if (entry.kind === 'symlink')
        return follow(place, path, entry);
    if (entry.kind !== 'file')
        return { kind: 'not-a-file', fault: entry.kind, own };
    return own ? { kind: 'file', entry } : { kind: 'absent' };
}
/** Where a symlink at `place` leads for `path`: a path in the repository, or out of it. */
function follow(place, path, { blob, oid }) {
    const own = place === path;
    const text = blob?.text ?? '';
    const target = text !== '' && (0,_blobs_js__WEBPACK_IMPORTED_MODULE_0__/* .isText */ .KH)(text, oid) ? resolveLink(place, text) : null;
    if (target === null)
        return { kind: 'not-a-file', fault: 'link-outside', own };
    return { kind: 'link', target: (0,_path_js__WEBPACK_IMPORTED_MODULE_1__/* .joinPath */ .uJ)(target, path.slice(place.length + 1)), own };
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


/***/ }),

/***/ 6872:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readObjects),
/* harmony export */   A: () => (/* binding */ readObject)
/* harmony export */ });
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1740);
/* harmony import */ var _batches_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6192);
/* harmony import */ var _by_halves_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4477);
/* harmony import */ var _query_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(984);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7306);





/**
 * The one way this project reads git objects: *given repositories, commits or refs, and paths, return entries
 * with their blobs and listings*, many in one GraphQL request.
 *
 * `Commit.file(path:)` gives the tree entry of any path at that very commit, so commit, mode and content always
 * belong together (https://docs.github.com/graphql/reference/objects#commit). Paths, names and refs travel as
 * variables, never inside the query's text.
 */
/** READ: one result per request, by its key. Never throws for GitHub's answers: each result says what it is. */
async function readObjects(client, wanted) {
    const snapshots = await readOnce(client, [...new Set(wanted.values())]);
    for (let tries = 1;; tries++) {
        const moved = [...snapshots].flatMap(([request, snapshot]) => (snapshot === MOVED ? [request] : []));
        if (moved.length === 0 || !(await client.pause('Reading from GitHub', MOVED.message, tries)))
            break;
        for (const [request, snapshot] of await readOnce(client, moved))
            snapshots.set(request, snapshot);
    }
    return new Map([...wanted].map(([key, request]) => [key, snapshots.get(request) ?? _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_READ */ .V]));
}
/** READ: one commit. Never throws for GitHub's answers. */
async function readObject(client, request) {
    return (await readObjects(client, new Map([['one', request]]))).get('one') ?? _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_READ */ .V;
}
async function readOnce(client, requests) {
    const parts = new Map(requests.map((request) => [request, []]));
    for (const [{ request }, snapshot] of await (0,_by_halves_js__WEBPACK_IMPORTED_MODULE_1__/* .readByHalves */ .d)(client, QUERY, (0,_batches_js__WEBPACK_IMPORTED_MODULE_3__/* .batchesOf */ .cS)(requests))) {
        parts.get(request)?.push(snapshot);
    }
    return new Map([...parts].map(([request, snapshots]) => [request, join(snapshots)]));
}
const QUERY = {
    build: _query_js__WEBPACK_IMPORTED_MODULE_4__/* .buildQuery */ .Zq,
    read: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .readAnswer */ .J,
    isRead: (snapshot) => (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .wholeSnapshot */ .C)(snapshot).kind !== 'failed',
    inPart,
    failed: (error) => (0,_by_halves_js__WEBPACK_IMPORTED_MODULE_1__/* .isForbidden */ .U)(error)
        ? { kind: 'forbidden', message: error.message }
        : { kind: 'failed', message: error.message, error },
    halve: _batches_js__WEBPACK_IMPORTED_MODULE_3__/* .halve */ .Xu,
    repositoriesIn: _batches_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoriesIn */ .St,
};
/** A commit of which some paths failed: the others are kept. */
function inPart({ request, paths }, snapshot) {
    if (snapshot.kind !== 'commit')
        return null;
    const again = paths.filter((path) => snapshot.paths.get(path)?.kind === 'failed');
    const came = paths.filter((path) => !again.includes(path));
    if (came.length === 0 || again.length === 0)
        return null;
    const kept = new Map([...snapshot.paths].filter(([path]) => came.includes(path)));
    return {
        came: [
            { request, paths: came },
            { ...snapshot, paths: kept },
        ],
        again: { request, paths: again },
    };
}
/** The parts of one request as one snapshot; the first that is no commit speaks for all. */
function join(snapshots) {
    const [first = _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_READ */ .V] = snapshots;
    const other = snapshots.find((snapshot) => snapshot.kind !== 'commit');
    if (other !== undefined || first.kind !== 'commit')
        return other ?? first;
    const commits = snapshots.flatMap((snapshot) => (snapshot.kind === 'commit' ? [snapshot] : []));
    if (commits.some(({ oid }) => oid !== first.oid))
        return MOVED;
    return { ...first, paths: new Map(commits.flatMap(({ paths }) => [...paths])) };
}
const MOVED = { kind: 'failed', message: 'the branch moved while it was read', error: null };


/***/ }),

/***/ 984:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QI: () => (/* binding */ aliasesOf),
/* harmony export */   Zq: () => (/* binding */ buildQuery),
/* harmony export */   i9: () => (/* binding */ isRef)
/* harmony export */ });
/* harmony import */ var _client_graphql_query_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2307);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(651);


/** PURE: per part. Parts of one repository share one alias. */
function aliasesOf(parts) {
    const keys = [...new Set(parts.map(({ request }) => (0,_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryKey */ .Kq)(request.repository)))];
    const numbers = new Map(keys.map((key, n) => [key, n]));
    return new Map(parts.map((part, n) => {
        const number = numbers.get((0,_repository_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryKey */ .Kq)(part.request.repository));
        return [part, { repository: `r${number}`, object: `c${n}` }];
    }));
}
/** Whatever stands at a path: a blob's text or a directory's listing, and nothing of a submodule. */
const ENTRY = `fragment Entry on TreeEntry { mode oid object { __typename ...Content } }
fragment Content on GitObject {
  ... on Blob { byteSize isBinary text }
  ... on Tree { entries { name mode oid } }
}`;
/** The same three folders deep, with the texts in the deepest; for the root from its entries on. */
const BELOW_ROOT = `fragment Folder on TreeEntry { name mode oid object { ... on Tree { entries { ...Inner } } } }
fragment Inner on TreeEntry { name mode oid object { ... on Tree { entries { name mode oid object { __typename ...Text } } } } }
fragment Text on Blob { byteSize isBinary text }`;
const BELOW = `fragment Below on TreeEntry { mode oid object { __typename ... on Tree { entries { ...Folder } } } }
${BELOW_ROOT}`;
/** PURE: each commit with its paths in a fragment of its own, below its repository. */
function buildQuery(parts) {
    const builder = new _client_graphql_query_js__WEBPACK_IMPORTED_MODULE_1__/* .QueryBuilder */ .o();
    const repositories = new Map();
    const fragments = [];
    for (const [part, { repository, object }] of aliasesOf(parts)) {
        const known = repositories.get(repository) ?? {
            header: `${repository}: ${builder.repository(part.request.repository)}`,
            objects: [],
        };
        repositories.set(repository, known);
        known.objects.push(`${object}: ${revisionField(part.request, `...${object}`, builder)}`);
        fragments.push(commitFragment(part, object, builder));
    }
    // GraphQL refuses a fragment that nothing uses.
    const used = fragments.join(' ');
    if (used.includes('...Entry'))
        fragments.push(ENTRY);
    if (/\.\.\.(?:Below|Folder)/.test(used))
        fragments.push(used.includes('...Below') ? BELOW : BELOW_ROOT);
    const fields = [...repositories.values()].map(({ header, objects }) => `${header} { ${objects.join('\n')} }`);
    return builder.query(fields, fragments);
}
/** The field that leads to a commit: an object, a release's, or a ref's target; annotated tags are followed twice. */
function revisionField(request, fields, builder) {
    const { revision, compareWith } = request;
    const commit = `__typename ${fields}`;
    const peeled = `{ ${commit} ... on Tag { target { ${commit} ... on Tag { target { ${commit} } } } } }`;
    if ('latestRelease' in revision)
        return `latestRelease { tagName tagCommit { ${commit} } }`;
    const comparison = compareWith === undefined ? '' : `compare(headRef: ${builder.text(compareWith)}) { status behindBy }`;
    const name = 'defaultBranch' in revision ? 'name ' : '';
    if (isRef(revision))
        return `${refField(revision, builder)} { ${name}target ${peeled} ${comparison} }`;
    if ('oid' in revision)
        return `object(oid: ${builder.variable('GitObjectID!', revision.oid)}) ${peeled}`;
    return `object(expression: ${builder.text(hexadecimal(revision.abbreviated))}) ${peeled}`;
}
/** Whether a revision is asked for as a ref, whose target is the object. */
function isRef(revision) {
    return 'ref' in revision || 'defaultBranch' in revision;
}
function refField(revision, builder) {
    if ('defaultBranch' in revision)
        return 'defaultBranchRef';
    return `ref(qualifiedName: ${builder.text(revision.ref)})`;
}
/** Expressions are a language of their own (`HEAD^`, `:/text`): nothing but digits of an id gets into one. */
function hexadecimal(text) {
    if (!/^[0-9a-f]{4,39}$/.test(text))
        throw new TypeError('not an abbreviated object id');
    return text;
}
/** `oid`, the parents where wanted, and each path: the root through `tree`, all others through `file(path:)`. */
function commitFragment({ request, paths, below }, name, builder) {
    const fields = paths.map((path, n) => {
        const isDeep = below?.folders.includes(path) === true;
        return path === ''
            ? `f${n}: tree { oid entries { ${isDeep ? '...Folder' : 'name mode oid'} } }`
            : `f${n}: file(path: ${builder.text(path)}) { ...${isDeep ? 'Below' : 'Entry'} }`;
    });
    const parents = request.parents === true ? 'parents(first: 2) { nodes { oid } }' : '';
    const date = request.date === true ? 'committedDate' : '';
    const message = request.message === true ? 'message' : '';
    return `fragment ${name} on Commit { oid ${parents} ${date} ${message} ${fields.join(' ')} }`;
}


/***/ }),

/***/ 7306:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ wholeSnapshot),
/* harmony export */   V: () => (/* binding */ NOT_READ)
/* harmony export */ });
/** PURE: a commit as far as it was asked for, or why it did not come whole: one path that failed fails it. */
function wholeSnapshot(snapshot) {
    const paths = snapshot.kind === 'commit' ? [...snapshot.paths.values()] : [];
    const failed = paths.find((one) => one.kind === 'failed');
    return failed === undefined ? snapshot : { ...failed, error: null };
}
/** For what was not asked for, or could not be. */
const NOT_READ = { kind: 'failed', message: 'not read', error: null };


/***/ }),

/***/ 7176:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zv: () => (/* binding */ foldersAbove),
/* harmony export */   uJ: () => (/* binding */ joinPath),
/* harmony export */   vu: () => (/* binding */ foldersTo),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
/** Parts of a path as one; empty parts, such as the root, vanish. */
function joinPath(...parts) {
    return parts.filter((part) => part !== '').join('/');
}
/** The folder that a path lies in; `''` for the root. */
function folderOf(path) {
    return foldersAbove(path).at(-1) ?? '';
}
/** The folders above a path, the outermost first: `a/b/c` → `a`, `a/b`. */
function foldersAbove(path) {
    const parents = path.split('/').slice(0, -1);
    return parents.map((_, index) => parents.slice(0, index + 1).join('/'));
}
/** The folders above a path, and itself. */
function foldersTo(path) {
    return [...foldersAbove(path), path];
}


/***/ }),

/***/ 3183:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ readManifestState)
/* harmony export */ });
/* harmony import */ var _plugin_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3958);
/* harmony import */ var _objects_blobs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4180);


/** READ: what is located at `path` as a manifest. Throws `GitHubError`. */
async function readManifestState(client, repository, located, path) {
    switch (located.kind) {
        case 'absent':
            return { kind: 'absent' };
        case 'not-a-file':
            return notAFile(located.fault, located.own, path);
        case 'file':
            return stateOf(await (0,_objects_blobs_js__WEBPACK_IMPORTED_MODULE_1__/* .blobText */ .L9)(client, { repository, ...located.entry }), path);
    }
}
function stateOf(content, path) {
    if (content.kind !== 'text')
        return unreadable(path, content.kind);
    const parsed = (0,_plugin_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseManifest */ .N)(content.text, path);
    return parsed.kind === 'manifest' ? parsed : { kind: 'unreadable', fault: parsed.fault };
}
function notAFile(fault, own, path) {
    if (own)
        return unreadable(path, fault);
    return fault === 'submodule' ? { kind: 'elsewhere' } : { kind: 'absent' };
}
function unreadable(path, kind) {
    return { kind: 'unreadable', fault: { kind, at: { file: path } } };
}


/***/ }),

/***/ 1115:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ql: () => (/* binding */ nextPaths),
/* harmony export */   ji: () => (/* binding */ manifestPath),
/* harmony export */   wG: () => (/* binding */ pathsOf)
/* harmony export */ });
/* harmony import */ var _objects_locate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9492);
/* harmony import */ var _path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7176);


/** Where Claude Code looks for a plugin's manifest (https://code.claude.com/docs/en/plugins-reference). */
function manifestPath(directory) {
    return (0,_path_js__WEBPACK_IMPORTED_MODULE_1__/* .joinPath */ .uJ)(directory, '.claude-plugin/plugin.json');
}
/** PURE: what is asked for first. */
function pathsOf({ directory, manifestOnly }) {
    return manifestOnly === true ? [manifestPath(directory)] : [manifestPath(directory), directory];
}
/**
 * PURE: what tells whether a manifest is there: itself; where it isn't, its directory and all folders above, any of which
 * may be a link or a submodule; and the folder `.claude-plugin` only where the directory lists it as a link.
 */
function nextPaths(place, paths) {
    const { directory } = place;
    const own = pathsOf(place);
    if (paths.get(manifestPath(directory))?.kind !== 'no-path')
        return own;
    const folder = (0,_path_js__WEBPACK_IMPORTED_MODULE_1__/* .joinPath */ .uJ)(directory, '.claude-plugin');
    const isLink = (0,_objects_locate_js__WEBPACK_IMPORTED_MODULE_0__/* .listedAt */ .PL)(paths, folder)?.kind === 'symlink';
    return [...own, directory, ...(0,_path_js__WEBPACK_IMPORTED_MODULE_1__/* .foldersAbove */ .Zv)(directory), '', ...(isLink ? [folder] : [])];
}


/***/ }),

/***/ 7613:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ readRepository),
/* harmony export */   x: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var _plugin_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(785);
/* harmony import */ var _client_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6093);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(651);



/** READ: a repository by `owner/name`, under its present name. Throws `GitHubError`. */
async function readRepository(client, name) {
    const [owner = '', repo = ''] = name.split('/');
    const options = { what: `Looking at ${name}`, check: factsOf };
    return factsOf(await client.request('GET /repos/{owner}/{repo}', { owner, repo }, options));
}
/** PURE: an answer's facts. Throws `GitHubError` for one without a name and a default branch, whatever its status. */
function factsOf(answer) {
    const facts = (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .G)(answer.data) ? answer.data : {};
    const { full_name: fullName, default_branch: branch, permissions, parent } = facts;
    if (typeof fullName !== 'string' || !(0,_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .isRepositoryName */ .en)(fullName))
        throw (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .shapeless */ .hb)(answer);
    if (typeof branch !== 'string' || branch === '')
        throw (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .shapeless */ .hb)(answer);
    const [owner = '', name = ''] = fullName.split('/');
    const mayPush = (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .G)(permissions) ? permissions['push'] : null;
    return {
        repository: { owner, name },
        branch,
        isPrivate: facts['private'] === true,
        isArchived: facts['archived'] === true,
        forkOf: facts['fork'] === true ? String(((0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .G)(parent) ? parent['full_name'] : null) ?? '') : null,
        mayPush: typeof mayPush === 'boolean' ? mayPush : null,
        scopes: answer.headers['x-oauth-scopes'] ?? null,
    };
}


/***/ }),

/***/ 651:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kq: () => (/* binding */ repositoryKey),
/* harmony export */   en: () => (/* binding */ isRepositoryName),
/* harmony export */   fq: () => (/* binding */ fullName)
/* harmony export */ });
/** `owner/name`. */
function fullName({ owner, name }) {
    return `${owner}/${name}`;
}
/** `owner/name` in the characters that GitHub allows (`_` in an owner: managed users of an enterprise). */
function isRepositoryName(text) {
    return /^[A-Za-z0-9_-]{1,100}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(text);
}
/** One string per repository, whatever the case of its name. */
function repositoryKey(repository) {
    return fullName(repository).toLowerCase();
}


/***/ }),

/***/ 7980:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jH: () => (/* binding */ outlookOf),
/* harmony export */   uf: () => (/* binding */ MarketplaceError),
/* harmony export */   xD: () => (/* binding */ marketplaceUnread)
/* harmony export */ });
/* harmony import */ var _github_cause_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6712);
/* harmony import */ var _github_client_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2537);


/** Thrown where nothing can be done without the marketplace. */
class MarketplaceError extends Error {
    reason;
    constructor(reason) {
        super(reason.kind);
        this.name = 'MarketplaceError';
        this.reason = reason;
    }
}
/** Its own repository could not be read. */
function marketplaceUnread(unread, repository) {
    return new MarketplaceError({ kind: 'unread', unread, repository });
}
/**
 * PURE: what the next look may find. `passing`: GitHub did not answer, and may answer then. `limited`: it takes
 * longer than that. `lasting`: somebody must change something first.
 */
function outlookOf(cause) {
    if (cause.kind !== 'unread')
        return 'lasting';
    const { unread } = cause;
    if (unread.kind !== 'failed')
        return unread.kind === 'no-commit' ? 'passing' : 'lasting';
    const { error } = unread;
    if (error !== null && (0,_github_client_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .isRedirectLoop */ .dp)(error))
        return 'lasting';
    const why = error === null ? null : (0,_github_cause_js__WEBPACK_IMPORTED_MODULE_0__/* .causeOf */ .rl)(error);
    switch (why?.kind) {
        case 'rate-limit':
        case 'login-attempts':
            return 'limited';
        case 'token-rejected':
        case 'refused':
            return 'lasting';
        case 'denied':
            return why.status === 403 ? 'lasting' : 'passing';
        default:
            return 'passing';
    }
}


/***/ }),

/***/ 3515:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ nearestNames),
/* harmony export */   S: () => (/* binding */ claimed)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);
/* harmony import */ var _github_plugins_plugin_place_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1115);
/* harmony import */ var _github_repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(651);
/* harmony import */ var _plugin_group_by_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6384);
/* harmony import */ var _marketplace_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(600);





/** PURE: the entries that a claim means: by repository and path (ignoring case), else by name. */
function claimed(claim, marketplace) {
    const { byPlace, byName } = indexOf(marketplace);
    const here = placeKey(claim.repository ?? '', claim.path ?? '');
    return byPlace.get(here) ?? byName.get(claim.plugin) ?? [];
}
/** One event may name a thousand plugins, and a catalogue list ten thousand. */
const indexes = new WeakMap();
function indexOf(marketplace) {
    const { subjects } = marketplace;
    const index = indexes.get(marketplace) ?? {
        byPlace: (0,_plugin_group_by_js__WEBPACK_IMPORTED_MODULE_3__/* .groupBy */ .$)(subjects, (subject) => placeOf(subject, marketplace)),
        byName: (0,_plugin_group_by_js__WEBPACK_IMPORTED_MODULE_3__/* .groupBy */ .$)(subjects, ({ entry }) => entry.name),
    };
    indexes.set(marketplace, index);
    return index;
}
function placeOf({ source }, { repository }) {
    switch (source.kind) {
        case 'skipped':
            return null;
        case 'relative':
            return placeKey((0,_github_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .fullName */ .fq)(repository), (0,_github_plugins_plugin_place_js__WEBPACK_IMPORTED_MODULE_1__/* .manifestPath */ .ji)(source.directory));
        case 'submodule': {
            const { pointer, directory } = source;
            return pointer.repository === null
                ? null
                : placeKey((0,_github_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .fullName */ .fq)(pointer.repository), (0,_github_plugins_plugin_place_js__WEBPACK_IMPORTED_MODULE_1__/* .manifestPath */ .ji)(directory));
        }
        case 'remote':
            return placeKey((0,_github_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .repositoryKey */ .Kq)(source.repository), (0,_github_plugins_plugin_place_js__WEBPACK_IMPORTED_MODULE_1__/* .manifestPath */ .ji)(source.directory));
    }
}
function placeKey(repository, path) {
    return `${repository} ${path}`.toLowerCase();
}
/** Names that are further away than this are no slip of the pen. */
const NEAR = 4;
const LONGEST_NAME = 100;
/** PURE: the names of the entries that may have been meant, the likeliest first. */
function nearestNames(plugin, { subjects }) {
    return subjects
        .map(({ entry }) => (0,_marketplace_js__WEBPACK_IMPORTED_MODULE_2__/* .entryName */ .MB)(entry))
        .map((name) => ({ name, far: (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(plugin.slice(0, LONGEST_NAME), name.slice(0, LONGEST_NAME)) }))
        .filter(({ name, far }) => far <= Math.min(NEAR, name.length / 2))
        .sort((a, b) => a.far - b.far)
        .slice(0, 3)
        .map(({ name }) => name);
}


/***/ }),

/***/ 600:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MB: () => (/* binding */ entryName),
/* harmony export */   QP: () => (/* binding */ readMarketplace),
/* harmony export */   rT: () => (/* binding */ readMarketplaceAt),
/* harmony export */   zy: () => (/* binding */ readHead)
/* harmony export */ });
/* harmony import */ var _github_objects_blobs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4180);
/* harmony import */ var _github_objects_locate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9492);
/* harmony import */ var _github_objects_objects_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6872);
/* harmony import */ var _github_objects_snapshot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7306);
/* harmony import */ var _github_path_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7176);
/* harmony import */ var _github_plugins_plugin_place_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1115);
/* harmony import */ var _plugin_catalogue_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9198);
/* harmony import */ var _cause_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7980);
/* harmony import */ var _sources_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2145);
/* harmony import */ var _submodules_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8444);










/** READ: head, catalogue, `.gitmodules` and the pointers that matter, at one commit. Throws `MarketplaceError`. */
async function readMarketplace(client, place) {
    return readMarketplaceAt(client, place, await readHead(client, place));
}
/** READ: what the branch holds now, in one request: enough to tell whether there is anything new. */
async function readHead(client, place) {
    const { repository, branch, file } = place;
    const revision = { ref: `refs/heads/${branch}` };
    const request = { repository, revision, paths: ['', file, '.gitmodules'] };
    const head = (0,_github_objects_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .wholeSnapshot */ .C)(await (0,_github_objects_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .readObject */ .A)(client, request));
    if (head.kind === 'no-commit')
        throw new _cause_js__WEBPACK_IMPORTED_MODULE_6__/* .MarketplaceError */ .uf({ kind: 'branch-missing', repository, branch });
    if (head.kind !== 'commit')
        throw (0,_cause_js__WEBPACK_IMPORTED_MODULE_6__/* .marketplaceUnread */ .xD)(head, repository);
    return head;
}
/** READ: the marketplace at a head that was read. Throws `MarketplaceError`. */
async function readMarketplaceAt(client, place, head) {
    const { repository, branch, file } = place;
    const entry = catalogueEntry(head.paths.get(file), place);
    const catalogue = await readCatalogue(client, place, entry);
    const modules = await (0,_submodules_js__WEBPACK_IMPORTED_MODULE_8__/* .readSubmodules */ .an)(client, place, head.paths.get('.gitmodules'));
    const context = { server: place.server, pluginRoot: catalogue.pluginRoot, root: rootFolder(file) };
    const sources = new Map(catalogue.entries.map((one) => [one, (0,_sources_js__WEBPACK_IMPORTED_MODULE_7__/* .sourceOf */ .vz)(one, context)]));
    const scope = place.choose?.(sources, modules.submodules);
    const chosen = [...sources].flatMap(([one, source]) => (scope?.has(one) === false ? [] : [source]));
    const submodules = (0,_submodules_js__WEBPACK_IMPORTED_MODULE_8__/* .holding */ .G)(modules.submodules, chosen);
    const folders = scope === undefined
        ? await readFolders(client, place, head, wantedPaths(chosen, submodules))
        : await readChosen(client, place, { head, chosen, submodules });
    const pointers = (0,_submodules_js__WEBPACK_IMPORTED_MODULE_8__/* .pointersIn */ .MJ)(folders, place, submodules);
    const root = head.paths.get('');
    return {
        repository,
        branch,
        commit: head.oid,
        tree: root?.kind === 'found' ? root.entry.oid : '',
        file: { path: file, executable: entry.executable },
        catalogue,
        folders,
        subjects: [...sources].map(([one, source]) => subjectOf(one, source, pointers)),
        submodules: modules.submodules,
        brokenAt: modules.brokenAt,
        ...(scope === undefined ? {} : { scope }),
    };
}
/**
 * Relative sources start at the marketplace's root, the folder that holds `.claude-plugin`
 * (https://code.claude.com/docs/en/plugin-marketplaces#relative-paths).
 */
function rootFolder(file) {
    return /^(.*)\/\.claude-plugin\/[^/]+$/.exec(file)?.[1] ?? '';
}
function catalogueEntry(found, { file, branch }) {
    if (found?.kind !== 'found')
        throw new _cause_js__WEBPACK_IMPORTED_MODULE_6__/* .MarketplaceError */ .uf({ kind: 'catalogue-missing', file, branch });
    const { entry } = found;
    if (entry.kind !== 'file')
        throw notAFile(file, entry.kind);
    return entry;
}
async function readCatalogue(client, place, entry) {
    const content = await (0,_github_objects_blobs_js__WEBPACK_IMPORTED_MODULE_0__/* .blobText */ .L9)(client, { ...entry, repository: place.repository, largest: LARGEST });
    if (content.kind !== 'text')
        throw notAFile(place.file, content.kind);
    const parsed = (0,_plugin_catalogue_js__WEBPACK_IMPORTED_MODULE_5__/* .parseCatalogue */ .j)(content.text, place.file);
    if (parsed.kind === 'catalogue')
        return parsed.catalogue;
    throw new _cause_js__WEBPACK_IMPORTED_MODULE_6__/* .MarketplaceError */ .uf({ kind: 'catalogue-unusable', fault: parsed.fault });
}
function notAFile(file, stands) {
    return new _cause_js__WEBPACK_IMPORTED_MODULE_6__/* .MarketplaceError */ .uf({ kind: 'catalogue-not-a-file', file, stands });
}
/** Far more than a catalogue of thousands of plugins has. */
const LARGEST = 10 * 1024 * 1024;
/** Of a plugin in a submodule the listing that holds its pointer, of all others their manifest. */
function wantedPaths(sources, submodules) {
    const pointers = new Set(submodules.map(({ path }) => path));
    const wanted = sources.flatMap((source) => {
        if (source.kind !== 'relative')
            return [];
        const { directory } = source;
        const pointer = (0,_github_path_js__WEBPACK_IMPORTED_MODULE_9__/* .foldersTo */ .vu)(directory).find((folder) => pointers.has(folder));
        return pointer === undefined ? (0,_github_plugins_plugin_place_js__WEBPACK_IMPORTED_MODULE_4__/* .pathsOf */ .wG)({ directory, manifestOnly: true }) : [(0,_github_path_js__WEBPACK_IMPORTED_MODULE_9__/* .folderOf */ .yS)(pointer)];
    });
    return [...new Set(wanted)];
}
/**
 * The same for a few of many: a pointer is asked for by its own path, because its folder may list thousands; only what
 * isn't shown there is looked for in the listing.
 */
async function readChosen(client, place, { head, chosen, submodules }) {
    const listings = new Set(submodules.map(({ path }) => (0,_github_path_js__WEBPACK_IMPORTED_MODULE_9__/* .folderOf */ .yS)(path)));
    const others = wantedPaths(chosen, submodules).filter((path) => !listings.has(path));
    const pointers = submodules.map(({ path }) => path);
    const read = await readFolders(client, place, head, [...others, ...pointers]);
    const missing = pointers.filter((path) => (0,_github_objects_locate_js__WEBPACK_IMPORTED_MODULE_1__/* .lookUp */ .TE)(read.paths, path)?.kind !== 'found');
    return readFolders(client, place, read, [...new Set(missing.map(_github_path_js__WEBPACK_IMPORTED_MODULE_9__/* .folderOf */ .yS))]);
}
/** What stands where the catalogue's own plugins do: their manifests, and folders that may hold submodules. */
async function readFolders(client, { repository }, head, paths) {
    const missing = paths.filter((path) => !head.paths.has(path));
    if (missing.length === 0)
        return head;
    const folders = await (0,_github_objects_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .readObject */ .A)(client, { repository, revision: { oid: head.oid }, paths: missing });
    if (folders.kind !== 'commit')
        throw (0,_cause_js__WEBPACK_IMPORTED_MODULE_6__/* .marketplaceUnread */ .xD)(folders, repository);
    return { ...folders, paths: new Map([...head.paths, ...folders.paths]) };
}
function subjectOf(entry, source, pointers) {
    if (source.kind !== 'relative')
        return { entry, source };
    const [pointer] = (0,_github_path_js__WEBPACK_IMPORTED_MODULE_9__/* .foldersTo */ .vu)(source.directory).flatMap((folder) => pointers.get(folder) ?? []);
    if (pointer === undefined)
        return { entry, source };
    if (pointer.repository === null)
        return { entry, source: (0,_submodules_js__WEBPACK_IMPORTED_MODULE_8__/* .elsewhere */ .Jn)(pointer) };
    const directory = source.directory.slice(pointer.path.length + 1);
    return { entry, source: { kind: 'submodule', pointer, directory } };
}
/** What a person calls an entry: its name, else its place. */
function entryName({ name, index }) {
    return name ?? `plugins[${index}]`;
}


/***/ }),

/***/ 2145:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gR: () => (/* binding */ subdirectory),
/* harmony export */   vz: () => (/* binding */ sourceOf)
/* harmony export */ });
/* unused harmony export localDirectory */
/* harmony import */ var _github_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7267);
/* harmony import */ var _github_path_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7176);
/* harmony import */ var _github_repository_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(651);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2053);
/* harmony import */ var _plugin_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(785);
/* harmony import */ var _plugin_json_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7393);






/** Other kinds that Claude Code loads, but this project can't follow. */
const OTHER_KINDS = ['npm', 'archive', 'command'];
/**
 * PURE: the `source` of an entry, as Claude Code reads it
 * (https://code.claude.com/docs/en/plugin-marketplaces#plugin-sources). What it would not load, or this project
 * cannot follow, is skipped with the reason.
 */
function sourceOf({ source }, context) {
    if (source === undefined)
        return fault('it has no `source`');
    if (typeof source === 'string')
        return relative(localDirectory(source, context.pluginRoot), source, context.root ?? '');
    if (!(0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .G)(source))
        return fault('its `source` is neither a string nor an object');
    const kind = textOf(source, 'source');
    switch (kind) {
        case 'github':
            return remote(repositoryNamed(textOf(source, 'repo')), source, textOf(source, 'repo'));
        case 'url':
        case 'git-subdir':
            return remote(repositoryFrom(source, context), source, textOf(source, 'url'));
        case null:
            return fault('its `source` does not say what kind it is');
        default:
            return notFollowed(`a source of the kind ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(kind)} is not followed`, !OTHER_KINDS.includes(kind));
    }
}
function relative(path, text, root) {
    return path.kind === 'path'
        ? { kind: 'relative', directory: (0,_github_path_js__WEBPACK_IMPORTED_MODULE_4__/* .joinPath */ .uJ)(root, path.path) }
        : fault(`${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)((0,_github_address_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutUser */ .q)(text))} ${path.fault}`);
}
function remote(repository, source, address) {
    if (address === null)
        return fault('its `source` names no repository');
    if (repository === null)
        return otherAddress(address, textOf(source, 'source'));
    const path = (0,_plugin_json_text_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(source, 'path');
    const directory = path === undefined ? { kind: 'path', path: '' } : subdirectory(path);
    if (directory.kind === 'fault')
        return fault(`its \`path\` ${directory.fault}`);
    const wrong = refFault((0,_plugin_json_text_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(source, 'ref')) ?? shaFault((0,_plugin_json_text_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(source, 'sha'));
    if (wrong !== null)
        return fault(wrong);
    return {
        kind: 'remote',
        repository,
        directory: directory.path,
        ref: textOf(source, 'ref'),
        sha: textOf(source, 'sha'),
    };
}
function otherAddress(address, kind) {
    const shown = (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)((0,_github_address_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutUser */ .q)(address));
    const meant = kind === 'github' ? (0,_github_address_js__WEBPACK_IMPORTED_MODULE_0__/* .gitAddress */ .Ry)(address) : null;
    if (meant === null)
        return notFollowed(`${shown} is not a repository on this GitHub server`, kind === 'github');
    const name = (0,_github_address_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryIn */ .ce)(meant.path);
    const write = name === null ? '`owner/name`' : (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)((0,_github_repository_js__WEBPACK_IMPORTED_MODULE_5__/* .fullName */ .fq)(name));
    return fault(`its \`repo\` is ${shown}, an address and not a repository's name: write ${write}`);
}
/** `github` sources name `owner/repo`; on GitHub Enterprise Server that is a repository of the server. */
function repositoryNamed(text) {
    const plain = text?.replace(/\.git$/, '') ?? '';
    const [owner = '', name = ''] = plain.split('/');
    return (0,_github_repository_js__WEBPACK_IMPORTED_MODULE_5__/* .isRepositoryName */ .en)(plain) ? { owner, name } : null;
}
/** `url` may be `owner/repo` in a `git-subdir` source. */
function repositoryFrom(source, { server }) {
    const url = textOf(source, 'url');
    if (url === null)
        return null;
    const short = textOf(source, 'source') === 'git-subdir' ? repositoryNamed(url) : null;
    return short ?? (0,_github_address_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryAt */ .uw)(url, server);
}
function refFault(ref) {
    if (ref === undefined)
        return null;
    if (typeof ref !== 'string' || ref.trim() === '')
        return 'its `ref` is not a string';
    if (ref.length > LONGEST_REF)
        return `its \`ref\` has more than ${LONGEST_REF} characters`;
    return /^[0-9a-f]{40}$/i.test(ref) ? 'its `ref` is a commit: write it as `sha`' : null;
}
/** https://code.claude.com/docs/en/plugin-marketplaces#plugin-sources wants the full id. */
function shaFault(sha) {
    if (sha === undefined)
        return null;
    if (typeof sha === 'string' && /^[0-9a-f]{40}$/.test(sha))
        return null;
    const shown = typeof sha === 'string' ? ` (${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(sha)})` : '';
    return `its \`sha\`${shown} is not 40 lowercase hexadecimal digits`;
}
function fault(reason) {
    return notFollowed(reason, true);
}
function notFollowed(reason, isFault) {
    return { kind: 'skipped', reason, isFault };
}
function textOf(value, key) {
    const text = (0,_plugin_json_text_js__WEBPACK_IMPORTED_MODULE_2__/* .own */ .ZV)(value, key);
    return typeof text === 'string' ? text : null;
}
/**
 * PURE: a source that is text: `./path`, `./` or `.` from the marketplace's root, or a bare name below
 * `metadata.pluginRoot` (https://code.claude.com/docs/en/plugin-marketplaces#relative-paths).
 */
function localDirectory(source, pluginRoot) {
    if (source === '.' || source.startsWith('./'))
        return subdirectory(source);
    const bare = /^[^/:@\\]+(?:\/[^/:@\\]+)*\/?$/.test(source) && !source.startsWith('..');
    if (!bare)
        return noPath('is neither a path that starts with "./" nor a source that Claude Code knows');
    if (pluginRoot === null)
        return noPath('is not a path: write it with a leading "./", or set `metadata.pluginRoot`');
    return subdirectory(`${pluginRoot}/${source}`);
}
/** PURE: the `path` of a source, relative to its repository's root. */
function subdirectory(path) {
    if (typeof path !== 'string')
        return noPath('is not a string');
    if (path.length > LONGEST_PATH)
        return noPath(`has more than ${LONGEST_PATH} characters`);
    if (path.startsWith('/'))
        return noPath('is absolute');
    if (/\\|\p{Cc}/u.test(path))
        return noPath('contains characters that are not allowed in a path');
    const steps = path.split('/').filter((step) => step !== '' && step !== '.');
    if (steps.includes('..'))
        return noPath('leaves its repository ("..")');
    return { kind: 'path', path: steps.join('/') };
}
/** More than a checkout can hold; a longer text need not be sent to GitHub. */
const LONGEST_PATH = 4096;
const LONGEST_REF = 1024;
function noPath(text) {
    return { kind: 'fault', fault: text };
}


/***/ }),

/***/ 8444:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ holding),
/* harmony export */   Jn: () => (/* binding */ elsewhere),
/* harmony export */   MJ: () => (/* binding */ pointersIn),
/* harmony export */   an: () => (/* binding */ readSubmodules)
/* harmony export */ });
/* harmony import */ var _github_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7267);
/* harmony import */ var _github_objects_blobs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4180);
/* harmony import */ var _github_objects_locate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9492);
/* harmony import */ var _github_path_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7176);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2053);
/* harmony import */ var _plugin_gitmodules_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7362);






/** Far more than thousands of submodules take. */
const LARGEST = 10 * 1024 * 1024;
async function readSubmodules(client, { repository }, found) {
    if (found?.kind !== 'found' || found.entry.kind !== 'file')
        return { submodules: [], brokenAt: null };
    const content = await (0,_github_objects_blobs_js__WEBPACK_IMPORTED_MODULE_1__/* .blobText */ .L9)(client, { ...found.entry, repository, largest: LARGEST });
    if (content.kind !== 'text')
        return { submodules: [], brokenAt: 1 };
    const parsed = (0,_plugin_gitmodules_js__WEBPACK_IMPORTED_MODULE_4__/* .parseGitmodules */ .v)(content.text);
    return parsed.kind === 'gitmodules'
        ? { submodules: parsed.submodules, brokenAt: null }
        : { submodules: [], brokenAt: parsed.line };
}
/** Rule 5: submodules are matched by path; one that holds no entry is never looked at, so it never moves. */
function holding(submodules, sources) {
    const folders = new Set(sources.flatMap((source) => (source.kind === 'relative' ? (0,_github_path_js__WEBPACK_IMPORTED_MODULE_5__/* .foldersTo */ .vu)(source.directory) : [])));
    return submodules.filter(({ path }) => folders.has(path));
}
/** PURE: where the pointers of these submodules stand, as far as they are there. */
function pointersIn({ paths }, { repository, branch, server }, submodules) {
    const pointers = submodules.flatMap(({ path, url, branch: own }) => {
        const found = (0,_github_objects_locate_js__WEBPACK_IMPORTED_MODULE_2__/* .lookUp */ .TE)(paths, path);
        if (found?.kind !== 'found' || found.entry.kind !== 'submodule')
            return [];
        const target = url === null ? null : (0,_github_address_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryAt */ .uw)(url, server, repository);
        // git submodule: a branch "." is the superproject's own (https://git-scm.com/docs/gitmodules).
        const follow = own === '.' ? branch : own;
        return [{ path, oid: found.entry.oid, repository: target, url, branch: follow, declared: own }];
    });
    return new Map(pointers.map((pointer) => [pointer.path, pointer]));
}
/** PURE: why the plugin of a submodule outside of this GitHub is not followed. */
function elsewhere({ path, url }) {
    const fault = url === null
        ? 'has no `url`'
        : `is at ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)((0,_github_address_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutUser */ .q)(url))}, which is not a repository on this GitHub server`;
    return { kind: 'skipped', reason: `its submodule ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(path)} ${fault}`, isFault: url === null };
}


/***/ }),

/***/ 9198:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ parseCatalogue)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(785);
/* harmony import */ var _json_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7393);


const VERSION_PATHS = [['version'], ['metadata', 'version']];
/**
 * Reads the text of a `marketplace.json` (https://code.claude.com/docs/en/plugin-marketplaces).
 *
 * Every entry is there at its index, whatever it is: one that no tool accepts must not hide the others. A fault
 * is about the file as a whole.
 */
function parseCatalogue(text, file) {
    const read = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .readJsonObject */ .op)(text, file);
    if (read.kind === 'problem')
        return read;
    const places = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .placesIn */ .yN)(text, file);
    const root = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .tree */ .B2)(text);
    if (root === undefined)
        return refuse('too-deep', places((0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .firstCharacter */ .mG)(text)));
    const plugins = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .own */ .ZV)(read.value, 'plugins');
    const [, second] = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .propertiesAt */ .NU)(root, 'plugins');
    if (second !== undefined)
        return refuse('two-plugins', places(second.offset));
    const list = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeAt */ .oB)(root, ['plugins']);
    if (!Array.isArray(plugins))
        return refuse('no-plugins', places((list ?? root).offset));
    const nodes = list?.children ?? [];
    const entries = plugins.map((entry, index) => entryOf(entry, index, places(placeInEntry(nodes[index]))));
    return { kind: 'catalogue', catalogue: { text, entries, ...ownValues(read.value) } };
}
function refuse(kind, at) {
    return { kind: 'problem', fault: { kind, at } };
}
function entryOf(value, index, at) {
    const entry = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .G)(value) ? value : {};
    const name = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .own */ .ZV)(entry, 'name');
    const usable = typeof name === 'string' && name.trim() !== '';
    return {
        index,
        name: usable ? name : null,
        source: (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .own */ .ZV)(entry, 'source'),
        version: (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .own */ .ZV)(entry, 'version'),
        at,
    };
}
function placeInEntry(entry) {
    return ((0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeAt */ .oB)(entry, ['name']) ?? entry)?.offset ?? 0;
}
function ownValues(catalogue) {
    const root = valueAt(catalogue, ['metadata', 'pluginRoot']);
    const versions = VERSION_PATHS.map((path) => ({ path, version: valueAt(catalogue, path) }));
    return {
        pluginRoot: typeof root === 'string' ? root : null,
        versions: versions.filter(({ version }) => version !== undefined),
    };
}
/** The value at a path of keys; undefined where there is none. */
function valueAt(value, path) {
    return path.reduce((at, key) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .G)(at) ? (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .own */ .ZV)(at, String(key)) : undefined), value);
}


/***/ }),

/***/ 2053:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $m: () => (/* binding */ visibleJson),
/* harmony export */   Ad: () => (/* binding */ displayCode),
/* harmony export */   DJ: () => (/* binding */ withoutControls),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   Vy: () => (/* binding */ display),
/* harmony export */   _Q: () => (/* binding */ fitting),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   uz: () => (/* binding */ naturalOrder),
/* harmony export */   xG: () => (/* binding */ sentenceMarkdown),
/* harmony export */   zN: () => (/* binding */ some)
/* harmony export */ });
/**
 * The one way out for strangers' text: names, versions and paths out of manifests, and what servers answer.
 * Whatever a log, an annotation, a summary or a commit message shows of it has been through here.
 */
const LONGEST = 100;
/** Control, format (bidirectional, zero-width), line-separating and unpaired characters: unseen, or misleading. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/**
 * `text` on one line with nothing hidden in it, at most `longest` characters (`…` marks a cut).
 *
 * Unseen characters and backticks become `\u{…}`. So do the marks of a workflow command: `::` at the start, and
 * `##[` anywhere, because the runner still obeys `##[error]` and its kin in the middle of a line
 * (actions/runner, `ActionCommand.TryParse`).
 */
function display(text, longest = LONGEST) {
    let shown = '';
    for (const character of text) {
        const next = visible(character, shown);
        if (shown.length + next.length > longest)
            return `${cutTo(shown, longest - 1)}…`;
        shown += next;
    }
    return shown;
}
function visible(character, before) {
    const command = (character === '[' && before.endsWith('##')) || (character === ':' && before.trim() === ':');
    const hidden = UNSEEN.test(character) || character === '`' || command;
    return hidden ? escapeOf(character) : character;
}
/** What moves a terminal's cursor, or turns the order of what is read. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/**
 * A whole text of ours, the last time before it is written: if a stranger's got into it, its control and bidirectional
 * characters become `\u{…}`. Line ends stay where `kept` holds them.
 */
function withoutControls(text, kept = '') {
    return text.replace(CONTROLS, (character) => (kept.includes(character) ? character : escapeOf(character)));
}
/** JSON in which nothing unseen stands as it is; its value is the same. */
function visibleJson(value) {
    return JSON.stringify(value).replace(CONTROLS, (character) => {
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
}
function escapeOf(character) {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
/** The first `length` UTF-16 units, never half a character. */
function cutTo(text, length) {
    const cut = text.slice(0, length);
    return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
/** `display(text)` between backticks: strangers' text in a sentence. */
function quote(text, longest = LONGEST) {
    return `\`${display(text, longest)}\``;
}
/**
 * `display(text)` for a job summary, also inside a table. Every character that HTML or Markdown could read is a
 * character reference, and inside `<code>` GitHub links no `@names` and no `#1`.
 */
function displayCode(text) {
    return code(display(text));
}
/** A sentence of ours for a job summary: what stands between backticks becomes code, the rest is text. */
function sentenceMarkdown(sentence) {
    return sentence
        .split('`')
        .map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : code(part)))
        .join('');
}
/**
 * GitHub's Markdown makes links of bare addresses by `://`, `www.` and `@`
 * (https://github.github.com/gfm/#autolinks-extension-), of the last even where it is a reference: `<wbr>` parts it.
 */
function code(text) {
    const escaped = text
        .replace(/[&<>"'\\`*_{}[\]()#!|~:@$=+]|(?<=www)\./gi, reference)
        .replaceAll('&#64;', '&#64;<wbr>');
    return `<code>${escaped}</code>`;
}
/** All that could be more than text in a sentence of ours, whose addresses may be links. */
function escapeMarkdown(text) {
    return text.replace(/[&<>\\*[\]#|~@$]/g, reference);
}
function reference(character) {
    return `&#${character.charCodeAt(0)};`;
}
/** `1 event`, `2 events`. */
function count(number, singular) {
    return `${number} ${number === 1 ? singular : `${singular}s`}`;
}
/** The first few of many. */
function some(items, most = 5) {
    const shown = items.slice(0, most).join(', ');
    return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
/** For `sort`: numbers in names by their value, so that `p2` comes before `p10`. */
const naturalOrder = new Intl.Collator('en', { numeric: true }).compare;
/** As many of the lines as are not too long together. */
function fitting(lines, longest) {
    let length = 0;
    return lines.filter((line) => {
        length += line.length + 1;
        return length <= longest;
    });
}


/***/ }),

/***/ 7362:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ parseGitmodules)
/* harmony export */ });
/**
 * Reads the text of a `.gitmodules` (https://git-scm.com/docs/gitmodules) as git does, in the syntax of its
 * configuration files (https://git-scm.com/docs/git-config#_syntax).
 *
 * One submodule for each path: where a key stands twice in a submodule's section, or two sections have one path,
 * the last counts. A section without a path is no submodule.
 */
function parseGitmodules(text) {
    const reader = { text: text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'), position: 0 };
    const settings = readSettings(reader);
    if (settings === null)
        return { kind: 'problem', line: lineOf(reader) };
    return { kind: 'gitmodules', submodules: submodulesOf(settings) };
}
function submodulesOf(settings) {
    const values = new Map(settings);
    const names = new Set(settings.flatMap(([key]) => /^submodule\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []));
    const submodules = [...names].flatMap((name) => {
        const setting = (key) => values.get(`submodule.${name}.${key}`) ?? null;
        const path = setting('path')?.replace(/(?<!\/)\/+$/, '') ?? '';
        return path === '' ? [] : [{ path, url: setting('url'), branch: setting('branch') }];
    });
    return [...new Map(submodules.map((submodule) => [submodule.path, submodule])).values()];
}
/** White space and comments, to the end of their line. */
const BLANK = /(?:[ \t\r\n]+|[#;][^\n]*)*/y;
/** `[section]`, `[section "subsection"]`, and the old `[section.subsection]`. */
const HEADER = /\[([A-Za-z0-9.-]*)(?:[ \t\r]+"((?:[^"\\\n]|\\[^\n])*)")?\]/y;
/** A key with `=`, or alone at the end of its line. */
const KEY = /([A-Za-z][A-Za-z0-9-]*)[ \t]*(=|\n|$)/y;
/** Of a value: an escaped character or line end, a quote, white space, a comment, or anything else in its line. */
const PART = /\\([\\"tbn\n]|$)|(")|([ \t\r]+)|([#;][^\n]*)|[^\\" \t\r\n#;]+/y;
/** The same between quotes, where white space and comments are text. */
const QUOTED = /\\([\\"tbn\n]|$)|(")|[^\\"\n]+/y;
/** What stands next, if it is this; the reader is then behind it. */
function take(reader, pattern) {
    pattern.lastIndex = reader.position;
    const found = pattern.exec(reader.text);
    if (found !== null)
        reader.position = pattern.lastIndex;
    return found;
}
/** All settings in their order; null where git reads no further, with the reader there. */
function readSettings(reader) {
    const settings = [];
    let section = '';
    for (;;) {
        take(reader, BLANK);
        if (reader.position === reader.text.length)
            return settings;
        const header = take(reader, HEADER);
        const name = header === null ? null : sectionOf(header);
        if (name === '')
            return null;
        if (name !== null)
            section = name;
        else {
            const setting = readSetting(reader, section);
            if (setting === null)
                return null;
            settings.push(setting);
        }
    }
}
/** Sections are told apart whatever their case, subsections in quotes are not. */
function sectionOf([, section = '', subsection]) {
    const name = section.toLowerCase();
    return subsection === undefined ? name : `${name}.${subsection.replace(/\\(.)/gs, '$1')}`;
}
function readSetting(reader, section) {
    const key = take(reader, KEY);
    if (key === null)
        return null;
    const name = `${section}.${key[1]?.toLowerCase()}`;
    if (key[2] !== '=')
        return [name, null];
    const value = readValue(reader);
    return value === null ? null : [name, value];
}
/** What a backslash makes of the character behind it; a line's end is continued. */
const ESCAPED = { t: '\t', b: '\b', n: '\n', '\n': '' };
/** The value up to the end of its line, without the white space around it; null where git refuses it. */
function readValue(reader) {
    let value = '';
    let space = '';
    let quoted = false;
    for (let part = take(reader, PART); part !== null; part = take(reader, quoted ? QUOTED : PART)) {
        const [all, escaped, quote, blank, unread] = part;
        if (blank !== undefined)
            space += value === '' ? '' : blank;
        else if (unread === undefined) {
            value += space + (quote === undefined ? unescaped(all, escaped) : '');
            space = '';
            if (quote !== undefined)
                quoted = !quoted;
        }
    }
    return !quoted && atLineEnd(reader) ? value : null;
}
function unescaped(all, escaped) {
    return escaped === undefined ? all : (ESCAPED[escaped] ?? escaped);
}
function atLineEnd({ text, position }) {
    return position === text.length || text[position] === '\n';
}
function lineOf({ text, position }) {
    return text.slice(0, position).split('\n').length;
}


/***/ }),

/***/ 6384:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ groupBy)
/* harmony export */ });
/** PURE: `Map.groupBy`, which Node has from 21 on; the command line and self-hosted runners may have 20. */
function groupBy(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [item]);
        else
            group.push(item);
    }
    return groups;
}


/***/ }),

/***/ 7393:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   B2: () => (/* binding */ tree),
/* harmony export */   NU: () => (/* binding */ propertiesAt),
/* harmony export */   ZV: () => (/* binding */ own),
/* harmony export */   mG: () => (/* binding */ firstCharacter),
/* harmony export */   oB: () => (/* binding */ nodeAt),
/* harmony export */   op: () => (/* binding */ readJsonObject),
/* harmony export */   yN: () => (/* binding */ placesIn)
/* harmony export */ });
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9547);
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(jsonc_parser__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(785);


/** PURE: `text` as a JSON object, or why it is not one. */
function readJsonObject(text, file) {
    const start = { file, line: 1, column: 1 };
    if (text.startsWith('\uFEFF'))
        return { kind: 'problem', fault: { kind: 'byte-order-mark', at: start } };
    const parsed = parseJson(text);
    if (!parsed.ok) {
        const { offset, slip } = slipIn(text, parsed.error);
        return { kind: 'problem', fault: { kind: 'not-json', slip, at: placesIn(text, file)(offset) } };
    }
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .G)(parsed.value))
        return { kind: 'object', value: parsed.value };
    return { kind: 'problem', fault: { kind: 'not-an-object', at: start } };
}
function parseJson(text) {
    try {
        return { ok: true, value: JSON.parse(text) };
    }
    catch (error) {
        return { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
}
function slipIn(text, message) {
    const conflict = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
    if (conflict !== null)
        return { offset: conflict.index, slip: { kind: 'merge-conflict' } };
    if (text.trim() === '')
        return { offset: 0, slip: { kind: 'empty' } };
    const { offset, parserSays } = firstError(text, message);
    const isComma = /,\s*$/.test(text.slice(0, offset)) && /^\s*[}\]]/.test(text.slice(offset));
    return { offset, slip: isComma ? { kind: 'trailing-comma' } : { kind: 'other', parserSays } };
}
/** Where JSON stops being JSON: as the forgiving parser sees it, else as the engine's message has it. */
function firstError(text, message) {
    const [first] = parsed(text).errors;
    if (first !== undefined)
        return { offset: first.offset, parserSays: (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.printParseErrorCode)(first.error) };
    return { offset: Number(/position (\d+)/.exec(message)?.[1] ?? 0), parserSays: '' };
}
/** A run asks several times about one catalogue, which may have thousands of entries. */
let last = null;
/** The text's nodes with their offsets; undefined where there is none, or where it is nested too deeply. */
function tree(text) {
    return parsed(text).root;
}
/** jsonc-parser is recursive: of what is nested too deeply there is simply no place to tell. */
function parsed(text) {
    if (last?.text === text)
        return last;
    const errors = [];
    let root;
    try {
        root = (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.parseTree)(text, errors, { disallowComments: true, allowTrailingComma: false });
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
    }
    last = { text, root, errors };
    return last;
}
/** The node at `path` below `root`; undefined where nothing stands there. */
function nodeAt(root, path) {
    return path.reduce(childAt, root);
}
function childAt(node, key) {
    if (typeof key === 'string')
        return propertiesAt(node, key).at(-1)?.children?.[1];
    return node?.type === 'array' ? node.children?.[key] : undefined;
}
/** The properties (key and value) of an object's node that have this key: more than one where it stands twice. */
function propertiesAt(node, key) {
    if (node?.type !== 'object')
        return [];
    return (node.children ?? []).filter((property) => property.children?.[0]?.value === key);
}
/** The place of the value at `path`, or of the text's first character where there is none. */
function placeOf(text, file, path) {
    return placesIn(text, file)(nodeAt(tree(text), path)?.offset ?? firstCharacter(text));
}
function firstCharacter(text) {
    return Math.max(0, text.search(/\S/));
}
/** Offset → place in `file`, for as many offsets as there are: the lines are counted once. */
function placesIn(text, file) {
    const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
    return (offset) => {
        const line = linesUpTo(starts, offset);
        return { file, line, column: offset - (starts[line - 1] ?? 0) + 1 };
    };
}
/** How many of the ascending `starts` are at most `offset`. */
function linesUpTo(starts, offset) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((starts[middle] ?? 0) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
/** A key of the object's own: nothing comes from a prototype, and `__proto__` is a key like any other. */
function own(value, key) {
    return Object.hasOwn(value, key) ? value[key] : undefined;
}


/***/ }),

/***/ 785:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ isObject)
/* harmony export */ });
/** Whether `value` is a JSON object: neither null nor an array. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 3958:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ parseManifest)
/* harmony export */ });
/* harmony import */ var _json_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7393);

/**
 * Reads the text of a `plugin.json` (https://code.claude.com/docs/en/plugins-reference).
 *
 * Values come from `JSON.parse`, places from a second, forgiving parser, so that what we accept is exactly
 * JSON. Only the manifest's own keys count, and of a key that stands twice the last, as in `JSON.parse`.
 */
function parseManifest(text, file) {
    const read = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .readJsonObject */ .op)(text, file);
    return read.kind === 'problem' ? read : manifestOf(read.value, text, file);
}
function manifestOf(value, text, file) {
    const name = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .own */ .ZV)(value, 'name');
    const version = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .own */ .ZV)(value, 'version');
    if (typeof name !== 'string' || name.trim() === '')
        return refuse('no-name', (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .placeOf */ .$t)(text, file, ['name']));
    if (version !== undefined && typeof version !== 'string') {
        return refuse('version-not-text', (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .placeOf */ .$t)(text, file, ['version']));
    }
    const declared = version === undefined || version.trim() === '' ? null : version;
    const at = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .placeOf */ .$t)(text, file, [version === undefined ? 'name' : 'version']);
    return { kind: 'manifest', manifest: { name, version: declared, at } };
}
function refuse(kind, at) {
    return { kind: 'problem', fault: { kind, at } };
}


/***/ }),

/***/ 5503:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UL: () => (/* binding */ highestRelease),
/* harmony export */   b3: () => (/* binding */ releasesBetween),
/* harmony export */   rE: () => (/* binding */ parseReleaseTag)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2088);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_0__);

/**
 * A version (https://semver.org) at the end of a text, with numbers that a double holds. One expression for the whole:
 * semver throws and catches an error for each text that is no version, and a repository may have thousands of tags.
 */
const NUMBER = '(?:0|[1-9]\\d{0,14})';
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][\\dA-Za-z-]*)';
const PRERELEASE = `(?:-${IDENTIFIER}(?:\\.${IDENTIFIER})*)?`;
const BUILD = '(?:\\+[\\dA-Za-z-]+(?:\\.[\\dA-Za-z-]+)*)?';
/** It begins with a number that is neither the rest of one nor of `10.` before it. */
const VERSION = new RegExp(`(?<!\\d\\.?)${NUMBER}\\.${NUMBER}\\.${NUMBER}${PRERELEASE}${BUILD}$`);
/** semver's own bound. */
const LONGEST_VERSION = 256;
/**
 * The version that ends the tag, a full one, and the text before it; null where there is none. Of several readings the
 * longest version counts: `v1.0.0-2.0.0` is a prerelease of `1.0.0`. Only a whole number begins one: in `v10.1.2.3`
 * there is none.
 */
function parseReleaseTag(tag) {
    const [version] = VERSION.exec(tag) ?? [];
    if (version === undefined || version.length > LONGEST_VERSION)
        return null;
    return { prefix: tag.slice(0, -version.length), version };
}
/**
 * The highest of the tags with the same prefix as `present`, by semver precedence; `present` itself where none is
 * higher, null where it is no release tag. A prerelease counts only where the present one is a prerelease.
 */
function highestRelease(present, tags) {
    const from = parseReleaseTag(present);
    if (from === null)
        return null;
    const { prefix, version } = following(from, tags).reduce(higher, from);
    return prefix + version;
}
/** The tags that are higher than `present` and lower than `highest`, from the highest on. */
function releasesBetween(present, highest, tags) {
    const from = parseReleaseTag(present);
    if (from === null || present === highest)
        return [];
    return following(from, tags)
        .sort((one, other) => (higher(one, other) === one ? -1 : 1))
        .map(({ prefix, version }) => prefix + version)
        .filter((tag) => tag !== highest);
}
function following(from, tags) {
    return tags
        .filter((tag) => tag.startsWith(from.prefix))
        .map(parseReleaseTag)
        .filter((tag) => tag !== null)
        .filter(({ prefix, version }) => prefix === from.prefix && mayFollow(from.version, version));
}
function mayFollow(present, version) {
    const final = semver__WEBPACK_IMPORTED_MODULE_0___default().prerelease(version) === null || semver__WEBPACK_IMPORTED_MODULE_0___default().prerelease(present) !== null;
    return final && semver__WEBPACK_IMPORTED_MODULE_0___default().gt(version, present);
}
/** Of two versions that differ in nothing but the build the same one each time, in whatever order they come. */
function higher(one, other) {
    const order = semver__WEBPACK_IMPORTED_MODULE_0___default().compareBuild(other.version, one.version) || (other.version > one.version ? 1 : -1);
    return order > 0 ? other : one;
}


/***/ }),

/***/ 2051:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V1: () => (/* binding */ isPrerelease),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   cs: () => (/* binding */ isLower)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2088);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_0__);

/**
 * Compares two versions by semver precedence (https://semver.org/#spec-item-11).
 *
 * Claude Code accepts any string as a version, so text that is no semantic version is `changed`, never an
 * error. A final release after its prerelease counts as what it releases: `2.0.0-rc.1` → `2.0.0` is `major`.
 */
function compareVersions(before, after) {
    if (before === after)
        return { change: 'unchanged' };
    const from = parse(before);
    const to = parse(after);
    if (from === null || to === null)
        return { change: 'changed', remark: 'not-semantic' };
    const order = semver__WEBPACK_IMPORTED_MODULE_0___default().compare(to, from) || compareHuge(to, from);
    if (order === 0)
        return { change: 'unchanged', remark: 'same-precedence' };
    if (order < 0)
        return { change: 'downgrade' };
    return { change: to.prerelease.length > 0 ? 'prerelease' : releaseStep(from, to) };
}
/** semver compares numbers as doubles, in which 9007199254740993 and its neighbour are the same. */
function compareHuge(one, other) {
    const at = one.prerelease.findIndex((part, index) => String(part) !== String(other.prerelease[index]));
    const [mine, its] = [String(one.prerelease[at]), String(other.prerelease[at])];
    if (at < 0 || ![mine, its].every((part) => /^\d+$/.test(part)))
        return 0;
    return BigInt(mine) > BigInt(its) ? 1 : -1;
}
/** Whether it is a semantic version that comes before its release, e.g. `1.0.0-rc.1`. */
function isPrerelease(version) {
    return (parse(version)?.prerelease.length ?? 0) > 0;
}
/** White space around a version is no part of one: semver would overlook it, Claude Code does not. */
function parse(version) {
    return version === version.trim() ? semver__WEBPACK_IMPORTED_MODULE_0___default().parse(version) : null;
}
/** The first part that moved; none did where a prerelease became final, which counts as what it releases. */
function releaseStep(from, to) {
    if (to.compareMain(from) === 0)
        return to.patch > 0 ? 'patch' : to.minor > 0 ? 'minor' : 'major';
    if (to.major !== from.major)
        return 'major';
    return to.minor === from.minor ? 'patch' : 'minor';
}
/** Whether `version` is lower than `than`: by semver, else, for numbers with dots (`1.1`, `2024.01.05`), part by part. */
function isLower(version, than) {
    const { change } = compareVersions(than, version);
    if (change !== 'changed')
        return change === 'downgrade';
    const [one, other] = [numbers(version), numbers(than)];
    if (one === null || other === null)
        return false;
    const at = one.findIndex((part, index) => part !== (other[index] ?? 0));
    return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
function numbers(version) {
    if (!/^v?\d{1,9}(?:\.\d{1,9}){0,5}$/.test(version))
        return null;
    const parts = version.replace(/^v/, '').split('.').map(Number);
    return [...parts, ...Array.from({ length: 6 - parts.length }, () => 0)];
}


/***/ })

};
