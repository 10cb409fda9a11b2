export const id = 957;
export const ids = [957];
export const modules = {

/***/ 2957:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3136);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_url__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _github_client_client_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5119);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3205);
/* harmony import */ var _terminal_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1028);





/** Beside the bundle, as the repository has it. */
const ROOT = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)((0,node_url__WEBPACK_IMPORTED_MODULE_1__.fileURLToPath)(import.meta.url)), '..', '..');
const { env, stdin, stdout, stderr } = process;
const terminal = (0,_terminal_js__WEBPACK_IMPORTED_MODULE_4__/* .openTerminal */ .j)({ out: stdout, err: stderr, env });
// Windows would take programs out of the folder that is looked at (https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-needcurrentdirectoryforexepathw).
env['NoDefaultCurrentDirectoryInExePath'] = '1';
// Whoever reads may have seen enough: `notify-marketplace status | head -1`.
for (const stream of [stdout, stderr]) {
    stream.on('error', (error) => {
        if (error.code !== 'EPIPE')
            throw error;
        process.exit();
    });
}
process.once('SIGINT', () => {
    terminal.progress(null);
    process.exit(130);
});
const cli = { cwd: process.cwd(), env, stdin, terminal, clock: _github_client_client_js__WEBPACK_IMPORTED_MODULE_2__/* .systemClock */ .ml, patience: 20_000 };
process.exitCode = await (0,_run_js__WEBPACK_IMPORTED_MODULE_3__/* .runCommandLine */ .r)(cli, ROOT, process.argv.slice(2));

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3205:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ runCommandLine)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/commander/esm.mjs
var esm = __webpack_require__(8179);
// EXTERNAL MODULE: ./src/findings/reading.ts
var reading = __webpack_require__(5922);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
;// CONCATENATED MODULE: ./src/cli/cli.ts

/** The command line was used in a way that cannot be meant: exit code 2. */
class UsageError extends Error {
    remedy;
    constructor(what, remedy) {
        super(what);
        this.name = 'UsageError';
        this.remedy = remedy;
    }
}
/** The same of a problem. */
function usageError({ what, remedy }) {
    return new UsageError(`${what}.`, remedy);
}
/** The client's retries and the like go to standard error, next to the answer. */
function logTo({ note }) {
    return { info: note, debug: () => { }, startGroup: note, endGroup: () => { } };
}
/** Problems as people read them on a terminal. */
function noteProblems({ colour, note }, problems) {
    for (const { what, remedy, at } of problems) {
        const file = at === undefined ? '' : [(0,display/* display */.Vy)(at.file), at.line, at.column].filter(Boolean).join(':');
        note(`${colour.red('✗')} ${what}.${file === '' ? '' : ` ${colour.dim(`(${file})`)}`}`);
        note(`  → ${remedy}`);
    }
}

// EXTERNAL MODULE: ./src/findings/problem.ts
var problem = __webpack_require__(7693);
// EXTERNAL MODULE: ./src/github/client/error.ts
var client_error = __webpack_require__(6093);
// EXTERNAL MODULE: ./src/github/repository.ts
var github_repository = __webpack_require__(651);
// EXTERNAL MODULE: ./src/action/patterns.ts
var action_patterns = __webpack_require__(6207);
// EXTERNAL MODULE: ./src/findings/files.ts
var files = __webpack_require__(6817);
// EXTERNAL MODULE: ./src/marketplace/place.ts
var place = __webpack_require__(7976);
// EXTERNAL MODULE: ./src/plugin/catalogue.ts
var catalogue = __webpack_require__(9198);
// EXTERNAL MODULE: ./src/plugin/gitmodules.ts
var gitmodules = __webpack_require__(7362);
// EXTERNAL MODULE: ./src/plugin/manifest.ts
var manifest = __webpack_require__(3958);
// EXTERNAL MODULE: ./src/action/input-values.ts
var input_values = __webpack_require__(7233);
// EXTERNAL MODULE: ./src/plugin/json.ts
var json = __webpack_require__(785);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/cli/workflows/line-at.ts

/** PURE: the line of what stands at a place; of what stands around it where an alias is in between. */
function lineAt(document, place, lines) {
    let [node, offset] = [document.contents, 0];
    for (const key of place) {
        const next = (0,dist/* isMap */.jh)(node)
            ? pairsOf(node).get(String(key))
            : (0,dist/* isSeq */.oP)(node)
                ? node.items[Number(key)]
                : undefined;
        const start = (0,dist/* isPair */.tO)(next) ? next.key : next;
        offset = start?.range?.[0] ?? offset;
        node = (0,dist/* isPair */.tO)(next) ? next.value : next;
    }
    return lines.linePos(offset).line || 1;
}
/** Of each mapping its pairs by their keys: a search for each job would look at all others. */
const PAIRS = new WeakMap();
function pairsOf(node) {
    const known = PAIRS.get(node);
    if (known !== undefined)
        return known;
    const pairs = new Map(node.items.map((pair) => [String(pair.key), pair]));
    PAIRS.set(node, pairs);
    return pairs;
}

// EXTERNAL MODULE: ./src/action/glob.ts
var glob = __webpack_require__(5410);
;// CONCATENATED MODULE: ./src/cli/workflows/push-filter.ts

/** PURE: the filters below `on.push`. */
function pushFilter(push, listOf) {
    return {
        branches: listOf(push['branches']),
        branchesIgnore: listOf(push['branches-ignore']),
        tags: listOf(push['tags']),
        tagsIgnore: listOf(push['tags-ignore']),
        paths: listOf(push['paths']),
        pathsIgnore: listOf(push['paths-ignore']),
    };
}
/** PURE: whether a push to the branch starts it. A filter of tags alone leaves all branches out. */
function takesBranch({ branches, branchesIgnore, tags, tagsIgnore }, branch) {
    if (branches !== null)
        return admits(branches, branch);
    if (branchesIgnore !== null)
        return !admits(branchesIgnore, branch);
    return tags === null && tagsIgnore === null;
}
/** PURE: whether some pushed tag starts it. */
function takesTags({ branches, branchesIgnore, tags, tagsIgnore }) {
    return tags !== null || tagsIgnore !== null || (branches === null && branchesIgnore === null);
}
/** PURE: whether a change of this file starts it. */
function takesPath({ paths, pathsIgnore }, path) {
    if (paths !== null)
        return admits(paths, path);
    return pathsIgnore === null || !admits(pathsIgnore, path);
}
/** PURE: whether the patterns let a name in: the last that matches counts, and `!` takes out. */
function admits(patterns, name) {
    const characters = [...name];
    const start = new Set([0]);
    const last = patterns.findLast((pattern) => filterOf(pattern.replace(/^!/, ''))(characters, start).has(characters.length));
    return last !== undefined && !last.startsWith('!');
}
/**
 * Unlike in our own inputs, `?` and `+` repeat the character before them. Besides: `*` within a segment, `**` across,
 * `[a-z]`, `\` before what is meant as it stands
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet).
 */
function filterOf(pattern) {
    const tokens = pattern.match(/\\.|\*\*\/|\*+|\[[^\]]+\]|[\s\S]/gu) ?? [];
    const parts = [];
    for (const [index, token] of tokens.entries()) {
        const [part, before = ''] = [parts.at(-1), tokens[index - 1]];
        if (part === undefined || !isRepeat(token))
            parts.push(partOf(token, before));
        else if (!isRepeat(before))
            parts.splice(-1, 1, token === '?' ? (0,glob/* anyOf */.EB)([glob/* AS_IT_IS */.a6, part]) : (0,glob/* repeated */.ZD)(part));
    }
    return (0,glob/* sequence */.K2)(parts);
}
function isRepeat(token) {
    return token === '?' || token === '+';
}
function partOf(token, before) {
    if (token === '**/') {
        const isWhole = before === '' || before.endsWith('/');
        return isWhole ? glob/* FOLDERS */.Yk : (0,glob/* sequence */.K2)([glob/* ANYTHING */.n0, (0,glob/* oneCharacter */.YG)((character) => character === '/')]);
    }
    if (token === '*')
        return glob/* STAR */.Vw;
    if (token.startsWith('**'))
        return glob/* ANYTHING */.n0;
    if (/^\[.+\]$/.test(token))
        return (0,glob/* oneCharacter */.YG)((0,glob/* inSet */.IW)(token.slice(1, -1)));
    const own = token.replace(/^\\(?=.)/s, '');
    return (0,glob/* oneCharacter */.YG)((character) => character === own);
}

;// CONCATENATED MODULE: ./src/cli/workflows/repeated-key.ts

/** PURE: the first such key. GitHub refuses a file with a key that stands twice in its mapping. */
function repeatedKey(document) {
    let found = null;
    (0,dist/* visit */.YR)(document, {
        Map(_, { items }) {
            const keys = new Set();
            for (const { key } of items) {
                if (!(0,dist/* isScalar */.jn)(key))
                    continue;
                const text = String(key.value);
                if (keys.has(text) && text !== '<<')
                    found = { key: text, offset: key.range?.[0] ?? 0 };
                keys.add(text);
            }
            return found === null ? undefined : dist/* visit */.YR.BREAK;
        },
    });
    return found;
}

;// CONCATENATED MODULE: ./src/cli/workflows/yaml-value.ts


/**
 * PURE: with its errors; a second document is one, as for GitHub's own parser (@actions/workflow-parser,
 * `YamlObjectReader`). Keys that stand twice are none here, because looking for them takes the square of their number.
 */
function yamlDocument(text, lineCounter) {
    const lines = lineCounter === undefined ? {} : { lineCounter };
    return (0,dist/* parseDocument */.Tp)(text, { logLevel: 'error', uniqueKeys: false, ...lines });
}
/** PURE: its first error in a few words, without its place. */
function syntaxError({ errors: [error], }) {
    if (error === undefined)
        return null;
    const said = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? '';
    const message = error.code === 'MULTIPLE_DOCS' ? 'a second YAML document begins there' : said;
    return { message, offset: error.pos[0] };
}
/** PURE: the part of a value at a place, keys of mappings and numbers in lists; undefined where nothing is there. */
function valueAt(value, place) {
    return place.reduce((inner, key) => {
        if (Array.isArray(inner))
            return inner[Number(key)];
        return (0,json/* isObject */.G)(inner) ? inner[key] : undefined;
    }, value);
}
/** PURE: its value. Too many aliases, one without its anchor, and one that holds itself are found only here. */
function plainValue(document) {
    try {
        const value = document.toJS({ maxAliasCount: 100 });
        JSON.stringify(value);
        return value;
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return new Error(/circular/i.test(message) ? 'an alias stands inside of what it means' : message);
    }
}

;// CONCATENATED MODULE: ./src/cli/workflows/workflow.ts







/** The longest script that is read: real ones are shorter, and a stranger's must not take up our time. */
const LONGEST_SCRIPT = 20_000;
/** PURE: the text of a workflow file → what matters of it. Anchors are followed, expressions left as they are. */
function parseWorkflow(text, path) {
    const lines = new dist/* LineCounter */.HN();
    // The parser's own look at keys compares each with all others.
    const document = yamlDocument(text, lines);
    const problem = (message, offset = 0) => {
        const { line, col } = lines.linePos(offset);
        return { kind: 'problem', path, line: line || 1, column: col || 1, message };
    };
    const error = syntaxError(document);
    if (error !== null)
        return problem(error.message, error.offset);
    const twice = repeatedKey(document);
    if (twice !== null)
        return problem(`the key ${(0,display/* quote */.hD)(twice.key)} stands twice in one mapping`, twice.offset);
    const read = plainValue(document);
    if (read instanceof Error)
        return problem(read.message);
    if (!(0,json/* isObject */.G)(read))
        return problem('it is no mapping');
    const lineOf = (place) => lineAt(document, place, lines);
    return { kind: 'workflow', workflow: workflowOf(read, { text, path, lineOf }) };
}
function workflowOf(value, { text, path, lineOf }) {
    const on = value['on'];
    const events = eventsOf(on);
    const around = { value, env: nearest(new Map(), value['env']), lineOf };
    const jobs = Object.entries(mappingOf(value['jobs'])).filter((one) => (0,json/* isObject */.G)(one[1]));
    return {
        path,
        text,
        value,
        events,
        dispatchTypes: listOf(mappingOf(mappingOf(on)['repository_dispatch'])['types']),
        push: events.includes('push') ? pushFilter(mappingOf(mappingOf(on)['push']), listOf) : null,
        jobs: jobs.map(([id, job]) => jobOf(id, job, around)),
        steps: jobs.flatMap(([id, job]) => stepsOf(id, job, around)),
    };
}
function mappingOf(value) {
    return (0,json/* isObject */.G)(value) ? value : {};
}
function wordOf(value) {
    return typeof value === 'string' ? value : null;
}
/** One text, or a list of them; null where there is nothing. */
function listOf(value) {
    if (Array.isArray(value))
        return value.map(String);
    return value === undefined || value === null ? null : [String(value)];
}
function eventsOf(on) {
    return (0,json/* isObject */.G)(on) ? Object.keys(on) : (listOf(on) ?? []);
}
function jobOf(id, job, { value, lineOf }) {
    const { uses, environment } = job;
    return {
        id,
        line: lineOf(['jobs', id]),
        uses: wordOf(uses),
        permissions: permissionsOf(job['permissions'] ?? value['permissions']),
        environment: wordOf(environment) ?? wordOf(mappingOf(environment)['name']),
    };
}
function stepsOf(id, job, { value, env: around, lineOf }) {
    const steps = Array.isArray(job['steps']) ? job['steps'] : [];
    const env = nearest(around, job['env']);
    const run = { ...defaultsOf(value), ...defaultsOf(job) };
    return steps.flatMap((step, index) => (0,json/* isObject */.G)(step)
        ? [
            {
                job: id,
                id: wordOf(step['id']),
                name: wordOf(step['name']),
                index,
                line: lineOf(['jobs', id, 'steps', index]),
                uses: wordOf(step['uses']),
                run: wordOf(step['run'])?.slice(0, LONGEST_SCRIPT) ?? null,
                directory: wordOf(step['working-directory'] ?? run['working-directory']),
                shell: wordOf(step['shell'] ?? run['shell']),
                with: textsIn(step['with'], (name) => name.toLowerCase()),
                text: flatText(step),
                env: nearest(env, step['env']),
                matrix: mappingOf(job['strategy'])['matrix'],
            },
        ]
        : []);
}
function nearest(around, own) {
    if (own === undefined)
        return around;
    const values = new Map(Object.entries(textsIn(own)));
    return { get: (name) => values.get(name) ?? around.get(name) };
}
/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#defaultsrun */
function defaultsOf(around) {
    return mappingOf(mappingOf(around['defaults'])['run']);
}
function textsIn(value, named = (name) => name) {
    return Object.fromEntries(Object.entries(mappingOf(value)).map(([name, text]) => [named(name), String(text ?? '')]));
}
/** All texts of a value, one a line. */
function flatText(value) {
    if ((0,json/* isObject */.G)(value))
        return Object.values(value).map(flatText).join('\n');
    return Array.isArray(value) ? value.map(flatText).join('\n') : String(value);
}
function permissionsOf(permissions) {
    if (permissions === undefined)
        return null;
    return typeof permissions === 'string' ? { all: permissions } : textsIn(permissions);
}

;// CONCATENATED MODULE: ./src/cli/workflows/values.ts


/** A step that runs in more ways than this is not worth following. */
const MOST_WAYS = 100;
const DEEPEST = 20;
/**
 * PURE: the ways in which a step runs, each with the values of its variables: its `env`, what its script assigns,
 * and a row of its job's matrix or an item of its script's loop.
 */
function waysOf(step) {
    const script = (step.run ?? step.with['script'] ?? '').slice(0, LONGEST_SCRIPT);
    const assigned = new Map(assignments(script).map(([name, value]) => [`$${name}`, value]));
    const fixed = (key) => step.env.get(key.replace(/^(?:\$|env\.)/, '')) ?? assigned.get(key);
    const loops = loopsIn(script).map(([name, items]) => items.map((item) => [[`$${name}`, item]]));
    const rows = product([matrixRows(step.matrix), ...loops]);
    return rows.map((row) => {
        const own = new Map(row);
        return { get: (key) => own.get(key) ?? fixed(key) };
    });
}
/**
 * PURE: a text with `${{ env.NAME }}`, `${{ matrix.key }}`, `$NAME` and `${NAME}` replaced by what they stand for:
 * every text that it may be. What is not known stays as it is written.
 */
function expanded(text, ways) {
    const most = Math.max(1, Math.floor(LONGEST_TOGETHER / text.length));
    return [...new Set(ways.slice(0, most).map((values) => replaced(text, values, 0)))];
}
/** A long script runs in few ways. */
const LONGEST_TOGETHER = 500_000;
/** PURE: what an input of a step may be; what only a run knows stays as it is written. */
function inputTexts(step, name) {
    const written = step.with[name] ?? '';
    return written.includes('${{') ? expanded(written, waysOf(step)) : [written];
}
const NAME = /\$\{\{\s*(?:'([^'{}]*)'|((?:env|matrix)(?:\.[\w-]+|\[\s*'[\w-]+'\s*\])+))\s*\}\}|\$\{(\w+)(?::?-[^}]*)?\}|\$(\w+)/g;
/** A value may name others; one that names itself ends at the depth. */
function replaced(text, values, depth) {
    if (depth === DEEPEST)
        return text;
    const next = text.replace(NAME, (written, literal, context, braced, bare) => {
        const name = context?.replace(/\[\s*'([\w-]+)'\s*\]/g, '.$1') ?? `$${braced ?? bare}`;
        return literal ?? values.get(name) ?? written;
    });
    return next === text || next.length > 10_000 ? next : replaced(next, values, depth + 1);
}
/** `NAME=value` and `const name = 'value'`. */
function assignments(script) {
    const found = script.matchAll(/(?:^|[\s;])(?:export\s+|const\s+|let\s+|var\s+)?(\w+)(?:=| = )(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'();]+))/g);
    return [...found].map(([, name = '', double, single, bare]) => [name, double ?? single ?? bare ?? '']);
}
/** `for name in one two; do`; a list longer than this is of no repositories. */
function loopsIn(script) {
    const loops = script.matchAll(/\bfor\s+(\w+)[ \t]+in[ \t]+([^;\n]{1,1000})[;\n]\s*do\b/g);
    return [...loops].map(([, name = '', list = '']) => [
        name,
        list
            .trim()
            .split(/\s+/)
            .map((word) => word.replace(/^["']|["']$/g, '')),
    ]);
}
/**
 * Rows of `matrix`; one empty row where there is none. `include` adds to the rows that it does not contradict, else it
 * is a row of its own
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrixinclude).
 */
function matrixRows(matrix) {
    if (!(0,json/* isObject */.G)(matrix))
        return [[]];
    const axes = Object.entries(matrix)
        .filter(([key, value]) => key !== 'include' && key !== 'exclude' && Array.isArray(value))
        .map(([key, value]) => fewOf(value).map((item) => pathsIn(`matrix.${key}`, item)));
    const [excluded, included] = [listIn(matrix['exclude']), listIn(matrix['include'])];
    const rows = axes.length === 0 && included.length > 0 ? [] : product(axes);
    const crossed = rows.filter((row) => !excluded.some((one) => one.every(isIn(row))));
    const fits = (row, more) => {
        const names = row.map(([name]) => name);
        return more.every((one) => !names.includes(one[0]) || isIn(row)(one));
    };
    const alone = included.filter((more) => !crossed.some((row) => fits(row, more)));
    return [
        ...crossed.map((row) => [...row, ...included.filter((more) => fits(row, more)).flat()]),
        ...alone,
    ].slice(0, MOST_WAYS);
}
function listIn(value) {
    return Array.isArray(value) ? fewOf(value).map((item) => pathsIn('matrix', item)) : [];
}
function isIn(row) {
    return ([name, value]) => row.some(([own, its]) => own === name && its === value);
}
/** Every combination of one row of each list. */
function product(lists) {
    return lists.reduce((rows, list) => rows.flatMap((row) => list.map((more) => [...row, ...more])).slice(0, MOST_WAYS), [[]]);
}
/** `matrix.key`, or `matrix.key.field` for each field of an object. */
function pathsIn(path, value) {
    if (!(0,json/* isObject */.G)(value))
        return [[path, String(value)]];
    return fewOf(Object.entries(value)).flatMap(([key, inner]) => pathsIn(`${path}.${key}`, inner));
}
function fewOf(items) {
    return items.slice(0, MOST_WAYS);
}

;// CONCATENATED MODULE: ./src/cli/workflows/dispatches.ts


/** As written in an expression; `resolvedRole` fills it in where the repository is known. */
const OWN_NAME = '${' + '{ github.repository }}';
const OWNER = '${' + '{ github.repository_owner }}';
const OWN = /^\$\{\{\s*github\.repository\s*\}\}$/;
/** https://github.com/peter-evans/repository-dispatch, and the like for `workflow_dispatch`. */
const ACTIONS = [
    {
        uses: /^(?:peter-evans|mvasigh|myrotvorets)\/(?:repository-dispatch|dispatch-action|trigger-repository-dispatch-action)@/i,
        by: 'repository_dispatch',
        target: ({ repository = '', repo = '', owner = '' }) => repository || (owner !== '' && repo !== '' ? `${owner}/${repo}` : repo),
    },
    {
        uses: /^(?:benc-uk|lasith-kg|the-actions-org)\/(?:workflow-dispatch|dispatch-workflow)@/i,
        by: 'workflow_dispatch',
        target: ({ repo = '' }) => repo,
    },
    {
        uses: /^convictional\/trigger-workflow-and-wait@/i,
        by: 'workflow_dispatch',
        target: ({ owner = '', repo = '' }) => (repo === '' ? '' : `${owner}/${repo}`),
    },
];
/** PURE: every such request of a workflow, in order; those to the repository itself left out. */
function dispatchesOf({ steps }) {
    return steps.flatMap((step) => dispatchOf(step) ?? []);
}
/** PURE: the request that a step makes; null where it makes none, or none to another repository. */
function dispatchOf(step) {
    const ways = waysOf(step);
    const found = byAction(step) ?? byScript(step, ways) ?? byOctokit(step) ?? byRequest(step, ways);
    if (found === null)
        return null;
    const targets = [...new Set(found.targets.flatMap((target) => expanded(target, ways)))].filter((target) => target !== '' && !OWN.test(target) && !/github\.repository\b(?!_)/i.test(target));
    if (targets.length === 0)
        return null;
    const eventType = found.eventType === null ? null : (expanded(found.eventType, ways)[0] ?? null);
    return {
        step,
        by: found.by,
        targets,
        eventType: eventType === null || eventType.includes('$') ? null : eventType,
        tokens: tokensOf(step, ways),
    };
}
function byAction({ uses, with: inputs }) {
    const action = ACTIONS.find((one) => one.uses.test(uses ?? ''));
    if (action === undefined)
        return null;
    return { by: action.by, targets: [action.target(inputs).trim()], eventType: inputs['event-type'] ?? null };
}
/** `…/repos/<owner>/<repo>/dispatches`, `…/actions/workflows/<file>/dispatches`; `gh workflow run`. */
const ADDRESS = /\brepos\/((?:\$\{\{[^}]{0,200}\}\}|[^\s"'`/]{1,200})(?:\/(?:\$\{\{[^}]{0,200}\}\}|[^\s"'`/]{1,200}))??)(\/actions\/workflows\/[^\s"'`]{1,200})?\/dispatches\b/g;
const GH_RUN = /\bgh\s+workflow\s+run\b(?:\\\r?\n|[^\n]){0,500}?\s(?:-R|--repo)[ =]["']?((?:\$\{\{[^}]{0,200}\}\}|[^\s"']){1,200})/g;
/** A script may keep the address, or a part of it, in a variable. */
function byScript({ run, env }, ways) {
    return run === null ? null : byText(run, ways, env.get('GH_REPO'));
}
/** Any action that is told an address, or a command with one. */
function byRequest({ uses, with: inputs }, ways) {
    const text = Object.values(inputs).join('\n').slice(0, LONGEST_SCRIPT);
    // Most steps have nothing to do with it.
    if (uses === null || !/\/dispatches\b|\bworkflow\s+run\b/.test(text))
        return null;
    const found = byText(text, ways, undefined);
    return found === null ? null : { ...found, eventType: inputs['event_type'] ?? found.eventType };
}
const GH_OWN = '{owner}/{repo}';
function targetsIn(found) {
    return found.map(([, target = '']) => target);
}
function startedIn(script) {
    const named = targetsIn([...script.matchAll(GH_RUN)]);
    return named.length === 0 && /\bgh\s+workflow\s+run\b/.test(script) ? [GH_OWN] : named;
}
/** @param ghRepo what gh writes for `{owner}/{repo}` (https://cli.github.com/manual/gh_api) */
function byText(text, ways, ghRepo = OWN_NAME) {
    const scripts = [text, ...expanded(text, ways)];
    const found = scripts.flatMap((script) => [...script.matchAll(ADDRESS)]);
    const runs = scripts.flatMap(startedIn);
    const workflows = found.filter(([, , workflow]) => workflow !== undefined);
    const events = found.filter(([, , workflow]) => workflow === undefined);
    const targets = events.length > 0 ? targetsIn(events) : [...targetsIn(workflows), ...runs];
    if (targets.length === 0)
        return null;
    const by = events.length > 0 ? 'repository_dispatch' : 'workflow_dispatch';
    const named = targets.map((target) => (target === GH_OWN ? ghRepo : target));
    return { by, targets: known(named), eventType: eventTypeIn(text) };
}
/** The script itself and the script with its variables replaced are looked at: what is known counts. */
function known(targets) {
    const plain = targets.filter((target) => !target.includes('$'));
    return plain.length > 0 ? plain : [...targets];
}
/** `github.request('POST /repos/{owner}/{repo}/dispatches', …)` (https://github.com/octokit/request.js). */
const REQUEST = /\brequest\s*\(\s*['"`]POST \/repos\/([^\s'"`/]+\/[^\s'"`/]+)(\/actions\/workflows\/[^\s'"`/]+)?\/dispatches['"`]/;
/** actions/github-script: `createDispatchEvent({owner: 'a', repo: 'b', event_type: 'c'})`. */
function byOctokit({ uses, with: inputs }) {
    const script = (inputs['script'] ?? '').slice(0, LONGEST_SCRIPT);
    if (!/^actions\/github-script@/i.test(uses ?? ''))
        return null;
    const request = REQUEST.exec(script);
    const by = octokitWay(script, request);
    if (by !== null && request?.[1] !== undefined && !/[{$]/.test(request[1]))
        return { by, targets: [request[1]], eventType: eventTypeIn(script) };
    const field = (name) => new RegExp(`\\b${name}\\s*:\\s*(?:['"\`]([^'"\`\\n]+)['"\`]|([\\w.]+))`).exec(script);
    const [owner, repo] = [field('owner'), field('repo')];
    if (by === null || repo?.[2]?.startsWith('context.') === true)
        return null;
    const name = (found) => found?.[1] ?? (found?.[2] === undefined ? '' : `$${found[2].replace(/^process\.env\./, '')}`);
    const target = `${owner?.[2]?.startsWith('context.') === true ? OWNER : name(owner)}/${name(repo)}`;
    return { by, targets: [target], eventType: eventTypeIn(script) };
}
function octokitWay(script, request) {
    if (request !== null)
        return request[2] === undefined ? 'repository_dispatch' : 'workflow_dispatch';
    if (/\bcreateDispatchEvent\b/.test(script))
        return 'repository_dispatch';
    return /\bcreateWorkflowDispatch\b/.test(script) ? 'workflow_dispatch' : null;
}
/** Actions that make one request and nothing else. */
const REQUESTS = /^(?:octokit\/request-action|fjogeleit\/http-request-action|wei\/curl|satak\/webrequest-action)@/i;
/** PURE: whether an action does nothing but to send; others may be told whole commands. */
function onlySends(uses) {
    return REQUESTS.test(uses) || ACTIONS.some((one) => one.uses.test(uses));
}
function eventTypeIn(script) {
    return (/\bevent[_-]type\b[\\"'\]]*\s*[:=]\s*\\?["']?((?:\$\{\{[^}]{0,200}\}\}|\$\{?\w+\}?|[\w.-])+)/.exec(script)?.[1] ?? null);
}
const TOKEN_INPUT = /^(?:token|github[-_]token|access[-_]token|gh[-_]token)$/i;
/** The token input of an action; else the texts of the step. */
function tokensOf(step, ways) {
    const { with: inputs } = step;
    const given = Object.entries(inputs).find(([name]) => TOKEN_INPUT.test(name));
    if (given !== undefined)
        return expanded(given[1], ways).join('\n');
    return textWithVariables(step);
}
/** No name of a secret is further behind in a variable. */
const LONGEST_VALUE = 1000;
/** PURE: all texts of a step, and of its variables those that it names, or that `gh` takes without being told. */
function textWithVariables({ text, env }) {
    const names = new Set([...(text.match(/[A-Za-z_]\w*/g) ?? []), 'GH_TOKEN', 'GITHUB_TOKEN']);
    return [text, ...[...names].flatMap((name) => env.get(name)?.slice(0, LONGEST_VALUE) ?? [])].join('\n');
}

;// CONCATENATED MODULE: ./src/cli/workflows/in-one-line.ts
/**
 * PURE: whether some line of a script has all of these, one behind the other. A regular expression with `.*` between
 * them would look to the line's end from each place at which the first one matches.
 */
function inOneLine(script, ...parts) {
    // A backslash continues a line.
    return script
        .replaceAll('\\\n', ' ')
        .split('\n')
        .some((line) => hasInOrder(line, parts));
}
function hasInOrder(line, parts) {
    let rest = line;
    return parts.every((part) => {
        const found = part.exec(rest);
        rest = found === null ? '' : rest.slice(found.index + found[0].length);
        return found !== null;
    });
}

;// CONCATENATED MODULE: ./src/cli/workflows/pushes.ts




/** PURE: the other repositories that a workflow pushes into. */
function pushesIn({ steps }) {
    const pushing = new Map();
    for (const step of steps) {
        for (const place of placesPushed(step)) {
            const key = `${step.job} ${place}`;
            const known = pushing.get(key);
            if (known === undefined)
                pushing.set(key, [step]);
            else
                known.push(step);
        }
    }
    const fetched = steps.flatMap(fetchedBy).filter(({ step, path }) => pushing.has(`${step.job} ${path}`));
    return fetched.slice(0, MOST_FETCHED).map(({ step, target, path }) => {
        const all = [...new Set([step, ...(pushing.get(`${step.job} ${path}`) ?? [])])];
        return { target, steps: all, tokens: all.map(textWithVariables).join('\n') };
    });
}
const PUSHING_ACTIONS = /^(?:peter-evans\/create-pull-request|stefanzweifel\/git-auto-commit-action|EndBug\/add-and-commit|ad-m\/github-push-action)@/i;
/** A workflow that pushes into more repositories than this is not worth following. */
const MOST_FETCHED = 20;
const pushes_OWN = /^\$\{\{ *github\.repository *\}\}$/;
const CLONE = /\bgit\s+clone\s[^\n;&|]{0,500}?\bgithub\.com[/:]([\w.-]{1,100}\/[\w.-]{1,100}?)(?:\.git)?["']?(?:[ \t]{1,9}["']?([\w./-]{1,200}))?["']?[ \t]{0,9}(?=[\n;&|]|$)/g;
function fetchedBy(step) {
    const { uses, run, with: inputs } = step;
    const { repository = '', path = '' } = inputs;
    if (/^actions\/checkout@/i.test(uses ?? '') && repository !== '')
        return targetsOf(repository, step).map((target) => ({ step, target, path: plain(path) }));
    const script = expanded((run ?? '').slice(0, LONGEST_SCRIPT), waysOf(step)).join('\n');
    return [...script.matchAll(CLONE)].map(([, target = '', folder]) => ({
        step,
        target,
        path: plain(folder ?? target.split('/')[1] ?? ''),
    }));
}
function targetsOf(repository, step) {
    return expanded(repository.trim(), waysOf(step)).filter((target) => target !== '' && !pushes_OWN.test(target));
}
function plain(path) {
    return path.trim().replace(/^\.\/|\/$/g, '');
}
/** Where the repositories lie that it pushes into; a text for each. */
function placesPushed({ uses, run, directory, with: inputs }) {
    if (PUSHING_ACTIONS.test(uses ?? '')) {
        return new Set([
            plain(inputs['path'] ?? inputs['repository'] ?? inputs['cwd'] ?? inputs['directory'] ?? ''),
        ]);
    }
    if (run === null || !inOneLine(run, /\bgit\b/, /\bpush\b/))
        return new Set();
    const places = run.matchAll(/(?:\bcd|\bpushd|\s-C)\s+["']?([\w./-]+)/g);
    return new Set([directory ?? '', ...[...places].map(([, place = '']) => place)].map(plain));
}

;// CONCATENATED MODULE: ./src/cli/workflows/token-source.ts
/** PURE: where the value of `with: <input>` of a step comes from. */
function tokenSource(workflow, step, input = 'token') {
    return sourceOf(step.with[input] ?? '', { workflow, step }, 0);
}
const token_source_DEEPEST = 5;
function sourceOf(text, around, depth) {
    if (/^\s*(?:\$\{\{\s*''\s*\}\}\s*)?$/.test(text))
        return { kind: 'none' };
    if (!text.includes('${{'))
        return { kind: 'written' };
    const id = /\bsteps\.([\w-]+)\.outputs\b/.exec(text)?.[1];
    if (id !== undefined)
        return byStep(id, around);
    const variable = /\benv\.(\w+)/.exec(text)?.[1];
    if (variable !== undefined && depth < token_source_DEEPEST) {
        const value = around.step.env.get(variable);
        return value === undefined ? { kind: 'unknown' } : sourceOf(value, around, depth + 1);
    }
    const all = secretsIn(text);
    const names = all.filter((name) => name.toUpperCase() !== 'GITHUB_TOKEN');
    if (names.length > 0)
        return { kind: 'secret', names, environment: environmentOf(around) };
    return all.length > 0 || /\bgithub\.token\b/.test(text) ? { kind: 'run' } : { kind: 'unknown' };
}
const APP_STEP = /^(?:[\w.-]+\/)(?:create-github-app-token|github-app-token|action-github-app-token|workflow-application-token-action)@/i;
function byStep(id, around) {
    const { workflow, step } = around;
    const made = workflow.steps.find((one) => one.job === step.job && one.id === id);
    if (made === undefined || !APP_STEP.test(made.uses ?? ''))
        return { kind: 'unknown' };
    return {
        kind: 'app',
        step: made,
        secrets: [...new Set(Object.values(made.with).flatMap(secretsIn))],
        variables: [...new Set(Object.values(made.with).flatMap(variablesIn))],
        environment: environmentOf(around),
        owner: made.with['owner'] || null,
        repositories: made.with['repositories'] || null,
        isOfficial: /^actions\/create-github-app-token@/i.test(made.uses ?? ''),
    };
}
function environmentOf({ workflow, step }) {
    return workflow.jobs.find(({ id }) => id === step.job)?.environment ?? null;
}
/** PURE: the secrets that an expression names. */
function secretsIn(text) {
    const found = text.matchAll(/\bsecrets(?:\.([A-Za-z_][\w-]*)|\[\s*['"]([A-Za-z_][\w-]*)['"]\s*\])/g);
    return [...new Set([...found].map(([, dotted, quoted]) => dotted ?? quoted ?? ''))];
}
/** PURE: whether a text uses this secret or variable, e.g. `secrets.NAME`; to GitHub their case is the same. */
function usesSetting(text, name) {
    const all = [
        ...secretsIn(text).map((one) => `secrets.${one}`),
        ...variablesIn(text).map((one) => `vars.${one}`),
    ];
    return all.some((one) => one.toLowerCase() === name.toLowerCase());
}
function variablesIn(text) {
    return [...text.matchAll(/\bvars\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
}
/** PURE: the first of them that is not the run's own token; null where there is none. */
function secretIn(text) {
    return secretsIn(text).find((name) => name.toUpperCase() !== 'GITHUB_TOKEN') ?? null;
}

;// CONCATENATED MODULE: ./src/cli/workflows/updating.ts



/** PURE: it writes `marketplace.json` or moves submodules, and keeps what it wrote. */
function updatesMarketplace({ steps, events }) {
    const texts = steps.map(textOf);
    // Who is started by events, and has to do with the catalogue, writes it, by whatever means.
    const names = (text) => events.includes('repository_dispatch') && text.includes('marketplace.json');
    return (texts.some((text) => names(text) || writesCatalogue(text) || movesSubmodules(text)) &&
        (texts.some(keeps) || steps.some(isGivenIt)));
}
const CATALOGUE = /marketplace\.json|\$\{?MARKETPLACE/i;
function writesCatalogue(text) {
    return (/>[ \t]*["']?[^\s>]*(?:marketplace\.json|\$\{?MARKETPLACE)/i.test(text) ||
        inOneLine(text, /\b(?:mv|cp|sponge|tee)\b/, /\s["']?\S*(?:marketplace\.json|\$\{?MARKETPLACE)/i) ||
        inOneLine(text, /\b(?:sed|yq)\s+-i/, CATALOGUE) ||
        inOneLine(text, /\bgit\s+add\b/, CATALOGUE));
}
function movesSubmodules(text) {
    return (inOneLine(text, /\bgit\s+submodule\s/, /\bupdate\b/, /--remote/) ||
        inOneLine(text, /\bgit\s+submodule\s/, /\bforeach\b/, /pull|checkout|fetch/) ||
        /\bcd\s+\S+[\s\S]{0,80}\bgit\s+pull\b/.test(text));
}
function keeps(text) {
    return (KEEPING.test(text) ||
        inOneLine(text, /\bgit\b/, /\b(?:push|commit)\b/) ||
        inOneLine(text, /\bgh\s+api\b/, /\bcontents\//));
}
const KEEPING = /create-pull-request@|git-auto-commit-action@|add-and-commit@|github-push-action@|createOrUpdateFileContents|createCommit\b/;
/** An action that is told where the catalogue is. */
function isGivenIt({ uses, with: inputs }) {
    return uses !== null && Object.values(inputs).some((value) => /^\S*marketplace\.json$/.test(value.trim()));
}
/** All that it does, with what its variables stand for. */
function textOf(step) {
    const { run, uses, with: inputs } = step;
    const written = [run ?? '', uses ?? '', ...Object.values(inputs)].join('\n').slice(0, LONGEST_SCRIPT);
    return [written, ...expanded(written, waysOf(step))].join('\n');
}

;// CONCATENATED MODULE: ./src/cli/workflows/roles.ts






/** What is sent and listened for where nothing else is said. */
const EVENT_TYPE = 'plugin-updated';
/** PURE: what a workflow does without this project's action, by the requests and changes that its scripts make. */
function rolesByOtherMeans(workflow) {
    const updates = updatesMarketplace(workflow);
    const { events, steps } = workflow;
    if (events.includes('repository_dispatch'))
        return updates || steps.length > 0 ? [{ kind: 'other-receiver', updates }] : [];
    const sender = senderRole(workflow);
    if (sender !== null)
        return [isAboutPlugins(workflow) ? sender : { kind: 'sends', sender }];
    const pusher = pusherRole(workflow);
    if (pusher !== null)
        return [pusher];
    return updates ? [{ kind: 'other-updater' }] : [];
}
/** PURE: what it does in reusable workflows, if it calls any. */
function callsIn({ jobs }) {
    const workflows = jobs.flatMap(({ uses }) => uses ?? []);
    return workflows.length === 0 ? [] : [{ kind: 'calls', workflows }];
}
/** PURE: what a step with this project's action does; null for any other step. */
function ownRole(step) {
    if (isOwnAction(step.uses, '/update') || LOCAL_UPDATE.test(step.uses ?? ''))
        return updateRole(step);
    const isLocal = LOCAL.test(step.uses ?? '') && step.with['marketplace'] !== undefined;
    return isOwnAction(step.uses, '') || isLocal ? notifyRole(step) : null;
}
/** PURE: the same with the names that follow from the repository that the workflow is in. */
function resolvedRole(role, repository) {
    if (role.kind === 'sends')
        return { ...role, sender: resolvedSender(role.sender, repository) };
    return role.kind === 'notify' || role.kind === 'other-sender' ? resolvedSender(role, repository) : role;
}
const roles_OWN = /\$\{\{\s*github\.repository(_owner)?\s*\}\}/g;
function resolvedSender(role, repository) {
    const found = role.unknown.map((name) => name.replace(roles_OWN, (_, owner) => (owner === undefined ? (0,github_repository/* fullName */.fq)(repository) : repository.owner)));
    const names = [...role.marketplaces, ...found.filter(github_repository/* isRepositoryName */.en)];
    const marketplaces = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
    return { ...role, marketplaces, unknown: found.filter((name) => !(0,github_repository/* isRepositoryName */.en)(name)) };
}
/** This project's action, whoever publishes the copy: `owner/notify-marketplace@ref`, and `…/update@ref`. */
function isOwnAction(uses, folder) {
    return new RegExp(`^[\\w.-]+/[\\w.-]*notify-marketplace[\\w.-]*${folder}@\\S+$`, 'i').test(uses ?? '');
}
/** A copy of the action in the repository itself, where policies let nothing else run. */
const LOCAL = /^\.\/[^@]*$/;
const LOCAL_UPDATE = /^\.\/[^@]*notify-marketplace[^/@]*\/update\/?$/i;
function notifyRole(step) {
    const all = marketplaceNames(step);
    return {
        kind: 'notify',
        marketplaces: all.filter(github_repository/* isRepositoryName */.en),
        unknown: all.filter((name) => name.includes('${{')),
        secret: secretIn(step.with['token'] ?? ''),
        eventType: knownInput(step, 'event-type', EVENT_TYPE),
        action: step.uses ?? '',
    };
}
/** PURE: all that a step's `marketplace` names, valid or not; expressions as they are written, spaced alike. */
function marketplaceNames(step) {
    // A comma inside of an expression separates nothing.
    const texts = inputTexts(step, 'marketplace').flatMap((text) => text.match(/(?:\$\{\{.*?\}\}|[^\n,])+/g) ?? []);
    const names = texts.map((name) => name.trim().replace(/\$\{\{\s*(.*?)\s*\}\}/g, '$${{ $1 }}'));
    return [...new Set(names.filter(Boolean))];
}
/** PURE: those of them that are none. */
function wrongMarketplaceNames(step) {
    return marketplaceNames(step).filter((name) => !(0,github_repository/* isRepositoryName */.en)(name) && !name.includes('${{'));
}
function updateRole(step) {
    const mode = knownInput(step, 'mode', 'push');
    return {
        kind: 'update',
        mode: mode === null || mode === 'pull-request' ? mode : 'push',
        action: (step.uses ?? '').replace(/\/update(?=@|\/?$)/i, ''),
    };
}
/** What an input is in every way in which the step runs; null where that differs, or only a run knows it. */
function knownInput(step, name, usual) {
    const [text = '', ...others] = inputTexts(step, name);
    return others.length > 0 || text.includes('${{') ? null : text || usual;
}
/** Dispatches serve many ends. */
function isAboutPlugins({ path, text }) {
    return /plugin|marketplace/i.test(`${path}\n${text}`);
}
/** It pushes into another repository, which it takes for a marketplace. */
function pusherRole(workflow) {
    const pushes = pushesIn(workflow);
    if (pushes.length === 0 || !/marketplace/i.test(workflow.text))
        return null;
    const targets = [...new Set(pushes.map(({ target }) => target))];
    return {
        kind: 'other-sender',
        marketplaces: targets.filter(github_repository/* isRepositoryName */.en),
        unknown: targets.filter((target) => !(0,github_repository/* isRepositoryName */.en)(target)),
        secret: pushes.map(({ tokens }) => secretIn(tokens)).find((found) => found !== null) ?? null,
        eventType: null,
        by: 'push',
        byApp: pushes.some(({ tokens }) => APP_TOKEN.test(tokens)),
    };
}
const APP_TOKEN = /\bsteps\.[\w-]+\.outputs\.token\b/;
function senderRole(workflow) {
    const dispatches = dispatchesOf(workflow);
    const [first] = dispatches;
    if (first === undefined)
        return null;
    const targets = [...new Set(dispatches.flatMap((dispatch) => dispatch.targets))];
    return {
        kind: 'other-sender',
        marketplaces: targets.filter(github_repository/* isRepositoryName */.en),
        unknown: targets.filter((target) => !(0,github_repository/* isRepositoryName */.en)(target)),
        secret: firstOf(dispatches, ({ tokens }) => secretIn(tokens)),
        eventType: firstOf(dispatches, (dispatch) => dispatch.eventType),
        by: first.by,
        byApp: dispatches.some(({ tokens }) => APP_TOKEN.test(tokens)),
    };
}
function firstOf(dispatches, read) {
    return dispatches.map(read).find((found) => found !== null) ?? null;
}

;// CONCATENATED MODULE: ./src/cli/workflows/parts.ts



/** PURE: what the files of one repository do; null where it is not known which that is. */
function partsOfFiles(parsed, repository) {
    return {
        parts: parsed.flatMap((one) => (one.kind === 'workflow' ? partsOf(one.workflow, repository) : [])),
        broken: parsed.filter((one) => one.kind === 'problem'),
    };
}
/** PURE: one part for each step of ours; else the one that the file plays by other means; and what it calls. */
function partsOf(workflow, repository = null) {
    const own = workflow.steps.flatMap((step) => {
        const role = ownRole(step);
        return role === null ? [] : [partBy(workflow, step, role)];
    });
    const roles = own.length > 0 ? callsIn(workflow) : [...rolesByOtherMeans(workflow), ...callsIn(workflow)];
    const parts = [...own, ...roles.map((role) => stepless(workflow, role))];
    return repository === null
        ? parts
        : parts.map((part) => ({ ...part, role: resolvedRole(part.role, repository) }));
}
function stepless(workflow, role) {
    return { path: workflow.path, workflow, role, step: null, token: { kind: 'unknown' }, permissions: null };
}
function partBy(workflow, step, role) {
    const job = workflow.jobs.find(({ id }) => id === step.job);
    const token = tokenSource(workflow, step);
    return { path: workflow.path, workflow, role, step, token, permissions: job?.permissions ?? null };
}
/** PURE: the marketplaces that a part names. */
function marketplacesIn({ role }) {
    return role.kind === 'notify' || role.kind === 'other-sender' ? role.marketplaces : [];
}
/** PURE: whether only other workflows start it. These pass what it needs, and are not looked into. */
function isOnlyCalled({ workflow: { events } }) {
    return events.length > 0 && events.every((event) => event === 'workflow_call');
}
/** PURE: whether an event of this type starts it. */
function hears({ workflow }, type) {
    if (!workflow.events.includes('repository_dispatch'))
        return false;
    return workflow.dispatchTypes === null || workflow.dispatchTypes.includes(type);
}
/** PURE: what a part passes to this project's action. */
function inputsOf({ step }) {
    return step?.with ?? {};
}
/** PURE: `with:` as the actions read it. What an expression says only a run knows: it counts as not written. */
function inputValues(table, inputs) {
    return new input_values/* InputValues */.R(table, (name) => {
        const text = inputs[name]?.trim() ?? '';
        return text.includes('${{') ? '' : text;
    });
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./src/cli/checkout/git.ts


const run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/**
 * A folder that somebody sent may have a configuration that runs programs as soon as git looks at it. None of them
 * does: bare repositories count only where they are named (https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository),
 * and monitors, hooks, pagers, external differences, signature checks and helpers of transports are off.
 */
const QUIET = [
    'safe.bareRepository=explicit',
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.pager=cat',
    'diff.external=',
    'log.showSignature=false',
    'protocol.ext.allow=never',
].flatMap((setting) => ['-c', setting]);
/** READ: git in a folder. */
function gitIn(folder, env) {
    let unfiltered;
    return {
        env,
        async ask(...args) {
            unfiltered ??= withoutFilters(folder, env);
            const answer = await askWith(await unfiltered, folder, args);
            return answer.kind === 'answer' ? answer.text : null;
        },
    };
}
/** READ: the same, where the reason matters, for what reads no file of the folder. */
function askGit(folder, env, ...args) {
    return askWith(env, folder, args);
}
/** READ: the tags of a repository, with the commits that they stand for, without signing in; none where it can't be read. */
async function publicTags(url, { folder, env, patience }) {
    const nobody = { GIT_ASKPASS: '', SSH_ASKPASS: '', GIT_ALLOW_PROTOCOL: 'https:http' };
    const settings = ['-c', 'credential.helper=', '-c', 'core.askPass='];
    const args = [...settings, 'ls-remote', '--tags', '--', url];
    const answer = await askWith(env, folder, args, { env: nobody, timeout: patience });
    const lines = answer.kind === 'answer' ? answer.text.split('\n') : [];
    // Of an annotated tag, the line that ends so names the commit (https://git-scm.com/docs/git-ls-remote).
    const found = lines.map((line) => /^([0-9a-f]{40})\trefs\/tags\/(.+?)(?:\^\{\})?$/.exec(line) ?? []);
    return [...new Map(found.map(([, commit = '', name = '']) => [name, { name, commit }])).values()];
}
async function askWith(env, folder, args, more = {}) {
    const options = {
        maxBuffer: 64 * 1024 * 1024,
        encoding: 'utf8',
        env: { ...environment(env), ...more.env },
        timeout: more.timeout ?? 0,
        windowsHide: true,
    };
    try {
        const { stdout } = await run('git', [...QUIET, '--no-pager', '-C', folder, ...args], options);
        return { kind: 'answer', text: stdout.replace(/\n$/, '') };
    }
    catch (error) {
        const { code, stderr } = error;
        if (code === 'ENOENT')
            return { kind: 'no-git' };
        return { kind: 'failed', said: typeof stderr === 'string' ? stderr.trim() : '' };
    }
}
/**
 * https://git-scm.com/docs/git#_environment_variables. An object that a partial clone lacks would be fetched in
 * passing, by whatever its configuration calls a transport: none is allowed. What git says is read, so it is in English.
 */
function environment({ GIT_EXTERNAL_DIFF: _, ...own }) {
    return {
        ...own,
        GIT_TERMINAL_PROMPT: '0',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
        GIT_LITERAL_PATHSPECS: '1',
        LC_ALL: 'C',
    };
}
/**
 * Filters are programs too (https://git-scm.com/docs/gitattributes#_filter), and their names are anybody's: those of
 * the folder's own configuration are switched off one by one. Those of the person's, such as git-lfs, stay.
 */
async function withoutFilters(folder, env) {
    const answer = await askWith(env, folder, ['config', '--list', '--show-scope', '--name-only', '-z']);
    const fields = answer.kind === 'answer' ? answer.text.split('\0') : [];
    const filters = fields.flatMap((key, index) => {
        const isOwn = index % 2 === 1 && /^(?:local|worktree)$/.test(fields[index - 1] ?? '');
        return (isOwn && /^filter\.(.+)\.(?:clean|smudge|process|required)$/s.exec(key)?.[1]) || [];
    });
    const settings = [...new Set(filters)].flatMap((name) => [
        [`filter.${name}.clean`, ''],
        [`filter.${name}.smudge`, ''],
        [`filter.${name}.process`, ''],
        [`filter.${name}.required`, 'false'],
    ]);
    return { ...env, ...asVariables(settings, env) };
}
/** As git takes settings of any name (https://git-scm.com/docs/git-config#ENVIRONMENT), behind those that are there. */
function asVariables(settings, env) {
    const first = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0;
    const pairs = settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${first + index}`, key],
        [`GIT_CONFIG_VALUE_${first + index}`, value],
    ]);
    return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(first + settings.length) };
}

// EXTERNAL MODULE: ./src/github/objects/blobs.ts
var blobs = __webpack_require__(4180);
;// CONCATENATED MODULE: ./src/cli/checkout/inside.ts



/** As the actions have it, for every file that is read whole. */
const LARGEST = 1024 * 1024;
/**
 * READ: a file of a checkout. A link inside of it is followed; one that leads out of it, or into git's own folder, is
 * not: what lies there is not the repository's, whoever committed the link.
 */
async function readInside(root, path) {
    const file = await readBytes(root, path, LARGEST);
    return file.kind === 'bytes' ? { kind: 'text', text: file.bytes.toString('utf8') } : file;
}
/** READ: the same for what Claude Code reads: it must be text as the actions want it. */
async function readStrictly(root, path, largest = LARGEST) {
    const file = await readBytes(root, path, largest);
    if (file.kind !== 'bytes')
        return file;
    const content = (0,blobs/* decode */.D4)(file.bytes);
    return content.kind === 'text' ? content : { kind: 'refused', why: NO_TEXT[content.kind] };
}
const NO_TEXT = {
    binary: 'is a binary file',
    'not-utf8': 'is not UTF-8 text',
    'lfs-pointer': 'is a Git LFS pointer',
    'too-large': 'is too large',
};
async function readBytes(root, path, largest) {
    const [top, file] = await Promise.all([(0,promises_.realpath)(root), (0,promises_.realpath)((0,external_node_path_.join)(root, path))]).catch(() => [
        null,
        null,
    ]);
    if (top === null || file === null)
        return { kind: 'absent' };
    if (!isBelow(file, top))
        return { kind: 'refused', why: 'is a symbolic link that leads out of this repository' };
    const stats = await (0,promises_.stat)(file).catch(() => null);
    if (stats === null)
        return { kind: 'absent' };
    if (!stats.isFile())
        return { kind: 'refused', why: 'is not a file' };
    if (stats.size > largest) {
        return { kind: 'refused', why: `is larger than ${Math.round(largest / LARGEST)} MiB` };
    }
    const bytes = await (0,promises_.readFile)(file).catch(() => null);
    return bytes === null ? { kind: 'refused', why: 'can’t be read' } : { kind: 'bytes', bytes };
}
function isBelow(path, top) {
    return path.startsWith(top + external_node_path_.sep) && !path.startsWith((0,external_node_path_.join)(top, '.git') + external_node_path_.sep);
}
/**
 * READ: why a folder that a text of the checkout names is not in the checkout, as the end of a sentence that begins
 * with its path; null where it is, without a link on the way.
 */
async function whyOutside(root, path) {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    if (/^(?:[\\/]|[A-Za-z]:)/.test(path) || /\\|\0/.test(path) || parts.includes('..')) {
        return 'leads out of this repository';
    }
    if (parts.length === 0)
        return 'is this repository itself';
    if (parts.some((part) => part.toLowerCase() === '.git'))
        return 'leads into git’s own folder';
    for (const index of parts.keys()) {
        const part = parts.slice(0, index + 1).join('/');
        const stats = await (0,promises_.lstat)((0,external_node_path_.join)(root, part)).catch(() => null);
        if (stats === null)
            return null;
        if (stats.isSymbolicLink())
            return part === path ? 'is a symbolic link' : 'lies behind a symbolic link';
    }
    return null;
}
/** READ: the folder in which git finds a repository for another: the nearest with `.git` in it; null where none has. */
async function nearestRepository(folder) {
    const parts = (await (0,promises_.realpath)(folder).catch(() => '')).split(external_node_path_.sep);
    for (let length = parts.length; length > 0; length--) {
        const above = parts.slice(0, length).join(external_node_path_.sep) || external_node_path_.sep;
        if ((await (0,promises_.lstat)((0,external_node_path_.join)(above, '.git')).catch(() => null)) !== null)
            return above;
    }
    return null;
}

// EXTERNAL MODULE: ./src/github/address.ts
var github_address = __webpack_require__(7267);
;// CONCATENATED MODULE: ./src/cli/shell/printed.ts


const printed_run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** READ: what a program prints; empty where it is not there, fails, or does not answer in these milliseconds. */
async function printed(program, args, env, timeout) {
    try {
        const running = printed_run(program, args, { env, timeout, windowsHide: true });
        running.child.stdin?.end();
        return (await running).stdout.trim();
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./src/cli/checkout/origin.ts


/**
 * PURE: where a remote's address leads; null where that is no repository. A port of ssh is not the web's.
 *
 * @param named the host that a name of somebody's ssh configuration stands for
 */
function originOf(url, named = (name) => name) {
    const address = (0,github_address/* gitAddress */.Ry)(url);
    const repository = address === null ? null : (0,github_address/* repositoryIn */.ce)(address.path);
    if (address === null || repository === null)
        return null;
    const host = address.scheme === 'ssh' ? named(address.hostname) : address.hostname;
    if (isElsewhere(host, repository))
        return null;
    if (isWeb(address))
        return { repository, host: knownHost((0,github_address/* webHost */.Rr)(address)), scheme: address.scheme };
    return { repository, host: likelyHost(knownHost((0,github_address/* sshHost */.TE)(host))), scheme: 'https' };
}
/**
 * A gist's address names no repository of the server, and a wiki's ends as no repository's name may
 * (https://docs.github.com/enterprise-server/admin/configuring-settings/hardening-security-for-your-enterprise/enabling-subdomain-isolation,
 * https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits#repository-name).
 */
function isElsewhere(hostname, { name }) {
    return hostname.startsWith('gist.') || name.endsWith('.wiki');
}
function isWeb({ scheme }) {
    return scheme === 'http' || scheme === 'https';
}
/** An unknown name is most often an alias for github.com on somebody else's computer: `work`, `github.com-work`. */
function likelyHost(host) {
    const isAlias = !/[.:]/.test(host) || /^github\.com[_-][\w-]*$/.test(host);
    return isAlias && host !== 'localhost' ? 'github.com' : host;
}
/** READ: the same, with ssh asked for the host that its configuration has for a name (`Host`, `HostName`). */
async function readOrigin(url, env) {
    const address = (0,github_address/* gitAddress */.Ry)(url);
    const isKnown = address === null || address.scheme !== 'ssh' || isGitHubs(knownHost(address.hostname));
    if (isKnown)
        return originOf(url);
    const host = await sshHostOf(address.hostname, env);
    return originOf(url, () => host ?? address.hostname);
}
const asked = new WeakMap();
/** One answer for each name in a run: a marketplace may have hundreds of submodules on one host. */
function sshHostOf(name, env) {
    const answers = asked.get(env) ?? new Map();
    const answer = answers.get(name) ?? askSsh(name, env);
    asked.set(env, answers.set(name, answer));
    return answer;
}
/** https://man.openbsd.org/ssh#G: prints the configuration for a host, and connects nowhere. */
async function askSsh(name, env) {
    if (!/^[a-z\d_][\w.-]*$/i.test(name))
        return null;
    const [, host] = /^hostname (\S+)$/m.exec(await printed('ssh', ['-G', name], env, 5_000)) ?? [];
    return host === undefined ? null : ((0,github_address/* gitAddress */.Ry)(`ssh://${host}/`)?.hostname ?? null);
}
/**
 * PURE: the host under which a server of GitHub's own is known: any name below `github.com`, and any below a tenant of
 * `ghe.com`, is that one, as gh has it (https://cli.github.com/manual/gh_help_environment). Others stay as they are.
 */
function knownHost(host) {
    if (/(?:^|\.)github\.com$/.test(host))
        return 'github.com';
    return /(?:^|\.)([^.:]+\.ghe\.com)$/.exec(host)?.[1] ?? host;
}
/** PURE: whether a host, as {@link knownHost} has it, is one of GitHub's own: github.com, or `<tenant>.ghe.com`. */
function isGitHubs(host) {
    return host === 'github.com' || /^[^.:]+\.ghe\.com$/.test(host);
}

;// CONCATENATED MODULE: ./src/cli/shell/shell-word.ts
/** PURE: a word that a shell takes literally, even a stranger's: nothing in it runs, and nothing in it is invisible. */
function shellWord(text) {
    if (/^(?![=~])[\w@%+=:,./-]+$/.test(text))
        return text;
    return UNSEEN.test(text) ? escaped(text) : `'${text.replaceAll("'", `'\\''`)}'`;
}
/** A terminal obeys some of these when they are pasted, even between quotes. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** `$'…'`, as bash, zsh and ksh read it (https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html). */
function escaped(text) {
    const written = Array.from(text, (character) => {
        if (character === '\\' || character === "'")
            return `\\${character}`;
        return UNSEEN.test(character) ? bytesOf(character) : character;
    });
    return `$'${written.join('')}'`;
}
/** In octal, always of three digits, so that no digit behind it belongs to it. */
function bytesOf(character) {
    return Array.from(Buffer.from(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

;// CONCATENATED MODULE: ./src/cli/checkout/root.ts






/**
 * READ: the root of the checkout around a folder; null where there is none. Throws `UsageError`: where git itself is the
 * obstacle, "no checkout" would mislead.
 */
async function rootOf(folder, env) {
    const answer = await askGit(folder, env, 'rev-parse', '--show-toplevel');
    if (answer.kind === 'answer')
        return answer.text === '' ? null : ownRoot(folder, answer.text, env);
    if (answer.kind === 'no-git') {
        throw new UsageError('git is not installed here, or not on the PATH.', 'Install it: https://git-scm.com.');
    }
    // https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
    if (!answer.said.includes('dubious ownership'))
        return null;
    throw new UsageError('git refuses this folder, because it belongs to somebody else.', `If you trust it: git config --global --add safe.directory ${shellWord(folder)}`);
}
/**
 * `core.worktree` in a configuration that came along with the folder may name any other; and what is written there, or
 * read, is not what was looked at. Who sets `GIT_DIR` or `GIT_WORK_TREE` says so.
 */
async function ownRoot(folder, root, env) {
    const isSaid = env['GIT_DIR'] !== undefined || env['GIT_WORK_TREE'] !== undefined;
    const nearest = await nearestRepository(folder);
    if (isSaid || nearest === (await (0,promises_.realpath)(root).catch(() => null)))
        return root;
    throw new UsageError(`The configuration of git here (core.worktree) names another folder, ${(0,display/* quote */.hD)(root)}.`, 'Run this in an ordinary clone.');
}

;// CONCATENATED MODULE: ./src/cli/checkout/state.ts
const REFS = '--format=%(HEAD)%00%(refname)%00%(symref)%00%(upstream)';
/** READ: what git says of a checkout, in three questions. */
async function readState(git) {
    const [remotes, refs, files] = await Promise.all([
        git.ask('remote', '--verbose'),
        git.ask('for-each-ref', REFS, 'refs/heads', 'refs/remotes'),
        git.ask('ls-files', '-z', '-t', '--stage', '--others', '--exclude-standard'),
    ]);
    const lines = (refs ?? '').split('\n').map((line) => line.split('\0'));
    const branches = lines.flatMap(([, name]) => name ?? []);
    const [, current = await unborn(git), , upstream = ''] = lines.find(([head]) => head === '*') ?? [];
    const named = remotesIn(remotes ?? '');
    const main = `refs/remotes/${mainRemote({ remotes: named }) ?? 'origin'}/`;
    const [, , head] = lines.find(([, name]) => name === `${main}HEAD`) ?? [];
    return {
        remotes: named,
        branch: nameable(current, 'refs/heads/'),
        branches,
        defaultBranch: nameable(head ?? '', main),
        hasUpstream: branches.includes(upstream),
        ...filesIn(files ?? ''),
    };
}
/** A branch without a commit is no ref yet. */
async function unborn(git) {
    return (await git.ask('symbolic-ref', '--quiet', 'HEAD')) ?? '';
}
/** git makes no branch that looks like an option: what pretends to be one is in no command that people paste. */
function nameable(ref, prefix) {
    const name = ref.startsWith(prefix) ? ref.slice(prefix.length) : '';
    return name === '' || name.startsWith('-') ? null : name;
}
/** Lines `name<TAB>address (fetch)`, with what `insteadOf` says (https://git-scm.com/docs/git-remote). */
function remotesIn(lines) {
    return new Map(lines.split('\n').flatMap((line) => {
        const [, name = '', url = ''] = /^([^-\t][^\t]*)\t(.*) \(fetch\)(?: \[.*\])?$/.exec(line) ?? [];
        return name === '' ? [] : [[name, url]];
    }));
}
/** `? path` of what is untracked, else `H mode object stage<TAB>path` (https://git-scm.com/docs/git-ls-files#_output). */
function filesIn(fields) {
    const all = fields.split('\0');
    return {
        untracked: all.flatMap((field) => (field.startsWith('? ') ? [field.slice(2)] : [])),
        index: all.flatMap((field) => {
            const [, mode = '', path = ''] = /^[^?] (\d+) [^\t]*\t(.*)$/s.exec(field) ?? [];
            return path === '' ? [] : [{ mode, path }];
        }),
    };
}
/** PURE: `origin`, or the only one; null where it is not known which. */
function mainRemote({ remotes }) {
    const [only = null] = remotes.keys();
    return remotes.has('origin') ? 'origin' : remotes.size === 1 ? only : null;
}

;// CONCATENATED MODULE: ./src/cli/checkout/folder.ts


















/** PURE: the names that the catalogue here lists; none where there is none that can be read. */
function listedNames({ catalogue }) {
    const entries = catalogue?.kind === 'catalogue' ? catalogue.catalogue.entries : [];
    return entries.flatMap(({ name }) => name ?? []);
}
const WORKFLOWS = '.github/workflows';
/** READ: what lies in the checkout around `folder`; null where there is none. Throws `UsageError`. */
async function readFolder(folder, env) {
    const root = await rootOf(folder, env);
    if (root === null)
        return null;
    const git = gitIn(root, env);
    const state = await readState(git);
    const paths = [...state.index.map(({ path }) => path), ...state.untracked];
    const parsed = await readWorkflows(root);
    const origin = await originIn(git, state);
    const links = new Set(state.index.flatMap(({ mode, path }) => (mode === '160000' ? [path] : [])));
    return {
        root,
        git,
        state,
        origin,
        manifests: await readManifests(root, paths),
        catalogue: await readCatalogue(root),
        ...(await readSubmodules(root, links)),
        ...partsOfFiles(parsed, origin?.repository ?? null),
        workflows: parsed.flatMap((one) => (one.kind === 'workflow' ? [one.workflow] : [])),
    };
}
/**
 * READ: where the main remote leads. What `url.<base>.insteadOf` makes of it may be a mirror on this disk: the address
 * that a person wrote is then the repository's (https://git-scm.com/docs/git-config#Documentation/git-config.txt-urlbaseinsteadOf).
 */
async function originIn(git, state) {
    const name = mainRemote(state);
    const url = state.remotes.get(name ?? '');
    if (name === null || url === undefined)
        return null;
    const found = await readOrigin(url, git.env);
    if (found !== null)
        return found;
    const [written = ''] = (await git.ask('config', '--get-all', `remote.${name}.url`))?.split('\n') ?? [];
    return written === url ? null : readOrigin(written, git.env);
}
/** READ: the checkout of a submodule; null where it is not there, or git takes something else for it. */
async function readSubmodule({ root, git }, { path }) {
    const place = await (0,promises_.realpath)((0,external_node_path_.join)(root, path)).catch(() => null);
    if (place === null || (await whyOutside(root, path)) !== null)
        return null;
    const found = await readFolder(place, git.env).catch((error) => {
        if (error instanceof UsageError)
            return null;
        throw error;
    });
    return found !== null && (await (0,promises_.realpath)(found.root)) === place ? found : null;
}
/** PURE: the plugins of a checkout, as an event would name them. */
function claimsHere(folder) {
    const repository = folder?.origin ? (0,github_repository/* fullName */.fq)(folder.origin.repository) : null;
    return (folder?.manifests ?? []).flatMap(({ path, parsed }) => {
        if (parsed.kind === 'problem')
            return [];
        const { name: plugin, version } = parsed.manifest;
        return [{ plugin, version, repository, path }];
    });
}
/** Declared by `.gitmodules`, and a gitlink of the index: what is only declared may be any folder. */
async function readSubmodules(root, links) {
    const file = await readInside(root, '.gitmodules');
    const parsed = file.kind === 'text' ? (0,gitmodules/* parseGitmodules */.v)(file.text) : null;
    const declared = parsed?.kind === 'gitmodules' ? parsed.submodules : [];
    const checked = await Promise.all(declared.map(async (submodule) => ({ submodule, why: await whyStray(root, submodule.path, links) })));
    return {
        submodules: checked.flatMap(({ submodule, why }) => (why === null ? [submodule] : [])),
        strays: checked.flatMap(({ submodule: { path }, why }) => (why === null ? [] : [{ path, why }])),
    };
}
async function whyStray(root, path, links) {
    const outside = await whyOutside(root, path);
    return outside ?? (links.has(path) ? null : 'is not a submodule in git’s index');
}
const MANIFESTS = (0,action_patterns/* patternList */.B)(['**/.claude-plugin/plugin.json'], []);
function parsedManifest(text, path) {
    const parsed = (0,manifest/* parseManifest */.N)(text, path);
    return parsed.kind === 'manifest'
        ? parsed
        : { kind: 'problem', problem: (0,files/* manifestProblem */.Vx)(parsed.fault, 'command-line') };
}
async function readManifests(root, files) {
    const paths = [...new Set(files.filter(MANIFESTS.matches))].sort(display/* naturalOrder */.uz);
    const read = paths.map(async (path) => {
        const file = await readStrictly(root, path);
        if (file.kind === 'absent')
            return [];
        const isText = file.kind === 'text';
        return [{ path, parsed: isText ? parsedManifest(file.text, path) : unread(path, file.why) }];
    });
    return (await Promise.all(read)).flat();
}
/** Catalogues are lists, and may be long. */
const LARGEST_CATALOGUE = 16 * 1024 * 1024;
async function readCatalogue(root) {
    const file = await readStrictly(root, place/* CATALOGUE */.y, LARGEST_CATALOGUE);
    if (file.kind === 'absent')
        return null;
    if (file.kind !== 'text')
        return unread(place/* CATALOGUE */.y, file.why);
    const parsed = (0,catalogue/* parseCatalogue */.j)(file.text, place/* CATALOGUE */.y);
    return parsed.kind === 'catalogue' ? parsed : { kind: 'problem', problem: (0,files/* catalogueProblem */.RY)(parsed.fault) };
}
function unread(path, why) {
    const what = `${(0,display/* quote */.hD)(path)} ${why}, so it is not read`;
    const remedy = 'Replace it with a real file of this repository, saved as UTF-8.';
    return { kind: 'problem', problem: { code: 'file-not-read', what, remedy, at: { file: path } } };
}
async function readWorkflows(root) {
    const names = await (0,promises_.readdir)((0,external_node_path_.join)(root, WORKFLOWS)).catch(() => []);
    const paths = names
        .filter((name) => /\.ya?ml$/.test(name))
        .sort(display/* naturalOrder */.uz)
        .map((name) => `${WORKFLOWS}/${name}`);
    const read = paths.map(async (path) => {
        const file = await readInside(root, path);
        if (file.kind === 'absent')
            return [];
        if (file.kind === 'refused')
            return [{ kind: 'problem', path, line: 1, column: 1, message: `it ${file.why}` }];
        return [parseWorkflow(file.text, path)];
    });
    return (await Promise.all(read)).flat();
}

;// CONCATENATED MODULE: ./src/cli/marketplaces/named.ts






/**
 * PURE: the marketplaces that are meant, each once: `--marketplace`, `GITHUB_REPO`, or those that the workflow here
 * names. Throws `UsageError`, and `ProblemError` where the workflow names one that can't be.
 */
function marketplacesOf(cli, given, folder) {
    const named = marketplaceGiven(cli, given);
    if (named !== undefined)
        return checked(named);
    const wrong = (folder?.parts ?? []).flatMap(wrongNames);
    if (wrong.length > 0)
        throw new problem/* ProblemError */.Mm(...wrong);
    const inWorkflows = (folder?.parts ?? []).flatMap(({ role }) => role.kind === 'notify' || role.kind === 'other-sender' ? role.marketplaces : []);
    return [...new Set(inWorkflows)];
}
/** PURE: what is given as names, whatever the workflow here says; undefined where nothing is. */
function marketplaceGiven({ env }, given) {
    return given ?? (env['GITHUB_REPO'] || undefined);
}
/** The action refuses them all for one that is none. */
function wrongNames({ path, step, role }) {
    const wrong = role.kind === 'notify' && step !== null ? wrongMarketplaceNames(step) : [];
    if (wrong.length === 0 || step === null)
        return [];
    const what = `A workflow can't be used: ${notNamesText(wrong)}`;
    const remedy = 'Fix it there, or pass --marketplace owner/repo.';
    return [{ code: 'marketplace-invalid', what, remedy, at: { file: path, line: step.line } }];
}
/** PURE: what is wrong with names that a workflow gives, as the end of a sentence. */
function notNamesText(wrong) {
    return `${(0,display/* some */.zN)(wrong.map((one) => (0,display/* quote */.hD)(one)))} in it is not a repository name (owner/repo)`;
}
function checked(text) {
    const names = text
        .split(/[,\n]/)
        .map((name) => name.trim())
        .filter(Boolean);
    // https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits#repository-name
    const wrong = names.find((name) => !(0,github_repository/* isRepositoryName */.en)(name) || /\.git$/i.test(name));
    if (wrong === undefined && names.length > 0) {
        return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
    }
    const meant = (0,github_address/* repositoryAt */.uw)(wrong ?? '', 'https://github.com');
    const likely = meant === null ? '' : ` Did you mean ${(0,github_repository/* fullName */.fq)(meant)}?`;
    throw new UsageError(`${(0,display/* quote */.hD)(wrong ?? text)} is not a repository name.`, `Write it as owner/repo.${likely}`);
}

// EXTERNAL MODULE: ./src/findings/settings.ts
var settings = __webpack_require__(3721);
// EXTERNAL MODULE: ./src/github/client/network-settings.ts
var network_settings = __webpack_require__(9627);
;// CONCATENATED MODULE: ./src/cli/server/server.ts






/**
 * PURE: the server that `--hostname` names, else the environment, else the checkout's remote; github.com where none
 * does. Throws `UsageError` where an address can't be used.
 */
function serverOf(env, folder, hostname) {
    const [broken] = (0,network_settings/* brokenAddresses */.ET)(env);
    if (broken !== undefined)
        throw usageError((0,settings/* settingProblem */.o)(broken));
    const origin = folder?.origin ?? null;
    const asked = hostname === undefined ? null : checkedHost(hostname, '--hostname');
    const given = givenAddresses(env, origin);
    if (given !== null && (asked === null || hostsOf(given).includes(asked))) {
        return named(given, knownHost(new URL(given.serverUrl).host), 'person');
    }
    if (asked !== null)
        return named(addressesAt(asked, origin), asked, 'person');
    const usual = env['GH_HOST'] ? checkedHost(env['GH_HOST'], 'GH_HOST') : null;
    if (usual !== null)
        return named(addressesAt(usual, origin), usual, 'gh');
    const host = origin?.host ?? 'github.com';
    return named(addressesAt(host, origin), host, 'remote');
}
/** GitHub's own servers are trusted without being named, as long as their own addresses are used. */
function named(addresses, host, by) {
    const { apiUrl, graphqlUrl } = addressesAt(host, null);
    const isOwn = isGitHubs(host) && addresses.apiUrl === apiUrl && addresses.graphqlUrl === graphqlUrl;
    return { ...addresses, host, namedBy: isOwn ? 'github' : by };
}
/** What the variables say, and what follows from it; null where they say nothing. */
function givenAddresses(env, origin) {
    const [server, api, graphql] = ['GITHUB_SERVER_URL', 'GITHUB_API_URL', 'GITHUB_GRAPHQL_URL'].map((name) => usable(env[name]));
    const main = server ?? (api == null ? null : serverOfApi(api));
    if (main === null && api == null)
        return null;
    const around = addressesAt(main === null ? (origin?.host ?? 'github.com') : new URL(main).host, origin);
    const scheme = main === null ? 'https:' : new URL(main).protocol;
    const derived = (url) => url.replace(/^https?:/, scheme);
    return {
        serverUrl: main ?? around.serverUrl,
        apiUrl: api ?? derived(around.apiUrl),
        graphqlUrl: graphql ?? (api == null ? derived(around.graphqlUrl) : graphqlOf(api)),
    };
}
function usable(text) {
    const address = text ? (0,network_settings/* serverAddress */.aD)(text) : null;
    return address?.kind === 'usable' ? address.url : null;
}
function graphqlOf(api) {
    return `${api.replace(/\/v3$/, '')}/graphql`;
}
function hostsOf({ serverUrl, apiUrl }) {
    return [serverUrl, apiUrl].map((url) => knownHost(new URL(url).host));
}
/** The server of an API address, where that alone is given: `https://ghe.example/api/v3`, `https://api.acme.ghe.com`. */
function serverOfApi(api) {
    const { protocol, host, pathname } = new URL(api);
    if (/^\/api(?:\/|$)/.test(pathname))
        return `${protocol}//${host}`;
    return host.startsWith('api.') ? `${protocol}//${host.slice('api.'.length)}` : null;
}
/**
 * github.com, GitHub Enterprise Cloud with data residency
 * (https://docs.github.com/enterprise-cloud@latest/admin/data-residency/about-github-enterprise-cloud-with-data-residency),
 * or GitHub Enterprise Server (https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api).
 */
function addressesAt(host, origin) {
    const isPlain = origin?.host === host && origin.scheme === 'http' && (0,network_settings/* isLoopback */.U9)(new URL(`http://${host}`).hostname);
    const scheme = isPlain ? 'http' : 'https';
    const serverUrl = `${scheme}://${host}`;
    if (isGitHubs(host)) {
        return { serverUrl, apiUrl: `${scheme}://api.${host}`, graphqlUrl: `${scheme}://api.${host}/graphql` };
    }
    return { serverUrl, apiUrl: `${serverUrl}/api/v3`, graphqlUrl: `${serverUrl}/api/graphql` };
}
/** `github.acme.example`, as gh takes it; a port may follow. */
function checkedHost(text, name) {
    const [, bare = '', port = ''] = /^(.*?)(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
    const hostname = (0,github_address/* hostnameOf */.LZ)(bare);
    if (hostname !== null && Number(port) <= 65_535) {
        return knownHost(port === '' || port === '443' ? hostname : `${hostname}:${port}`);
    }
    throw new UsageError(`${name}: \`${(0,display/* display */.Vy)(text)}\` is not a host name.`, 'Write only the server’s name, e.g. github.acme.example.');
}

// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: ./src/github/client/token.ts
var token = __webpack_require__(2534);
;// CONCATENATED MODULE: ./src/cli/server/token.ts











/** As `Token.from` has it. */
const FROM_GH = 'gh auth token';
/**
 * READ: the token of the environment that is meant for this server, else the one that gh has for it. A token goes to
 * the server it belongs to, never to one that only a remote names. Throws `UsageError` where one can't be used.
 */
async function findToken({ env, terminal }, server) {
    const names = variablesFor(server);
    const [name] = names.filter((one) => env[one]?.trim());
    const text = name === undefined ? await ghToken(server.host, env) : env[name]?.trim();
    if (text == null)
        return none(env, server, names);
    terminal.hide(text);
    return { kind: 'token', token: token_usable(tokenOf(text, name ?? FROM_GH), server) };
}
/** READ: the token of `--token-file`. Throws `UsageError` where there is none, or it must not go to this server. */
async function readTokenFile(cli, server, file) {
    const { terminal } = cli;
    const text = await fileText(cli, file);
    terminal.hide(text);
    if (server.namedBy === 'remote') {
        throw new UsageError(`--token-file: ${remoteNames(server)}`, `If the token is for that server, say so: --hostname ${shellWord(server.host)}.`);
    }
    return token_usable(tokenOf(text, `--token-file ${shownPath(file) ?? ''}`.trim()), server);
}
/** READ: the token of `--token-file`, else {@link findToken}'s, where nothing can be done without one. */
async function tokenFor(cli, server, file) {
    if (file !== undefined)
        return readTokenFile(cli, server, file);
    const found = await findToken(cli, server);
    if (found.kind === 'token')
        return found.token;
    throw new UsageError((0,problem/* wholeSentence */.lS)(found.why), (0,problem/* wholeSentence */.lS)(found.todo));
}
const token_OWN = ['GH_TOKEN', 'GITHUB_TOKEN'];
const ENTERPRISE = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];
/** All that gh knows: https://cli.github.com/manual/gh_help_environment. */
const TOKEN_VARIABLES = [...token_OWN, ...ENTERPRISE];
/**
 * PURE: the variables whose token may go to a server, the first one first. As gh has it
 * (https://cli.github.com/manual/gh_help_environment): one pair is for github.com and ghe.com, the other for servers
 * of one's own, once it is said which. If you name the server to this command, all four are for it.
 */
function variablesFor({ host, namedBy }) {
    const byNaming = {
        github: token_OWN,
        person: isGitHubs(host) ? token_OWN : [...ENTERPRISE, ...token_OWN],
        gh: ENTERPRISE,
        remote: [],
    };
    return byNaming[namedBy];
}
function none(env, server, names) {
    const { host, namedBy } = server;
    const named = `--hostname ${shellWord(host)}`;
    const signIn = host === 'github.com' ? 'gh auth login' : `gh auth login ${named}`;
    const withheld = TOKEN_VARIABLES.filter((name) => !names.includes(name) && env[name]?.trim());
    const missing = `there is no token for ${host}`;
    if (withheld.length > 0 && namedBy !== 'github') {
        const [is, it] = withheld.length === 1 ? ['is', 'it is'] : ['are', 'one is'];
        const reason = namedBy === 'remote' ? `${remoteNames(server)} ` : '';
        return {
            kind: 'none',
            why: `${missing}: ${reason}${withheld.join(' and ')} ${is} not sent there`,
            todo: `if ${it} for that server, say so: ${named}. Or sign in there: ${signIn}`,
        };
    }
    const set = namedBy === 'gh' ? 'GH_ENTERPRISE_TOKEN' : 'GH_TOKEN';
    const too = namedBy === 'remote' ? ` (with ${named})` : '';
    return {
        kind: 'none',
        why: missing,
        todo: `sign in: ${signIn}. Or set ${set}, or pass --token-file <path>${too}`,
    };
}
function remoteNames({ host }) {
    return `only the clone’s remote names ${host}, and a remote may name any server.`;
}
/** Whoever listens in between would have the token. */
function token_usable(token, { apiUrl, graphqlUrl }) {
    const plain = [apiUrl, graphqlUrl].map((url) => new URL(url)).find(isPlain);
    if (plain === undefined)
        return token;
    throw new UsageError(`${plain.origin} uses plain http, so no token is sent there.`, 'Write https:// in GITHUB_SERVER_URL, GITHUB_API_URL and GITHUB_GRAPHQL_URL.');
}
function isPlain({ protocol, hostname }) {
    return protocol !== 'https:' && !(0,network_settings/* isLoopback */.U9)(hostname);
}
/** `-` is standard input: `gh auth token | notify-marketplace … --token-file -`. */
async function fileText({ cwd, stdin }, given) {
    const read = given === '-' ? (0,consumers_.text)(stdin) : (0,promises_.readFile)((0,external_node_path_.resolve)(cwd, given), 'utf8');
    const text = (await read.catch(() => null))?.trim();
    if (text)
        return text;
    const named = shownPath(given) ?? 'what was given';
    const what = `--token-file: ${named} ${text === undefined ? "can't be read" : 'is empty'}.`;
    throw new UsageError(what, 'Give the path of a file that holds the token, on one line.');
}
/** Whoever gives the token itself must not find it in a log: a path has a slash or a dot, or is short. */
function shownPath(path) {
    const isPath = path.length < 16 || (/[\\/.]/.test(path) && path.length < 200);
    const isToken = /gh[a-z]_\w|github_pat_|[\da-f]{40}/i.test(path);
    return isPath && !isToken ? (0,display/* display */.Vy)(path, 200) : null;
}
function tokenOf(text, from) {
    if ((0,token/* isTokenText */.BG)(text))
        return { text, kind: (0,token/* tokenKind */.aA)(text), from };
    throw new UsageError(`The token of ${from} contains characters that no token has.`, 'Store it again: on one line, without quotes and without a comment.');
}
/**
 * READ: the token with which somebody signed in to this very host by `gh auth login`; null where there is none, or no gh.
 * With one of the variables set, gh would answer with it for any host.
 */
async function ghToken(host, env) {
    const own = Object.entries(env).filter(([name]) => !TOKEN_VARIABLES.includes(name));
    const quiet = { ...Object.fromEntries(own), GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1' };
    return (await printed('gh', ['auth', 'token', '--hostname', host], quiet, 10_000)) || null;
}

// EXTERNAL MODULE: ./src/findings/github.ts
var github = __webpack_require__(795);
// EXTERNAL MODULE: ./src/github/cause.ts
var github_cause = __webpack_require__(6712);
// EXTERNAL MODULE: ./src/notify/send/token-expiry.ts
var token_expiry = __webpack_require__(3189);
// EXTERNAL MODULE: ./src/github/client/client.ts + 2 modules
var client = __webpack_require__(5119);
;// CONCATENATED MODULE: ./src/cli/server/connection.ts





/** WRITE: a word of a proxy that can't be used, where nothing is asked yet: the next command would fail. */
function warnOfProxy({ env, terminal }, { apiUrl, graphqlUrl }) {
    for (const broken of (0,network_settings/* brokenProxies */.yM)(env, [apiUrl, graphqlUrl]))
        terminal.note(`${terminal.colour.yellow('!')} ${(0,problem/* sentence */.em)((0,settings/* settingProblem */.o)(broken))}`);
}
/** @param onAnswer sees the headers of every answer. Throws `UsageError` where the proxy can't be used. */
function connect(cli, server, token, onAnswer) {
    const { terminal, clock, env } = cli;
    const { apiUrl, graphqlUrl } = server;
    const [broken] = (0,network_settings/* brokenProxies */.yM)(env, [apiUrl, graphqlUrl]);
    if (broken !== undefined)
        throw usageError((0,settings/* settingProblem */.o)(broken));
    const addresses = { apiUrl, graphqlUrl, network: (0,network_settings/* networkOf */.Af)(env) };
    const connection = { ...addresses, clock, log: logTo(terminal), waiting: (0,client/* waitingBudget */.F6)() };
    return (0,client/* createClient */.UU)(token.text, connection, onAnswer);
}

;// CONCATENATED MODULE: ./src/cli/doctor/remote/access.ts





/**
 * READ: whether GitHub answers, and takes the token: one request, which costs none of the rate limit, instead of many
 * that fail alike. Many requests with a bad token even shut out the good ones
 * (https://docs.github.com/rest/authentication/authenticating-to-the-rest-api#failed-login-limit).
 */
async function probe(cli, server, token) {
    const watch = (0,token_expiry/* watchExpiry */.L_)(token.kind, () => cli.clock.now());
    const client = connect(cli, server, token, watch.see);
    const open = { kind: 'open', client, token };
    try {
        await client.request('GET /rate_limit', {}, { what: 'Looking at the token' });
        return { token, access: open, isRejected: false, isAnswered: true, expiry: watch.expiry };
    }
    catch (error) {
        if (!(error instanceof client_error/* GitHubError */.y_))
            throw error;
        const why = whyClosed(error, token);
        const access = why === null ? open : { kind: 'closed', why };
        return {
            token,
            access,
            isRejected: error.status === 401,
            isAnswered: error.status === 404,
            expiry: watch.expiry,
        };
    }
}
/** Null where other requests may well be answered: GitHub Enterprise Server may have no rate limit, and says 404. */
function whyClosed(error, { from }) {
    const cause = (0,github_cause/* causeOf */.rl)(error);
    switch (cause.kind) {
        case 'token-rejected':
            return `GitHub rejects the token of ${from} (401)`;
        case 'no-answer':
        case 'rate-limit':
        case 'login-attempts':
            return (0,github/* whyOf */.gf)(cause);
        case 'refused':
            return cause.refusal === 'proxy-page' || cause.refusal === 'account-suspended' ? (0,github/* whyOf */.gf)(cause) : null;
        default:
            return null;
    }
}
/** Whether it is a person's, who may do what their role allows, and not what was ticked for the token. */
function goesByRole(kind) {
    return kind === 'classic' || kind === 'oauth';
}

// EXTERNAL MODULE: ./src/github/repository-facts.ts
var repository_facts = __webpack_require__(7613);
// EXTERNAL MODULE: ./src/marketplace/cause.ts
var marketplace_cause = __webpack_require__(7980);
;// CONCATENATED MODULE: ./src/cli/doctor/remote/seen.ts








/** READ: one thing that the token may not be allowed to see. Throws nothing of GitHub's. */
async function ask(access, question) {
    if (access.kind === 'closed')
        return { kind: 'unseen', why: access.why };
    const { route, parameters, what, need, missing, read, refused, check = isObjectAnswer } = question;
    try {
        const { data, headers } = await access.client.request(route, parameters, { what, check });
        return { kind: 'seen', value: read(data, headers) };
    }
    catch (error) {
        if (error instanceof client_error/* GitHubError */.y_ && error.status !== null) {
            const value = refused?.(error.status, error.message);
            if (value !== undefined)
                return { kind: 'seen', value };
            if (error.status === 404 && missing !== undefined)
                return { kind: 'unseen', why: missing };
        }
        return { kind: 'unseen', why: whyUnseen(error, need, access.token.kind) };
    }
}
/** All of these routes answer with an object, unless they say otherwise. */
function isObjectAnswer(answer) {
    if (answer.status !== 200 || !(0,json/* isObject */.G)(answer.data))
        throw (0,client_error/* shapeless */.hb)(answer);
}
const CONTENTS = { permission: 'Contents: read', role: '`repo`' };
/** READ: the same for whatever throws GitHub's or our own errors. */
async function attempt(access, read) {
    if (access.kind === 'closed')
        return { kind: 'unseen', why: access.why };
    try {
        return { kind: 'seen', value: await read(access.client) };
    }
    catch (error) {
        return { kind: 'unseen', why: whyUnseen(error, CONTENTS, access.token.kind) };
    }
}
/** PURE: why GitHub did not show it. */
function whyUnseen(error, need, kind) {
    if (error instanceof marketplace_cause/* MarketplaceError */.uf)
        return (0,reading/* marketplaceProblem */.xf)(error.reason, 'command-line').what;
    if (!(error instanceof client_error/* GitHubError */.y_))
        throw error;
    const cause = (0,github_cause/* causeOf */.rl)(error);
    if (cause.kind === 'refused')
        return `${(0,github/* whyOf */.gf)(cause)}: ${(0,github/* refusalTodo */.z_)(cause)}`;
    if (cause.kind !== 'denied' || (cause.status !== 403 && cause.status !== 404))
        return (0,github/* whyOf */.gf)(cause);
    return cause.status === 403
        ? `the token may not see it: that needs ${needed(need, kind)}${(0,problem/* said */.ag)(cause.message)}`
        : `GitHub does not show it to this token: that needs ${needed(need, kind)}`;
}
function needed({ permission, role }, kind) {
    return goesByRole(kind) ? `"${permission}" (with a classic token: ${role})` : `"${permission}"`;
}
/** What is asked for many times is read once. */
function once(read) {
    let asked;
    return () => {
        asked ??= read();
        return asked;
    };
}
/** The same by a name. */
function onceEach(read) {
    const asked = new Map();
    return (name) => {
        const known = asked.get(name) ?? read(name);
        asked.set(name, known);
        return known;
    };
}
const NEED_ACTIONS = { permission: 'Actions: read', role: '`repo`' };
const NEED_ADMIN = { permission: 'Administration: read', role: 'an admin' };
const NEED_SECRETS = { permission: 'Secrets: read', role: 'somebody with write access' };
const NEED_VARIABLES = { permission: 'Variables: read', role: 'somebody with write access' };
const NEED_METADATA = { permission: 'Metadata: read', role: '`repo`' };
const NEED_CONTENTS = { permission: 'Contents: read', role: '`repo`' };
/** For `check`: an answer whose list is missing or cut is no empty list. */
function holdsList(key) {
    return (answer) => {
        const list = (0,json/* isObject */.G)(answer.data) ? answer.data[key] : null;
        if (answer.status !== 200 || !Array.isArray(list) || !list.every(json/* isObject */.G))
            throw (0,client_error/* shapeless */.hb)(answer);
    };
}
function seen_listIn(data, key) {
    const list = (0,json/* isObject */.G)(data) ? data[key] : [];
    return Array.isArray(list) ? list.filter(json/* isObject */.G) : [];
}
function textIn(value, key) {
    const text = value[key];
    return typeof text === 'string' ? text : '';
}

;// CONCATENATED MODULE: ./src/cli/doctor/remote/protection.ts



function protectionOf(about) {
    return {
        rules: onceEach((branch) => about(RULES, { branch })),
        state: onceEach((branch) => about(STATE, { branch })),
        /** What a classic protection wants of a workflow's commit, as its settings are called. */
        classic: onceEach((branch) => about(CLASSIC, { branch })),
    };
}
/** A private repository of an owner who pays nothing has none of it. */
const NOT_THERE = /upgrade to github/i;
/** https://docs.github.com/rest/repos/rules#get-rules-for-a-branch */
const RULES = {
    route: 'GET /repos/{owner}/{repo}/rules/branches/{branch}?per_page=100',
    need: NEED_METADATA,
    refused: (status, message) => (status === 403 && NOT_THERE.test(message) ? [] : undefined),
    check: (answer) => {
        if (answer.status !== 200 || !Array.isArray(answer.data))
            throw (0,client_error/* shapeless */.hb)(answer);
    },
    read: (data) => (Array.isArray(data) ? data : []).filter(json/* isObject */.G).map(ruleOf),
};
function ruleOf(rule) {
    const parameters = (0,json/* isObject */.G)(rule['parameters']) ? rule['parameters'] : {};
    const paths = parameters['restricted_file_paths'];
    return { type: textIn(rule, 'type'), paths: Array.isArray(paths) ? paths.map(String) : [] };
}
/** https://docs.github.com/rest/branches/branches#get-a-branch */
const STATE = {
    route: 'GET /repos/{owner}/{repo}/branches/{branch}',
    need: NEED_CONTENTS,
    read: (data) => {
        const branch = (0,json/* isObject */.G)(data) ? data : {};
        const classic = (0,json/* isObject */.G)(branch['protection']) ? branch['protection'] : {};
        const checks = (0,json/* isObject */.G)(classic['required_status_checks']) ? classic['required_status_checks'] : {};
        return {
            isProtected: branch['protected'] === true,
            isClassic: classic['enabled'] === true,
            wantsChecks: !['', 'off'].includes(textIn(checks, 'enforcement_level')),
        };
    },
};
/** https://docs.github.com/rest/branches/branch-protection#get-branch-protection */
const CLASSIC = {
    route: 'GET /repos/{owner}/{repo}/branches/{branch}/protection',
    need: NEED_ADMIN,
    refused: (status, message) => (status === 403 && NOT_THERE.test(message)) || (status === 404 && /not protected/i.test(message))
        ? []
        : undefined,
    read: (data) => {
        const protection = (0,json/* isObject */.G)(data) ? data : {};
        const reviews = protection['required_pull_request_reviews'];
        const restrictions = protection['restrictions'];
        const lock = protection['lock_branch'];
        return [
            ...((0,json/* isObject */.G)(reviews) && !letsActions(reviews['bypass_pull_request_allowances'])
                ? ['required_pull_request_reviews']
                : []),
            ...((0,json/* isObject */.G)(protection['required_status_checks']) ? ['required_status_checks'] : []),
            ...((0,json/* isObject */.G)(restrictions) && !letsActions(restrictions) ? ['restrictions'] : []),
            ...((0,json/* isObject */.G)(lock) && lock['enabled'] === true ? ['lock_branch'] : []),
        ];
    },
};
/** Whether the run's own token is among those who may pass it by. */
function letsActions(allowances) {
    return seen_listIn(allowances, 'apps').some((app) => textIn(app, 'slug') === 'github-actions');
}

;// CONCATENATED MODULE: ./src/cli/doctor/remote/runs.ts

function runsOf(about) {
    return {
        states: once(() => about(STATES)),
        /** The last one of a workflow that was no proposal's; null where it has never run. */
        last: onceEach((path) => about(LAST, { workflow_id: fileOf(path) })),
        /** When a push last started the workflow, ISO 8601; null where none ever did. */
        lastPush: (path) => about(LAST_PUSH, { workflow_id: fileOf(path) }),
    };
}
function fileOf(path) {
    return path.split('/').at(-1) ?? '';
}
/** https://docs.github.com/rest/actions/workflows#list-repository-workflows */
const STATES = {
    route: 'GET /repos/{owner}/{repo}/actions/workflows?per_page=100',
    need: NEED_ACTIONS,
    check: holdsList('workflows'),
    read: (data) => seen_listIn(data, 'workflows').map((workflow) => ({
        path: textIn(workflow, 'path'),
        state: textIn(workflow, 'state'),
    })),
};
/** Of a pull request, perhaps a stranger's: whether it works there says nothing of the chain. */
const PROPOSALS = ['pull_request', 'pull_request_target', 'merge_group'];
const RUNS = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
/** https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow */
const LAST = {
    route: `${RUNS}?per_page=20`,
    need: NEED_ACTIONS,
    // GitHub knows no such workflow before it is on the default branch, or has run.
    refused: (status) => (status === 404 ? null : undefined),
    check: holdsList('workflow_runs'),
    read: (data) => {
        const run = seen_listIn(data, 'workflow_runs').find((one) => !PROPOSALS.includes(textIn(one, 'event')));
        if (run === undefined)
            return null;
        const { id, conclusion } = run;
        return {
            id: typeof id === 'number' ? id : 0,
            status: textIn(run, 'status'),
            conclusion: typeof conclusion === 'string' ? conclusion : null,
            event: textIn(run, 'event'),
            createdAt: textIn(run, 'created_at'),
        };
    },
};
const LAST_PUSH = {
    route: `${RUNS}?event=push&per_page=1`,
    need: NEED_ACTIONS,
    check: holdsList('workflow_runs'),
    read: (data) => {
        const [run] = seen_listIn(data, 'workflow_runs');
        return run === undefined ? null : textIn(run, 'created_at');
    },
};

;// CONCATENATED MODULE: ./src/cli/doctor/remote/secrets.ts

/**
 * Those that the workflows of a repository see: names and dates, never values
 * (https://docs.github.com/rest/actions/secrets). A page holds all that a workflow may use: 100 of the repository and
 * 100 of its organisation (https://docs.github.com/actions/reference/security/secrets#limits-for-secrets).
 */
function secretsOf(about) {
    const at = (route, from, more = {}) => once(() => about({
        ...more,
        route: `${route}?per_page=100`,
        need: NEED_SECRETS,
        check: holdsList('secrets'),
        read: (data) => seen_listIn(data, 'secrets').map((secret) => ({
            name: textIn(secret, 'name'),
            updatedAt: textIn(secret, 'updated_at'),
            from,
        })),
    }));
    return {
        own: at('GET /repos/{owner}/{repo}/actions/secrets', 'repository'),
        /** Those of the organisation that are shared with it; none where a person owns it. */
        organisation: at('GET /repos/{owner}/{repo}/actions/organization-secrets', 'organisation', {
            // Who sees the one list sees the other: where this one is not there, there is no organisation.
            refused: (status) => (status === 404 ? [] : undefined),
        }),
    };
}

;// CONCATENATED MODULE: ./src/cli/doctor/remote/settings.ts


/** "Settings → Actions → General" (https://docs.github.com/rest/actions/permissions). */
function settingsOf(about) {
    return {
        actions: once(() => about(settings_ACTIONS)),
        allowed: once(() => about(ALLOWED)),
        rights: once(() => about(RIGHTS)),
    };
}
const settings_ACTIONS = {
    route: 'GET /repos/{owner}/{repo}/actions/permissions',
    need: NEED_ADMIN,
    read: (data) => ({
        enabled: (0,json/* isObject */.G)(data) && data['enabled'] === true,
        allowed: (0,json/* isObject */.G)(data) ? textIn(data, 'allowed_actions') : '',
        pinned: (0,json/* isObject */.G)(data) && data['sha_pinning_required'] === true,
    }),
};
const ALLOWED = {
    route: 'GET /repos/{owner}/{repo}/actions/permissions/selected-actions',
    need: NEED_ADMIN,
    read: (data) => {
        const patterns = (0,json/* isObject */.G)(data) ? data['patterns_allowed'] : [];
        return {
            patterns: Array.isArray(patterns) ? patterns.map(String) : [],
            verified: (0,json/* isObject */.G)(data) && data['verified_allowed'] === true,
        };
    },
};
const RIGHTS = {
    route: 'GET /repos/{owner}/{repo}/actions/permissions/workflow',
    need: NEED_ADMIN,
    read: (data) => ({
        mayWrite: (0,json/* isObject */.G)(data) && data['default_workflow_permissions'] === 'write',
        mayOpenPullRequests: (0,json/* isObject */.G)(data) && data['can_approve_pull_request_reviews'] === true,
    }),
};

;// CONCATENATED MODULE: ./src/cli/doctor/remote/variables.ts


/** Those that the workflows of a repository see, without their values (https://docs.github.com/rest/actions/variables). */
function variablesOf(about) {
    const at = (route, more = {}) => once(() => about({
        ...more,
        route: `${route}?per_page=30`,
        need: NEED_VARIABLES,
        check: holdsList('variables'),
        read: (data) => {
            const names = seen_listIn(data, 'variables').map((one) => textIn(one, 'name').toUpperCase());
            return { names, isWhole: (0,json/* isObject */.G)(data) && data['total_count'] === names.length };
        },
    }));
    return {
        own: at('GET /repos/{owner}/{repo}/actions/variables'),
        /** Those of the organisation that are shared with it; none where a person owns it. */
        organisation: at('GET /repos/{owner}/{repo}/actions/organization-variables', {
            refused: (status) => (status === 404 ? { names: [], isWhole: true } : undefined),
        }),
    };
}

// EXTERNAL MODULE: ./src/github/objects/objects.ts
var objects = __webpack_require__(6872);
;// CONCATENATED MODULE: ./src/cli/doctor/remote/workflow-files.ts








/**
 * READ: the workflows of the default branches of many repositories, which are the ones that events start, by
 * {@link repositoryKey}, in two rounds. Throws `GitHubError`.
 */
async function readWorkflowFiles(client, repositories) {
    const revision = { defaultBranch: true };
    const folders = repositories.map((one) => [one, { repository: one, revision, paths: [WORKFLOWS] }]);
    const heads = await (0,objects/* readObjects */.$)(client, new Map(folders));
    const wanted = [...heads].flatMap(([repository, head]) => {
        const paths = head.kind === 'commit' ? workflow_files_pathsIn(head) : [];
        if (head.kind !== 'commit' || paths.length === 0)
            return [];
        return [[repository, { repository, revision: { oid: head.oid }, paths }]];
    });
    const contents = await (0,objects/* readObjects */.$)(client, new Map(wanted));
    const read = repositories.map(async (repository) => {
        const snapshot = contents.get(repository) ?? heads.get(repository) ?? NO_ANSWER;
        return [(0,github_repository/* repositoryKey */.Kq)(repository), await workflow_files_filesIn(client, repository, snapshot)];
    });
    return new Map(await Promise.all(read));
}
const NO_ANSWER = { kind: 'failed', message: '', error: null };
function workflow_files_pathsIn({ paths }) {
    const folder = paths.get(WORKFLOWS);
    if (folder?.kind !== 'found')
        return [];
    return folder.entry.entries
        .filter(({ kind, name }) => kind === 'file' && /\.ya?ml$/.test(name))
        .map(({ name }) => `${WORKFLOWS}/${name}`)
        .sort(display/* naturalOrder */.uz);
}
async function workflow_files_filesIn(client, repository, snapshot) {
    if (snapshot.kind !== 'commit')
        return { kind: 'unseen', why: whyUnread(snapshot) };
    const read = [...snapshot.paths].map(async ([path, found]) => {
        if (found.kind !== 'found' || found.entry.kind !== 'file')
            return [];
        const content = await (0,blobs/* blobText */.L9)(client, { ...found.entry, repository });
        return content.kind === 'text' ? [parseWorkflow(content.text, path)] : [];
    });
    return { kind: 'seen', value: partsOfFiles((await Promise.all(read)).flat(), repository) };
}
function whyUnread(snapshot) {
    switch (snapshot.kind) {
        case 'no-repository':
            return 'there is no such repository, or this token can’t see it';
        case 'no-commit':
            return 'nothing is committed on its default branch';
        case 'forbidden':
            return `the token may not read it (${(0,display/* quote */.hD)(snapshot.message)})`;
        case 'failed':
            return snapshot.error === null ? 'GitHub failed to answer; run this again' : (0,client_error/* reason */.l)(snapshot.error);
    }
}

;// CONCATENATED MODULE: ./src/cli/doctor/remote/remote.ts









/** A repository by a name that was checked. */
function remoteRepository(name, { access, serverUrl }) {
    if (!(0,github_repository/* isRepositoryName */.en)(name))
        throw new TypeError(`${name} is not a repository name`);
    const [owner = '', repo = ''] = name.split('/');
    const about = (question, more = {}) => ask(access, { ...question, parameters: { owner, repo, ...more }, what: `Looking at ${name}` });
    const { host } = new URL(serverUrl);
    return {
        name,
        url: `${serverUrl}/${name}`,
        ghName: host === 'github.com' ? name : `${host}/${name}`,
        facts: once(() => readFacts(access, name)),
        workflows: once(async () => {
            const repository = { owner, name: repo };
            const read = await attempt(access, (client) => readWorkflowFiles(client, [repository]));
            if (read.kind === 'unseen')
                return read;
            return read.value.get((0,github_repository/* repositoryKey */.Kq)(repository)) ?? { kind: 'unseen', why: 'it was not read' };
        }),
        runs: runsOf(about),
        secrets: secretsOf(about),
        variables: variablesOf(about),
        settings: settingsOf(about),
        protection: protectionOf(about),
    };
}
/** READ: a repository by `owner/name`, under its present name. */
function readFacts(access, name) {
    const [owner = '', repo = ''] = name.split('/');
    return ask(access, {
        route: 'GET /repos/{owner}/{repo}',
        parameters: { owner, repo },
        what: `Looking at ${name}`,
        need: { permission: 'Metadata: read', role: '`repo`' },
        missing: `there is no ${name}, or this token can’t see it`,
        check: repository_facts/* factsOf */.x,
        read: (data, headers) => {
            const facts = (0,repository_facts/* factsOf */.x)({ status: 200, headers, data });
            return { ...facts, name: (0,github_repository/* fullName */.fq)(facts.repository) };
        },
    });
}

// EXTERNAL MODULE: ./src/action/input-tables.ts
var input_tables = __webpack_require__(5022);
// EXTERNAL MODULE: ./src/notify/input-values.ts
var notify_input_values = __webpack_require__(8616);
;// CONCATENATED MODULE: ./src/cli/checkout/attention.ts




/** What `manifests` and `plugins` of a step of ours say of a plugin.json. */
const ATTENTION = ['announced', 'excluded', 'overlooked'];
/** PURE: each plugin.json, and whether one of these steps announces its versions; without a step, one with defaults. */
function attentionBy(steps, manifests) {
    const judges = (steps.length === 0 ? [{}] : steps.map(inputsOf)).map(judgeOf);
    // One that announces it is enough.
    const best = (all) => ATTENTION.find((one) => all.includes(one)) ?? 'overlooked';
    return new Map(manifests.map((one) => [one, best(judges.map((judge) => judge(one)))]));
}
/** PURE: those with this attention. */
function withAttention(all, wanted) {
    return [...all].flatMap(([manifest, attention]) => (attention === wanted ? [manifest] : []));
}
/** PURE: whether a plugin.json lies where tests and examples do: it is not meant to be announced. */
function isSpecimen({ path }) {
    return SPECIMEN.test(path);
}
const SPECIMEN = /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|testdata|examples?|samples?|templates?|node_modules|vendor)\//i;
function judgeOf(inputs) {
    const values = inputValues(input_tables/* NOTIFY_INPUTS */.e, inputs);
    const isKnown = !(inputs['manifests'] ?? '').includes('${{');
    const patterns = isKnown ? (0,notify_input_values/* readManifestPatterns */.hr)(values) : (0,action_patterns/* patternList */.B)(['**'], notify_input_values/* DEFAULT_MANIFESTS */.n4);
    const named = (0,action_patterns/* patternList */.B)(values.patterns('plugins'), ['**']);
    return ({ path, parsed }) => {
        if (patterns.excludes(path))
            return 'excluded';
        if (!patterns.matches(path))
            return 'overlooked';
        return parsed.kind === 'problem' || named.matches(parsed.manifest.name) ? 'announced' : 'excluded';
    };
}

// EXTERNAL MODULE: ./src/marketplace/claim.ts
var marketplace_claim = __webpack_require__(3515);
// EXTERNAL MODULE: ./src/marketplace/marketplace.ts
var marketplace_marketplace = __webpack_require__(600);
// EXTERNAL MODULE: ./src/update/age/old-enough.ts + 5 modules
var old_enough = __webpack_require__(1671);
// EXTERNAL MODULE: ./src/update/input-values.ts
var update_input_values = __webpack_require__(4900);
// EXTERNAL MODULE: ./src/update/observe/heads.ts + 4 modules
var heads = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/update/plan/plan.ts + 1 modules
var plan_plan = __webpack_require__(7229);
;// CONCATENATED MODULE: ./src/cli/marketplaces/planned.ts










/** READ: the marketplace and its plugins' repositories as the update action reads them. Throws `ProblemError`. */
async function readPlanned(client, { repository, branch }, { serverUrl: server, claims, inputs, now }) {
    const { file, releases, follows, policy } = wishesOf(inputs);
    const marketplace = await (0,marketplace_marketplace/* readMarketplace */.QP)(client, { repository, branch, file, server });
    const own = claims === null ? null : new Set(claims.flatMap((claim) => (0,marketplace_claim/* claimed */.S)(claim, marketplace)));
    const subjects = marketplace.subjects.filter((subject) => own === null || own.has(subject));
    const names = new Set(subjects.map(({ entry }) => (0,marketplace_marketplace/* entryName */.MB)(entry)));
    const readers = { marketplace: client, plugins: client, dates: true };
    const all = await (0,heads/* readHeads */.W)(readers, marketplace, subjects, releases);
    const options = { ...policy, plugins: (name) => names.has(name) };
    const seen = await (0,old_enough/* onlyOldEnough */.s)(all, { client, marketplace, options, now });
    const plan = (0,plan_plan/* makePlan */.Cs)(marketplace, seen, options);
    return { marketplace, seen, plan, follows };
}
function wishesOf(inputs) {
    const values = inputValues(input_tables/* UPDATE_INPUTS */._, inputs);
    const releases = values.patterns('releases');
    return {
        file: (0,update_input_values/* readFile */.TA)(values),
        releases: releases.length === 0 ? () => false : (0,action_patterns/* patternList */.B)(releases, ['**']).matches,
        follows: (0,action_patterns/* patternList */.B)(values.patterns('plugins'), ['**']).matches,
        policy: {
            advance: values.choice('advance'),
            downgrades: values.choice('downgrades'),
            versionField: values.choice('version-field'),
            marketplaceVersion: 'keep',
            minimumAge: (0,update_input_values/* readMinimumAge */.ax)(values),
        },
    };
}
/** PURE: where an entry's plugin comes from, if that is a repository of its own on this GitHub. */
function repositoryOf({ source }) {
    if (source.kind === 'remote')
        return source.repository;
    return source.kind === 'submodule' ? source.pointer.repository : null;
}
/** PURE: the repositories of a marketplace's plugins, besides its own, each once. */
function pluginRepositories({ subjects, repository }) {
    const all = subjects.map(repositoryOf).filter((one) => one !== null);
    const found = new Map(all.map((one) => [(0,github_repository/* repositoryKey */.Kq)(one), one]));
    found.delete((0,github_repository/* repositoryKey */.Kq)(repository));
    return [...found.values()];
}

;// CONCATENATED MODULE: ./src/cli/doctor/chain/ends.ts






const HERE = 'this clone';
function remoteOf({ remote }) {
    return 'kind' in remote ? null : remote;
}
/** The files that count: those of the default branch, or, where these can't be seen, those of the checkout. */
async function filesOf(end) {
    const seen = await remoteOf(end)?.workflows();
    if (seen?.kind === 'seen')
        return seen.value;
    return end.checkout ?? { parts: [], broken: [] };
}
/** The parts of an end's files that this project's action plays. */
async function ownParts(end) {
    return (await filesOf(end)).parts.filter(end.kind === 'plugin' ? isNotify : isUpdate);
}
/** PURE: what a part is, as far as the checks ask. */
const isNotify = ({ role }) => role.kind === 'notify';
const isUpdate = ({ role }) => role.kind === 'update';
const isSender = ({ role }) => role.kind === 'notify' || role.kind === 'other-sender';
/** It makes the catalogue follow. What listens to other events, or to any, e.g. to tell a chat, does not. */
function isReceiver({ role, workflow }) {
    if (role.kind === 'update')
        return true;
    if (role.kind !== 'other-receiver')
        return false;
    return role.updates || workflow.dispatchTypes?.some((type) => /plugin|version/i.test(type)) === true;
}
/** What plays an end's part in the chain, each file once. */
function ownFiles({ kind }, parts) {
    const own = parts.filter(kind === 'plugin' ? isSender : isReceiver);
    return [...new Map(own.map((part) => [part.path, part])).values()];
}
/** The reusable workflows that an end calls. */
function calledBy(parts) {
    return [...new Set(parts.flatMap(({ role }) => (role.kind === 'calls' ? role.workflows : [])))];
}
/** The type that a sender sends; null where only a run knows it, or where it starts the workflow by its name. */
function sentType({ role }) {
    if (role.kind === 'notify')
        return role.eventType;
    return role.kind === 'other-sender' && role.by === 'repository_dispatch' ? role.eventType : null;
}
/** The type that plugins would send: a marketplace's own, where it hears none of the usual one, is a choice, not a slip. */
function commonType(receivers) {
    const own = receivers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []);
    return receivers.some((one) => hears(one, EVENT_TYPE)) ? EVENT_TYPE : (own[0] ?? EVENT_TYPE);
}
/** Whether a sender notifies this marketplace. */
function tells(part, marketplace) {
    return marketplacesIn(part).some((name) => name.toLowerCase() === marketplace.toLowerCase());
}
/** Whether a sender may notify marketplaces that only a run knows. */
function namesMore({ role }) {
    if (role.kind === 'other-sender' || role.kind === 'notify')
        return role.unknown.length > 0;
    return role.kind === 'calls';
}
/** Whether a job may do it, by its permissions. */
function allows(permissions, name, access) {
    const granted = permissions[name] ?? permissions['all']?.replace(/-all$/, '');
    return granted === 'write' || (access === 'read' && granted === 'read');
}
/** READ: the marketplace, its plugins' repositories, and what would be done. */
async function readPlan(access, facts, request) {
    const read = await attempt(access, async (client) => {
        try {
            return { kind: 'seen', value: await readPlanned(client, facts, request) };
        }
        catch (error) {
            // What is wrong with the files is a finding; what keeps them from being read is not.
            if (!(error instanceof marketplace_cause/* MarketplaceError */.uf) || error.reason.kind === 'unread')
                throw error;
            return { kind: 'broken', problem: (0,reading/* marketplaceProblem */.xf)(error.reason, 'command-line') };
        }
    });
    return read.kind === 'unseen' ? read : read.value;
}

;// CONCATENATED MODULE: ./src/cli/doctor/chain/announced.ts


/** Each plugin.json of the checkout, and whether its versions are announced. */
async function attentionTo(end) {
    return attentionBy(await ownParts(end), end.checkout.manifests);
}
/** Those whose versions are announced. */
async function announcedIn(end) {
    return withAttention(await attentionTo(end), 'announced');
}
/** The plugins that are announced, as an event would name them, with the repository's present name where it has one here. */
async function announcedClaims(end) {
    const announced = await announcedIn(end);
    const remote = remoteOf(end);
    const facts = await remote?.facts();
    const repository = facts?.kind === 'seen' ? facts.value.name : (remote?.name ?? null);
    return announced.flatMap(({ path, parsed }) => parsed.kind === 'problem'
        ? []
        : [{ plugin: parsed.manifest.name, version: parsed.manifest.version, repository, path }]);
}

;// CONCATENATED MODULE: ./src/cli/doctor/chain/chain.ts














/** READ: who is who, from the checkout here and what is named. Throws `UsageError`. */
async function readChain(cli, options) {
    const named = marketplacesOf(cli, options.marketplace, null);
    const folder = await folderHere(cli, named);
    const server = serverOf(cli.env, folder, options.hostname);
    const tokens = await readTokens(cli, server, options);
    const { access } = tokens;
    const around = { access, serverUrl: server.serverUrl, now: () => cli.clock.now() };
    const plugin = folder === null ? null : pluginOf(folder, around);
    const isGiven = options.marketplace !== undefined;
    const names = await namesOf({ named, isGiven, folder, plugin, around });
    const marketplaces = names.map((name) => marketplaceOf(name, { folder, plugin, around }));
    if (plugin === null && marketplaces.length === 0)
        throw nothingHere(folder);
    return { plugin, marketplaces, around, ...tokens, cli, server };
}
/** A marketplace that is named can be looked at without git, too. */
async function folderHere({ cwd, env }, named) {
    try {
        return await readFolder(cwd, env);
    }
    catch (error) {
        if (error instanceof UsageError && named.length > 0)
            return null;
        throw error;
    }
}
/** The environment's token reads, because it can see more than one that may only send; unless GitHub rejects it. */
async function readTokens(cli, server, { tokenFile }) {
    const given = tokenFile === undefined ? null : await readTokenFile(cli, server, tokenFile);
    const found = await findToken(cli, server);
    const own = found.kind === 'token' ? found.token : null;
    const ownProbe = own === null ? null : await probe(cli, server, own);
    const givenProbe = given === null || given.text === own?.text ? null : await probe(cli, server, given);
    const all = [ownProbe, givenProbe].filter((one) => one !== null);
    const reading = all.find((one) => !one.isRejected) ?? all[0];
    return {
        access: reading?.access ?? withoutToken(found),
        checked: given === null ? ownProbe : (givenProbe ?? chain_named(ownProbe, given)),
        isTheSecret: given !== null,
        passedOver: reading !== undefined && reading !== ownProbe ? own : null,
    };
}
function withoutToken(found) {
    const why = found.kind === 'none' ? `${found.why}. ${(0,problem/* capital */.Nx)(found.todo)}` : 'there is no token';
    return { kind: 'closed', why };
}
/** The same token, called after the file that it was passed in. */
function chain_named(probed, token) {
    return probed === null ? null : { ...probed, token };
}
/** Its marketplace.json may lie elsewhere; then its update workflow says so. */
function isMarketplace({ catalogue, parts }) {
    return catalogue !== null || parts.some(isUpdate);
}
/** A marketplace that holds its plugins itself notifies nobody, unless a workflow of its own does. */
function pluginOf(folder, around) {
    const isPlugin = folder.parts.some(isSender) || (folder.manifests.length > 0 && !isMarketplace(folder));
    if (!isPlugin)
        return null;
    const name = originName(folder, around);
    const end = { kind: 'plugin', checkout: folder };
    return name === null
        ? { ...end, where: HERE, remote: { kind: 'unseen', why: whyNoRemote(folder) } }
        : { ...end, where: name, remote: remoteRepository(name, around) };
}
/** The repository of the checkout, if it is on the GitHub that is spoken to. */
function originName({ origin }, { serverUrl }) {
    if (origin === null)
        return null;
    const { host, hostname } = new URL(serverUrl);
    const own = origin.host.toLowerCase().replace(/^(?:www|ssh)\.(?=github\.com)/, '');
    // A name without a dot is an alias in an ssh configuration: only ssh knows which host it means.
    const isHere = own === host || own.replace(/:\d+$/, '') === hostname || !/[.:]/.test(own);
    return isHere ? (0,github_repository/* fullName */.fq)(origin.repository) : null;
}
function whyNoRemote({ origin, state }) {
    if (origin !== null)
        return elsewhere(origin);
    return state.remotes.size > 1
        ? 'this clone has several remotes, and none of them is called origin'
        : 'this clone has no remote that is a repository on GitHub';
}
/** What is named; else the marketplace that this is, and those that the workflow names. */
async function namesOf({ named, isGiven, folder, plugin, around }) {
    const here = folder !== null && isMarketplace(folder) ? originName(folder, around) : null;
    const own = isGiven || here === null ? [] : [here];
    const told = named.length > 0 ? named : await namedBy(plugin);
    return distinct([...own, ...told]);
}
/** As the workflow in the checkout says; a checkout without one may only be behind. */
async function namedBy(plugin) {
    if (plugin === null)
        return [];
    const { parts } = plugin.checkout.parts.some(isSender) ? plugin.checkout : await filesOf(plugin);
    return parts.flatMap(marketplacesIn);
}
function distinct(names) {
    const usable = names.filter(github_repository/* isRepositoryName */.en);
    return [...new Map(usable.toReversed().map((name) => [name.toLowerCase(), name])).values()].toReversed();
}
function marketplaceOf(name, { folder, plugin, around }) {
    const here = folder === null ? null : originName(folder, around);
    const isHere = here?.toLowerCase() === name.toLowerCase();
    const isWhole = plugin === null || isHere;
    const both = plugin === null || !isHere ? null : remoteOf(plugin);
    // A repository may be both ends.
    const remote = both ?? remoteRepository(name, around);
    const end = {
        kind: 'marketplace',
        where: name,
        remote,
        checkout: isHere && folder !== null && isMarketplace(folder) ? folder : null,
        isWhole,
        planned: once(async () => {
            const facts = await remote.facts();
            if (facts.kind === 'unseen')
                return facts;
            const claims = isWhole ? null : await announcedClaims(plugin);
            const [update] = await ownParts(end);
            const inputs = update === undefined ? {} : inputsOf(update);
            const { access, serverUrl, now } = around;
            return readPlan(access, facts.value, { serverUrl, claims, inputs, now });
        }),
    };
    return end;
}
function elsewhere({ host }) {
    const where = `this clone’s remote is at ${host}, which is another server`;
    return isGitHubs(host) ? `${where}; pass --hostname ${host} to look there` : where;
}
function nothingHere(folder) {
    if (folder?.origin != null && isMarketplace(folder))
        return new UsageError(`${(0,problem/* capital */.Nx)(elsewhere(folder.origin))}.`, NOTHING);
    const what = folder === null
        ? 'This folder is not in a git clone, or git is not installed, so there is nothing to check.'
        : 'There is nothing to check here: no plugin.json, no marketplace.json, no workflow that names a marketplace.';
    return new UsageError(what, NOTHING);
}
const NOTHING = 'Run this in a plugin’s or marketplace’s clone, or pass --marketplace owner/repo.';

;// CONCATENATED MODULE: ./src/cli/doctor/report/finding.ts
function fine(where, what) {
    return { kind: 'fine', where, what };
}
function unchecked(where, what, why) {
    return { kind: 'unchecked', where, what, why };
}
function flaw(kind, code, where, [what, remedy], 
/** Of a flaw of one among many: an entry, a plugin, a submodule. */
more = {}) {
    return { kind, code, where, what, remedy, ...more };
}
/** A problem of a file, as every other part of the project tells it. */
function flawOf(where, { code, what, remedy, at }) {
    return { kind: 'problem', code, where, what, remedy, ...(at === undefined ? {} : { at }) };
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/actions-allowed.ts



/** Whether Actions is on at an end, and lets this project's action run. */
async function actionsAllowed(end) {
    const remote = remoteOf(end);
    if (remote === null)
        return [];
    const [part] = await ownParts(end);
    const settings = await remote.settings.actions();
    if (settings.kind === 'unseen')
        return [unchecked(remote.name, 'whether Actions is on', settings.why)];
    const { enabled, allowed, pinned } = settings.value;
    if (!enabled)
        return [off(remote)];
    const uses = part?.step?.uses ?? null;
    // What lies in the repository itself may always run.
    if (uses === null || uses.startsWith('./'))
        return [fine(remote.name, 'Actions is on')];
    if (pinned && !/@[\da-f]{40,}$/i.test(uses))
        return [notPinned(uses, remote)];
    const verdict = await isAllowed(uses, allowed, remote);
    switch (verdict.kind) {
        case 'yes': {
            const lets = allowed === 'all' ? '' : ` and lets ${(0,display/* quote */.hD)(uses)} run`;
            return [fine(remote.name, `Actions is on${lets}`)];
        }
        case 'unknown':
            return [unchecked(remote.name, `whether ${(0,display/* quote */.hD)(uses)} may run`, verdict.why)];
        case 'no':
            return [await notAllowed(uses, part?.path ?? '', remote)];
    }
}
async function isAllowed(uses, allowed, remote) {
    const [owner, own] = [uses, remote.name].map((name) => name.split('/')[0]?.toLowerCase());
    if (allowed === 'all' || allowed === '' || owner === own)
        return { kind: 'yes' };
    if (allowed !== 'selected')
        return { kind: 'no' };
    const selected = await remote.settings.allowed();
    if (selected.kind === 'unseen')
        return { kind: 'unknown', why: selected.why };
    const { patterns, verified } = selected.value;
    const names = (pattern) => matches(pattern.replace(/^!/, ''), uses);
    if (patterns.some((pattern) => pattern.startsWith('!') && names(pattern)))
        return { kind: 'no' };
    if (patterns.some((pattern) => !pattern.startsWith('!') && names(pattern)))
        return { kind: 'yes' };
    if (!verified)
        return { kind: 'no' };
    return { kind: 'unknown', why: 'verified creators are allowed, and GitHub does not say who they are' };
}
/** `*` stands for anything, `/` too (https://docs.github.com/rest/actions/permissions#set-allowed-actions-and-reusable-workflows-for-a-repository). */
function matches(pattern, uses) {
    const source = pattern
        .trim()
        .replace(/[\\^$.+?()[\]{}|/]/g, '\\$&')
        .replaceAll('*', '.*');
    return new RegExp(`^${source}$`, 'i').test(uses);
}
function off({ name, url, ghName }) {
    // https://cli.github.com/manual/gh_api
    const host = ghName.split('/').length > 2 ? `--hostname ${ghName.split('/')[0]} ` : '';
    const api = `gh api ${host}-X PUT repos/${name}/actions/permissions -F enabled=true`;
    return flaw('problem', 'actions-off', name, [
        'Actions is off, so no workflow runs',
        `Turn it on at ${url}/settings/actions, or with \`${api}\`.`,
    ]);
}
/** An organisation may allow its enterprise's actions too, which can't be seen from here; a successful run proves it. */
async function notAllowed(uses, path, { name, url, runs }) {
    const last = await runs.last(path);
    const hasRun = last.kind === 'seen' && last.value?.conclusion === 'success';
    const what = `the settings do not seem to allow ${(0,display/* quote */.hD)(uses)}${hasRun ? ', although its last run succeeded' : ''}`;
    const remedy = `Add ${(0,display/* quote */.hD)(uses.replace(/(?:@.*)?$/, '@*'))} to the allowed actions at ${url}/settings/actions, or in the organisation’s settings.`;
    return flaw(hasRun ? 'warning' : 'problem', 'action-not-allowed', name, [what, remedy]);
}
function notPinned(uses, { name, url }) {
    return flaw('problem', 'action-not-pinned', name, [
        `the settings require actions pinned to a full commit id, and ${(0,display/* quote */.hD)(uses)} is not`,
        `Write the commit of the release behind the \`@\`, and its name as a comment: \`uses: ${(0,display/* display */.Vy)(uses.replace(/@.*/, ''))}@<40 hexadecimal digits> # v1\` (or change the setting at ${url}/settings/actions).`,
    ]);
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/bot-bumps.ts




/**
 * Versions that a workflow bumps: what is pushed with `GITHUB_TOKEN` starts no workflow
 * (https://docs.github.com/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs).
 */
async function botBumps(plugin) {
    const remote = remoteOf(plugin);
    const own = remote === null ? [] : await ownParts(plugin);
    if (remote === null || own.length === 0 || !own.every(startsByPushAlone))
        return [];
    const bump = await lastBump(plugin);
    if (bump === null || !BOT.test(bump.author))
        return [];
    const started = await Promise.all(own.map((part) => hasStartedSince(bump, part, plugin, remote)));
    if (started.some((one) => one !== 'not'))
        return [];
    const what = `the last change of ${(0,display/* quote */.hD)(bump.path)} (${bump.commit.slice(0, 7)}) was committed by ${(0,display/* quote */.hD)(bump.author)}, and no push has started the workflow since: a push made with GITHUB_TOKEN starts no workflow`;
    const remedy = 'Start the workflow by `workflow_run` after the workflow that raises the version. Or let that workflow push with another token, or add a step with this action and `head: main` after its push.';
    return [flaw('warning', 'bumped-by-bot', plugin.where, [what, remedy])];
}
const BOT = /github-actions\[bot\]/;
function startsByPushAlone({ workflow: { events } }) {
    return events.every((event) => event === 'push' || event === 'workflow_dispatch' || event === 'release');
}
/** A run may be for a later commit of the same push; and the file may be younger than the bump. */
async function hasStartedSince({ commit, time }, { path }, { checkout }, { runs }) {
    const wasThere = await checkout.git.ask('cat-file', '-e', `${commit}:${path}`);
    if (wasThere === null)
        return 'unknown';
    const last = await runs.lastPush(path);
    if (last.kind === 'unseen')
        return 'unknown';
    return last.value !== null && Date.parse(last.value) >= time ? 'yes' : 'not';
}
/** The newest change of a plugin.json on the default branch, merged ones included; a shallow clone does not show it. */
async function lastBump(plugin) {
    const { git, state } = plugin.checkout;
    const paths = (await announcedIn(plugin)).map(({ path }) => path);
    if (paths.length === 0 || (await git.ask('rev-parse', '--is-shallow-repository')) !== 'false')
        return null;
    const branch = state.defaultBranch;
    const ref = branch === null ? 'HEAD' : `refs/remotes/origin/${branch}`;
    const options = ['-1', '--no-ext-diff', '--no-textconv', '--first-parent', '--format=%H %ct %an <%ae>'];
    const told = await git.ask('log', ...options, '--name-only', ref, '--', ...paths);
    const [, commit, seconds, author, path] = /^([\da-f]{40,}) (\d+) (.*)\n+(.*)/.exec(told ?? '') ?? [];
    if (commit === undefined || author === undefined || path === undefined)
        return null;
    return { commit, author, path, time: Number(seconds) * 1000 };
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/queueing.ts






/**
 * PURE: of a group GitHub keeps one waiting run and cancels the others, unless `queue` is `max`
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency): a run for one event
 * that is cancelled leaves its plugin to the daily run. GitHub Enterprise Server has no `queue`.
 */
function queueing(part, { name, url }) {
    const groups = groupsOf(part);
    const path = (0,display/* quote */.hD)(part.path);
    const isServer = !isGitHubs(new URL(url).host);
    if (isServer && groups.some((group) => (0,json/* isObject */.G)(group) && group['queue'] !== undefined)) {
        const what = `${path} has \`queue\` below \`concurrency\`, which GitHub Enterprise Server does not know`;
        return [flaw('warning', 'queue-unknown', name, [what, `Remove it. ${HEALED}`])];
    }
    const drops = groups.some((group) => !(0,json/* isObject */.G)(group) || group['queue'] !== 'max');
    if (inputsOf(part)['scope'] !== 'event' || !drops)
        return [];
    const what = `${path} has \`scope: event\`, and GitHub cancels all waiting runs of its \`concurrency\` group but one, so events get lost`;
    const todo = isServer
        ? `GitHub Enterprise Server has no \`queue: max\`: use \`scope: all\`. Or leave it so: ${HEALED.toLowerCase()}`
        : 'Write `queue: max` below `concurrency`, beside `group`.';
    return [flaw('warning', 'runs-dropped', name, [what, todo])];
}
const HEALED = 'The daily run updates what was left out.';
/** That of the workflow and that of the job. */
function groupsOf({ workflow, step }) {
    const places = [[], ['jobs', step?.job ?? '']];
    return places.flatMap((place) => valueAt(workflow.value, [...place, 'concurrency']) ?? []);
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/receiving.ts







/** Whether the update workflow may do what its `mode` wants: its permissions, and what Actions is let do. */
async function receiving(end) {
    const own = await ownParts(end);
    return (await Promise.all(own.map((one) => ofWorkflow(one, end.remote)))).flat();
}
async function ofWorkflow(part, remote) {
    const path = (0,display/* quote */.hD)(part.path);
    if (isOnlyCalled(part)) {
        const why = 'whoever calls the workflow starts it, and limits its permissions';
        return [unchecked(remote.name, `whether ${path} may write`, why)];
    }
    const own = usesRunToken(part) ? [...(await ofRunToken(part, remote)), ...unseenTeams(part, remote)] : [];
    const young = (0,update_input_values/* readMinimumAge */.ax)(inputValues(input_tables/* UPDATE_INPUTS */._, inputsOf(part))) > 0;
    const missed = young ? 'takes what `minimum-age` holds' : 'makes up for a lost event';
    const noSchedule = flaw('warning', 'no-schedule', remote.name, [
        `${path} has no \`schedule\`, so nothing ${missed}`,
        "Add `schedule: [{cron: '23 7 * * *'}]` to `on:`.",
    ]);
    const found = [...own, ...queueing(part, remote)];
    const all = part.workflow.events.includes('schedule') ? found : [...found, noSchedule];
    const needs = modeOf(part) === 'pull-request' ? 'pull requests need' : 'a commit needs';
    return all.length > 0 ? all : [fine(remote.name, `${path} has the permissions that ${needs}`)];
}
/** Null where only a run knows it. */
function modeOf(part) {
    const { role } = part;
    return role.kind === 'update' ? role.mode : null;
}
/** Another token has rights of its own, whatever the job's permissions. */
function usesRunToken({ token }) {
    return token.kind === 'none' || token.kind === 'run';
}
/** `GITHUB_TOKEN` has no rights in the organisation (https://github.com/actions/github-script/issues/572). */
function unseenTeams(part, remote) {
    if (modeOf(part) !== 'pull-request' || (inputsOf(part)['team-reviewers'] ?? '').trim() === '')
        return [];
    const what = `${(0,display/* quote */.hD)(part.path)} names \`team-reviewers\`, but passes no \`token\`, and the run's own can't see teams`;
    const todo = 'Pass the `token` of a GitHub App with "Members: read", or of a person.';
    return [flaw('warning', 'receiver-permission', remote.name, [what, todo])];
}
async function ofRunToken(part, remote) {
    const { permissions } = part;
    const path = (0,display/* quote */.hD)(part.path);
    const proposes = modeOf(part) === 'pull-request';
    const starts = proposes && (inputsOf(part)['checks'] ?? '').trim() !== '';
    const reports = (inputsOf(part)['report-issue'] ?? '').trim() !== '';
    const more = [...(proposes ? ['pull-requests'] : []), ...(starts ? ['actions'] : [])];
    const needed = ['contents', ...more, ...(reports ? ['issues'] : [])];
    const words = (names) => names.map((name) => `${name}: write`);
    const write = `Write \`permissions: {${words(needed).join(', ')}}\` in it`;
    const lacking = permissions === null ? [] : needed.filter((name) => !allows(permissions, name, 'write'));
    const lacks = words(lacking).map((one) => `\`${one}\``);
    const what = `the job in ${path} lacks ${lacks.join(' and ')}`;
    const flaws = lacking.length === 0 ? [] : [flaw('problem', 'receiver-permission', remote.name, [what, `${write}.`])];
    if (permissions !== null && !proposes)
        return flaws;
    const rights = await remote.settings.rights();
    const wanted = permissions === null ? 'whether workflows may write' : 'whether Actions may open pull requests';
    if (rights.kind === 'unseen')
        return [...flaws, unchecked(remote.name, wanted, rights.why)];
    const settings = `${remote.url}/settings/actions`;
    const readOnly = `${path} sets no \`permissions\`, and workflows here may only read`;
    const tick = `Tick "Allow GitHub Actions to create and approve pull requests" at ${settings}; where it is grey, the organisation’s setting forbids it.`;
    const mayNot = '`mode` is `pull-request`, but Actions may not open pull requests';
    if (permissions === null && !rights.value.mayWrite)
        flaws.push(flaw('problem', 'actions-read-only', remote.name, [
            readOnly,
            `${write} (better than the setting at ${settings}).`,
        ]));
    if (proposes && !rights.value.mayOpenPullRequests)
        flaws.push(flaw('problem', 'actions-may-not-open-pull-requests', remote.name, [mayNot, tick]));
    return flaws;
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/branch-rules.ts







/** Whether the rules of the branches that the update workflow writes to let it do so, as its `mode` wants. */
async function branchRules(end) {
    const { remote } = end;
    const [own] = await ownParts(end);
    const facts = await remote.facts();
    if (own === undefined || facts.kind === 'unseen')
        return [];
    const { branch } = facts.value;
    switch (modeOf(own)) {
        case 'push':
            return ofBranch(branch, own, remote);
        case 'pull-request':
            return ofProposals(branch, own, remote);
        case null: {
            const what = `whether the rules of ${(0,display/* quote */.hD)(branch)} suit the workflow’s \`mode\``;
            return [unchecked(remote.name, what, 'only a run knows that')];
        }
    }
}
/** What a direct commit through the API can't satisfy (https://docs.github.com/rest/repos/rules). */
const BARRIERS = [
    ...['pull_request', 'required_status_checks', 'update', 'required_deployments'],
    ...['merge_queue', 'workflows', 'code_scanning', 'lock_branch'],
];
/** What depends on the texts of the commit. */
const PATTERNS = ['commit_message_pattern', 'commit_author_email_pattern', 'committer_email_pattern'];
async function ofBranch(branch, part, remote) {
    const { rules, state, classic } = remote.protection;
    const [byRules, seen] = await Promise.all([rules(branch), state(branch)]);
    const types = byRules.kind === 'seen' ? byRules.value.filter((rule) => stops(rule, part)).map(({ type }) => type) : [];
    const checks = seen.kind === 'seen' && seen.value.wantsChecks ? ['required_status_checks'] : [];
    if (types.length + checks.length > 0)
        return [refused(branch, [...types, ...checks], part, remote)];
    const what = `whether the rules of ${(0,display/* quote */.hD)(branch)} let workflows commit to it`;
    const unsure = byRules.kind === 'seen' ? byRules.value.filter(({ type }) => PATTERNS.includes(type)) : [];
    const texts = unsure.map(({ type }) => unchecked(remote.name, what, `\`${type}\` depends on what the commit says`));
    if (seen.kind === 'unseen')
        return [...texts, unchecked(remote.name, what, seen.why)];
    if (seen.value.isProtected && byRules.kind === 'unseen')
        return [unchecked(remote.name, what, byRules.why)];
    const lets = `the rules of ${(0,display/* quote */.hD)(branch)} let workflows commit to it`;
    const takes = seen.value.isProtected ? lets : `${(0,display/* quote */.hD)(branch)} accepts commits`;
    if (!seen.value.isClassic)
        return texts.length > 0 ? texts : [fine(remote.name, takes)];
    const wanted = await classic(branch);
    if (wanted.kind === 'unseen')
        return [...texts, unchecked(remote.name, what, wanted.why)];
    if (wanted.value.length > 0)
        return [refused(branch, wanted.value, part, remote)];
    return [...texts, fine(remote.name, lets)];
}
/** Bots' commits are signed by GitHub, a person's through the API are not. */
function stops({ type, paths }, part) {
    if (type === 'file_path_restriction') {
        const file = inputsOf(part)['marketplace-file'] ?? '.claude-plugin/marketplace.json';
        return paths.some((pattern) => admits([pattern], file));
    }
    if (type === 'required_signatures')
        return part.token.kind === 'secret';
    return BARRIERS.includes(type);
}
/** What only runs of the pull request itself satisfy. */
const CHECKS = ['required_status_checks', 'workflows'];
/** The branch of the pull request is made, replaced and deleted by the workflow. */
const PROPOSAL_BARRIERS = [
    ...['creation', 'update', 'pull_request'],
    ...['required_status_checks', 'merge_queue', 'workflows'],
];
async function ofProposals(base, part, remote) {
    const pattern = inputValues(input_tables/* UPDATE_INPUTS */._, inputsOf(part)).text('branch');
    const branch = pattern.replaceAll('{plugin}', 'plugin');
    const rules = await remote.protection.rules(branch);
    const stopping = rules.kind === 'seen' ? rules.value.filter(({ type }) => PROPOSAL_BARRIERS.includes(type)) : [];
    if (stopping.length === 0) {
        const arrive = fine(remote.name, `updates arrive as pull requests to ${(0,display/* quote */.hD)(base)}`);
        return [arrive, ...(usesRunToken(part) ? await waitingChecks(base, remote) : [])];
    }
    const types = (0,display/* some */.zN)([...new Set(stopping.map(({ type }) => `\`${type}\``))]);
    const what = `the branch of the pull request, ${(0,display/* quote */.hD)(branch)}, has rules that prevent the workflow from writing to it: ${types}`;
    const remedy = `Exclude it from the rulesets at ${remote.url}/rules, or name another branch in \`branch\`.`;
    const kind = usesRunToken(part) ? 'problem' : 'warning';
    return [flaw(kind, 'proposal-branch-rules', remote.name, [what, remedy])];
}
/** https://docs.github.com/actions/concepts/security/github_token; `dispatched-check` in docs/github.md */
async function waitingChecks(base, { name, protection }) {
    const [rules, state] = await Promise.all([protection.rules(base), protection.state(base)]);
    const isRequired = (rules.kind === 'seen' && rules.value.some(({ type }) => CHECKS.includes(type))) ||
        (state.kind === 'seen' && state.value.wantsChecks);
    if (!isRequired)
        return [];
    const what = `${(0,display/* quote */.hD)(base)} requires checks, and those of a pull request that \`GITHUB_TOKEN\` opens wait until a person approves them; what \`checks\` starts does not count`;
    const remedy = 'Approve them on each pull request, or pass the `token` of a GitHub App.';
    return [flaw('warning', 'required-checks-wait', name, [what, remedy])];
}
/**
 * No ruleset can let the run’s own token pass. It may let another one pass: GitHub does not say.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#granting-bypass-permissions-for-your-branch-or-tag-ruleset
 */
function refused(branch, barriers, part, { name, url }) {
    const rules = (0,display/* some */.zN)([...new Set(barriers)].map((type) => (0,display/* quote */.hD)(type)));
    const what = `${(0,display/* quote */.hD)(branch)} has rules that a direct commit does not satisfy: ${rules}`;
    if (!usesRunToken(part)) {
        const remedy = `Make sure that the owner of the workflow’s \`token\` may bypass them: ${url}/settings/rules and ${url}/settings/branches.`;
        return flaw('warning', 'branch-rules', name, [what, remedy]);
    }
    const remedy = 'Write `mode: pull-request` in the update workflow (with `pull-requests: write`), or pass the `token` of a GitHub App that may bypass the rules.';
    return flaw('problem', 'branch-rules', name, [what, remedy]);
}

// EXTERNAL MODULE: ./src/update/observe/observation.ts
var observation = __webpack_require__(2828);
// EXTERNAL MODULE: ./src/update/plan/unfollowed-tag.ts
var unfollowed_tag = __webpack_require__(2951);
;// CONCATENATED MODULE: ./src/cli/marketplaces/entry-state.ts

/** What needs attention comes first. */
const entry_state_STATES = ['held', 'due', 'young', 'waiting', 'current', 'skipped'];
/** PURE: what a run of the update workflow would do with an entry now. */
function stateOf(subject, planned) {
    const stands = standingOf(subject, planned);
    const until = planned.plan.held.find(({ at }) => at === subject.entry.at)?.until;
    // A time that no Date can hold is none.
    const time = new Date(stands.state === 'skipped' ? Number.NaN : (until ?? Number.NaN));
    return { ...stands, until: Number.isNaN(time.getTime()) ? null : time.toISOString() };
}
function standingOf({ entry }, { plan, follows }) {
    const name = (0,marketplace_marketplace/* entryName */.MB)(entry);
    if (!follows(name))
        return { state: 'skipped', detail: '`plugins` of the update workflow leaves it out' };
    const of = (list) => list.find(({ at }) => at === entry.at);
    const held = of(plan.held);
    const due = plan.changes.some(({ updates }) => updates.some(({ plugin }) => plugin === name));
    // An older version than the one that is too young.
    if (due && (held === undefined || held.cause === 'young'))
        return { state: 'due', detail: held?.reason ?? '' };
    if (held !== undefined)
        return { state: held.cause === 'young' ? 'young' : 'held', detail: held.reason };
    const skipped = of(plan.skipped);
    if (skipped !== undefined)
        return { state: 'skipped', detail: skipped.reason };
    return plan.waiting.some(({ plugin }) => plugin === name)
        ? { state: 'waiting', detail: 'the version is the same' }
        : { state: 'current', detail: '' };
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/workflow-runs.ts





/** Whether Actions would start the workflows of an end, and how they ran last. */
async function workflowRuns(end, { cli }) {
    const remote = remoteOf(end);
    const files = await remote?.workflows();
    if (remote === null || files?.kind !== 'seen')
        return [];
    const started = ownFiles(end, files.value.parts.filter((part) => !isOnlyCalled(part)));
    return (await Promise.all(started.map((part) => workflow_runs_ofWorkflow(part, remote, cli.clock.now())))).flat();
}
/** READ: one workflow's state and last run. */
async function workflow_runs_ofWorkflow(part, remote, now) {
    const path = (0,display/* quote */.hD)(part.path);
    const [states, run] = await Promise.all([remote.runs.states(), remote.runs.last(part.path)]);
    const state = states.kind === 'seen' ? states.value.find((one) => one.path === part.path)?.state : undefined;
    // A disabled workflow has been told of: that it did not run lately is no news.
    if (state !== undefined && state !== 'active')
        return [disabled(part, state, remote)];
    const notSeen = states.kind === 'unseen' ? [unchecked(remote.name, `whether ${path} is enabled`, states.why)] : [];
    if (run.kind === 'unseen')
        return [...notSeen, unchecked(remote.name, `how ${path} ran last`, run.why)];
    if (run.value !== null)
        return [...notSeen, ranLast(part, run.value, remote, now)];
    // A copy is to be replaced, not to be tried.
    return part.step === null ? notSeen : [...notSeen, neverRan(part, remote)];
}
const workflow_runs_STATES = {
    disabled_manually: 'somebody disabled it',
    disabled_inactivity: 'GitHub disabled it, because the repository had no activity for 60 days',
    disabled_fork: 'GitHub disables it in a fork until somebody enables it',
};
function disabled({ path }, state, { name, ghName, url }) {
    const command = commandFor('enable', path, ghName);
    return flaw('problem', 'workflow-disabled', name, [
        `${(0,display/* quote */.hD)(path)} is disabled: ${workflow_runs_STATES[state] ?? (0,display/* quote */.hD)(state)}`,
        command === null ? `Enable it at ${url}/actions.` : `Run \`${command}\`.`,
    ]);
}
function neverRan({ path, workflow: { events } }, { name, ghName }) {
    const command = events.includes('workflow_dispatch') ? commandFor('run', path, ghName) : null;
    return flaw('warning', 'never-ran', name, [
        `${(0,display/* quote */.hD)(path)} has never run, so it is not tested`,
        command === null
            ? 'Add `workflow_dispatch:` to `on:`, and start it once by hand; or raise a version and run doctor again.'
            : `Start it once: \`${command}\`.`,
    ]);
}
const BAD = ['failure', 'timed_out', 'startup_failure', 'action_required'];
const HOUR = 3_600_000;
function ranLast(part, run, remote, now) {
    const { id, conclusion, status, event, createdAt } = run;
    const { name, url, ghName } = remote;
    const path = (0,display/* quote */.hD)(part.path);
    const time = `${(0,display/* display */.Vy)(createdAt).slice(0, 16).replace('T', ' ')} UTC`;
    const when = `${time}, by ${(0,display/* quote */.hD)(event)}`;
    const page = `${url}/actions/runs/${id}`;
    if (conclusion === null) {
        const waits = status !== 'in_progress' && now - Date.parse(createdAt) > HOUR;
        if (!waits)
            return fine(name, `${path} is running now (since ${when})`);
        const what = `the last run of ${path} has been waiting since ${time} (${(0,display/* quote */.hD)(status)})`;
        const remedy = `It may need a runner or somebody’s approval: ${page}.`;
        return flaw('warning', 'run-waits', name, [what, remedy]);
    }
    if (!BAD.includes(conclusion))
        return fine(name, `${path} ran last on ${when}: ${(0,display/* quote */.hD)(conclusion)}`);
    const read = `Read what it says: \`gh run view ${id} --log-failed --repo ${ghName}\`, or ${page}.`;
    return flaw('problem', 'last-run-failed', name, [
        `the last run of ${path} ended with ${(0,display/* quote */.hD)(conclusion)} (${when})`,
        read,
    ]);
}
/** A command to paste; null where the file's name can't be shown as it is. */
function commandFor(verb, path, ghName) {
    const file = path.split('/').at(-1) ?? '';
    return file !== (0,display/* display */.Vy)(file) || file.includes('`')
        ? null
        : `gh workflow ${verb} ${shellWord(file)} --repo ${ghName}`;
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/entries.ts










/** The marketplace's entries: that Claude Code can load them, and that the update action can follow them. */
async function entries(end) {
    const { where, planned } = end;
    const local = await brokenHere(end);
    const seen = await planned();
    if (seen.kind === 'unseen') {
        const why = unchecked(where, 'what its marketplace.json lists', seen.why);
        return local.length > 0 ? local : [why];
    }
    if (seen.kind === 'broken')
        return local.length > 0 ? local : [flawOf(where, seen.problem)];
    const { brokenAt } = seen.value.marketplace;
    const flaws = [
        ...local,
        ...(end.isWhole && brokenAt !== null ? [flawOf(where, (0,files/* gitmodulesProblem */.Br)(brokenAt))] : []),
        ...names(seen.value, where),
        ...sources(seen.value, where),
        ...held(seen.value, where),
    ];
    const late = await due(seen.value, end);
    const lists = fine(where, summary(seen.value, end));
    return [lists, ...flaws, ...late, ...young(seen.value, where), ...notRead(seen.value, where)];
}
/** The file in the checkout, which will be pushed. */
async function brokenHere(end) {
    const catalogue = end.checkout?.catalogue;
    if (catalogue?.kind !== 'problem')
        return [];
    const [update] = await ownParts(end);
    const isElsewhere = update !== undefined && inputsOf(update)['marketplace-file'] !== undefined;
    return isElsewhere ? [] : [flawOf(end.where, catalogue.problem)];
}
/** Up to date is only what is followed. */
function summary(own, { isWhole }) {
    const { subjects } = own.marketplace;
    const seen = [...own.seen.keys()];
    const current = seen.filter((subject) => ['current', 'waiting'].includes(stateOf(subject, own).state));
    const out = seen.map(({ entry }) => (0,marketplace_marketplace/* entryName */.MB)(entry)).filter((name) => !own.follows(name));
    const who = isWhole || seen.length === subjects.length ? 'all' : 'those here';
    return [
        `lists ${(0,display/* count */.U9)(subjects.length, 'plugin')}`,
        ...(current.length === 0
            ? []
            : [current.length === seen.length ? `${who} are up to date` : `up to date: ${current.length}`]),
        ...(out.length === 0
            ? []
            : [`\`plugins\` of the update workflow leaves out ${(0,display/* some */.zN)(out.map((name) => (0,display/* quote */.hD)(name)))}`]),
    ].join('; ');
}
/** https://code.claude.com/docs/en/plugin-marketplaces#plugin-entries */
function names({ marketplace, seen }, where) {
    const all = marketplace.subjects.map(({ entry }) => entry.name);
    const subjects = [...seen.keys()];
    const own = [...new Set(subjects.flatMap(({ entry }) => entry.name ?? []))];
    const twins = own.filter((name) => all.indexOf(name) !== all.lastIndexOf(name));
    return [
        ...twins.map((about) => {
            const what = `${(0,display/* quote */.hD)(about)} is listed more than once, and users install by this name`;
            const remedy = 'Give each entry its own name.';
            return flaw('problem', 'two-entries-one-name', where, [what, remedy], { about });
        }),
        ...subjects.flatMap(({ entry }) => {
            if (entry.name !== null)
                return [];
            const more = { about: (0,marketplace_marketplace/* entryName */.MB)(entry), at: entry.at };
            const what = `${(0,display/* quote */.hD)(more.about)} has no usable \`name\``;
            const remedy = 'Add one: users install the plugin by this name.';
            return [flaw('problem', 'entry-without-name', where, [what, remedy], more)];
        }),
    ];
}
function sources({ seen, plan }, where) {
    return [...seen].flatMap(([subject, one]) => {
        const { entry, source } = subject;
        const more = { about: (0,marketplace_marketplace/* entryName */.MB)(entry), at: entry.at };
        const name = (0,display/* quote */.hD)(more.about);
        if (source.kind === 'skipped' && source.isFault) {
            const what = `the source of ${name} is one that Claude Code does not load: ${source.reason}`;
            return [flaw('problem', 'source-invalid', where, [what, 'Fix it in marketplace.json.'], more)];
        }
        const skipped = plan.skipped.find(({ at }) => at === entry.at);
        if (skipped !== undefined && (0,unfollowed_tag/* unfollowedTag */.C)(subject, one) !== null) {
            const remedy = 'Until then the entry stays at this tag.';
            return [flaw('warning', 'tag-not-semantic', where, [`${name}: ${skipped.reason}`, remedy], more)];
        }
        if (skipped?.warn !== true)
            return [];
        const remedy = 'Restore the folder, or correct the entry’s `source`.';
        return [flaw('problem', 'directory-missing', where, [`${name}: ${skipped.reason}`, remedy], more)];
    });
}
/** What `minimum-age` holds is as it should be. */
function young(own, where) {
    return own.plan.held
        .filter(({ plugin, cause }) => own.follows(plugin) && cause === 'young')
        .map(({ plugin, reason }) => fine(where, `${(0,display/* quote */.hD)(plugin)} waits for its \`minimum-age\`: ${reason}`));
}
/** If GitHub failed, the state is unknown, and that is no finding. */
function notRead(own, where) {
    return own.plan.held
        .filter(({ plugin, cause }) => own.follows(plugin) && cause === 'passing')
        .map(({ plugin, reason }) => unchecked(where, `whether ${(0,display/* quote */.hD)(plugin)} is up to date`, reason));
}
function held(own, where) {
    const seenAt = new Map([...own.seen].map(([{ entry }, seen]) => [entry.at, seen]));
    return own.plan.held
        .filter(({ plugin, cause }) => own.follows(plugin) && cause !== 'passing' && cause !== 'young')
        .map(({ plugin, reason, cause, at }) => {
        const hidden = hiddenRepository(seenAt.get(at));
        if (hidden !== null)
            return { ...unreadable(plugin, hidden, where), about: plugin, at };
        const what = `${(0,display/* quote */.hD)(plugin)} is held: ${reason}`;
        const remedy = 'The entry does not change until that is fixed.';
        const level = (0,observation/* isError */.bJ)(cause) ? 'problem' : 'warning';
        return flaw(level, 'entry-held', where, [what, remedy], { about: plugin, at });
    });
}
/** What this token may not see, the workflow's may: that is no problem yet. */
function hiddenRepository(seen) {
    const reads = seen?.kind === 'head' ? [seen.present, seen.target] : seen?.kind === 'version' ? [seen.plugin] : [];
    const isHidden = reads.some(({ kind }) => kind === 'no-repository' || kind === 'forbidden');
    if (!isHidden || (seen?.kind !== 'head' && seen?.kind !== 'version'))
        return null;
    const { owner, name } = seen.place.repository;
    return `${owner}/${name}`;
}
function unreadable(plugin, repository, where) {
    return flaw('warning', 'plugin-unreadable', where, [
        `${(0,display/* quote */.hD)(plugin)}: ${repository} does not exist, or is private and this token can’t see it`,
        'If it is gone, correct the entry’s `source`. If it is private, the update workflow needs a `plugins-token` that may read it.',
    ]);
}
/** What a run would bring now. Just after a push that is as it should be. */
async function due(own, end) {
    const { where, remote } = end;
    const updates = own.plan.changes
        .flatMap((change) => change.updates)
        .filter(({ plugin }) => own.follows(plugin));
    const [update] = await ownParts(end);
    const command = update?.workflow.events.includes('workflow_dispatch')
        ? commandFor('run', update.path, remote.ghName)
        : null;
    const remedy = command === null
        ? 'The next run of the update workflow updates it; `notify-marketplace trigger` in the plugin’s clone starts one.'
        : `The next run updates it, e.g. \`${command}\`.`;
    return updates.map((one) => flaw('warning', 'update-due', where, [dueText(one), remedy], { about: one.plugin }));
}
function dueText({ plugin, previousVersion, version }) {
    const name = (0,display/* quote */.hD)(plugin);
    if (version === null || version === previousVersion)
        return `${name} is behind: its repository has a newer commit`;
    const listed = previousVersion === null ? 'no version' : (0,display/* quote */.hD)(previousVersion);
    return `${name} is behind: it lists ${listed}, its repository has ${(0,display/* quote */.hD)(version)}`;
}

;// CONCATENATED MODULE: ./src/cli/workflows/doubled-steps.ts




/**
 * PURE: steps of ours that do the same for the same plugins on the same events, so that all but one are too many. Those
 * that inputs divide are none, nor those that other conditions, or what only a run knows, may keep apart.
 *
 * @param names of the plugins, as far as they are known
 */
function doubledSteps(parts, names) {
    const known = parts.filter((part) => part.step !== null && !isOpen(part));
    return known.filter((one) => known.some((other) => one !== other && isDouble(one, other, names)));
}
function isDouble(one, other, names) {
    const isAlike = Object.entries(DIVIDING).every(([name, usual]) => inputOf(one, name, usual) === inputOf(other, name, usual));
    return (isAlike &&
        conditionOf(one) === conditionOf(other) &&
        startAlike(one, other) &&
        coverAlike(one, other, names));
}
/** Inputs whose difference keeps steps apart, with what they are where they are not written. */
const DIVIDING = {
    branches: '',
    manifests: '',
    'event-type': input_tables/* NOTIFY_INPUTS */.e['event-type'].default,
    'marketplace-file': input_tables/* UPDATE_INPUTS */._['marketplace-file'].default,
};
function inputOf(part, name, usual) {
    return inputsOf(part)[name]?.trim() || usual;
}
function isOpen(part) {
    return [...Object.keys(DIVIDING), 'plugins'].some((name) => inputsOf(part)[name]?.includes('${{'));
}
function coverAlike(one, other, names) {
    const [own, its] = [one, other].map((part) => inputValues(input_tables/* UPDATE_INPUTS */._, inputsOf(part)).patterns('plugins'));
    if (own === undefined || its === undefined || own.length === 0 || its.length === 0)
        return true;
    const [takes, takesToo] = [(0,action_patterns/* patternList */.B)(own, ['**']).matches, (0,action_patterns/* patternList */.B)(its, ['**']).matches];
    return own.join('\n') === its.join('\n') || names.some((name) => takes(name) && takesToo(name));
}
/** Those of its job and its own. */
function conditionOf({ workflow, step }) {
    const job = ['jobs', step?.job ?? ''];
    const around = [job, [...job, 'steps', step?.index ?? -1]];
    return JSON.stringify(around.map((place) => valueAt(workflow.value, [...place, 'if']) ?? null));
}
/** By hand each is started alone. */
function startAlike(one, other) {
    if (one.path === other.path)
        return true;
    const [own, its] = [one.workflow, other.workflow];
    return own.events.some((event) => {
        if (event === 'workflow_dispatch' || !its.events.includes(event))
            return false;
        if (event === 'push')
            return JSON.stringify(own.push) === JSON.stringify(its.push);
        if (event !== 'repository_dispatch')
            return true;
        const types = its.dispatchTypes;
        return (own.dispatchTypes === null || types === null || own.dispatchTypes.some((type) => types.includes(type)));
    });
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/event-types.ts






/** Whether the marketplace listens to what is sent, and with one workflow only. */
async function eventTypes(end, { plugin }) {
    const { where } = end;
    const { parts } = await filesOf(end);
    const receivers = parts.filter(isReceiver);
    if (receivers.length === 0)
        return [];
    const senders = plugin === null ? [] : (await filesOf(plugin)).parts.filter(isSender);
    const own = senders.filter((one) => tells(one, where));
    const known = [...new Set(own.flatMap((one) => sentType(one) ?? []))];
    if (own.length > 0 && known.length === 0) {
        return [unchecked(where, 'whether it listens for what is sent', 'only a run knows which type that is')];
    }
    // Without a sender in sight: what is sent where nothing else is said, unless they all want another.
    const types = known.length > 0 ? known : [commonType(receivers)];
    const names = await listedNamesAt(end);
    return types.map((type) => ofType(type, { parts, names, where }));
}
/** Those that its catalogue lists, as far as it can be read. */
async function listedNamesAt({ planned }) {
    const seen = await planned();
    const subjects = seen.kind === 'seen' ? seen.value.marketplace.subjects : [];
    return subjects.flatMap(({ entry }) => entry.name ?? []);
}
function ofType(type, { parts, names, where }) {
    const receivers = parts.filter(isReceiver);
    const hearing = receivers.filter((one) => hears(one, type));
    const paths = [...new Set(hearing.map(({ path }) => (0,display/* quote */.hD)(path)))];
    if (paths.length === 1)
        return fine(where, `${paths[0]} listens for ${(0,display/* quote */.hD)(type)}`);
    if (paths.length > 1 && !repeat(hearing, names))
        return fine(where, `${(0,display/* some */.zN)(paths)} listen for ${(0,display/* quote */.hD)(type)}, each for its own plugins or events`);
    if (paths.length > 1) {
        const what = `${(0,display/* some */.zN)(paths)} listen for ${(0,display/* quote */.hD)(type)}: all of them run, and repeat or undo each other’s work`;
        const remedy = 'Keep one; `notify-marketplace setup --migrate` in the marketplace’s clone replaces copied ones.';
        return flaw('problem', 'two-receivers', where, [what, remedy]);
    }
    const calling = parts.find((one) => one.role.kind === 'calls' && hears(one, type));
    if (calling !== undefined) {
        const why = `${(0,display/* quote */.hD)(calling.path)} passes it on to a reusable workflow, and only a run knows what that does`;
        return unchecked(where, `whether it follows ${(0,display/* quote */.hD)(type)}`, why);
    }
    const told = receivers.map(({ workflow: { events, dispatchTypes }, path }) => {
        if (!events.includes('repository_dispatch'))
            return `${(0,display/* quote */.hD)(path)} does not listen for events`;
        return `${(0,display/* quote */.hD)(path)} listens for ${(0,display/* some */.zN)((dispatchTypes ?? []).map((one) => (0,display/* quote */.hD)(one)))}`;
    });
    const what = `no workflow listens for ${(0,display/* quote */.hD)(type)} events: ${(0,display/* some */.zN)(told)}`;
    return flaw('problem', 'event-type-mismatch', where, [what, oneType(type, receivers)]);
}
/** What a copied script does is not known; steps of ours may share the work. */
function repeat(hearing, names) {
    return hearing.some(({ step }) => step === null) || doubledSteps(hearing, names).length > 0;
}
/** PURE: what brings both sides to one type; other plugins may send those that are listened to. */
function oneType(type, receivers) {
    const heard = receivers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []);
    if (type !== EVENT_TYPE && heard.includes(EVENT_TYPE)) {
        return `Remove \`event-type\` from the plugin’s workflow: it then sends ${(0,display/* quote */.hD)(EVENT_TYPE)}, which the marketplace listens for.`;
    }
    const types = [...new Set([...heard, type])].map((one) => (0,display/* display */.Vy)(one)).join(', ');
    return `Write \`repository_dispatch: {types: [${types}]}\` below \`on:\` in the marketplace’s workflow.`;
}

// EXTERNAL MODULE: ./src/update/opening-fields.ts
var opening_fields = __webpack_require__(3827);
;// CONCATENATED MODULE: ./src/cli/doctor/checks/inputs.ts








/** Whether what the workflows pass to the actions is what these take; what an expression says only a run knows. */
async function inputs(end) {
    const { where } = end;
    return (await ownParts(end)).flatMap((part) => {
        const path = (0,display/* quote */.hD)(part.path);
        const passed = inputsOf(part);
        const { names, problems, isDry } = end.kind === 'plugin' ? passedToNotify(passed) : passedToUpdate(passed);
        const unknown = Object.keys(passed).filter((name) => !names.includes(name));
        const dryRun = `${path} has \`dry-run: true\`: it only shows what it would do`;
        return [
            ...problems.map((one) => ({ ...flawOf(where, one), what: `${path}: ${one.what}` })),
            ...unknown.map((name) => {
                const near = names.filter((one) => isNear(one, name)).join(', ') || names.join(', ');
                const what = `${path} passes ${(0,display/* quote */.hD)(name)}, which the action does not have`;
                return flaw('warning', 'input-unknown', where, [what, `Correct its name: ${near}.`]);
            }),
            ...(isDry ? [flaw('warning', 'dry-run', where, [dryRun, 'Remove it once you have seen enough.'])] : []),
        ];
    });
}
function isNear(one, other) {
    const plain = (text) => text.toLowerCase().replace(/[^a-z]/g, '');
    return plain(one).includes(plain(other).slice(0, 5));
}
function passedToNotify(inputs) {
    const values = inputValues(input_tables/* NOTIFY_INPUTS */.e, inputs);
    const isDry = values.flag('dry-run');
    values.checkKinds();
    (0,notify_input_values/* readManifestPatterns */.hr)(values);
    (0,notify_input_values/* readUnbumpedIgnore */.f1)(values);
    (0,notify_input_values/* readEventType */.Jl)(values);
    (0,notify_input_values/* readPayload */.rD)(values, values.flag('batch'), {});
    return { names: Object.keys(input_tables/* NOTIFY_INPUTS */.e), problems: values.problems, isDry };
}
function passedToUpdate(inputs) {
    const values = inputValues(input_tables/* UPDATE_INPUTS */._, inputs);
    const isDry = values.flag('dry-run');
    values.checkKinds();
    (0,update_input_values/* readFile */.TA)(values);
    (0,update_input_values/* readBranchInput */.Jv)(values, '');
    (0,opening_fields/* readOpeningFields */.C)(values, null);
    (0,update_input_values/* readChecks */.wf)(values);
    (0,update_input_values/* readTitle */.tS)(values, 'commit-title');
    (0,update_input_values/* readTitle */.tS)(values, 'report-issue');
    (0,update_input_values/* readMinimumAge */.ax)(values);
    return { names: Object.keys(input_tables/* UPDATE_INPUTS */._), problems: values.problems, isDry };
}

// EXTERNAL MODULE: ./src/plugin/release-tag.ts
var release_tag = __webpack_require__(5503);
// EXTERNAL MODULE: ./src/plugin/version.ts
var plugin_version = __webpack_require__(2051);
;// CONCATENATED MODULE: ./src/cli/doctor/checks/listed.ts








/** Whether each plugin that is announced is listed in a marketplace that is notified of it. */
async function listed({ where, planned }, { plugin }) {
    if (plugin === null)
        return [];
    const claims = (await announcedClaims(plugin)).filter(({ version }) => version !== null);
    const seen = await planned();
    // The check of its entries says why it can't be seen.
    if (seen.kind !== 'seen' || claims.length === 0)
        return [];
    const { marketplace } = seen.value;
    const found = claims.map((claim) => ({ claim, wrong: ofClaim(claim, marketplace, where) }));
    const flaws = found.flatMap(({ claim, wrong }) => [...wrong, ...withoutTag(claim, seen.value, where)]);
    const good = found.flatMap(({ claim, wrong }) => (wrong.length === 0 ? [claim] : []));
    if (good.length === 0)
        return flaws;
    return [fine(where, `lists ${(0,display/* some */.zN)(good.map((claim) => shown(claim, marketplace)))}`), ...flaws];
}
function shown(claim, marketplace) {
    const [subject] = (0,marketplace_claim/* claimed */.S)(claim, marketplace);
    const name = subject === undefined ? claim.plugin : (0,marketplace_marketplace/* entryName */.MB)(subject.entry);
    return name === claim.plugin ? (0,display/* quote */.hD)(name) : `${(0,display/* quote */.hD)(claim.plugin)} as ${(0,display/* quote */.hD)(name)}`;
}
function ofClaim(claim, marketplace, where) {
    const [subject] = (0,marketplace_claim/* claimed */.S)(claim, marketplace);
    if (subject === undefined)
        return [notListed(claim, marketplace, where)];
    // What comes from npm and the like is built from who knows where.
    const isFollowed = subject.source.kind !== 'skipped';
    const isByPlace = (0,marketplace_claim/* claimed */.S)({ ...claim, plugin: '' }, marketplace).includes(subject);
    if (isByPlace || !isFollowed || claim.repository === null)
        return [];
    const name = (0,marketplace_marketplace/* entryName */.MB)(subject.entry);
    const here = `${claim.repository}: ${claim.path ?? ''}`;
    const what = `${(0,display/* quote */.hD)(name)} is listed, but its \`source\` is another repository or folder than ${(0,display/* quote */.hD)(here)}`;
    const remedy = 'Correct the entry’s `source` if it is meant for this plugin.';
    const more = { about: claim.plugin, at: subject.entry.at };
    return [flaw('warning', 'listed-from-elsewhere', where, [what, remedy], more)];
}
function notListed({ plugin }, marketplace, where) {
    const near = (0,marketplace_claim/* nearestNames */.L)(plugin, marketplace).map((name) => (0,display/* quote */.hD)(name));
    const nearest = near.length === 0 ? '' : `. The nearest: ${near.join(', ')}`;
    const what = `its marketplace.json does not list the plugin ${(0,display/* quote */.hD)(plugin)}${nearest}`;
    const remedy = 'List it there, or remove the marketplace from the workflow.';
    return flaw('problem', 'not-listed', where, [what, remedy], { about: plugin });
}
/** An entry that is pinned to a release tag moves with the next tag, not with the bump. */
function withoutTag(claim, { marketplace, plan }, where) {
    return (0,marketplace_claim/* claimed */.S)(claim, marketplace).flatMap(({ entry, source }) => {
        const name = (0,marketplace_marketplace/* entryName */.MB)(entry);
        const ref = source.kind === 'remote' ? source.ref : null;
        const tag = ref === null ? null : (0,release_tag/* parseReleaseTag */.rE)(ref);
        if (ref === null || tag === null || claim.version === null || !(0,plugin_version/* isLower */.cs)(tag.version, claim.version))
            return [];
        // The tag is there, and the next run brings it.
        if (plan.changes.some(({ updates }) => updates.some(({ plugin }) => plugin === name)))
            return [];
        const next = `${tag.prefix}${claim.version}`;
        const what = `${(0,display/* quote */.hD)(name)} is pinned to the release tag ${(0,display/* quote */.hD)(ref)}, and ${(0,display/* quote */.hD)(claim.version)} has no tag there yet`;
        const word = shellWord(next);
        const remedy = (0,display/* display */.Vy)(next) === next
            ? `Tag the commit that has it: \`git tag ${word} && git push origin ${word}\`.`
            : 'Tag the commit that has it, like the earlier releases.';
        const more = { about: claim.plugin, at: entry.at };
        return [flaw('warning', 'tag-missing', where, [what, remedy], more)];
    });
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
var semver_default = /*#__PURE__*/__webpack_require__.n(semver);
// EXTERNAL MODULE: ./src/notify/report/annotations.ts
var annotations = __webpack_require__(8694);
;// CONCATENATED MODULE: ./src/cli/doctor/checks/manifests.ts









/** The plugin.json files of the checkout: usable, with a version, and looked at by the workflow. */
async function manifests(plugin, { marketplaces }) {
    const attention = await attentionTo(plugin);
    if (attention.size === 0)
        return [NONE];
    const announced = withAttention(attention, 'announced');
    const flaws = [
        ...announced.flatMap(flawsOf),
        ...twins(announced),
        ...(await overlooked(withAttention(attention, 'overlooked'), plugin, marketplaces)),
    ];
    const good = announced.flatMap(({ parsed }) => parsed.kind === 'manifest' && parsed.manifest.version !== null
        ? [`${(0,display/* display */.Vy)(parsed.manifest.name)} ${(0,display/* display */.Vy)(parsed.manifest.version)}`]
        : []);
    return good.length === 0 ? flaws : [fine(HERE, `${(0,display/* count */.U9)(good.length, 'plugin')}: ${(0,display/* some */.zN)(good)}`), ...flaws];
}
const NONE = flaw('problem', 'no-manifest', HERE, [
    'there is no plugin.json, so there is no version to announce',
    'Add .claude-plugin/plugin.json with `name` and `version`.',
]);
function flawsOf({ path, parsed }) {
    if (parsed.kind === 'problem')
        return [flawOf(HERE, parsed.problem)];
    const { version, at } = parsed.manifest;
    const more = { about: path, at };
    if (version === null) {
        const what = `${(0,display/* quote */.hD)(path)} declares no \`version\`, so nothing is announced; Claude Code follows its commits`;
        const remedy = 'Add "version": "1.0.0" and raise it with each release.';
        return [flaw('warning', 'no-version', HERE, [what, remedy], more)];
    }
    if (semver_default().parse(version) !== null)
        return [];
    const what = `${(0,display/* quote */.hD)(version)} in ${(0,display/* quote */.hD)(path)} is not a semantic version, so it can’t be compared with other versions`;
    const remedy = 'Write it as 1.2.3 (https://semver.org).';
    return [flaw('warning', 'version-not-semantic', HERE, [what, remedy], more)];
}
function twins(all) {
    const named = all.flatMap(({ path, parsed }) => parsed.kind === 'problem' ? [] : [{ name: parsed.manifest.name, path }]);
    return [...new Set(named.map(({ name }) => name))].flatMap((name) => {
        const same = named.filter((one) => one.name === name).map(({ path }) => (0,display/* quote */.hD)(path));
        if (same.length === 1)
            return [];
        const what = `${(0,display/* some */.zN)(same)} are all called ${(0,display/* quote */.hD)(name)}: where they disagree, only the first is announced`;
        const remedy = 'Give each plugin its own name.';
        return [flaw('warning', 'two-manifests-one-name', HERE, [what, remedy], { about: name })];
    });
}
/** A manifest that no pattern names is a plugin that was forgotten where a marketplace lists it; else it may be meant. */
async function overlooked(manifests, plugin, marketplaces) {
    const found = await Promise.all(manifests.map(async (manifest) => {
        const { path } = manifest;
        const lists = await listingOf(path, plugin, marketplaces);
        if (lists === null && isSpecimen(manifest))
            return [];
        const why = lists === null ? '' : `, though ${lists} lists that plugin`;
        const what = `no pattern in the workflow’s \`manifests\` matches ${(0,display/* quote */.hD)(path)}, so its versions are not announced${why}`;
        const kind = lists === null ? 'warning' : 'problem';
        return [flaw(kind, 'manifest-not-matched', HERE, [what, annotations/* NAME_ALL */.ST], { about: path })];
    }));
    return found.flat();
}
async function listingOf(path, { checkout: { origin } }, marketplaces) {
    if (origin === null)
        return null;
    const claim = { plugin: '', version: null, repository: (0,github_repository/* fullName */.fq)(origin.repository), path };
    for (const { where, planned } of marketplaces) {
        const seen = await planned();
        if (seen.kind === 'seen' && (0,marketplace_claim/* claimed */.S)(claim, seen.value.marketplace).length > 0)
            return where;
    }
    return null;
}

// EXTERNAL MODULE: ./src/github/client/graphql-answer.ts
var graphql_answer = __webpack_require__(5505);
// EXTERNAL MODULE: ./src/github/client/graphql-query.ts
var graphql_query = __webpack_require__(2307);
// EXTERNAL MODULE: ./src/github/objects/batches.ts
var batches = __webpack_require__(6192);
// EXTERNAL MODULE: ./src/github/objects/by-halves.ts
var by_halves = __webpack_require__(4477);
;// CONCATENATED MODULE: ./src/cli/doctor/remote/plugin-repositories.ts






/** One object each: 200 of them in a query are known to work. */
const MOST_IN_A_QUERY = 100;
/**
 * READ: the state of many repositories, by {@link repositoryKey}; nothing of those that can't be seen. Throws
 * `GitHubError` where GitHub failed on one: what it did not answer is not taken for what can't be seen.
 */
async function readStates(client, repositories) {
    const reads = await (0,by_halves/* readByHalves */.d)(client, QUERY, (0,batches/* chunksOf */.U_)(repositories, MOST_IN_A_QUERY));
    return new Map([...reads].flatMap(([repository, result]) => {
        if (result.kind === 'failed')
            throw result.error;
        return result.kind === 'seen' ? [[(0,github_repository/* repositoryKey */.Kq)(repository), result.state]] : [];
    }));
}
const QUERY = {
    build: (batch) => (0,graphql_query/* repositoriesQuery */.p)(batch, '{ nameWithOwner isPrivate }'),
    read: (batch, answer) => new Map(batch.map((one, n) => [one, resultAt(`r${n}`, batch.length === 1, answer)])),
    isRead: ({ kind }) => kind !== 'failed',
    failed: (error) => ({ kind: 'failed', error }),
    halve: batches/* inTwo */.Wg,
    repositoriesIn: (batch) => batch.length,
};
function resultAt(alias, alone, answer) {
    const found = (0,graphql_answer/* aliasedRepository */.Kn)(answer, alias, alone);
    if (found.kind === 'no-repository' || found.kind === 'forbidden')
        return { kind: 'unseen' };
    const { nameWithOwner: name, isPrivate } = found.kind === 'repository' ? found.fields : {};
    if (typeof name === 'string' && typeof isPrivate === 'boolean') {
        return { kind: 'seen', state: { name, isPrivate } };
    }
    const { message } = found.kind === 'failed' ? found : graphql_answer/* INCOMPLETE */.j5;
    const problems = answer.errors;
    return { kind: 'failed', error: new client_error/* GitHubError */.y_({ status: 200, headers: {}, message, problems }) };
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/plugin-states.ts







/** The plugins' repositories: whether those who add the marketplace can clone them, and under which names they are. */
async function pluginStates({ planned, remote, where }, { access }) {
    const [seen, facts] = await Promise.all([planned(), remote.facts()]);
    if (seen.kind !== 'seen' || facts.kind === 'unseen')
        return [];
    const { marketplace } = seen.value;
    const repositories = pluginRepositories(marketplace);
    if (repositories.length === 0)
        return [];
    const states = await attempt(access, (client) => readStates(client, repositories));
    if (states.kind === 'unseen') {
        const what = 'whether its plugins’ repositories are public, and still have their names';
        return [unchecked(where, what, states.why)];
    }
    const isPublic = !facts.value.isPrivate;
    return marketplace.subjects.flatMap((subject) => {
        const repository = repositoryOf(subject);
        const state = repository === null ? undefined : states.value.get((0,github_repository/* repositoryKey */.Kq)(repository));
        if (repository === null || state === undefined)
            return [];
        const asked = (0,github_repository/* fullName */.fq)(repository);
        return [
            ...(isPublic && state.isPrivate ? [plugin_states_hidden(subject, asked, where)] : []),
            ...(asked.toLowerCase() === state.name.toLowerCase() ? [] : [renamed(subject, asked, state, where)]),
        ];
    });
}
function aboutEntry({ entry }) {
    return { about: (0,marketplace_marketplace/* entryName */.MB)(entry), at: entry.at };
}
/** A submodule that can't be cloned ends the clone of the marketplace; an entry's own source only its installation. */
function plugin_states_hidden(subject, repository, where) {
    const name = (0,display/* quote */.hD)((0,marketplace_marketplace/* entryName */.MB)(subject.entry));
    if (subject.source.kind !== 'submodule') {
        const what = `the marketplace is public, but ${repository}, where ${name} comes from, is private: most users can’t install it`;
        const remedy = 'Make it public, or list it in a private marketplace.';
        return flaw('warning', 'plugin-private', where, [what, remedy], aboutEntry(subject));
    }
    const what = `the marketplace is public, but ${repository}, the submodule of ${name}, is private: nobody without access to it can add the marketplace at all`;
    const remedy = 'Make it public, or list the plugin with its own `source` (`{"source": "github", "repo": …}`) instead of a submodule.';
    return flaw('problem', 'submodule-private', where, [what, remedy], aboutEntry(subject));
}
function renamed(subject, asked, { name }, where) {
    const what = `${(0,display/* quote */.hD)((0,marketplace_marketplace/* entryName */.MB)(subject.entry))} comes from ${asked}, which is called ${name} now; the old name works only until somebody else takes it`;
    const remedy = `Write ${(0,display/* quote */.hD)(name)} in the entry’s \`source\`, or in .gitmodules.`;
    return flaw('warning', 'plugin-renamed', where, [what, remedy], aboutEntry(subject));
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/published.ts









/** Whether the versions of the checkout are on the repository's default branch: only those are announced. */
async function published(plugin, { access }) {
    const remote = remoteOf(plugin);
    if (remote === null)
        return [];
    const versions = (await announcedIn(plugin)).flatMap(versionOf);
    if (versions.length === 0)
        return [];
    const there = await attempt(access, (client) => readVersions(client, remote, versions));
    if (there.kind === 'unseen') {
        return [unchecked(HERE, 'whether its versions are on the default branch', there.why)];
    }
    const facts = await remote.facts();
    const branch = facts.kind === 'seen' ? (0,display/* quote */.hD)(facts.value.branch) : 'the default branch';
    const flaws = versions.flatMap((one) => ahead(one, there.value.get(one.path) ?? null, branch));
    return flaws.length > 0 ? flaws : [fine(remote.name, `the versions here are on ${branch}`)];
}
function versionOf({ path, parsed }) {
    if (parsed.kind === 'problem' || parsed.manifest.version === null)
        return [];
    return [{ path, name: parsed.manifest.name, version: parsed.manifest.version }];
}
/** What the manifests of the default branch declare; nothing for those that are not there. */
async function readVersions(client, { name }, wanted) {
    const [owner = '', repo = ''] = name.split('/');
    const repository = { owner, name: repo };
    const paths = wanted.map(({ path }) => path);
    const head = await (0,objects/* readObject */.A)(client, { repository, revision: { defaultBranch: true }, paths });
    if (head.kind !== 'commit')
        return new Map(wanted.map(({ path, version }) => [path, version]));
    const versions = await Promise.all([...head.paths].map(async ([path, found]) => {
        if (found.kind !== 'found' || found.entry.kind !== 'file')
            return [];
        const content = await (0,blobs/* blobText */.L9)(client, { ...found.entry, repository });
        const parsed = content.kind === 'text' ? (0,manifest/* parseManifest */.N)(content.text, path) : null;
        const version = parsed?.kind === 'manifest' ? parsed.manifest.version : null;
        return version === null ? [] : [[path, version]];
    }));
    return new Map(versions.flat());
}
/** A checkout that is behind says nothing of the chain. */
function ahead({ path, name, version }, there, branch) {
    if (there === version)
        return [];
    const [own, other] = [semver_default().parse(version), semver_default().parse(there)];
    if (own !== null && other !== null && semver_default().compareBuild(own, other) <= 0)
        return [];
    const says = there === null ? 'has no version' : `is ${(0,display/* quote */.hD)(there)}`;
    const what = `${(0,display/* quote */.hD)(name)} is ${(0,display/* quote */.hD)(version)} here, and ${says} on ${branch}, the branch that counts`;
    const remedy = 'Commit and push it there, or merge the branch that it is on.';
    return [flaw('warning', 'version-not-pushed', HERE, [what, remedy], { about: name, at: { file: path } })];
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/repositories.ts



/** The repository of an end: there, under the name that is used, and open to pushes, events and commits. */
async function repositories(end) {
    const { where } = end;
    const remote = remoteOf(end);
    if (remote === null) {
        return [unchecked(where, 'its repository on GitHub', 'kind' in end.remote ? end.remote.why : '')];
    }
    const seen = await remote.facts();
    if (seen.kind === 'unseen')
        return [unchecked(where, 'whether the repository is there', seen.why)];
    const flaws = end.kind === 'plugin' ? ofPlugin(seen.value, remote) : ofMarketplace(seen.value, remote);
    const { isPrivate, branch } = seen.value;
    const described = `is ${isPrivate ? 'private' : 'public'}, its default branch is ${(0,display/* quote */.hD)(branch)}`;
    return flaws.length > 0 ? flaws : [fine(where, described)];
}
function ofPlugin({ isArchived, forkOf }, { name, ghName }) {
    const archived = flaw('warning', 'plugin-archived', name, [
        'the repository is archived: nothing can be pushed to it, so there will be no new version',
        `Unarchive it to publish one: \`gh repo unarchive ${ghName}\`.`,
    ]);
    // Secrets stay with the original, and Actions is off in a fork until somebody turns it on.
    const isFork = flaw('warning', 'plugin-is-fork', name, [
        `the repository is a fork${forkOf ? ` of ${(0,display/* quote */.hD)(forkOf)}` : ''}: what is pushed here does not reach the original, and its secrets are not here`,
        'Run this in a clone of the original, unless the plugin is published from the fork.',
    ]);
    return [...(isArchived ? [archived] : []), ...(forkOf === null ? [] : [isFork])];
}
function ofMarketplace({ isArchived, name }, { name: asked, url, ghName }) {
    const archived = flaw('problem', 'marketplace-archived', asked, [
        'the repository is archived, so it accepts no events and no commits',
        `Unarchive it (\`gh repo unarchive ${ghName}\`, or ${url}/settings), or remove it from the plugins’ \`marketplace\` input.`,
    ]);
    const renamed = flaw('warning', 'marketplace-renamed', asked, [
        `the repository is called ${name} now; the old name works only until somebody else takes it`,
        `Write ${name} in the plugins’ workflows.`,
    ]);
    const isRenamed = name.toLowerCase() !== asked.toLowerCase();
    return [...(isArchived ? [archived] : []), ...(isRenamed ? [renamed] : [])];
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/secrets.ts





/** Whether the secrets and variables that the workflows' tokens come from exist, and when secrets were set. Nobody can read their values. */
async function secrets(end, { cli }) {
    const remote = remoteOf(end);
    if (remote === null)
        return [];
    const parts = (await filesOf(end)).parts.filter(end.kind === 'plugin' ? isSender : isUpdate);
    const needs = parts
        .flatMap(needsOf)
        .map((need) => [`${need.kind} ${need.names.join(' ').toUpperCase()}`, need]);
    return Promise.all([...new Map(needs).values()].map((need) => ofNeed(need, remote, cli.clock.now())));
}
/** PURE: the secrets that the tokens of a part come from. */
function needsOf(part) {
    const { role, step, workflow } = part;
    if (role.kind === 'other-sender') {
        if (role.secret === null)
            return [];
        // It is not checked which job sends.
        const environment = workflow.jobs.find((job) => job.environment !== null)?.environment ?? null;
        return [
            { kind: 'secret', names: [role.secret], isToken: !role.byApp, elsewhere: inEnvironment(environment) },
        ];
    }
    if (step === null)
        return [];
    const needs = ['token', 'github-token', 'plugins-token'].flatMap((input) => needsOfSource(tokenSource(workflow, step, input)));
    const elsewhere = 'whoever calls the workflow passes it';
    return isOnlyCalled(part) ? needs.map((need) => ({ ...need, elsewhere })) : needs;
}
function inEnvironment(environment) {
    return environment === null ? null : `it may be one of the job’s environment ${(0,display/* quote */.hD)(environment)}`;
}
function needsOfSource(source) {
    if (source.kind !== 'secret' && source.kind !== 'app')
        return [];
    const elsewhere = inEnvironment(source.environment);
    if (source.kind === 'secret')
        return [{ kind: 'secret', names: source.names, isToken: true, elsewhere }];
    const needs = (kind, names) => names.map((name) => ({ kind, names: [name], isToken: false, elsewhere }));
    return [...needs('variable', source.variables), ...needs('secret', source.secrets)];
}
/** READ: whether a secret or variable is there, and since when. */
function ofNeed(need, remote, now) {
    return need.kind === 'variable' ? ofVariable(need, remote) : ofSecret(need, remote, now);
}
async function ofVariable(need, remote) {
    const { names, elsewhere } = need;
    const [name = ''] = names;
    const what = `whether the variable ${secrets_shown(need)} exists`;
    for (const read of [remote.variables.own, remote.variables.organisation]) {
        const seen = await read();
        if (seen.kind === 'unseen')
            return unchecked(remote.name, what, seen.why);
        if (seen.value.names.includes(name.toUpperCase()))
            return fine(remote.name, `there is the variable ${secrets_shown(need)}`);
        if (!seen.value.isWhole)
            return unchecked(remote.name, what, 'only the first 30 variables are looked at');
    }
    if (elsewhere !== null)
        return unchecked(remote.name, what, elsewhere);
    return flaw('problem', 'variable-missing', remote.name, [
        `there is no variable ${secrets_shown(need)}, neither in this repository nor shared with it by its organisation`,
        `Set it to the App’s Client ID: \`gh variable set ${name} --repo ${remote.ghName}\`.`,
    ]);
}
async function ofSecret(need, remote, now) {
    const own = await remote.secrets.own();
    const ownSecret = own.kind === 'seen' ? find(own.value, need) : undefined;
    if (ownSecret !== undefined)
        return setFinding(ownSecret, need, remote, now);
    const organisation = await remote.secrets.organisation();
    const shared = organisation.kind === 'seen' ? find(organisation.value, need) : undefined;
    if (shared !== undefined)
        return setFinding(shared, need, remote, now);
    const what = `whether the secret ${secrets_shown(need)} exists`;
    if (own.kind === 'unseen')
        return unchecked(remote.name, what, own.why);
    if (need.elsewhere !== null)
        return unchecked(remote.name, what, need.elsewhere);
    if (organisation.kind === 'unseen')
        return unchecked(remote.name, `${what} in the organisation`, organisation.why);
    const [name = ''] = need.names;
    return flaw('problem', 'secret-missing', remote.name, [
        `there is no secret ${secrets_shown(need)}, neither in this repository nor shared with it by its organisation`,
        `Set it: \`${setCommand(name, 'repository', remote)}\`.`,
    ]);
}
function find(all, { names }) {
    const wanted = names.map((name) => name.toUpperCase());
    return all.find(({ name }) => wanted.includes(name.toUpperCase()));
}
function secrets_shown({ names }) {
    return names.map((name) => (0,display/* quote */.hD)(name)).join(' or ');
}
const DAY = 86_400_000;
/** Longer than most tokens last: organisations may set 366 days as the most, and GitHub proposes less. */
const OLD = 366;
function setFinding({ name, updatedAt, from }, { isToken }, remote, now) {
    const days = Math.max(0, Math.floor((now - Date.parse(updatedAt)) / DAY));
    const whose = from === 'organisation' ? 'the organisation’s secret' : 'the secret';
    const ago = days === 0 ? 'today' : `${(0,display/* count */.U9)(days, 'day')} ago`;
    const set = `${whose} ${(0,display/* quote */.hD)(name)} was set on ${(0,display/* display */.Vy)(updatedAt.slice(0, 10))} (${ago})`;
    if (!isToken || !(days > OLD))
        return fine(remote.name, set);
    return flaw('warning', 'secret-old', remote.name, [
        `${set}, longer ago than most tokens last`,
        `Check whether it still works (\`notify-marketplace doctor --token-file <file with it>\`), or set a new one: \`${setCommand(name, from, remote)}\`.`,
    ]);
}
/** https://cli.github.com/manual/gh_secret_set */
function setCommand(name, from, { ghName }) {
    const owner = ghName.split('/').at(-2) ?? '';
    return from === 'organisation'
        ? `gh secret set ${name} --org ${owner}`
        : `gh secret set ${name} --repo ${ghName}`;
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/sender-token.ts




/** Whether the plugin's workflow passes a token that can reach the marketplace, and may read its own repository. */
async function senderToken(plugin) {
    const own = (await ownParts(plugin)).filter((part) => !isOnlyCalled(part));
    const facts = await remoteOf(plugin)?.facts();
    // What is public can be read without any permission.
    const isPublic = facts?.kind === 'seen' && !facts.value.isPrivate;
    const flaws = own.flatMap((one) => [...ofToken(one, plugin), ...ofPermissions(one, plugin, isPublic)]);
    if (own.length === 0 || flaws.length > 0)
        return flaws;
    return [fine(plugin.where, `passes ${(0,display/* some */.zN)([...new Set(own.map(sender_token_shown))])}`)];
}
function sender_token_shown({ token }) {
    switch (token.kind) {
        case 'secret':
            return `the secret ${(0,display/* some */.zN)(token.names.map((name) => (0,display/* quote */.hD)(name)))}`;
        case 'app':
            return 'a token that a GitHub App makes in the run';
        case 'none':
        case 'run':
            return 'the run’s own token, which reaches this repository';
        case 'written':
        case 'unknown':
            return 'a token that only a run knows';
    }
}
const FROM_SECRET = `token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}`;
function ofToken(part, { where }) {
    const path = (0,display/* quote */.hD)(part.path);
    const foreign = marketplacesIn(part).filter((name) => name.toLowerCase() !== where.toLowerCase());
    switch (part.token.kind) {
        case 'written': {
            const what = `\`token\` in ${path} is written in plain text, so everybody who can read the repository can read it`;
            const remedy = `Revoke that token, put a new one into a secret, and write \`${FROM_SECRET}\`.`;
            return [flaw('problem', 'token-in-workflow', where, [what, remedy])];
        }
        case 'none': {
            const what = `${path} passes no \`token\`, and the run’s own reaches only its own repository`;
            const remedy = `Add \`${FROM_SECRET}\` below \`with:\`.`;
            return foreign.length === 0 ? [] : [flaw('problem', 'token-not-passed', where, [what, remedy])];
        }
        case 'run': {
            const what = `${path} passes the run’s own token, which does not reach ${(0,display/* some */.zN)(foreign)}`;
            return foreign.length === 0
                ? []
                : [flaw('problem', 'run-token-passed', where, [what, `Pass another: \`${FROM_SECRET}\`.`])];
        }
        case 'app':
            return notFor(part.token, foreign, where).map((marketplace) => {
                const [owner = '', repository = ''] = marketplace.split('/');
                const what = `the App token that ${path} makes is not for ${marketplace}`;
                const remedy = `Write \`owner: ${owner}\` and \`repositories: ${repository}\` below \`with:\` of the step that makes it.`;
                return flaw('problem', 'app-token-elsewhere', where, [what, remedy]);
            });
        case 'secret':
        case 'unknown':
            return [];
    }
}
/**
 * The marketplaces that an App's token does not reach: it is made for the calling repository where neither `owner` nor
 * `repositories` is said (https://github.com/actions/create-github-app-token#owner).
 */
function notFor({ owner, repositories, isOfficial }, foreign, where) {
    if (!isOfficial || `${owner ?? ''} ${repositories ?? ''}`.includes('${{'))
        return [];
    const own = (owner ?? where.split('/')[0] ?? '').toLowerCase();
    const names = (repositories ?? '').toLowerCase().match(/[^\s,]+/g) ?? [];
    return foreign.filter((name) => {
        const [ofOwner = '', repository = ''] = name.toLowerCase().split('/');
        if (ofOwner !== own)
            return true;
        return names.length === 0 ? owner === null : !names.includes(repository);
    });
}
function ofPermissions(part, { where }, isPublic) {
    const { permissions, token, path, step } = part;
    if (permissions === null)
        return [];
    const lacks = (access, what) => {
        const remedy = `Write \`permissions: {contents: ${access}}\` in it.`;
        return allows(permissions, 'contents', access)
            ? []
            : [flaw('problem', 'sender-permission', where, [`the job in ${(0,display/* quote */.hD)(path)} ${what}`, remedy])];
    };
    const isOwn = marketplacesIn(part).some((name) => name.toLowerCase() === where.toLowerCase());
    const sends = isOwn && (token.kind === 'none' || token.kind === 'run');
    const flaws = sends
        ? lacks('write', 'lacks `contents: write`, which an event to its own repository needs')
        : [];
    if (flaws.length > 0 || isPublic || step?.with['github-token'] !== undefined)
        return flaws;
    return lacks('read', "has `permissions` without `contents: read`: in a private repository it can't read plugin.json");
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/senders.ts













/** So many are looked at: each is four lines of two requests. */
const MOST = 100;
/** More repositories than this are not looked into. */
const MOST_LOOKED_INTO = 10;
/** Seen from the marketplace: which plugin repositories notify it of new versions, and with a type that it hears. */
async function senders(end, chain) {
    const { access, plugin } = chain;
    const { where } = end;
    const seen = await end.planned();
    if (seen.kind !== 'seen')
        return [];
    const own = plugin?.where.toLowerCase();
    const all = pluginRepositories(seen.value.marketplace).filter((one) => (0,github_repository/* repositoryKey */.Kq)(one) !== own);
    const repositories = all.slice(0, MOST);
    if (repositories.length === 0)
        return [];
    const files = await attempt(access, (client) => readWorkflowFiles(client, repositories));
    if (files.kind === 'unseen')
        return [unchecked(where, 'which plugins notify it of new versions', files.why)];
    const told = repositories.map((one) => tellingOf(one, files.value.get((0,github_repository/* repositoryKey */.Kq)(one)), where));
    const left = all.length - repositories.length;
    const others = `whether the other ${left} repositories notify it`;
    return [
        ...senders_summary(told, where),
        ...unheard(told, (await filesOf(end)).parts, where),
        ...(await lookedInto(told, seen.value, chain)),
        ...senders_unread(told, where),
        ...notLookedInto(told, where),
        ...(left === 0 ? [] : [unchecked(where, others, `only the first ${MOST} are looked at`)]),
    ];
}
function tellingOf(repository, read, where) {
    const name = (0,github_repository/* fullName */.fq)(repository);
    if (read?.kind !== 'seen')
        return { name, state: 'unknown', own: [] };
    const naming = read.value.parts.filter((one) => isSender(one) && tells(one, where));
    const own = naming.filter((one) => !isOnlyCalled(one));
    if (own.length > 0)
        return { name, state: 'tells', own };
    const isUnsure = naming.length > 0 || read.value.parts.some(namesMore);
    return { name, state: isUnsure ? 'unknown' : 'silent', own };
}
function senders_named(told, wanted) {
    return told.flatMap(({ name, state }) => (state === wanted ? [name] : []));
}
function senders_summary(told, where) {
    const [telling, silent] = [senders_named(told, 'tells'), senders_named(told, 'silent')];
    const notTold = flaw('warning', 'plugins-tell-nothing', where, [
        `${(0,display/* some */.zN)(silent)} ${silent.length === 1 ? 'does' : 'do'} not notify it of new versions: those wait for the daily run`,
        `Set them up: \`notify-marketplace setup --marketplace ${where}\` in each plugin’s clone, or \`notify-marketplace setup --plugins\` here for submodules.`,
    ]);
    return [
        ...(telling.length === 0 ? [] : [fine(where, `is notified of new versions by ${(0,display/* some */.zN)(telling)}`)]),
        ...(silent.length === 0 ? [] : [notTold]),
    ];
}
function senders_unread(told, where) {
    const names = senders_named(told, 'unknown');
    const why = 'their workflows can’t be read, or only a run knows which marketplaces they notify';
    return names.length === 0
        ? []
        : [unchecked(where, `whether ${(0,display/* some */.zN)(names)} notify it of new versions`, why)];
}
/** Once for each type, no matter which plugins send it. */
function unheard(told, parts, where) {
    const receivers = parts.filter(isReceiver);
    if (receivers.length === 0)
        return [];
    const listening = parts.filter((one) => isReceiver(one) || one.role.kind === 'calls');
    const lost = new Map();
    for (const { name, own } of told) {
        for (const type of own.flatMap((one) => sentType(one) ?? [])) {
            if (listening.some((one) => hears(one, type)))
                continue;
            lost.set(type, (lost.get(type) ?? new Set()).add(name));
        }
    }
    return [...lost].map(([type, names]) => flaw('problem', 'event-type-mismatch', where, [
        `no workflow listens for ${(0,display/* quote */.hD)(type)}, which ${(0,display/* some */.zN)([...names])} ${names.size === 1 ? 'sends' : 'send'}`,
        oneType(type, receivers),
    ]));
}
/**
 * READ: seen from the marketplace, what is wrong on the side of plugins whose repositories send events: whether their
 * secrets are there; and how their workflows ran, where an update is due. Those come first.
 */
async function lookedInto(told, planned, { around, cli }) {
    const late = lagging(planned);
    const isLate = ({ name }) => late.has(name.toLowerCase());
    const telling = told.filter(({ state }) => state === 'tells');
    const ordered = [...telling.filter(isLate), ...telling.filter((one) => !isLate(one))];
    const now = cli.clock.now();
    const found = await Promise.all(ordered.slice(0, MOST_LOOKED_INTO).map(async (one) => {
        const remote = remoteRepository(one.name, around);
        const files = [...new Map(one.own.map((part) => [part.path, part])).values()];
        const runs = isLate(one) ? files.map((part) => workflow_runs_ofWorkflow(part, remote, now)) : [];
        const secrets = one.own.flatMap(needsOf).map(async (need) => [await ofNeed(need, remote, now)]);
        return (await Promise.all([...runs, ...secrets])).flat();
    }));
    return found.flat().filter(({ kind }) => kind !== 'fine');
}
/** The repositories whose update is due, by {@link repositoryKey}. */
function lagging({ plan, marketplace }) {
    const due = new Set(plan.changes.flatMap(({ updates }) => updates.map(({ plugin }) => plugin)));
    const late = marketplace.subjects.filter(({ entry }) => due.has((0,marketplace_marketplace/* entryName */.MB)(entry))).map(repositoryOf);
    return new Set(late.flatMap((one) => (one === null ? [] : [(0,github_repository/* repositoryKey */.Kq)(one)])));
}
function notLookedInto(told, where) {
    const left = senders_named(told, 'tells').length - MOST_LOOKED_INTO;
    const what = `whether the secrets of the other ${left} repositories exist`;
    return left > 0 ? [unchecked(where, what, `only ${MOST_LOOKED_INTO} are looked into`)] : [];
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/sending.ts








/** Whether the plugin's workflow starts when a version is pushed, and which marketplaces it notifies. */
async function sending(plugin, { marketplaces }) {
    const { parts } = await filesOf(plugin);
    const context = await contextOf(plugin);
    return [
        ...parts.filter(isNotify).flatMap((one) => sending_ofWorkflow(one, context)),
        ...marketplaces.flatMap(({ where }) => notTold(parts, where, context)),
        ...marketplaces.flatMap(({ where }) => twice(parts, where, context)),
    ];
}
async function contextOf(plugin) {
    const facts = await remoteOf(plugin)?.facts();
    const { defaultBranch } = plugin.checkout.state;
    return {
        where: plugin.where,
        branch: facts?.kind === 'seen' ? facts.value.branch : defaultBranch,
        manifests: await announcedIn(plugin),
    };
}
function sending_ofWorkflow(one, context) {
    if (isOnlyCalled(one)) {
        const why = 'whoever calls the workflow starts it, and passes the token';
        return [unchecked(context.where, `whether a version starts ${(0,display/* quote */.hD)(one.path)}`, why)];
    }
    const flaws = [...namesNobody(one, context), ...startsNever(one, context)];
    if (flaws.length > 0)
        return flaws;
    const filtered = [...otherBranch(one, context), ...otherPaths(one, context)];
    return filtered.length > 0 ? filtered : [starts(one, context)];
}
function namesNobody(part, { where }) {
    const { role, path } = part;
    const given = inputsOf(part)['marketplace'] ?? '';
    if (role.kind !== 'notify' || role.marketplaces.length > 0)
        return [];
    if (given.includes('${{')) {
        const why = `only a run knows what ${(0,display/* quote */.hD)(given)} in ${(0,display/* quote */.hD)(path)} is; pass --marketplace owner/repo`;
        return [unchecked(where, 'which marketplace it notifies', why)];
    }
    const what = `${(0,display/* quote */.hD)(path)} names no marketplace as owner/repo${given === '' ? '' : `: ${(0,display/* quote */.hD)(given)}`}`;
    const remedy = 'Write `marketplace: owner/repo` below `with:`.';
    return [flaw('problem', 'sender-names-no-marketplace', where, [what, remedy])];
}
/** What announces versions; other events it only looks at, or not at all. */
const STARTS = ['push', 'release', 'workflow_run', 'schedule', 'repository_dispatch'];
function startsNever({ workflow: { events }, path }, { where }) {
    if (events.some((event) => STARTS.includes(event)))
        return [];
    const named = (0,display/* some */.zN)(events.map((event) => (0,display/* quote */.hD)(event))) || 'nothing';
    const what = `${(0,display/* quote */.hD)(path)} starts on ${named}, not when a version is pushed`;
    const remedy = 'Add `push:` with your default branch to `on:`.';
    return [flaw('problem', 'sender-never-starts', where, [what, remedy])];
}
/** Whether anything besides a push to a branch starts it. */
function hasOtherStart({ workflow: { events, push } }) {
    return (events.some((event) => event !== 'push' && STARTS.includes(event)) || (push !== null && takesTags(push)));
}
function otherBranch(part, { where, branch }) {
    const { path, workflow } = part;
    const { push } = workflow;
    const counting = branchesThatCount(part, branch);
    if (push === null || hasOtherStart(part) || counting.some((one) => takesBranch(push, one)))
        return [];
    if (counting.length === 0)
        return [];
    const what = `${(0,display/* quote */.hD)(path)} starts on pushes to ${shownBranches(push)}, but ${(0,display/* some */.zN)(counting.map((one) => (0,display/* quote */.hD)(one)))} is the branch that counts`;
    const remedy = `Write \`branches: [${counting.map(yamlWord).join(', ')}]\` below \`push:\`.`;
    return [flaw('problem', 'branch-filter', where, [what, remedy])];
}
/** The `branches` of the step, where they are plain names; else the default branch. None if only a run knows. */
function branchesThatCount(part, branch) {
    const given = inputsOf(part)['branches'] ?? '';
    const names = inputValues(input_tables/* NOTIFY_INPUTS */.e, inputsOf(part)).patterns('branches');
    if (given.trim() === '')
        return branch === null ? [] : [branch];
    return names.some((name) => /[!*?[\]{}()]/.test(name)) ? [] : names;
}
function shownBranches({ branches, branchesIgnore }) {
    if (branches !== null)
        return (0,display/* some */.zN)(branches.map((one) => (0,display/* quote */.hD)(one)));
    return `all but ${(0,display/* some */.zN)((branchesIgnore ?? []).map((one) => (0,display/* quote */.hD)(one)))}`;
}
function yamlWord(text) {
    return /^[A-Za-z][\w./-]*$/.test(text) ? (0,display/* display */.Vy)(text) : JSON.stringify((0,display/* display */.Vy)(text));
}
/** Paths are not looked at for tags; and what else starts it finds the version, though later. */
function otherPaths(part, { where, manifests }) {
    const { path, workflow } = part;
    const { push } = workflow;
    if (push === null || hasOtherStart(part))
        return [];
    return manifests
        .map(({ path }) => path)
        .filter((one) => !takesPath(push, one))
        .map((one) => {
        const what = `\`${push.paths === null ? 'paths-ignore' : 'paths'}\` of ${(0,display/* quote */.hD)(path)} leaves out ${(0,display/* quote */.hD)(one)}, so a version bump there starts no workflow run`;
        const remedy = "Write `paths: ['**/.claude-plugin/plugin.json']` below `push:`.";
        return flaw('problem', 'paths-filter', where, [what, remedy], { about: one });
    });
}
function starts({ workflow: { events, push }, path }, { where, branch }) {
    if (push !== null && branch === null && (push.branches ?? push.branchesIgnore) !== null) {
        const why = `it starts on pushes to ${shownBranches(push)}, and the default branch is not known`;
        return unchecked(where, 'whether a version that is pushed starts the workflow', why);
    }
    if (push !== null && (branch === null || takesBranch(push, branch))) {
        const shown = branch === null ? 'the default branch' : (0,display/* quote */.hD)(branch);
        return fine(where, `a version that is pushed to ${shown} starts the workflow`);
    }
    const others = events
        .filter((event) => STARTS.includes(event) && event !== 'push')
        .map((one) => (0,display/* quote */.hD)(one));
    const tags = push !== null && takesTags(push) ? ['pushed tags'] : [];
    return fine(where, `${(0,display/* quote */.hD)(path)} starts on ${(0,display/* some */.zN)([...tags, ...others])}`);
}
/** A marketplace that was asked about, in the checkout of a plugin that notifies other marketplaces. */
function notTold(parts, marketplace, { where }) {
    const own = parts.filter(isSender);
    if (own.length === 0 || parts.some(namesMore) || own.some((one) => tells(one, marketplace)))
        return [];
    if (marketplace.toLowerCase() === where.toLowerCase())
        return [];
    const named = own.flatMap(marketplacesIn);
    const what = `no workflow here notifies ${marketplace} of new versions; the workflows here name ${(0,display/* some */.zN)(named) || 'no marketplace'}`;
    const remedy = `Add ${marketplace} to \`marketplace\` below \`with:\`, on its own line.`;
    return [flaw('problem', 'marketplace-not-told', where, [what, remedy])];
}
/** What a copied script sends is not known; steps of ours may share the work. */
function twice(parts, marketplace, { where, manifests }) {
    const pushes = ({ role }) => role.kind === 'other-sender' && role.by === 'push';
    const own = parts.filter((one) => isSender(one) && tells(one, marketplace) && !pushes(one));
    const names = manifests.flatMap(({ parsed }) => (parsed.kind === 'manifest' ? [parsed.manifest.name] : []));
    const copied = own.some(({ step }) => step === null) ? own : [];
    const paths = [...new Set([...copied, ...doubledSteps(own, names)].map(({ path }) => (0,display/* quote */.hD)(path)))];
    if (copied.length === 1 || paths.length === 0)
        return [];
    const what = paths.length === 1
        ? `two steps in ${paths[0]} send the same events to ${marketplace}: each bump arrives more than once`
        : `${(0,display/* some */.zN)(paths)} all send events to ${marketplace}: each bump arrives more than once`;
    const remedy = 'Remove all but one; `notify-marketplace setup --migrate` replaces copied ones.';
    return [flaw('warning', 'two-senders', where, [what, remedy])];
}

// EXTERNAL MODULE: ./src/github/objects/locate.ts
var locate = __webpack_require__(9492);
// EXTERNAL MODULE: ./src/github/path.ts
var github_path = __webpack_require__(7176);
;// CONCATENATED MODULE: ./src/cli/doctor/checks/submodules.ts






/** Submodules of the marketplace that have lost their pointer, their section of `.gitmodules`, or their entry. */
async function submodules({ where, planned, checkout }, { access }) {
    const seen = await planned();
    if (seen.kind !== 'seen')
        return [];
    const { marketplace } = seen.value;
    const declared = marketplace.submodules;
    // The others were read along with the entries.
    const known = marketplace.subjects.flatMap(({ source }) => source.kind === 'submodule' ? [source.pointer.path] : []);
    const unknown = declared.map(({ path }) => path).filter((path) => !known.includes(path));
    const pointers = await attempt(access, (client) => pointersIn(client, marketplace, unknown));
    const lost = unknown.filter((path) => pointers.kind === 'seen' && !pointers.value.has(path));
    const stray = new Set([...undeclared(marketplace), ...undeclaredIn(checkout, marketplace)]);
    const flaws = [
        ...lost.map((path) => noPointer(path, where)),
        ...[...stray].sort(display/* naturalOrder */.uz).map((path) => noSection(path, where)),
        ...declared
            .filter(({ path }) => !lost.includes(path) && !isListed(path, marketplace))
            .map(({ path }) => noEntry(path, where)),
    ];
    if (flaws.length > 0 || declared.length === 0)
        return flaws;
    return [fine(where, `every submodule (${declared.length}) holds a plugin that is listed`)];
}
async function pointersIn(client, { repository, commit }, paths) {
    if (paths.length === 0)
        return new Set();
    const folders = [...new Set(paths.map(github_path/* folderOf */.yS))];
    const snapshot = await (0,objects/* readObject */.A)(client, { repository, revision: { oid: commit }, paths: folders });
    // Where nothing can be told, nothing is lost.
    if (snapshot.kind !== 'commit')
        return new Set(paths);
    return new Set(paths.filter((path) => {
        const isUnknown = snapshot.paths.get((0,github_path/* folderOf */.yS)(path))?.kind === 'failed';
        return isUnknown || (0,locate/* listedAt */.PL)(snapshot.paths, path)?.kind === 'submodule';
    }));
}
/** Gitlinks where an entry's plugin should be, of which `.gitmodules` knows nothing. */
function undeclared({ subjects, folders, submodules: declared }) {
    const known = new Set(declared.map(({ path }) => path));
    const folded = subjects.flatMap(({ source }) => source.kind === 'relative' ? [...(0,github_path/* foldersAbove */.Zv)(source.directory), source.directory] : []);
    return folded.filter((path) => {
        const at = (0,locate/* lookUp */.TE)(folders.paths, path);
        return at?.kind === 'found' && at.entry.kind === 'submodule' && !known.has(path);
    });
}
/** Anywhere in the checkout: `git submodule update` ends at the first of them. */
function undeclaredIn(folder, { submodules: declared }) {
    const index = folder?.state.index ?? [];
    const links = index.flatMap(({ mode, path }) => (mode === '160000' ? [path] : []));
    const here = [...(folder?.submodules ?? []), ...(folder?.strays ?? [])];
    const known = new Set([...declared, ...here].map(({ path }) => path));
    return links.filter((path) => !known.has(path));
}
function isListed(path, { subjects }) {
    return subjects.some(({ source }) => {
        if (source.kind === 'submodule')
            return source.pointer.path === path;
        return source.kind === 'relative' && `${source.directory}/`.startsWith(`${path}/`);
    });
}
function noPointer(path, where) {
    const what = `.gitmodules declares ${(0,display/* quote */.hD)(path)}, but no submodule is there`;
    const remedy = 'Add it with `git submodule add`, or remove its section from .gitmodules.';
    return flaw('warning', 'submodule-without-pointer', where, [what, remedy], { about: path });
}
function noSection(path, where) {
    const what = `${(0,display/* quote */.hD)(path)} is a submodule that .gitmodules does not declare, so nobody can clone it`;
    const remedy = 'Add its section to .gitmodules, with `path` and `url`, or remove it from the index: `git rm --cached <path>`.';
    return flaw('problem', 'submodule-without-section', where, [what, remedy], { about: path });
}
function noEntry(path, where) {
    const what = `no entry lists a plugin in the submodule ${(0,display/* quote */.hD)(path)}, so its pointer is never moved`;
    const more = { about: path };
    return flaw('warning', 'submodule-not-listed', where, [what, 'List its plugin, or remove the submodule.'], more);
}

// EXTERNAL MODULE: ./src/findings/dispatch.ts
var dispatch = __webpack_require__(4210);
// EXTERNAL MODULE: ./src/github/client/expiry.ts
var client_expiry = __webpack_require__(5664);
;// CONCATENATED MODULE: ./src/cli/doctor/checks/token.ts











const WHERE = 'token';
const MAY_SEND = 'whether it may send events';
/** The token: its kind and end, and whether it may send events to the marketplaces. Nothing is sent. */
async function token_token(chain) {
    const { checked, marketplaces, isTheSecret, access } = chain;
    if (checked === null) {
        return access.kind === 'closed' ? [unchecked(WHERE, 'whether a token may send events', access.why)] : [];
    }
    const { from, kind } = checked.token;
    const own = [...passedOver(chain), kindOf(from, kind)];
    if (checked.isRejected)
        return [...own, rejected(checked, isTheSecret)];
    if (checked.access.kind === 'closed')
        return [...own, unchecked(WHERE, MAY_SEND, checked.access.why)];
    const rights = await Promise.all(marketplaces.map((one) => mayDispatch(chain, checked, one)));
    const none = unchecked(WHERE, MAY_SEND, 'no marketplace is known: pass --marketplace owner/repo');
    // It can't be what a secret holds for long.
    const shortLived = flaw('warning', 'token-short-lived', WHERE, [
        'an App token expires within an hour: stored in a secret, it sends nothing after that',
        'Let the workflow create one in each run, with actions/create-github-app-token.',
    ]);
    return [
        ...own,
        ...ending(checked, chain),
        ...(isTheSecret && kind === 'app' ? [shortLived] : []),
        ...(marketplaces.length === 0 ? [none] : rights),
    ];
}
/** A sign that is not known tells nothing, neither good nor bad. */
function kindOf(from, kind) {
    return kind === 'unknown'
        ? unchecked(WHERE, `of which kind ${(0,display/* display */.Vy)(from)} is`, 'it does not begin as GitHub’s tokens do')
        : fine(WHERE, `${(0,display/* display */.Vy)(from)} is ${KINDS[kind]}`);
}
const KINDS = {
    classic: 'a classic personal access token',
    'fine-grained': 'a fine-grained personal access token',
    app: 'an App installation token, or a run’s GITHUB_TOKEN: it is valid for an hour, or until the run ends',
    user: 'a token of a GitHub App that acts for a person',
    oauth: 'a token of an OAuth app, such as the one that gh auth login stores',
};
function passedOver({ passedOver: token }) {
    if (token === null)
        return [];
    const what = `GitHub rejects the token of ${token.from} (401), so doctor reads with the one of --token-file`;
    return [flaw('warning', 'token-rejected', WHERE, [what, 'Sign in again (`gh auth login`), or unset it.'])];
}
function rejected({ token: { from, kind }, expiry }, isTheSecret) {
    const end = expiry();
    const date = end === null ? '' : ` (its expiry: ${(0,client_expiry/* showTime */.lY)(end)})`;
    const what = `GitHub rejects ${(0,display/* display */.Vy)(from)} (401): it is wrong, revoked or expired${date}`;
    const own = kind === 'oauth' || from === FROM_GH
        ? 'Sign in again: `gh auth login`.'
        : `Make a new one, or sign in with gh (\`gh auth login\`) and unset ${from}.`;
    return flaw('problem', 'token-rejected', WHERE, [what, isTheSecret ? NEW_SECRET : own]);
}
const NEW_SECRET = 'Make a new one with "Contents: read and write" on the marketplace, and put it into the secret: `gh secret set MARKETPLACE_UPDATE_TOKEN` in each plugin’s clone.';
const token_DAY = 86_400_000;
const SOON = 14;
function ending({ expiry, isAnswered, token: { kind } }, { cli, isTheSecret }) {
    const end = expiry();
    if (!isAnswered)
        return [unchecked(WHERE, 'when it expires', 'GitHub did not answer')];
    if (end === null)
        return kind === 'app' ? [] : [fine(WHERE, 'GitHub reports no expiry date')];
    const days = Math.floor((end - cli.clock.now()) / token_DAY);
    const left = days < 1 ? 'in less than a day' : `in ${(0,display/* count */.U9)(days, 'day')}`;
    const ends = `it expires on ${(0,client_expiry/* showTime */.lY)(end)}, ${left}`;
    if (days >= SOON)
        return [fine(WHERE, ends)];
    const remedy = isTheSecret
        ? 'Renew it now and put the new token into the secret: after that date no version arrives.'
        : 'Renew it. If the workflows’ secret holds the same token, put the new token there too.';
    return [flaw('warning', 'token-expires', WHERE, [ends, remedy])];
}
/**
 * READ: whether a token may send events to a marketplace, without one: GitHub looks at the token's rights first, and
 * then refuses a request that names no type (422). That is the only way to know: a repository's `permissions` are
 * those of the token's owner, whatever the token may.
 */
async function mayDispatch(chain, probe, end) {
    const { where: name, remote } = end;
    const what = `whether it may send events to ${name}`;
    const answer = await answerTo(probe.access, name);
    if (answer.kind === 'unseen')
        return unchecked(WHERE, what, answer.why);
    const error = answer.value;
    if (error === null)
        return unchecked(WHERE, what, 'GitHub did not answer as it should');
    const passing = (0,github_cause/* passingCause */.jK)(error);
    if (passing !== null)
        return unchecked(WHERE, what, (0,github/* whyOf */.gf)(passing));
    const facts = await remote.facts();
    // The check of the marketplace reports it.
    if (facts.kind === 'seen' && facts.value.isArchived)
        return unchecked(WHERE, what, 'it is archived');
    if (error.status === 422) {
        const contradiction = await doubtOf(chain, probe, end);
        if (contradiction !== null)
            return unchecked(WHERE, what, contradiction);
        const aside = chain.isTheSecret ? '' : '; the token in the secret may be a different one';
        // Where GitHub looked at the request first, its refusal said nothing of the token; only a person's shows more.
        const doubt = goesByRole(probe.token.kind) ? '' : ', as far as GitHub shows without sending one';
        return fine(WHERE, `may send events to ${name}${doubt}${aside}`);
    }
    return token_refused(error, chain, probe, end);
}
/** What that very token sees; with the reading one it has been asked for already. */
function factsFor({ access }, probe, { where, remote }) {
    const isSame = access.kind === 'open' && access.token.text === probe.token.text;
    return isSame ? remote.facts() : readFacts(probe.access, where);
}
async function answerTo(access, name) {
    if (access.kind === 'closed')
        return { kind: 'unseen', why: access.why };
    const [owner, repo] = name.split('/');
    const what = `Asking whether ${name} would accept an event`;
    try {
        const parameters = { owner, repo, client_payload: {} };
        await access.client.request('POST /repos/{owner}/{repo}/dispatches', parameters, { what });
        return { kind: 'seen', value: null };
    }
    catch (error) {
        if (error instanceof client_error/* GitHubError */.y_)
            return { kind: 'seen', value: error };
        throw error;
    }
}
/**
 * Nobody has recorded that GitHub looks at the rights before it refuses an event without a type. Where a person's
 * token shows that it lacks them, the refusal said nothing; of other kinds nothing shows.
 */
async function doubtOf(chain, probe, end) {
    if (!goesByRole(probe.token.kind))
        return null;
    const facts = await factsFor(chain, probe, end);
    if (facts.kind === 'unseen')
        return null;
    const { scopes, mayPush, isPrivate } = facts.value;
    const isScoped = scopes === null || (0,token/* hasScope */.BO)(scopes, 'repo') || (!isPrivate && (0,token/* hasScope */.BO)(scopes, 'public_repo'));
    if (!isScoped)
        return `GitHub did not refuse the token, but its scopes (${(0,display/* quote */.hD)(scopes)}) are not enough`;
    return mayPush === false ? 'GitHub did not refuse the token, but its owner has no write access' : null;
}
async function token_refused(error, chain, probe, end) {
    const { kind, from } = probe.token;
    const { isTheSecret, cli } = chain;
    const facts = await factsFor(chain, probe, end);
    const situation = {
        // The token is one for the workflow, so its remedy is the workflow's.
        face: 'notify',
        marketplace: end.where,
        kind,
        isGithubToken: kind === 'app' && from === 'GITHUB_TOKEN' && cli.env['GITHUB_ACTIONS'] === 'true',
        isOwnRepository: false,
        visible: facts.kind === 'seen',
        scopes: facts.kind === 'seen' ? facts.value.scopes : null,
        expiry: probe.expiry(),
    };
    const told = flawOf(WHERE, (0,dispatch/* dispatchProblem */.s)(error, situation));
    // One that only reads is good enough to look around with; one that does not see the marketplace is not.
    const isHidden = error.status === 404 && facts.kind === 'unseen';
    if (isTheSecret || isHidden)
        return told;
    const aside = `${told.remedy} For doctor itself this token is enough. To check the token in the workflows’ secret, pass \`--token-file\`.`;
    return { ...told, kind: 'warning', remedy: aside };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/github/client/in-flight.ts
var in_flight = __webpack_require__(2263);
;// CONCATENATED MODULE: ./src/cli/doctor/checks/validation.ts










const validation_run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** Each is a process that takes a second or two. */
const validation_MOST = 10;
const MOST_LINES = 6;
const WHAT = 'what `claude plugin validate` says';
/** What Claude Code itself says of the checkout, where it is installed (https://code.claude.com/docs/en/plugins-reference). */
async function validation(end, { plugin, cli }) {
    const folder = end.checkout;
    // A repository may be both ends: it is looked at once.
    if (folder === null || (plugin !== null && end.kind !== 'plugin'))
        return [];
    const announced = plugin === null ? [] : await announcedIn(plugin);
    const all = folder.catalogue === null ? announced.map(({ path }) => (0,posix_.dirname)((0,posix_.dirname)(path))) : ['.'];
    return validateAll(all, folder, cli);
}
async function validateAll(all, { root }, cli) {
    const folders = all.slice(0, validation_MOST);
    const results = await (0,in_flight/* inFlight */.C)(folders, (folder) => validate(folder, root, cli));
    const absent = results.find((result) => result.kind === 'absent');
    if (absent !== undefined)
        return [unchecked(HERE, WHAT, 'claude is not installed here')];
    const told = results.flatMap(findingOf);
    const left = all.length - folders.length;
    return [
        ...(told.length === 0 && folders.length > 0
            ? [fine(HERE, '`claude plugin validate` has no objections')]
            : told),
        ...(left === 0
            ? []
            : [unchecked(HERE, `${WHAT} of ${(0,display/* count */.U9)(left, 'other plugin')}`, `only the first ${validation_MOST} are checked`)]),
    ];
}
function findingOf(result) {
    switch (result.kind) {
        case 'fine':
        case 'absent':
            return [];
        case 'unsure':
            return [unchecked(HERE, `${WHAT} of ${(0,display/* quote */.hD)(result.folder)}`, result.why)];
        case 'failed': {
            const { folder, said } = result;
            const what = `\`claude plugin validate\` objects to ${(0,display/* quote */.hD)(folder)}: ${said}`;
            return [flaw('problem', 'claude-validate', HERE, [what, 'Fix what it says.'], { about: folder })];
        }
    }
}
async function validate(folder, root, { env, patience }) {
    try {
        // Not in the checkout: Claude Code would take the settings there for those of the project it works in.
        const options = {
            cwd: (0,external_node_os_.tmpdir)(),
            env: { ...env, NO_COLOR: '1' },
            timeout: patience,
            killSignal: 'SIGKILL',
        };
        const running = validation_run('claude', ['plugin', 'validate', (0,external_node_path_.join)(root, folder)], options);
        running.child.stdin?.end();
        await running;
        return { kind: 'fine' };
    }
    catch (error) {
        const failed = error;
        if (failed.killed !== true)
            return failure(failed, folder);
        return { kind: 'unsure', folder, why: `claude did not answer within ${patience / 1000} s` };
    }
}
/** Exit code 1 is an objection, 2 that it could not look (https://code.claude.com/docs/en/plugins/cli-reference). */
function failure({ code, stdout = '', stderr = '' }, folder) {
    if (code === 'ENOENT')
        return { kind: 'absent' };
    const text = (0,external_node_util_.stripVTControlCharacters)(`${stdout}\n${stderr}`);
    const lines = text.split('\n').map((line) => line.trim());
    const told = lines.filter((line) => line !== '').slice(0, MOST_LINES);
    const said = told.map((line) => (0,display/* display */.Vy)(line, 200)).join(' ');
    if (code !== 1)
        return { kind: 'unsure', folder, why: `claude could not check it (${said || (0,display/* display */.Vy)(String(code))})` };
    if (/unknown (?:command|option|argument)/i.test(text)) {
        return { kind: 'unsure', folder, why: 'the claude that is installed here is too old for it' };
    }
    return { kind: 'failed', folder, said: said || 'it does not say why' };
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks/workflow-files.ts





/** The workflow of an end: there, readable, this project's own, and on the default branch. */
async function workflowFiles(end, { plugin, marketplaces }) {
    if (end.kind === 'plugin')
        return findingsOf({ end, options: await setupOptions(marketplaces) });
    const senders = plugin?.checkout.parts.filter(isSender) ?? [];
    return startsByName(senders, end.where) ? [] : findingsOf({ end, options: '' });
}
/** What `setup` must be told: the marketplaces, and a type of theirs that is not the usual one. */
async function setupOptions(marketplaces) {
    const names = marketplaces.map(({ where }) => where).join(',');
    const heard = await Promise.all(marketplaces.map(async (end) => commonType((await filesOf(end)).parts.filter(isReceiver))));
    const [type = EVENT_TYPE] = heard;
    const other = type === EVENT_TYPE || (0,display/* display */.Vy)(type) !== type ? '' : ` --event-type ${shellWord(type)}`;
    return `--marketplace ${names === '' ? 'owner/repo' : names}${other}`;
}
/** A copied sender that starts the marketplace's workflow by its name, or pushes: no event is sent, so none need be heard. */
function startsByName(senders, marketplace) {
    const own = senders.filter((one) => tells(one, marketplace));
    const sendsNoEvent = ({ role }) => role.kind === 'other-sender' && role.by !== 'repository_dispatch';
    return own.length > 0 && own.every(sendsNoEvent);
}
function missing({ end: { kind, where }, options }) {
    if (kind === 'plugin') {
        const what = 'no workflow here notifies a marketplace of new versions';
        const remedy = `Run \`notify-marketplace setup ${options}\` here, commit and push.`;
        return flaw('problem', 'sender-missing', where, [what, remedy]);
    }
    return flaw('problem', 'receiver-missing', where, [
        'no workflow follows the events, so GitHub accepts them and nothing happens',
        'Run `notify-marketplace setup` in the marketplace’s clone, commit and push.',
    ]);
}
function copied({ path, role }, { kind, where }) {
    if (role.kind === 'other-sender' && role.by === 'push')
        return flaw('warning', 'copied-sender', where, [
            `${(0,display/* quote */.hD)(path)} pushes into ${(0,display/* some */.zN)([...role.marketplaces, ...role.unknown].map((one) => (0,display/* quote */.hD)(one)))} itself`,
            'Let the marketplace’s own workflow do that (`notify-marketplace setup` in its clone), and remove it here.',
        ]);
    return kind === 'plugin'
        ? flaw('warning', 'copied-sender', where, [
            `${(0,display/* quote */.hD)(path)} sends events with its own script or action, which misses bumps and hides failures`,
            'Run `notify-marketplace setup --migrate` here: it shows the difference, and keeps secret and branches.',
        ])
        : flaw('warning', 'copied-receiver', where, [
            `${(0,display/* quote */.hD)(path)} follows the events with its own script, not with the update action`,
            'Run `notify-marketplace setup --migrate` in the marketplace’s clone, unless that is intended.',
        ]);
}
async function findingsOf(side) {
    const { end } = side;
    const remote = remoteOf(end);
    const seen = remote === null ? end.remote : await remote.workflows();
    if ('kind' in seen && seen.kind === 'seen')
        return onGitHub(side, seen.value);
    const why = 'kind' in seen ? seen.why : '';
    const notSeen = unchecked(end.where, 'whether the workflow is on the default branch', why);
    return end.checkout === null ? [notSeen] : [...judged(side, end.checkout, 'is in this clone'), notSeen];
}
function onGitHub(side, files) {
    const { end } = side;
    const local = ownFiles(end, end.checkout?.parts ?? []);
    const own = ownFiles(end, files.parts);
    const waiting = local.filter(({ path }) => !own.some((other) => other.path === path));
    // It starts nothing before it is there (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#repository_dispatch).
    const notThere = waiting.map(({ path }) => flaw('problem', 'workflow-not-on-default-branch', end.where, [
        `${(0,display/* quote */.hD)(path)} is in this clone, but not on the default branch of the repository, so nothing starts it`,
        'Commit and push it there, or merge the branch that it is on.',
    ]));
    const there = notThere.length > 0 && own.length === 0 ? [] : judged(side, files, 'is on the default branch');
    return [...notThere, ...there, ...local.flatMap((one) => differing(one, own, end.where))];
}
/** What is there is right, or a copy, or nothing. */
function judged(side, files, is) {
    const { end } = side;
    const own = ownFiles(end, files.parts);
    const broken = brokenFlaws(files, end.where, own.length === 0);
    const called = calledBy(files.parts).map((one) => (0,display/* quote */.hD)(one));
    if (own.length === 0 && called.length > 0) {
        const what = `whether a workflow ${end.kind === 'plugin' ? 'notifies a marketplace' : 'follows the events'}`;
        const why = `reusable workflows are not looked into: ${(0,display/* some */.zN)(called)}`;
        return [...broken, unchecked(end.where, what, why)];
    }
    // A broken file may be the one that is missed.
    if (own.length === 0)
        return broken.length > 0 ? broken : [missing(side)];
    const told = own.map((part) => part.step === null ? copied(part, end) : fine(end.where, `${(0,display/* quote */.hD)(part.path)} ${is}`));
    return [...broken, ...told];
}
/** GitHub runs nothing of it; that matters here where it may be the one that is looked for. */
function brokenFlaws({ broken }, where, isMissed) {
    return broken.map(({ path, line, message }) => {
        const what = `${(0,display/* quote */.hD)(path)} is not valid YAML: ${(0,display/* quote */.hD)(message)}, so GitHub does not run it`;
        const at = { file: path, line };
        return flaw(isMissed ? 'problem' : 'warning', 'workflow-broken', where, [what, 'Fix it there.'], { at });
    });
}
/** Line ends are git's matter (https://git-scm.com/docs/gitattributes#_end_of_line_conversion). */
function differing({ path, workflow }, own, where) {
    const there = own.find((other) => other.path === path);
    const plain = (one) => one.replaceAll('\r\n', '\n');
    if (there === undefined || plain(there.workflow.text) === plain(workflow.text))
        return [];
    const what = `${(0,display/* quote */.hD)(path)} differs between ${HERE} and the default branch; GitHub runs the one on the default branch`;
    return [flaw('warning', 'workflow-differs', where, [what, 'Push your change, or pull what is there.'])];
}

;// CONCATENATED MODULE: ./src/cli/doctor/checks.ts





















/** The chain, from the version to those who install it. */
const checks_CHECKS = [
    { title: 'Manifests', of: 'plugin', look: manifests },
    { title: 'Published', of: 'plugin', look: published },
    { title: 'Repositories', of: 'each end', look: repositories },
    { title: 'Workflow files', of: 'each end', look: workflowFiles },
    { title: 'Workflow files', of: 'each end', look: inputs },
    { title: 'Sending', of: 'plugin', look: sending },
    { title: 'Sending', of: 'plugin', look: senderToken },
    { title: 'Sending', of: 'plugin', look: botBumps },
    { title: 'Event type', of: 'marketplace', look: eventTypes },
    { title: 'Receiving', of: 'marketplace', look: receiving },
    { title: 'Runs', of: 'each end', look: workflowRuns },
    { title: 'Actions', of: 'each end', look: actionsAllowed },
    { title: 'Token', of: 'chain', look: token_token },
    { title: 'Secrets', of: 'each end', look: secrets },
    { title: 'Branch rules', of: 'marketplace', look: branchRules },
    { title: 'Entries', of: 'marketplace', look: entries },
    { title: 'Submodules', of: 'whole marketplace', look: submodules },
    { title: 'Listed', of: 'marketplace', look: listed },
    { title: 'Plugins', of: 'whole marketplace', look: senders },
    { title: 'Plugins', of: 'whole marketplace', look: pluginStates },
    { title: 'Claude Code', of: 'each end', look: validation },
];

// EXTERNAL MODULE: ./src/cli/server/clean-text.ts
var clean_text = __webpack_require__(6009);
;// CONCATENATED MODULE: ./src/cli/doctor/report/text.ts


/** PURE: the findings as people read them, what is wrong with what to do, and how many of each at the end. */
function doctorText(cli, title, sections) {
    const { colour } = cli.terminal;
    return [
        colour.bold(title),
        ...sections.flatMap(({ title, findings }) => {
            const lines = foldedFindings(findings).flatMap((finding) => linesOf(cli, finding));
            return lines.length === 0 ? [] : ['', colour.bold(title), ...lines];
        }),
        ...notChecked(cli, sections),
        '',
        sentence(sections),
    ].join('\n');
}
function linesOf({ terminal: { colour } }, finding) {
    const { where, what } = finding;
    switch (finding.kind) {
        case 'fine':
            return [`${colour.green('✓')} ${where}: ${what}`];
        case 'unchecked':
            return [];
        case 'problem':
        case 'warning': {
            const sign = finding.kind === 'problem' ? colour.red('✗') : colour.yellow('!');
            return [
                `${sign} ${where}: ${ended(what)} ${colour.dim(`[${finding.code}]${placeOf(finding.at)}`)}`,
                `  → ${finding.remedy}`,
            ];
        }
    }
}
/** At the end, and each reason once: often it is one for all. */
function notChecked({ terminal: { colour } }, sections) {
    const reasons = new Map();
    for (const finding of sections.flatMap(({ findings }) => findings)) {
        if (finding.kind !== 'unchecked')
            continue;
        const { where, what, why } = finding;
        reasons.set(why, [...(reasons.get(why) ?? []), `${colour.dim('?')} ${where}: ${what}`]);
    }
    return [...reasons].flatMap(([why, lines]) => ['', colour.bold(`Not checked: ${why}`), ...text_fewOf(lines)]);
}
const text_MOST_LINES = 12;
function text_fewOf(lines) {
    const left = lines.length - text_MOST_LINES;
    return left > 0 ? [...lines.slice(0, text_MOST_LINES), `  … and ${left} more (all: --json)`] : [...lines];
}
function ended(what) {
    return /[.!?]$/.test(what) ? what : `${what}.`;
}
function placeOf(at) {
    if (at === undefined)
        return '';
    const { file, line, column } = at;
    return ` ${[(0,display/* display */.Vy)(file), line, column].filter((part) => part !== undefined).join(':')}`;
}
function sentence(sections) {
    const all = sections.flatMap(({ findings }) => findings);
    const of = (kind) => all.filter((finding) => finding.kind === kind).length;
    const parts = [
        `${of('fine')} fine`,
        of('problem') > 0 ? (0,display/* count */.U9)(of('problem'), 'problem') : 'no problem',
        of('warning') > 0 ? (0,display/* count */.U9)(of('warning'), 'warning') : '',
        of('unchecked') > 0 ? `${of('unchecked')} not checked` : '',
    ];
    return `${parts.filter((part) => part !== '').join(', ')}.`;
}
/** PURE: the same for programs: a list, in order; a key is there where its status has it. */
function doctorJson(sections) {
    return (0,clean_text/* jsonText */.s$)(sections.flatMap(({ title: check, findings }) => findings.map(({ kind: status, ...more }) => ({ check, status, ...more, about: undefined }))));
}
/** So many that are alike are still told one by one. */
const FEW = 3;
/** PURE: for people, what is wrong with many in the same way is one finding, at the place of the first. */
function foldedFindings(findings) {
    const alike = new Map();
    for (const finding of findings) {
        const key = keyOf(finding);
        if (key !== null)
            alike.set(key, [...(alike.get(key) ?? []), finding]);
    }
    return findings.flatMap((finding) => {
        const [first, ...others] = alike.get(keyOf(finding) ?? '') ?? [];
        if (first === undefined || others.length < FEW)
            return [finding];
        return finding === first ? [together(first, others)] : [];
    });
}
function keyOf(finding) {
    if ((finding.kind !== 'problem' && finding.kind !== 'warning') || finding.about === undefined)
        return null;
    const { kind, code, where } = finding;
    return JSON.stringify([kind, code, where]);
}
function together(first, rest) {
    const names = rest.flatMap(({ about }) => (about === undefined ? [] : [(0,display/* quote */.hD)(about)]));
    return { ...first, what: `${first.what}; likewise ${(0,display/* some */.zN)(names)}` };
}

;// CONCATENATED MODULE: ./src/cli/doctor/doctor.ts







/** `doctor`: walks the chain from wherever it is run, and says of each link what is wrong and what to do. */
async function doctor(cli, options) {
    const { terminal } = cli;
    terminal.progress('Reading what is here …');
    const chain = await readChain(cli, options);
    let done = 0;
    const found = await Promise.all(checks_CHECKS.map(async (check) => {
        const findings = await Promise.all(looksOf(check, chain).map((look) => doctor_findingsOf(check, look)));
        terminal.progress(`Checking (${++done} of ${checks_CHECKS.length}) …`);
        return { title: check.title, findings: eachOnce(findings.flat()) };
    }));
    terminal.progress(null);
    const sections = sectionsOf(found);
    terminal.print(options.json === true ? doctorJson(sections) : doctorText(cli, titleOf(chain), sections));
    const hasProblem = sections.some(({ findings }) => findings.some(({ kind }) => kind === 'problem'));
    // A script must not take that for health.
    return hasProblem || chain.checked?.isAnswered === false ? 1 : 0;
}
/** From where to where. */
function titleOf({ plugin, marketplaces }) {
    const names = marketplaces.map(({ where }) => where).join(', ');
    if (plugin === null)
        return names;
    return names === '' ? plugin.where : `${plugin.where} → ${names}`;
}
/** One for each title, in the order of the chain. */
function sectionsOf(found) {
    const titles = [...new Set(found.map(({ title }) => title))];
    return titles.flatMap((title) => {
        const own = found.flatMap((section) => (section.title === title ? section.findings : []));
        return own.length === 0 ? [] : [{ title, findings: own }];
    });
}
/** Walks to the ends that a check looks at. */
function looksOf(check, chain) {
    const { plugin, marketplaces } = chain;
    switch (check.of) {
        case 'chain':
            return [() => check.look(chain)];
        case 'plugin':
            return plugin === null ? [] : [() => check.look(plugin, chain)];
        case 'marketplace':
            return marketplaces.map((end) => () => check.look(end, chain));
        case 'whole marketplace':
            return marketplaces.filter(({ isWhole }) => isWhole).map((end) => () => check.look(end, chain));
        case 'each end':
            return [...(plugin === null ? [] : [plugin]), ...marketplaces].map((end) => () => check.look(end, chain));
    }
}
/** A repository that is plugin and marketplace is looked at from both sides. */
function eachOnce(findings) {
    return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
/** One that fails to read must not hide what the others found. */
async function doctor_findingsOf({ title }, look) {
    try {
        return await look();
    }
    catch (error) {
        if (!(error instanceof client_error/* GitHubError */.y_) && !(error instanceof problem/* ProblemError */.Mm))
            throw error;
        return [unchecked('GitHub', `“${title}”`, (0,display/* quote */.hD)(error.message, 300))];
    }
}

;// CONCATENATED MODULE: ./src/cli/help.ts
/** Below the options of each command: examples. Each help fits a screen of 24 lines. */
const EXAMPLES = {
    root: `
Examples:
  notify-marketplace setup --marketplace acme/marketplace   in a plugin’s clone
  notify-marketplace setup --plugins                        in a marketplace
  notify-marketplace doctor

Token: --token-file, else GH_TOKEN, GITHUB_TOKEN, or the token of gh auth login.
Exit codes: 0 fine, 1 a problem was found or sending failed, 2 wrong usage.`,
    setup: `
Examples:
  setup --marketplace acme/marketplace   in a plugin’s clone
  setup                                  in a marketplace’s clone: its workflow
  setup --marketplace acme/marketplace --plugins one two   beside clones of both`,
    trigger: `
Examples:
  trigger                       what the plugin.json here says, to the
                                marketplace that the workflow here names
  trigger --plugin sdk-bridge --version 2.0.1 --marketplace acme/marketplace
  trigger --dry-run --all`,
    status: `
Examples:
  status                                   in a marketplace’s or plugin’s clone
  status --marketplace acme/marketplace    from anywhere
  status --json --no-fail`,
    doctor: `
Examples:
  doctor                                   in a marketplace’s or plugin’s clone
  doctor --token-file token.txt            check the token from the secret`,
};

;// CONCATENATED MODULE: ./src/cli/checkout/checkout.ts





/** PURE: a checkout, as seen from the folder in which setup was run. */
function checkoutSeenFrom(cwd, folder) {
    const remote = mainRemote(folder.state);
    const shown = (0,external_node_path_.relative)(cwd, folder.root);
    return {
        folder,
        shown,
        git: shown === '' ? 'git' : `git -C ${shellWord(shown)}`,
        defaultBranch: defaultBranchOf(folder, remote),
        remote,
        ghName: folder.origin === null ? null : ghName(folder.origin),
    };
}
/** PURE: https://cli.github.com/manual/gh_secret_set */
function ghName({ host, repository }) {
    return host === 'github.com' ? (0,github_repository/* fullName */.fq)(repository) : `${host}/${(0,github_repository/* fullName */.fq)(repository)}`;
}
/** PURE: what the remote says, else the likeliest of its branches, else of the local ones, else the present one. */
function defaultBranchOf({ state: { defaultBranch, branch, branches } }, remote) {
    if (defaultBranch !== null)
        return { name: defaultBranch, known: true, doubtful: false };
    const below = (prefix) => branches.flatMap((ref) => ref.startsWith(prefix) && !ref.endsWith('/HEAD') ? [ref.slice(prefix.length)] : []);
    const likeliest = (all) => ['main', 'master'].find((name) => all.includes(name)) ?? (all.length === 1 ? all[0] : undefined);
    const theirs = remote === null ? [] : below(`refs/remotes/${remote}/`);
    const own = below('refs/heads/');
    const name = likeliest(theirs) ?? likeliest(own) ?? branch ?? 'main';
    // The first branch that is pushed becomes the default one.
    const isNew = theirs.length === 0 && own.length < 2;
    return { name, known: false, doubtful: remote !== null && !isNew };
}
/** READ: the text of a file of the checkout, workflow or not; null where there is none. */
async function checkout_fileText({ folder }, path) {
    const file = await readInside(folder.root, path);
    return file.kind === 'text' ? file.text : null;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/cli/shell/command-here.ts



const command_here_NAME = 'notify-marketplace';
/** READ: how this command line is called here again: through npx, by its name, or as a file of the clone. */
function commandHere({ env, cwd }, { root, publisher }) {
    // https://docs.npmjs.com/cli/using-npm/scripts: `npm_command` is `exec` for npx.
    if (env['npm_command'] === 'exec' && publisher !== null)
        return `npx --allow-git=all github:${publisher}`;
    const folders = env['PATH']?.split(external_node_path_.delimiter).filter(Boolean) ?? [];
    if (folders.some((folder) => isProgram((0,external_node_path_.join)(folder, command_here_NAME))))
        return command_here_NAME;
    const file = (0,external_node_path_.join)(root, 'dist/cli/index.js');
    const near = (0,external_node_path_.relative)(cwd, file);
    return `node ${shellWord(near.length < file.length ? near : file)}`;
}
function isProgram(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./src/cli/setup/action-version.ts


/**
 * READ: the version whose tag is at the commit that an action is pinned to, e.g. `v1.2.3`; null where it is pinned to
 * none, or its repository on this server can't be read without signing in. Dependabot and Renovate raise what stands
 * behind a commit as a comment (https://docs.github.com/code-security/dependabot/working-with-dependabot/keeping-your-actions-up-to-date-with-dependabot).
 */
async function pinnedVersion({ env, patience }, { root }, { action, server }) {
    const [, repository, commit = ''] = /^([^@]+)@([0-9a-f]{40})$/i.exec(action ?? '') ?? [];
    if (repository === undefined)
        return null;
    const tags = await publicTags(`${server.serverUrl}/${repository}.git`, { folder: root, env, patience });
    const named = tags.filter((tag) => tag.commit === commit.toLowerCase()).map(({ name }) => name);
    return mostExact(named.filter((name) => VERSION.test(name)));
}
const VERSION = /^v?\d+(?:\.\d+){0,2}(?:-[\w.-]{1,40})?$/;
/** `v1` moves on, `v1.2.3` stays; a prerelease counts where nothing else is there. */
function mostExact(names) {
    const releases = names.filter((name) => !name.includes('-'));
    const exact = (name) => name.split('.').length;
    const sorted = (releases.length > 0 ? releases : [...names]).sort(display/* naturalOrder */.uz);
    return sorted.sort((a, b) => exact(a) - exact(b)).at(-1) ?? null;
}

// EXTERNAL MODULE: ./src/marketplace/sources.ts
var marketplace_sources = __webpack_require__(2145);
;// CONCATENATED MODULE: ./src/cli/setup/lines.ts
/** PURE: a text of several lines in one, for a sentence. */
function oneLine(text) {
    return text
        .trim()
        .split(/\s*[\r\n]\s*/)
        .join(' ');
}
/** PURE: what takes the place of a file of Windows ends its lines as that did. */
function withLineEndsOf(before, text) {
    return before.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}

;// CONCATENATED MODULE: ./src/cli/workflows/yaml-comments.ts

/** PURE: the comments of a YAML text, in order, each with its `#`. */
function yamlComments(text) {
    return [...new dist/* Lexer */.JG().lex(text)].filter((token) => dist/* CST */.DB.tokenType(token) === 'comment');
}
/** PURE: the comments of a text that another text does not have. */
function lostComments(text, other) {
    const kept = yamlComments(other);
    return yamlComments(text).filter((comment) => {
        const place = kept.indexOf(comment);
        if (place >= 0)
            kept.splice(place, 1);
        return place < 0;
    });
}

;// CONCATENATED MODULE: ./src/cli/workflows/yaml-scalar.ts

/**
 * PURE: a text as a YAML scalar on one line: plain where it can be, else quoted.
 *
 * @param isFlow inside `[…]` or `{…}`, where braces and commas mean something
 * @param before the style of what it replaces: quotes stay
 */
function yamlScalar(text, isFlow, before) {
    if (before === dist/* Scalar */.X5.QUOTE_SINGLE && !/[\n\r]/.test(text))
        return `'${text.replaceAll("'", "''")}'`;
    const isWord = /^[A-Za-z][\w./@-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text);
    const isPlain = isWord || (!isFlow && /^(?:\$\{\{ [\w.-]+ \}\}|[\w./-]+\/[\w./-]+(?:, [\w./-]+)+)$/.test(text));
    return isPlain && before !== dist/* Scalar */.X5.QUOTE_DOUBLE ? text : JSON.stringify(text);
}

;// CONCATENATED MODULE: ./src/cli/workflows/yaml-splice.ts

/** PURE: the text with these pieces exchanged, which are in order and do not overlap. */
function spliced(text, splices) {
    return splices.reduceRight((after, { from, to, text: written }) => {
        return after.slice(0, from) + written.replaceAll('\n', lineEndAt(from, text)) + after.slice(to);
    }, text);
}
/** A file may have both kinds: the line before counts. */
function lineEndAt(offset, text) {
    const before = text.lastIndexOf('\n', offset - 1);
    const end = before < 0 ? text.indexOf('\n', offset) : before;
    return text[end - 1] === '\r' ? '\r\n' : '\n';
}
function insertion(at, text) {
    return { from: at, to: at, text };
}
function isFlow(node) {
    return node.flow === true;
}
function startOf(pair) {
    return pair.key.range?.[0] ?? 0;
}
/** PURE: behind the last character of a value, or of a key's. */
function endOf(node) {
    if ((0,dist/* isPair */.tO)(node))
        return endOf(node.value ?? node.key);
    if (((0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node)) && !isFlow(node)) {
        const last = node.items.at(-1);
        if (last != null)
            return endOf(last);
    }
    return node.range?.[1] ?? 0;
}
/** PURE: where the line begins that holds this place. */
function lineStart(offset, text) {
    return text.lastIndexOf('\n', offset - 1) + 1;
}
/** PURE: where the line's characters end; its line end comes then. */
function lineStop(offset, text) {
    const rest = /[^\r\n]*/y;
    rest.lastIndex = offset;
    return offset + (rest.exec(text)?.[0].length ?? 0);
}
/** PURE: where the next line begins. */
function nextLine(offset, text) {
    const end = text.indexOf('\n', offset);
    return end < 0 ? text.length : end + 1;
}

;// CONCATENATED MODULE: ./src/cli/workflows/yaml-additions.ts



/** PURE: the ways to write a key at the end of a mapping. */
function additions(map, text, { keys, to, comment }) {
    const value = (inFlow) => (typeof to === 'string' ? yamlScalar(to, inFlow) : inBrackets(to));
    if (isFlow(map)) {
        const [key = '', ...below] = keys;
        const inner = below.reduceRight((text, one) => `{${one}: ${text}}`, value(true));
        return flowAdditions(map, text, [`${key}: ${inner}`]);
    }
    const last = map.items.at(-1);
    if (last === undefined || map.range == null)
        return [];
    const lines = keys.map((key, depth) => {
        const written = ` ${value(false)}${comment === undefined ? '' : ` # ${comment}`}`;
        return `${'  '.repeat(depth)}${key}:${depth === keys.length - 1 ? written : ''}`;
    });
    return [[lineAfter(endOf(last), text, columnOf(map.range[0], text), lines)]];
}
/** PURE: the ways to write items at the end of a list. */
function growths(list, text, more) {
    if (isFlow(list)) {
        const items = more.map((one) => yamlScalar(one, true));
        return flowAdditions(list, text, items);
    }
    const last = list.items.at(-1);
    if (list.range == null || last === undefined)
        return [];
    const items = more.map((one) => `- ${yamlScalar(one, false)}`);
    return [[lineAfter(endOf(last), text, columnOf(list.range[0], text), items)]];
}
/** PURE: a list in brackets. */
function inBrackets(texts) {
    return `[${texts.map((one) => yamlScalar(one, true)).join(', ')}]`;
}
/** In braces or brackets: on the last line, or on a line of their own where the last entry has one, with its comment. */
function flowAdditions(around, text, entries) {
    if (around.range == null)
        return [];
    const [open, close] = [around.range[0] + 1, around.range[1] - 1];
    const last = around.items.at(-1);
    const written = entries.join(', ');
    if (last == null)
        return text.slice(open, close).trim() === '' ? [[insertion(open, written)]] : [];
    const end = endOf(last);
    const gap = text.slice(end, close);
    if (!gap.includes('\n'))
        return [[insertion(end, `, ${written}`)]];
    const comma = /^\s*,/.test(gap) ? ',' : '';
    const line = insertion(lineStop(end, text), `\n${indentBeside(last, text)}${written}${comma}`);
    return [comma === '' ? [insertion(end, ','), line] : [line]];
}
/** As the last entry, or deeper than the line that it is on. */
function indentBeside(last, text) {
    const start = (0,dist/* isPair */.tO)(last) ? startOf(last) : (last.range?.[0] ?? 0);
    const before = text.slice(lineStart(start, text), start);
    return before.trim() === '' ? before : `${/^[ \t]*/.exec(before)?.[0] ?? ''}  `;
}
/** Lines below the one that ends here; a comment at its end stays there. */
function lineAfter(end, text, column, lines) {
    const indented = lines.map((line) => ' '.repeat(column) + line);
    if (text[end - 1] === '\n')
        return insertion(end, `${indented.join('\n')}\n`);
    return insertion(lineStop(end, text), ['', ...indented].join('\n'));
}
function columnOf(offset, text) {
    return offset - lineStart(offset, text);
}

;// CONCATENATED MODULE: ./src/cli/workflows/yaml-removals.ts

/** PURE: the ways to take a key out of its mapping: with its lines, or from between others. */
function removals(map, pair, text) {
    return isFlow(map)
        ? [...ownLines(pair, text, FLOW_REST), ...between(map, pair, text)]
        : ownLines(pair, text, /^/);
}
/** Behind an entry that has its line for itself: a comma, a comment. */
const FLOW_REST = /^[ \t]*,?[ \t]*(?:#.*)?$/;
/** The first key of a list's item shares its line with the dash, so it has none of its own. */
function ownLines(pair, text, rest) {
    const [start, end] = [startOf(pair), endOf(pair)];
    const from = lineStart(start, text);
    const isAlone = text.slice(from, start).trim() === '' && rest.test(text.slice(end, lineStop(end, text)));
    if (!isAlone)
        return [];
    // Lines of a block end with their line end.
    return [[{ from, to: text[end - 1] === '\n' ? end : nextLine(end, text), text: '' }]];
}
/** With the comma that parts it from the next one, or from the one before. No comment may stand there. */
function between(map, pair, text) {
    const index = map.items.indexOf(pair);
    const [before, after] = [map.items[index - 1], map.items[index + 1]];
    const [start, end] = [startOf(pair), endOf(pair)];
    const gaps = [
        ...(after === undefined
            ? []
            : [{ from: start, to: startOf(after), gap: text.slice(end, startOf(after)) }]),
        ...(before === undefined
            ? []
            : [{ from: endOf(before), to: end, gap: text.slice(endOf(before), start) }]),
    ];
    return gaps.filter(({ gap }) => !gap.includes('#')).map(({ from, to }) => [{ from, to, text: '' }]);
}

;// CONCATENATED MODULE: ./src/cli/workflows/yaml-replacements.ts




/** PURE: the ways to let a text, or a list that grows, be another. */
function replacements(node, text, to, inFlow) {
    if ((0,dist/* isSeq */.oP)(node) && typeof to !== 'string') {
        const more = to.slice(node.items.length);
        return more.length === 0 ? [] : growths(node, text, more);
    }
    if (!(0,dist/* isScalar */.jn)(node) || node.range == null)
        return [];
    const [from, end] = node.range;
    if (typeof to !== 'string')
        return [[{ from, to: end, text: inBrackets(to) }]];
    const whole = isBlock(node)
        ? literalLines(node, text, to)
        : [{ from, to: end, text: yamlScalar(to, inFlow, node.type) }];
    return [appended(node, text, to), whole].filter((splices) => splices.length > 0);
}
function isBlock({ type }) {
    return type === dist/* Scalar */.X5.BLOCK_LITERAL || type === dist/* Scalar */.X5.BLOCK_FOLDED;
}
/** Where only its end is new, its lines, quotes and escapes stay. */
function appended(node, text, to) {
    const { value, range, type } = node;
    if (typeof value !== 'string' || range == null)
        return [];
    const isQuoted = type === dist/* Scalar */.X5.QUOTE_SINGLE || type === dist/* Scalar */.X5.QUOTE_DOUBLE;
    const source = text.slice(range[0], range[1] - (isQuoted ? 1 : 0)).trimEnd();
    const body = value.trimEnd();
    const tail = value.slice(body.length);
    if (!to.startsWith(body) || !to.endsWith(tail) || to.length <= value.length)
        return [];
    const added = to.slice(body.length, to.length - tail.length);
    return [insertion(range[0] + source.length, written(added, node, text))];
}
function written(added, node, text) {
    switch (node.type) {
        case dist/* Scalar */.X5.QUOTE_SINGLE:
            return added.replaceAll("'", "''");
        case dist/* Scalar */.X5.QUOTE_DOUBLE:
            return JSON.stringify(added).slice(1, -1);
        case dist/* Scalar */.X5.BLOCK_LITERAL:
            return added.replaceAll(/\n(?=[^\n])/g, `\n${indentOf(node, text)}`);
        case dist/* Scalar */.X5.BLOCK_FOLDED:
            // A single line end would become a space.
            return added.replaceAll(/\n(?=[^\n])/g, `\n\n${indentOf(node, text)}`);
        default:
            return added;
    }
}
/** Folded lines are not broken again. */
function literalLines(node, text, to) {
    if (node.type !== dist/* Scalar */.X5.BLOCK_LITERAL || node.range == null)
        return [];
    const [from, end] = node.range;
    const indent = indentOf(node, text);
    const lines = to.trimEnd().split('\n');
    const written = lines.map((line) => (line === '' ? '' : indent + line)).join('\n');
    const source = text.slice(from, end).trimEnd();
    if (!source.includes('\n'))
        return [];
    return [{ from: nextLine(from, text), to: from + source.length, text: written }];
}
/** That of the first line with something on it. */
function indentOf({ range }, text) {
    const [from, end] = range ?? [0, 0];
    const lines = text.slice(lineStop(from, text), end);
    return /^( *)[^\s]/m.exec(lines)?.[1] ?? '';
}

;// CONCATENATED MODULE: ./src/cli/workflows/yaml-version.ts


/** `# v1.2.3`, as Dependabot and Renovate read and write it behind an action's commit. */
const VERSION_COMMENT = /^[ \t]*#[ \t]*(?:tag=)?(v?\d+(?:\.\d+)*[\w.+-]*)[ \t]*$/;
/**
 * PURE: a text whose value at this place has this version behind it as a comment, in the place of another version; null:
 * none, for another one would no longer be true. Other comments stay, and where others follow on the line nothing is
 * written.
 */
function withVersion(text, { document, at }, version) {
    const node = document.getIn(at, true);
    const end = (0,dist/* isScalar */.jn)(node) ? node.range?.[1] : undefined;
    if (end === undefined)
        return text;
    const stop = lineStop(end, text);
    const rest = text.slice(end, stop);
    const isFree = rest.trim() === '' && version !== null;
    if (!isFree && !VERSION_COMMENT.test(rest))
        return text;
    return `${text.slice(0, end)}${version === null ? '' : ` # ${version}`}${text.slice(stop)}`;
}
/** PURE: the version that stands behind an action as a comment, e.g. `v1.2.3`; null where none does. */
function versionBehind(text, uses) {
    const end = text.indexOf(uses) + uses.length;
    const rest = text.slice(end, lineStop(end, text)).replace(/^["']/, '');
    return VERSION_COMMENT.exec(rest)?.[1] ?? null;
}

;// CONCATENATED MODULE: ./src/cli/workflows/yaml-edit.ts










/**
 * PURE: the text with these values changed, and every other byte as it was: comments, quotes, order, line ends. With a
 * key that goes, the comment at the end of its line goes, and those inside of its value. Null where a value can't be
 * changed without changing another, e.g. because an anchor shares it.
 */
function changedYaml(text, changes) {
    return changes.reduce((before, change) => (before === null ? null : changedOnce(before, change)), text);
}
/** The first way of writing it that changes this value and no other. */
function changedOnce(text, change) {
    const document = yamlDocument(text);
    const value = plainValue(document);
    if (document.errors.length > 0 || value instanceof Error)
        return null;
    const wanted = valueWith(value, change);
    const isRight = (after) => (0,external_node_util_.isDeepStrictEqual)(yamlValue(after), wanted) &&
        (change.to === undefined || lostComments(text, after).length === 0);
    const ways = waysFor(document.contents, text, change);
    const after = ways.map((splices) => spliced(text, splices)).find(isRight) ?? null;
    const { at, version } = change;
    if (after === null || version === undefined)
        return after;
    return withVersion(after, { document: yamlDocument(after), at }, version);
}
/** PURE: the value of a YAML text; undefined where it is none. */
function yamlValue(text) {
    const document = yamlDocument(text);
    const value = document.errors.length > 0 ? undefined : plainValue(document);
    return value instanceof Error ? undefined : value;
}
/** The value that is wanted, with the mappings on the way that were not there. */
function valueWith(value, { at, to }) {
    const [key, ...rest] = at;
    if (key === undefined)
        return to;
    if (typeof key === 'number')
        return Array.isArray(value) ? value.with(key, valueWith(value[key], { at: rest, to })) : null;
    const { [key]: own, ...others } = (0,json/* isObject */.G)(value) ? value : {};
    const next = valueWith(own, { at: rest, to });
    return next === undefined ? others : { ...((0,json/* isObject */.G)(value) ? value : {}), [key]: next };
}
/** Down to the value, or to the mapping that lacks the next key. */
function waysFor(root, text, change) {
    const { at, to, comment } = change;
    let [around, node, found] = [null, root, null];
    for (const [depth, key] of at.entries()) {
        around = node;
        found = (0,dist/* isMap */.jh)(node)
            ? (node.items.find((item) => (0,dist/* isScalar */.jn)(item.key) && item.key.value === key) ?? null)
            : null;
        if ((0,dist/* isSeq */.oP)(node))
            node = node.items[Number(key)];
        else if (found !== null)
            node = found.value;
        else
            return to !== undefined && (0,dist/* isMap */.jh)(node)
                ? additions(node, text, { keys: at.slice(depth), to, comment })
                : [];
    }
    if (to === undefined)
        return found !== null && (0,dist/* isMap */.jh)(around) ? removals(around, found, text) : [];
    return replacements(node, text, to, (0,dist/* isMap */.jh)(around) && around.flow === true);
}

;// CONCATENATED MODULE: ./src/cli/setup/lost.ts






/**
 * PURE: the settings and comments of a workflow's text that another text does not have, in a sentence; null where there
 * are none. Steps are told by what they use or are called.
 */
function lostSettings(text, other) {
    const value = yamlValue(text);
    if (value === undefined)
        return 'the whole file, which is no YAML that can be read';
    const lost = [
        ...settingsOnlyIn(value, yamlValue(other)).map((one) => (0,display/* quote */.hD)(one)),
        ...inComments(text, other),
    ];
    return lost.length === 0 ? null : lost.join(', ');
}
/**
 * PURE: whether a file that setup would write so today loses something if it is written anew. Its line ends, and how a
 * list is written, are nothing that people said.
 */
function anewBeside(present, asSetupWrites) {
    if (present === null || lostSettings(present, asSetupWrites) !== null)
        return 'loses';
    return settingsOnlyIn(yamlValue(asSetupWrites), yamlValue(present)).length > 0 ? 'loses' : 'loses-nothing';
}
/** PURE: how many comments of people only the first text has, with the first few of them; nothing where there are none. */
function inComments(text, other) {
    const lost = lostComments(text, other);
    if (lost.length === 0)
        return [];
    return [`${(0,display/* count */.U9)(lost.length, 'comment')} (${(0,display/* some */.zN)(lost.map((one) => (0,display/* quote */.hD)(one)))})`];
}
/** PURE: the highest places whose value is missing in the other workflow, or another there. */
function settingsOnlyIn(value, other, place = '') {
    // Nothing said, or one instead of a list of one.
    if (value === null && other !== undefined)
        return [];
    const isOne = Array.isArray(other) && !Array.isArray(value) && !(0,json/* isObject */.G)(value);
    // `workflow_dispatch:` without anything below it lacks only what is below it.
    const isEmpty = other === null && (0,json/* isObject */.G)(value);
    const [own, its] = [fieldsOf(isOne ? [value] : value), fieldsOf(isEmpty ? {} : other)];
    if (own === null || its === null)
        return own === null && its === null && holds(String(other), String(value)) ? [] : lost_shown(value, place);
    return [...own].flatMap(([key, { called, inner }]) => {
        const there = its.get(key)?.inner;
        const below = place === '' ? called : `${place}.${called}`;
        if (its.has(key))
            return settingsOnlyIn(inner, there, below);
        if (place === 'jobs')
            return [below, ...settingsOnlyIn(inner, onlyOne(its), below)];
        return lost_shown(inner, Array.isArray(value) && !(0,json/* isObject */.G)(inner) ? place : below);
    });
}
/** A job may be called as it likes. */
function onlyOne(jobs) {
    return jobs.size === 1 ? [...jobs.values()][0]?.inner : {};
}
/** A value may be one of several, e.g. of marketplaces. */
function holds(other, value) {
    const words = other.split(/[\s,]+/);
    const own = value.split(/[\s,]+/).filter(Boolean);
    return other === value || (own.length > 0 && own.every((word) => words.includes(word)));
}
function lost_shown(value, place) {
    if (value === undefined)
        return [];
    // Its names mean something only with their values.
    if ((0,json/* isObject */.G)(value) && /(?:^|\.)env$/.test(place))
        return Object.entries(value).map(([name, text]) => `${place}.${name}: ${oneLine(String(text))}`);
    if ((0,json/* isObject */.G)(value) && /\.inputs$/.test(place))
        return Object.keys(value).map((name) => `${place}.${name}`);
    if (Array.isArray(value))
        return [`${place}: ${value.map(itemName).join(', ')}`];
    return [fieldsOf(value) === null ? `${place}: ${oneLine(String(value ?? ''))}` : place];
}
function fieldsOf(value) {
    if (Array.isArray(value))
        return new Map(value.map((inner) => [lost_keyOf(inner), { called: itemName(inner), inner }]));
    if (!(0,json/* isObject */.G)(value))
        return null;
    return new Map(Object.entries(value).map(([called, inner]) => [called, { called, inner }]));
}
/** Whoever publishes the action, and in which version, its inputs are the same. */
function lost_keyOf(item) {
    const uses = (0,json/* isObject */.G)(item) ? String(item['uses'] ?? '') : '';
    if (isOwnAction(uses, ''))
        return 'notify';
    return isOwnAction(uses, '/update') ? 'update' : itemName(item);
}
function itemName(item) {
    if (!(0,json/* isObject */.G)(item))
        return String(item);
    const { name, uses, run, cron } = item;
    const called = [name, uses].filter((one) => one !== undefined).join(', ');
    return (called || String(run ?? cron ?? JSON.stringify(item))).split('\n')[0] ?? '';
}

;// CONCATENATED MODULE: ./src/cli/setup/app-step.ts

/** GitHub's action that makes the token of an App (https://github.com/actions/create-github-app-token). */
const APP_ACTION = 'actions/create-github-app-token@v3';
const USUAL_APP = {
    idInput: 'client-id',
    id: 'vars.APP_CLIENT_ID',
    key: 'secrets.APP_PRIVATE_KEY',
};
/**
 * PURE: the lines of the step. Its API address is the runner's own, also on GitHub Enterprise (`github-api-url`).
 *
 * @param marketplaces all of one owner: without `owner` and `repositories` it would be for the plugin's own repository
 */
function appStep(app, marketplaces) {
    const [owner = ''] = marketplaces[0]?.split('/') ?? [];
    const names = marketplaces.map((name) => name.split('/')[1] ?? '');
    return [
        `uses: ${APP_ACTION} # the token is valid for an hour`,
        'id: app',
        'with:',
        `  ${app.idInput}: \${{ ${app.id} }}`,
        `  private-key: \${{ ${app.key} }}`,
        `  owner: ${yamlScalar(owner, false)} # without these two lines it is for this repository only`,
        ...app_step_repositories(names),
        '  permission-contents: write # to send the event',
    ];
}
function app_step_repositories(names) {
    const [only = ''] = names;
    if (names.length === 1)
        return [`  repositories: ${yamlScalar(only, false)}`];
    return ['  repositories: |', ...names.map((name) => `    ${name}`)];
}
/** The step's token, for `token`. */
const TOKEN_OF_STEP = '${' + '{ steps.app.outputs.token }}';

;// CONCATENATED MODULE: ./src/cli/setup/templates.ts




const SECRET = 'MARKETPLACE_UPDATE_TOKEN';
const ACTION = 'org/notify-marketplace@v1';
/** PURE: `templates/notify-marketplace.yml`, filled in. Comments beside what is filled in go; the others stay. */
function fillNotify(template, filling) {
    const { action, version, marketplaces, branches, countBranches, paths, tags, secret, app, eventType } = filling;
    const inputs = [
        ...(countBranches ? [`branches: ${templates_listed(branches)}`] : []),
        ...(eventType === EVENT_TYPE ? [] : [`event-type: ${scalar(eventType)}`]),
    ];
    return swap(template, [
        [/branches: \[main\][^\n]*/, `branches: ${sequence(branches)}`],
        ...(tags.length === 0 ? [] : [[/# tags: \[[^\n]*/, `tags: ${sequence(tags)}`]]),
        ...(paths.length === 0 ? [] : [[/paths: \[[^\n]*/, `paths: ${sequence(paths)}`]]),
        ...ofJob(filling),
        [/uses: org\/notify-marketplace@v1/, `uses: ${action}${comment(version)}`],
        ...(app === null ? [] : madeBy(app, marketplaces)),
        [/marketplace: acme\/marketplace[^\n]*/, `marketplace: ${templates_listed(marketplaces)}`],
        app === null
            ? [/secrets\.MARKETPLACE_UPDATE_TOKEN \}\}/, `secrets.${secret} }}`]
            : [/\$\{\{ secrets\.MARKETPLACE_UPDATE_TOKEN \}\}[^\n]*/, TOKEN_OF_STEP],
        [/ token: \$[^\n]*/, (line) => [line, ...inputs].join(`\n${INPUT}`)],
    ]);
}
/** The step that makes the token comes before the one that passes it. */
function madeBy(app, marketplaces) {
    const lines = appStep(app, marketplaces).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
    return [[/ {6}- uses: /, (found) => [...lines.map((line) => `      ${line}`), found].join('\n')]];
}
/** PURE: `templates/update-marketplace.yml`, filled in. */
function fillUpdate(template, filling) {
    const { action, version, eventTypes, ownPlugins, mode, secret, raisesVersion, scope } = filling;
    const inputs = [
        ...(secret === null ? [] : [`token: \${{ secrets.${secret} }}`]),
        ...(mode === 'push' ? [] : ['mode: pull-request']),
        ...(raisesVersion ? ['marketplace-version: patch'] : []),
        ...(scope === 'all' ? [] : ['scope: event']),
    ];
    const given = inputs.length === 0 ? '' : ['\n        with:', ...inputs].join(`\n${INPUT}`);
    return swap(template, [
        ...(ownPlugins === null ? [] : [[OWN_PLUGINS, (found) => uncommented(found, ownPlugins)]]),
        [/types: \[plugin-updated\]/, `types: ${sequence(eventTypes)}`],
        ...(mode === 'push'
            ? []
            : [[/contents: write[^\n]*/, (line) => `${line}\n${PULL_REQUESTS}`]]),
        ...atTimes(filling.crons),
        ...(scope === 'all' ? [] : QUEUED),
        ...ofJob(filling),
        [
            /uses: org\/notify-marketplace\/update@v1/,
            `uses: ${action.replace(/(?=@|$)/, '/update')}${comment(version)}${given}`,
        ],
    ]);
}
function comment(version) {
    return version === null ? '' : ` # ${version}`;
}
function atTimes(crons) {
    if (crons.length === 0)
        return [];
    const lines = crons.map((one) => `- cron: ${yamlScalar(one, false, dist/* Scalar */.X5.QUOTE_SINGLE)}`);
    return [[/- cron: [^\n]*/, lines.join('\n    ')]];
}
function ofJob({ environment, runsOn, condition, }) {
    const more = [
        ...(condition === null ? [] : [`if: ${condition}`]),
        ...(environment === null ? [] : [`environment: ${scalar(environment)}`]),
    ];
    if (runsOn === null && more.length === 0)
        return [];
    return [
        [
            /runs-on: ubuntu-latest/,
            (line) => [runsOn === null ? line : `runs-on: ${runsOn}`, ...more].join('\n    '),
        ],
    ];
}
/** GitHub keeps one waiting run of a group and cancels the others, unless they queue. */
const QUEUED = [
    [
        / {2}group: update-marketplace/,
        (line) => `${line}\n  queue: max # up to 100 wait; not on GitHub Enterprise Server`,
    ],
];
const INPUT = '          ';
const PULL_REQUESTS = '  pull-requests: write # to open the pull request';
/** The commented lines from `push:` to its paths. */
const OWN_PLUGINS = / {2}# push:[^\n]*\n(?: {2}# [^\n]*\n)*/;
function uncommented(lines, branch) {
    return lines
        .replaceAll('  # ', '  ')
        .replace(/push:[^\n]*/, 'push: # for plugins in this repository itself, which send no event')
        .replace('[main]', sequence([branch]));
}
/** One on the key's own line, several on their own. */
function templates_listed(texts) {
    const [only = ''] = texts;
    return texts.length === 1 ? scalar(only) : ['|', ...texts].join(`\n${INPUT}  `);
}
function sequence(texts) {
    return `[${texts.map(scalar).join(', ')}]`;
}
function scalar(text) {
    return yamlScalar(text, true);
}
/** Each place must be in the template: one that lost it must not be written half filled in. */
function swap(template, changes) {
    return changes.reduce((text, [place, replacement]) => {
        if (!place.test(text))
            throw new Error(`the template has no ${place.source}`);
        return text.replace(place, (found) => typeof replacement === 'string' ? replacement : replacement(found));
    }, template);
}

;// CONCATENATED MODULE: ./src/cli/setup/plan.ts




/** PURE: what to do with one file, and its text then. Only ours is edited; others go by `--force` or `--migrate`. */
function actionFor(at, options) {
    const text = withLineEndsOf(at.present ?? at.old[0]?.workflow.text ?? '', at.text);
    const situation = { ...at, text };
    if (at.ours.length === 0)
        return { action: withAction(firstAction(situation, options), at.isNamed), text };
    return {
        action: actionBesideOurs(situation, options),
        text: at.edit.kind === 'edited' ? at.edit.text : text,
    };
}
/** A copy of the action that nobody named is not written. */
function withAction(action, isNamed) {
    if (isNamed || !isWriting(action))
        return action;
    return {
        kind: 'refuse',
        why: 'this copy of the command line does not know who publishes the action',
        remedy: `\`${ACTION.split('/')[0]}\` is a placeholder: whoever has that account would get your token. Replace owner by the account that publishes the action`,
        again: { action: ACTION.replace(/^[^/]+/, 'owner') },
    };
}
/** PURE: copied workflows that stay, and do the same as ours. */
function rivalsIn({ old }, { kind }) {
    return kind === 'keep' || kind === 'edit' || kind === 'overwrite' ? old : [];
}
/** PURE: whether the step's text comes to its place. */
function isWriting({ kind }) {
    return kind === 'write' || kind === 'edit' || kind === 'overwrite' || kind === 'migrate';
}
/** PURE: the copied workflows that a step takes away. */
function goneWith(action) {
    return action.kind === 'migrate' || action.kind === 'remove' ? action.old : [];
}
function actionBesideOurs(at, { force, migrate }) {
    const { present, text, edit, old, blocked, ours, path, anew } = at;
    const going = migrate ? old : [];
    if (going.length > 0 && blocked !== null)
        return { kind: 'refuse', ...blocked };
    if (edit.kind === 'none') {
        if (going.length > 0)
            return { kind: 'remove', old: going };
        return { kind: 'keep', why: whyKept(at) };
    }
    const byHand = anew === 'unknown' || ours.some((one) => one.path !== path);
    if (edit.kind === 'stuck' && (edit.remedy !== null || byHand))
        return { kind: 'refuse', why: edit.why, remedy: edit.remedy ?? 'Change it there by hand.' };
    if (edit.kind === 'stuck' && !force && anew === 'loses')
        return { kind: 'refuse', ...plan_replaced(edit.why, present, text) };
    if (going.length > 0)
        return { kind: 'migrate', old: going, before: present };
    return { kind: edit.kind === 'edited' ? 'edit' : 'overwrite', before: present ?? '' };
}
/** That it does what is asked is said of what the files say, not of what only a run knows. */
function whyKept({ present, text, path, ours, unsure }) {
    if (unsure.length > 0)
        return `not changed; only a run knows its ${unsure.join(' and ')}`;
    if (present === text)
        return 'kept, it is up to date';
    const others = ours.filter((one) => one.path !== path);
    return others.length === 0 ? 'kept, it already does it' : `kept, with ${plan_names(others)} it already does it`;
}
function firstAction(at, { force, migrate }) {
    const { present, old, blocked, path, text } = at;
    if (old.length > 0 && !migrate)
        return { kind: 'refuse', ...unasked(old, blocked) };
    if (old.length > 0 && blocked !== null)
        return { kind: 'refuse', ...blocked };
    const another = present !== null && !old.some(({ workflow }) => workflow.path === path);
    if (another && !force)
        return { kind: 'refuse', ...plan_replaced(whatIsThere(at), present, text) };
    if (old.length > 0)
        return { kind: 'migrate', old, before: another ? present : null };
    return another ? { kind: 'overwrite', before: present } : { kind: 'write' };
}
/** One of ours may be broken: then nobody knows what it does. */
function whatIsThere({ checkout, path }) {
    const broken = checkout.folder.broken.find((one) => one.path === path);
    if (broken === undefined)
        return 'a different file is there';
    const { line, column, message } = broken;
    return `what is there can't be read (line ${line}, column ${column}: ${(0,display/* display */.Vy)(message)})`;
}
/** What a person wrote is named before it is removed. */
function plan_replaced(why, present, text) {
    const lost = present === null ? null : lostSettings(present, text);
    return {
        why,
        remedy: `Change it there by hand. --force writes the file anew${lost === null ? '' : ` and removes ${lost}`}`,
        again: { force: true },
    };
}
function unasked(old, blocked) {
    if (blocked !== null)
        return blocked;
    return {
        why: `${plan_names(old)} does the same in its own way`,
        remedy: 'Pass --migrate to replace it; the difference is shown, its secret and branches are kept',
        again: { migrate: true },
    };
}
/** The paths of workflows, for a sentence. */
function plan_names(workflows) {
    return [...new Set(workflows.map(({ path }) => (0,display/* quote */.hD)(path)))].join(', ');
}
/** All that occur, once each, whatever their case. */
function plan_distinct(texts) {
    return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}

;// CONCATENATED MODULE: ./src/cli/setup/marketplace-beside.ts





const NOT_KNOWN = { tags: [], heard: null };
/** PURE: what the marketplace here has to do with the plugin's repository. */
function marketplaceBeside({ here, update, server }, plugin) {
    return { tags: tagsPinned(here, plugin, server), heard: heardIn(here, update) };
}
function tagsPinned(here, { origin }, server) {
    if (here?.catalogue?.kind !== 'catalogue' || origin === null)
        return [];
    const { entries, pluginRoot } = here.catalogue.catalogue;
    const own = (0,github_repository/* repositoryKey */.Kq)(origin.repository);
    const patterns = entries.flatMap((entry) => {
        const source = (0,marketplace_sources/* sourceOf */.vz)(entry, { server, pluginRoot });
        const isOwn = source.kind === 'remote' && (0,github_repository/* repositoryKey */.Kq)(source.repository) === own;
        return isOwn && source.ref !== null ? tagPattern(source.ref) : [];
    });
    return [...new Set(patterns)];
}
/** Of the update workflow as setup leaves it. */
function heardIn(here, update) {
    const planned = update !== null && isWriting(update.action) ? parseWorkflow(update.text, update.path) : null;
    const workflows = planned?.kind === 'workflow' ? [planned.workflow] : followersIn(here);
    const listening = workflows.filter(({ events }) => events.includes('repository_dispatch'));
    const takesAll = listening.some(({ dispatchTypes }) => dispatchTypes === null);
    if (workflows.length === 0 || takesAll)
        return null;
    return [...new Set(listening.flatMap(({ dispatchTypes }) => dispatchTypes ?? []))];
}
function followersIn(here) {
    return (here?.parts ?? []).flatMap(({ role, workflow }) => role.kind === 'update' || (role.kind === 'other-receiver' && role.updates) ? [workflow] : []);
}
/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet */
function tagPattern(ref) {
    const release = (0,release_tag/* parseReleaseTag */.rE)(ref);
    if (release === null)
        return [];
    return release.prefix === '' ? ['[0-9]*'] : [`${release.prefix.replace(/[*+?[\]!\\]/g, '\\$&')}*`];
}

;// CONCATENATED MODULE: ./src/cli/setup/mentions.ts






/** Files in which a workflow's file or name is usually written: badges, `workflow_run`, `gh workflow run`. */
const READERS = /^(?:\.github\/workflows\/[^/]+\.ya?ml|(?:docs\/|\.github\/)?readme[^/]*)$/i;
/** READ: what else in the checkout names a workflow that goes, in sentences. */
async function mentionsOf({ action, checkout, path, text }) {
    const gone = [...new Map(goneWith(action).map((one) => [one.path, one])).values()];
    if (gone.length === 0)
        return [];
    const { root, state } = checkout.folder;
    const taken = gone.map((one) => one.path);
    const paths = [...state.index.map((one) => one.path), ...state.untracked].filter((one) => READERS.test(one) && one !== path && !taken.includes(one));
    const texts = await Promise.all([...new Set(paths)].map(async (one) => ({ path: one, file: await readInside(root, one) })));
    const files = texts.flatMap(({ path, file }) => (file.kind === 'text' ? [{ path, text: file.text }] : []));
    const now = { path, name: nameOf(yamlValue(text)) };
    return gone.flatMap((one) => mentionsIn(files, one, now));
}
function mentionsIn(files, gone, now) {
    const file = (0,external_node_path_.basename)(gone.path);
    const name = nameOf(gone.workflow.value);
    const byFile = gone.path === now.path ? [] : files.filter(({ text }) => hasWord(text, file));
    const byName = name === null || name === now.name
        ? []
        : files.filter(({ text }) => runsAfter(yamlValue(text), name) || hasBadge(text, name));
    const say = (found, what, next) => found.length === 0
        ? []
        : [
            `${(0,display/* some */.zN)(found.map(({ path }) => (0,display/* quote */.hD)(path)))} names ${what}, which is ${next} now. Change it there.`,
        ];
    return [
        ...say(byFile, `the file ${(0,display/* quote */.hD)(file)}`, (0,display/* quote */.hD)((0,external_node_path_.basename)(now.path))),
        ...say(byName, `the workflow ${(0,display/* quote */.hD)(name ?? '')}`, now.name === null ? (0,display/* quote */.hD)(now.path) : (0,display/* quote */.hD)(now.name)),
    ];
}
function nameOf(value) {
    const name = (0,json/* isObject */.G)(value) ? value['name'] : undefined;
    return typeof name === 'string' ? name : null;
}
function hasWord(text, word) {
    return text.split(/[^\w.-]+/).some((one) => one === word);
}
/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run */
function runsAfter(value, name) {
    const on = (0,json/* isObject */.G)(value) && (0,json/* isObject */.G)(value['on']) ? value['on']['workflow_run'] : undefined;
    const workflows = (0,json/* isObject */.G)(on) ? on['workflows'] : undefined;
    return (Array.isArray(workflows) ? workflows : [workflows]).includes(name);
}
/** The older address of a badge: `…/workflows/<name>/badge.svg`. */
function hasBadge(text, name) {
    return text.includes(`/workflows/${encodeURIComponent(name)}/badge.svg`);
}

;// CONCATENATED MODULE: ./src/cli/setup/next-steps.ts




/**
 * PURE: what is left to do, as lines. Those that begin with two spaces are commands that work when pasted where setup
 * was run; the others are words.
 *
 * @param doctor how to have the chain checked from there, e.g. `notify-marketplace doctor`
 */
function nextSteps(unfinished, doctor) {
    const tokens = unfinished.flatMap((one) => settingLines(one, ['token']));
    const apps = unfinished.flatMap((one) => settingLines(one, ['app-id', 'app-key']));
    return [
        '',
        'Next:',
        ...(tokens.length === 0 ? [] : [...next_steps_NEW_SECRET, ...tokens, '']),
        ...(apps.length === 0 ? [] : [...NEW_APP, ...apps, '']),
        ...unfinished.flatMap(settingsLater),
        ...unfinished.flatMap(commitLines),
        ...unfinished.flatMap(firstRun),
        '',
        'Then check the whole chain:',
        `  ${doctor}`,
    ];
}
const next_steps_NEW_SECRET = [
    'Set each secret, unless it is there: a fine-grained token with "Contents: read and write" on the',
    'marketplace, or a classic one with the scope repo (docs/tokens.md). gh asks for the token:',
];
const NEW_APP = [
    'Set what is not there yet, for a GitHub App that is installed on the marketplace with "Contents: read and',
    'write" (docs/tokens.md). gh asks for its Client ID. For app.private-key.pem write the name of your key’s file:',
];
function commitLines({ checkout, steps, uncommitted }) {
    const { git, folder, defaultBranch } = checkout;
    const title = steps.some(({ path }) => path.includes('update-'))
        ? 'follow plugin updates'
        : 'notify the marketplace';
    const paths = uncommitted.map(({ path }) => shellWord(path)).join(' ');
    const force = uncommitted.some(({ ignored }) => ignored) ? ' -f' : '';
    const commit = paths === ''
        ? []
        : [`${git} add${force} ${paths}`, `${git} commit -m ${shellWord(`ci: ${title}`)} ${paths}`];
    const aside = folder.state.branch !== defaultBranch.name && checkout.remote !== null;
    return [
        ...(commit.length + pushCommand(checkout).length === 0
            ? []
            : [`  ${[...commit, ...pushCommand(checkout)].join(' && ')}`]),
        ...(checkout.remote === null ? [nowhereToPush(checkout)] : []),
        ...(aside ? proposal(checkout) : []),
    ];
}
function nowhereToPush({ shown, folder }) {
    const where = shown === '' ? 'here' : `in ${(0,display/* quote */.hD)(shown)}`;
    return folder.state.remotes.size === 0
        ? `There is no remote ${where} to push to: create the repository on GitHub and add it.`
        : `There are several remotes ${where}, and none of them is called origin: push to the plugin’s or marketplace’s own.`;
}
function pushCommand({ git, folder, remote }) {
    if (remote === null)
        return [];
    return [
        folder.state.hasUpstream
            ? `${git} push`
            : `${git} push -u ${shellWord(remote)} ${shellWord(folder.state.branch ?? 'HEAD')}`,
    ];
}
/** The workflow counts once it is on the default branch. */
function proposal({ folder, defaultBranch, ghName }) {
    const head = shellWord(folder.state.branch ?? 'HEAD');
    const words = `It works once it is on ${(0,display/* quote */.hD)(defaultBranch.name)}; this is ${(0,display/* quote */.hD)(folder.state.branch ?? 'HEAD')}`;
    if (ghName === null)
        return [`${words}. Merge it into ${(0,display/* quote */.hD)(defaultBranch.name)}.`];
    return [
        `${words}:`,
        `  gh pr create --repo ${shellWord(ghName)} --head ${head} --fill`,
        `Then merge that pull request into ${(0,display/* quote */.hD)(defaultBranch.name)}.`,
    ];
}
/** One line for each repository: gh knows it by its name, wherever it is run. */
function settingLines(one, kinds) {
    const { ghName } = one.checkout;
    if (ghName === null)
        return [];
    const fresh = credentialsIn(one).filter(({ holds }) => kinds.includes(holds));
    return fresh.map((credential) => `  ${settingOf(credential, ` --repo ${shellWord(ghName)}`)}`);
}
/** A private key has many lines: gh takes it from the file that GitHub gave. */
function settingOf({ name: written, holds }, repository) {
    const [context, name = ''] = written.split('.');
    const command = `gh ${context === 'vars' ? 'variable' : 'secret'} set ${shellWord(name)}${repository}`;
    return holds === 'app-key' ? `${command} < app.private-key.pem` : command;
}
/** Without a remote nobody knows the repository yet; of several, a person does. */
function settingsLater(one) {
    const { ghName, shown, remote, folder } = one.checkout;
    if (ghName !== null)
        return [];
    const where = shown === '' ? 'the repository' : (0,display/* quote */.hD)(shown);
    const isOneOf = remote === null && folder.state.remotes.size > 0;
    const [when, repository] = isOneOf
        ? [`With the name of ${where}`, ' --repo owner/repo']
        : [`Once ${where} is on GitHub`, ''];
    return credentialsIn(one).map((credential) => `${when}: ${settingOf(credential, repository)}`);
}
/** The marketplace catches up with what its plugins hold now. It can be started once it is on the default branch. */
function firstRun({ checkout, steps }) {
    const { ghName, folder, defaultBranch, remote } = checkout;
    if (ghName === null || remote === null || folder.state.branch !== defaultBranch.name)
        return [];
    const updates = steps.filter(({ end }) => end === 'marketplace');
    return updates.map(({ path }) => `  gh workflow run ${shellWord(path.split('/').at(-1) ?? '')} --repo ${shellWord(ghName)}`);
}
/** What a workflow that goes has used already is there. */
function credentialsIn({ steps }) {
    const all = steps.flatMap(({ credentials, action }) => credentials.filter(({ name }) => !goneWith(action).some(({ workflow }) => usesSetting(workflow.text, name))));
    return [...new Map(all.map((one) => [one.name, one])).values()];
}

;// CONCATENATED MODULE: ./src/cli/setup/not-on-github.ts

/** READ: what of a checkout's steps is not on GitHub yet, as far as the checkout knows; null where all is. */
async function unfinishedIn(checkout, steps) {
    const paths = [...new Set(steps.flatMap(pathsOf))];
    if (paths.length === 0)
        return null;
    const { git } = checkout.folder;
    const options = [...STATUS, '--porcelain', '-z', '-uall', '--ignored'];
    const status = await git.ask('status', ...options, '--', ...paths);
    const uncommitted = paths.flatMap((path) => not_on_github_stateOf(path, (status ?? '').split('\0')) ?? []);
    if (uncommitted.length === 0 && (await arePushed(checkout, paths)))
        return null;
    return { checkout, steps, uncommitted };
}
function pathsOf(step) {
    return [step.path, ...goneWith(step.action).map(({ workflow }) => workflow.path)];
}
/** A line is `XY path`; of what is ignored, git names the folder around it (https://git-scm.com/docs/git-status). */
function not_on_github_stateOf(path, lines) {
    const found = lines.find((line) => {
        const named = line.slice(3);
        return named === path || (named.endsWith('/') && path.startsWith(named));
    });
    return found === undefined ? null : { path, ignored: found.startsWith('!!') };
}
/** Whether some remote branch has the last commit of these paths. */
async function arePushed({ folder, remote }, paths) {
    if (remote === null)
        return false;
    const commit = await folder.git.ask('log', '-1', '--format=%H', '--', ...paths);
    if (!commit)
        return true;
    return Boolean(await folder.git.ask('for-each-ref', '--count=1', '--contains', commit, `refs/remotes/${remote}`));
}
/** With these, `git status` does not run itself in each submodule, by a configuration that nobody has looked at. */
const STATUS = ['--ignore-submodules=dirty'];

;// CONCATENATED MODULE: ./src/cli/setup/edit.ts




/** PURE: a file of ours with these differences gone. */
function editOf(text, differences) {
    const found = differences.filter((one) => one !== null);
    if (found.length === 0)
        return { kind: 'none' };
    const changes = found.map((one) => one.changes);
    const edited = text === null || changes.includes(null)
        ? null
        : changedYaml(text, changes.flatMap((one) => one ?? []));
    if (edited !== null)
        return { kind: 'edited', text: edited };
    const remedy = found.map((one) => one.remedy).find((one) => one !== undefined) ?? null;
    return { kind: 'stuck', why: [...new Set(found.map(({ what }) => what))].join(', '), remedy };
}
/** PURE: an input of a step that is to have another value; undefined: none. */
function inputChange(part, name, to) {
    const { step, workflow } = part;
    if (step === null)
        return [];
    const place = ['jobs', step.job, 'steps', step.index];
    const inputs = valueAt(workflow.value, [...place, 'with']);
    const names = (0,json/* isObject */.G)(inputs) ? Object.keys(inputs) : [];
    const key = names.find((one) => one.toLowerCase() === name) ?? name;
    // `with:` without anything below it is no mapping.
    const isLast = to === undefined && names.length === 1;
    return [{ at: isLast ? [...place, 'with'] : [...place, 'with', key], to }];
}
/** PURE: names are added to those of an input, in the way in which they are written. */
function listChange(part, name, missing) {
    const before = part.step?.with[name] ?? '';
    const body = before.trimEnd();
    const next = before.includes('\n') ? '\n' : body.endsWith(',') ? ' ' : ', ';
    const more = missing.join(next === '\n' ? next : ', ');
    const joined = body === '' ? more : `${body}${next}${more}${before.slice(body.length)}`;
    return inputChange(part, name, joined);
}
/** PURE: a secret takes the place of a secret; a token from elsewhere, e.g. of a GitHub App, is not given up. */
function secretDifference(part, secret) {
    const isSecret = part.token.kind === 'secret' && part.token.names.length === 1;
    const isPlain = /^\s*\$\{\{\s*secrets\.\w+\s*\}\}\s*$/.test(part.step?.with['token'] ?? '');
    const given = part.step?.with['token'] !== undefined;
    return {
        what: given && !isPlain ? `its token is no plain secret` : `it does not use the secret ${secret}`,
        changes: given && !(isSecret && isPlain) ? null : inputChange(part, 'token', `\${{ secrets.${secret} }}`),
    };
}
/** PURE: a step of ours uses the action from elsewhere, or in another version; the comment beside it says which. */
function actionDifference({ step, role }, { action, version }) {
    const to = role.kind === 'update' ? action.replace(/(?=@|$)/, '/update') : action;
    const place = step === null ? null : ['jobs', step.job, 'steps', step.index, 'uses'];
    const isThere = place === null || step?.uses === to;
    return { what: `it does not use ${action}`, changes: isThere ? [] : [{ at: place, to, version }] };
}
/** PURE: the workflow listens for more types. */
function typesDifference({ workflow }, missing) {
    const before = workflow.dispatchTypes ?? [];
    const on = valueAt(workflow.value, ['on']);
    const change = { at: ['on', 'repository_dispatch', 'types'], to: [...before, ...missing] };
    return {
        what: `it does not listen for ${missing.map((one) => (0,display/* quote */.hD)(one)).join(', ')}`,
        changes: (0,json/* isObject */.G)(on) ? [change] : null,
    };
}
/** PURE: the step pushes or opens pull requests, with the permission for it. */
function modeDifference(part, mode) {
    const permission = mode === 'push' ? permissionLeft(part) : permissionGiven(part);
    const input = inputChange(part, 'mode', mode === 'push' ? undefined : mode);
    return {
        what: mode === 'push' ? 'it opens pull requests' : 'it opens no pull requests',
        changes: permission === null ? null : [...input, ...permission],
    };
}
const edit_PULL_REQUESTS = 'pull-requests';
/** Null where no place for it is written: to write one would take other permissions from other steps. */
function permissionGiven(part) {
    const { step, workflow } = part;
    const place = permissionsPlace(part);
    const value = valueAt(workflow.value, place ?? []);
    const comment = 'to open the pull request';
    if (value === 'write-all')
        return [];
    if (place !== null && (0,json/* isObject */.G)(value)) {
        const at = [...place, edit_PULL_REQUESTS];
        return value[edit_PULL_REQUESTS] === 'write' ? [] : [{ at, to: 'write', comment }];
    }
    if (place !== null || step === null || workflow.steps.length > 1)
        return null;
    const own = ['jobs', step.job, 'permissions'];
    return [
        { at: [...own, 'contents'], to: 'write' },
        { at: [...own, edit_PULL_REQUESTS], to: 'write', comment },
    ];
}
/** It goes where no other step could need it. */
function permissionLeft(part) {
    const place = permissionsPlace(part);
    const value = valueAt(part.workflow.value, place ?? []);
    const others = part.workflow.steps.length > 1 || !(0,json/* isObject */.G)(value) || Object.keys(value).length < 2;
    return place === null || others || !(0,json/* isObject */.G)(value) || value[edit_PULL_REQUESTS] === undefined
        ? []
        : [{ at: [...place, edit_PULL_REQUESTS], to: undefined }];
}
/** The job's own, else the workflow's; null where neither is written. */
function permissionsPlace({ step, workflow }) {
    const places = [['jobs', step?.job ?? '', 'permissions'], ['permissions']];
    return places.find((place) => valueAt(workflow.value, place) !== undefined) ?? null;
}

;// CONCATENATED MODULE: ./src/cli/setup/app-token.ts




/**
 * PURE: what the App's step of a step of ours lacks for these marketplaces, all of one owner. A step that passes another
 * token is left to a person, or to a new file.
 *
 * @param key the secret with the App's private key, where it was named
 */
function appDifference(part, marketplaces, key) {
    const { token } = part;
    const owners = ownersDifference(marketplaces, token.kind === 'app' ? token : { owner: null });
    if (owners !== null)
        return owners;
    return token.kind === 'app'
        ? differenceOfStep(part, token, marketplaces, key)
        : { what: 'it makes no token with a GitHub App', changes: null };
}
/** What another action than GitHub's is given is not known. */
function differenceOfStep(part, token, marketplaces, key) {
    const made = { ...part, step: token.step };
    const isOther = key !== undefined && !token.secrets.some((name) => name.toUpperCase() === key.toUpperCase());
    if (!token.isOfficial)
        return isOther ? { what: `setup can't change ${(0,display/* quote */.hD)(token.step.uses ?? '')}`, changes: null } : null;
    const changes = [
        ...(isOther ? inputChange(made, 'private-key', `\${{ secrets.${key} }}`) : []),
        ...reachChanges(part, token, marketplaces),
    ];
    return changes.length === 0 ? null : { what: `its App token is not for ${(0,display/* some */.zN)(marketplaces)}`, changes };
}
/** PURE: the step that makes a token is to make it for these marketplaces too; nothing where only a run knows. */
function reachChanges(part, { step, owner, repositories, isOfficial }, marketplaces) {
    if (!isOfficial || `${owner ?? ''}${repositories ?? ''}`.includes('${{'))
        return [];
    const made = { ...part, step };
    const [wanted = ''] = marketplaces[0]?.split('/') ?? [];
    const names = (repositories ?? '').toLowerCase().match(/[^\s,]+/g) ?? [];
    const missing = marketplaces
        .map((name) => name.split('/')[1] ?? '')
        .filter((name) => !names.includes(name.toLowerCase()));
    // With an owner alone it is for all that the App is installed on.
    const isWhole = names.length === 0 && owner !== null;
    return [
        ...(owner === null ? inputChange(made, 'owner', wanted) : []),
        ...(missing.length === 0 || isWhole ? [] : listChange(made, 'repositories', missing)),
    ];
}
/** PURE: what the App's step is given: as the first App's step of these parts' workflows, as far as it says it plainly. */
function credentials(key, parts = []) {
    const steps = parts.flatMap(({ workflow }) => workflow.steps);
    const made = steps.find(({ uses }) => /^actions\/create-github-app-token@/i.test(uses ?? ''))?.with;
    const idInput = made?.['client-id'] === undefined && made?.['app-id'] !== undefined ? 'app-id' : 'client-id';
    const id = plainName(made?.[idInput]);
    const own = plainName(made?.['private-key']);
    const found = id === null || own === null ? USUAL_APP : { idInput, id, key: own };
    return key === undefined ? found : { ...found, key: `secrets.${key}` };
}
/** `vars.APP_ID` of `${{ vars.APP_ID }}`. */
function plainName(text) {
    return /^\s*\$\{\{\s*((?:vars|secrets)\.\w+)\s*\}\}\s*$/.exec(text ?? '')?.[1] ?? null;
}
/** PURE: that one App's token can't be for all of these marketplaces; null where it can. */
function ownersDifference(marketplaces, { owner }) {
    const named = marketplaces.map((name) => name.split('/')[0] ?? '');
    const owners = plan_distinct(owner === null || owner.includes('${{') ? named : [owner, ...named]);
    if (owners.length < 2)
        return null;
    return {
        what: `the token of a GitHub App reaches the repositories of one owner, and the marketplaces belong to ${owners.join(' and ')}`,
        changes: null,
        remedy: 'Name the marketplaces of one owner. For each other owner add two steps by hand, one that makes its token and one that passes it (docs/recipes.md, "Marketplaces of several owners"). Or use a classic token in a secret.',
    };
}

;// CONCATENATED MODULE: ./src/cli/setup/job-habits.ts

/**
 * PURE: of the first of these jobs; a condition that not all of them have is none.
 *
 * @param ids null for all of a workflow's
 */
function jobHabits(parts, ids) {
    const jobs = parts.flatMap(({ workflow: { value } }) => {
        const all = (0,json/* isObject */.G)(value['jobs']) ? Object.entries(value['jobs']) : [];
        return all.flatMap(([id, job]) => ((0,json/* isObject */.G)(job) && ids?.includes(id) !== false ? [job] : []));
    });
    const [first = {}, ...others] = jobs;
    const isAlike = others.every((one) => one['if'] === first['if']);
    return {
        runsOn: runnerOf(first['runs-on']),
        condition: isAlike ? job_habits_conditionOf(first['if']) : null,
    };
}
/** Runners of their own may be the only ones that a company has. GitHub's are one as good as the other. */
function runnerOf(runsOn) {
    const text = runsOn === undefined ? '' : JSON.stringify(runsOn);
    if (text === '' || text.includes('${{') || /^"(?:ubuntu|macos|windows)-[\w.-]+"$/.test(text))
        return null;
    return text;
}
/**
 * One that only asks whose repository it is, or who did it: what it says of the event may never be true of the events
 * that start the new workflow.
 */
function job_habits_conditionOf(condition) {
    if (typeof condition !== 'string')
        return null;
    const names = condition.replace(/'[^']*'/g, '').match(/[a-z][\w.-]*/gi) ?? [];
    const isKnown = names.length > 0 && names.every((name) => KNOWN.test(name));
    return isKnown && !condition.includes('\n') ? JSON.stringify(condition) : null;
}
const KNOWN = /^(?:github\.(?:repository|repository_owner|actor|triggering_actor)|github\.event\.repository\.\w+|contains|startsWith|endsWith|true|false)$/;
/** PURE: when the clock starts these workflows. */
function cronsOf(parts) {
    const crons = parts.flatMap(({ workflow: { value } }) => {
        const schedule = (0,json/* isObject */.G)(value['on']) ? value['on']['schedule'] : undefined;
        return Array.isArray(schedule) ? schedule : [];
    });
    return [
        ...new Set(crons.flatMap((one) => ((0,json/* isObject */.G)(one) && typeof one['cron'] === 'string' ? [one['cron']] : []))),
    ];
}
/** PURE: the paths whose pushes start these workflows, as far as they are manifests; empty for the usual ones. */
function manifestPaths(parts) {
    const paths = parts.map(({ workflow }) => workflow.push?.paths ?? null);
    if (paths.some((one) => one === null || one.some((path) => path.startsWith('!'))))
        return [];
    const found = paths.map((one) => one?.filter((path) => path.endsWith('.claude-plugin/plugin.json')) ?? []);
    const all = [...new Set(found.flat())];
    return found.some((one) => one.length === 0) || all.includes('**/.claude-plugin/plugin.json') ? [] : all;
}

;// CONCATENATED MODULE: ./src/cli/setup/notify-differences.ts





/** PURE: what steps of ours do otherwise than wanted. What was not asked for is no difference. */
function senderDifferences(ours, wanted) {
    const { action, version } = wanted;
    const senders = ours.map((part) => ({
        part,
        marketplaces: part.role.marketplaces,
        unknown: part.role.unknown,
    }));
    const missing = wanted.marketplaces.filter((name) => !senders.some((one) => notifies(one, name)));
    const takers = missing.map((name) => ({ name, taker: takerOf(senders, name, wanted) }));
    return senders.flatMap((one) => {
        const added = takers.flatMap(({ name, taker }) => (taker === one ? [name] : []));
        const isMeant = isNamed(one, wanted) || (isNameless(one) && added.length > 0);
        return [
            notify_differences_wrongNames(one) ?? (added.length > 0 ? additionTo(one, added, wanted) : namelessness(one)),
            isMeant ? tokenDifference(one, added, wanted) : null,
            isMeant ? typeDifference(one, wanted) : null,
            action === undefined || one.part.role.action === action
                ? null
                : actionDifference(one.part, { action, version }),
        ].flatMap((difference) => (difference === null ? [] : [{ path: one.part.path, difference }]));
    });
}
function notifies({ marketplaces }, wanted) {
    return marketplaces.some((name) => name.toLowerCase() === wanted.toLowerCase());
}
const isNameless = ({ marketplaces, unknown }) => marketplaces.length + unknown.length === 0;
/** Whether secret and event type are asked of it: where nobody is named, of all. */
function isNamed(one, { named }) {
    return named.length === 0 || named.some((name) => notifies(one, name));
}
/**
 * One that may notify it already, else one that names nobody, one that names another of those that are named, or one of
 * the same owner; else any. One that can't take it only where none can.
 */
function takerOf(senders, name, wanted) {
    const owner = name.replace(/\/.*/, '/').toLowerCase();
    const isOfOwner = ({ marketplaces }) => marketplaces.some((one) => one.toLowerCase().startsWith(owner));
    const able = senders.filter((one) => one.unknown.length > 0 || additionTo(one, [name], wanted).changes !== null);
    const ranks = [
        ({ unknown }) => unknown.length > 0,
        isNameless,
        (one) => isNamed(one, wanted) && isOfOwner(one),
        (one) => isNamed(one, wanted),
        isOfOwner,
        () => true,
    ];
    return [able, senders].flatMap((all) => ranks.flatMap((rank) => all.find(rank) ?? []))[0];
}
function additionTo(one, missing, wanted) {
    const { part, unknown, marketplaces } = one;
    const names = missing.join(', ');
    if (unknown.length > 0) {
        const written = (0,display/* some */.zN)(unknown.map((name) => (0,display/* quote */.hD)(name)));
        return { what: `only a run knows whether it notifies ${names}: it names ${written}`, changes: null };
    }
    const clash = isNameless(one) || isNamed(one, wanted) ? null : clashOf(one, wanted);
    if (clash !== null)
        return ownStepFor(one, names, clash);
    const { token } = part;
    const owners = token.kind === 'app' ? ownersDifference([...marketplaces, ...missing], token) : null;
    if (owners !== null)
        return owners;
    const added = namesAdded(part, missing);
    const reach = token.kind === 'app' && token.repositories !== null ? reachChanges(part, token, missing) : [];
    return { what: `it does not notify ${names}`, changes: added === null ? null : [...added, ...reach] };
}
/** What a new name asks of a step that is for others only, and would change for them. */
function clashOf({ part }, { secret, eventType, app }) {
    if (app === true && part.token.kind !== 'app')
        return 'makes no token with a GitHub App';
    if (app !== true && secret !== undefined && !usesSecret(part, secret))
        return `does not use the secret ${secret}`;
    return eventType === undefined || part.role.eventType === eventType ? null : `sends no ${(0,display/* quote */.hD)(eventType)}`;
}
function ownStepFor({ marketplaces }, names, clash) {
    const others = marketplaces.join(', ');
    return {
        what: `its step for ${others} ${clash}, and what you ask for ${names} is not asked for ${others}`,
        changes: null,
        remedy: `Add a step for ${names} by hand (docs/recipes.md, "Marketplaces of several owners"). To change it for all of them, name ${others} in --marketplace too.`,
    };
}
/** What stands in a matrix stands there once more: beside it, each job would send. */
function namesAdded(part, missing) {
    const { step, workflow } = part;
    const written = step?.with['marketplace'] ?? '';
    if (step === null || !/\$\{\{[^}]*\bmatrix\b/.test(written))
        return listChange(part, 'marketplace', missing);
    const axis = /^\s*\$\{\{\s*matrix\.([\w-]+)\s*\}\}\s*$/.exec(written)?.[1] ?? '';
    const items = step.matrix[axis];
    const isPlain = Array.isArray(items) && items.every((item) => typeof item === 'string');
    const at = ['jobs', step.job, 'strategy', 'matrix', axis];
    return isPlain && workflow.jobs.length > 0 ? [{ at, to: [...items, ...missing] }] : null;
}
/** The action refuses them all for one that is none. */
function notify_differences_wrongNames({ part }) {
    const wrong = part.step === null ? [] : wrongMarketplaceNames(part.step);
    return wrong.length === 0 ? null : { what: notNamesText(wrong), changes: null };
}
function namelessness(one) {
    return isNameless(one) ? { what: 'a step in it names no marketplace', changes: null } : null;
}
/** Secrets are the same whatever their case (https://docs.github.com/actions/reference/security/secrets). */
function usesSecret({ token }, secret) {
    return token.kind === 'secret' && token.names[0]?.toUpperCase() === secret.toUpperCase();
}
/** With an App, the secret is that of its private key. */
function tokenDifference({ part, marketplaces, unknown }, added, { secret, app }) {
    if (app !== true)
        return secret === undefined || usesSecret(part, secret) ? null : secretDifference(part, secret);
    if (unknown.length > 0 && part.token.kind !== 'app')
        return { what: `only a run knows which repositories its token is for`, changes: null };
    return appDifference(part, [...marketplaces, ...added], secret);
}
function typeDifference({ part }, { eventType }) {
    const { role, step } = part;
    if (eventType === undefined || role.eventType === eventType)
        return null;
    if (role.eventType === null) {
        const written = (0,display/* quote */.hD)(step?.with['event-type'] ?? '');
        return { what: `only a run knows which event type it sends: ${written}`, changes: null };
    }
    return {
        what: `it sends no ${(0,display/* quote */.hD)(eventType)}`,
        changes: inputChange(part, 'event-type', eventType === EVENT_TYPE ? undefined : eventType),
    };
}

;// CONCATENATED MODULE: ./src/cli/workflows/bystanders.ts


/**
 * PURE: the jobs that neither have a step which does the work nor are needed by one that has, in words with lines.
 * Whatever they do, somebody wanted it done. None where no job does the work.
 */
function bystanders(workflow, doesIt) {
    const { jobs, steps } = workflow;
    const part = new Set(steps.filter(doesIt).map(({ job }) => job));
    if (part.size === 0)
        return [];
    // A set that grows while it is walked: what is needed may need others.
    for (const id of part)
        for (const needed of bystanders_needsOf(workflow, id))
            part.add(needed);
    return jobs
        .filter(({ id, uses }) => uses === null && !part.has(id))
        .map(({ id, line }) => `job ${(0,display/* quote */.hD)(id)} (line ${line})`);
}
/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds */
function bystanders_needsOf({ value: { jobs } }, id) {
    const job = (0,json/* isObject */.G)(jobs) ? jobs[id] : undefined;
    const needs = (0,json/* isObject */.G)(job) ? (job['needs'] ?? []) : [];
    return (Array.isArray(needs) ? needs : [needs]).map(String);
}

;// CONCATENATED MODULE: ./src/cli/workflows/known-commands.ts
/** Programs that change nothing but what is in the shell, or that only read and print. */
const READS = new Set(('echo printf cat jq yq grep egrep fgrep rg head tail cut tr sort uniq wc basename dirname realpath date test [ [[ : true false set ' +
    'export local declare readonly typeset exit return break continue shift read sleep ls pwd cd pushd popd seq diff cmp comm mktemp ' +
    'shopt unset type which command trap let wait base64 sha256sum md5sum rev paste tac column mapfile readarray umask stat').split(' '));
/** Of git, what only looks. */
const GIT_READS = new Set(('show diff log rev-parse ls-files ls-tree ls-remote describe status rev-list merge-base cat-file for-each-ref show-ref name-rev ' +
    'diff-tree diff-index symbolic-ref fetch config version').split(' '));
/** What reads one value of a JSON file: `node -p "require('./.claude-plugin/plugin.json').version"`, and the same in Python. */
const READS_JSON = /^(?:node (?:-p|-pe|--print) (?:JSON\.parse\()?require\(['"][\w./$-]+['"]\)(?:\.readFileSync\([^()]*\)\))?[.\w[\]'"]*|python3? -c import json(?:, ?sys)?; ?print\(json\.loads?\((?:open\([^()]*\)|sys\.stdin)\)[[\]\w'".()]*\))$/;
/** PURE: whether a command changes nothing outside of the files that its output is written to. */
function isReading({ words }) {
    const [program = '', ...given] = words;
    const all = given.join(' ');
    switch (program) {
        case '':
            return true;
        case 'command':
        case 'type':
            return /^-v /.test(all) || program === 'type';
        case 'yq':
            return !/(?:^|\s)(?:-i|--inplace)/.test(all);
        case 'sed':
            return (!given.some((one) => /^-(?:[a-zA-Z]*i|-in-place)/.test(one)) &&
                !/[/|;\d\s]w\s|\/\w*[ew]\w*$/.test(all));
        case 'awk':
        case 'gawk':
            return !/system\s*\(|[>|]/.test(all);
        case 'find':
            return !/-(?:exec|ok|delete|fprint|fls)/.test(all);
        case 'git':
            return isReadingGit(given);
        case 'gh':
            return /^(?:auth (?:status|setup-git|login|token)|(?:pr|run|repo|workflow) (?:list|view|watch|checks|diff|status))\b/.test(all);
        case 'node':
        case 'python':
        case 'python3':
            return READS_JSON.test(words.join(' '));
        default:
            return READS.has(program);
    }
}
function isReadingGit(given) {
    const [verb = '', ...rest] = withoutPlace(given);
    if (verb === 'tag')
        return rest.length === 0 || /^(?:-l|--list|--sort|--points-at|--contains)/.test(rest[0] ?? '');
    if (verb === 'branch')
        return /^(?:--show-current|-a|-r|--list)$/.test(rest[0] ?? '');
    if (verb === 'remote')
        return rest.length === 0 || /^(?:-v|get-url|show)$/.test(rest[0] ?? '');
    if (rest.some((one) => one.startsWith('--output')))
        return false;
    return GIT_READS.has(verb);
}
/** PURE: git's words without `-C folder` and `-c name=value`. */
function withoutPlace(words) {
    return /^-[cC]$/.test(words[0] ?? '') ? withoutPlace(words.slice(2)) : words;
}
/** PURE: a file that is the run's own: outputs and variables of the step, or nothing at all. */
function isOfTheRun(path) {
    return /^(?:\$\{?GITHUB_(?:OUTPUT|ENV|STEP_SUMMARY|STATE|PATH)\}?|\/dev\/(?:null|stderr|stdout))$/.test(path);
}
/** PURE: a file of which nothing is left after the run. */
function isOutside(path) {
    return /^(?:\/tmp\/|\$\{?RUNNER_TEMP\}?\/|\$\{\{ *runner\.temp *\}\}\/|\$\(\))/.test(path);
}
const GITHUB = /^https:\/\/(?:api\.|raw\.)?github(?:usercontent)?\.com\b|^\$/;
/** PURE: whether a command is a part of sending an event: it reads, or makes the request itself. */
function isSending(command) {
    const { words } = command;
    const [program = '', ...given] = words;
    if (program === 'curl' || program === 'wget')
        return isRequest(given);
    if (program === 'gh' && given[0] === 'api')
        return given.some((word) => /(?:^|\/)dispatches$/.test(word)) || isPlainGet(given);
    if (program === 'gh' && given[0] === 'workflow')
        return given[1] === 'run';
    // What it writes is gone when the run ends: no step that is known keeps it.
    return ['rm', 'mkdir', 'tee', 'touch'].includes(program) || isReading(command);
}
/** Each address leads to the events of a repository; or GitHub is only asked. */
function isRequest(given) {
    const addresses = given.filter((word) => /^(?:https?:)?\/\/|^\$\{?\w*(?:URL|API)\w*\}?/i.test(word));
    const isGet = isPlainGet(given);
    return (addresses.length > 0 &&
        addresses.every((one) => /\/dispatches\b/.test(one) || (isGet && GITHUB.test(one))));
}
function isPlainGet(given) {
    return !given.some((word) => /^(?:-X|-d|-f|-F|-T|--(?:request|method|data|json|form|field|raw-field|input|upload|post)\b)/.test(word));
}

;// CONCATENATED MODULE: ./src/cli/workflows/shell-commands.ts
const shell_commands_DEEPEST = 40;
/**
 * PURE: the commands of a script, those in `$(…)` and in functions too; calls of its own functions and what only
 * controls the flow left out. Null where it can't be read so. As POSIX shells and bash split it
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html).
 */
function shellCommands(script) {
    const reader = new Reader(script);
    reader.commands('', 0);
    if (reader.isLost)
        return null;
    return reader.found.filter(({ words: [first = ''] }) => !reader.functions.has(first));
}
const FLOW = /^(?:if|then|elif|else|fi|while|until|do|done|esac|!|\{|\}|time|function)$/;
const EXPRESSION = '${' + '{';
const ASSIGNMENT = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/;
class Reader {
    found = [];
    functions = new Set();
    isLost = false;
    text;
    at = 0;
    words = [];
    writes = [];
    word = null;
    next = 'word';
    heredocs = [];
    constructor(text) {
        this.text = text;
    }
    /** Up to the character that closes them. */
    commands(close, depth) {
        const outer = [this.words, this.writes, this.word, this.next];
        [this.words, this.writes, this.word, this.next] = [[], [], null, 'word'];
        if (depth > shell_commands_DEEPEST)
            this.isLost = true;
        while (this.at < this.text.length && !this.isLost && !(close !== '' && this.text[this.at] === close))
            this.step(depth);
        this.endCommand();
        if (close !== '' && this.text[this.at++] !== close)
            this.isLost = true;
        [this.words, this.writes, this.word, this.next] = outer;
    }
    step(depth) {
        const character = this.text[this.at] ?? '';
        if (character === '\\')
            this.escape();
        else if (character === "'")
            this.add(this.until("'", 1));
        else if (character === '"')
            this.quoted(depth);
        else if (character === '$' || character === '`')
            this.expansion(depth);
        else if (character === '#' && this.word === null)
            this.until('\n', 0, false);
        else if (/[ \t\r]/.test(character))
            this.endWord(1);
        else if (character === '>' || character === '<')
            this.redirect(character, depth);
        else if (/[\n;&|()]/.test(character))
            this.operator(character, depth);
        else
            this.plain(character);
    }
    plain(character) {
        this.at++;
        this.add(character);
        if (this.words.length > 0 || this.word !== '[[')
            return;
        // Its signs are no operators.
        this.until(']]', 0);
        [this.word, this.words] = [null, ['[[']];
    }
    add(text) {
        this.word = (this.word ?? '') + text;
    }
    /** The text from `skip` characters on to the end mark; behind it, if it is to be passed. */
    until(end, skip, passes = true) {
        const start = this.at + skip;
        const found = this.text.indexOf(end, start);
        if (found < 0 && passes)
            this.isLost = true;
        const stop = found < 0 ? this.text.length : found;
        this.at = stop + (passes ? end.length : 0);
        return this.text.slice(start, stop);
    }
    escape() {
        const next = this.text[this.at + 1] ?? '';
        this.at += 2;
        if (next !== '\n')
            this.add(next);
    }
    quoted(depth) {
        this.at++;
        this.add('');
        this.interpolated('"', depth);
        if (this.text[this.at++] !== '"')
            this.isLost = true;
    }
    /** Text in which only expansions mean something. */
    interpolated(end, depth) {
        while (this.at < this.text.length && this.text[this.at] !== end && !this.isLost) {
            const character = this.text[this.at] ?? '';
            if (character === '\\')
                this.escape();
            else if (character === '$' || character === '`')
                this.expansion(depth);
            else {
                this.add(character);
                this.at++;
            }
        }
    }
    expansion(depth) {
        const rest = this.text.slice(this.at, this.at + 3);
        const end = rest === EXPRESSION ? '}}' : rest === '$((' ? '))' : rest.startsWith('${') ? '}' : null;
        if (end !== null)
            this.add(this.until(end, 0) + end);
        else if (rest.startsWith('`') || rest.startsWith('$(')) {
            this.at += rest.startsWith('`') ? 1 : 2;
            this.add('$()');
            this.commands(rest.startsWith('`') ? '`' : ')', depth + 1);
        }
        else {
            this.at++;
            this.add('$');
        }
    }
    endWord(passed = 0) {
        this.at += passed;
        const { word, next } = this;
        if (word === null)
            return;
        [this.word, this.next] = [null, 'word'];
        if (next === 'write')
            this.writes.push(word);
        else if (next === 'word' && !(this.words.length === 0 && (FLOW.test(word) || ASSIGNMENT.test(word))))
            this.words.push(word);
        if (word === 'in' && this.words[0] === 'case')
            this.pattern();
    }
    endCommand() {
        this.endWord();
        const [first] = this.words;
        if ((first !== undefined && first !== 'for' && first !== 'case') || this.writes.length > 0)
            this.found.push({ words: this.words, writes: this.writes });
        [this.words, this.writes, this.next] = [[], [], 'word'];
    }
    /** `a | b)` of a `case`; or its end. */
    pattern() {
        [this.words, this.word] = [[], null];
        const rest = /\s*/y;
        rest.lastIndex = this.at;
        this.at += rest.exec(this.text)?.[0].length ?? 0;
        if (!this.text.startsWith('esac', this.at))
            this.until(')', 0);
    }
    operator(character, depth) {
        const rest = this.text.slice(this.at, this.at + 2);
        if (rest === '&>')
            this.at++;
        else if (rest === '()')
            this.functionNamed(this.word ?? this.words.at(-1) ?? '');
        else if (character === '(' && this.word?.endsWith('=') === true)
            this.add(`${this.until(')', 0)})`);
        else if (rest === '((' && this.words.length === 0)
            this.until('))', 0);
        else
            this.separator(character, rest, depth);
    }
    functionNamed(name) {
        this.functions.add(name);
        [this.words, this.word] = [[], null];
        this.at += 2;
    }
    separator(character, rest, depth) {
        this.at++;
        this.endCommand();
        if (character === '(')
            this.commands(')', depth + 1);
        if (character === '\n')
            this.passHeredocs(depth);
        if (rest !== ';;')
            return;
        this.at++;
        this.pattern();
    }
    redirect(character, depth) {
        if (/^\d+$/.test(this.word ?? ''))
            this.word = null;
        this.endWord();
        const sign = /^(?:<<<|<<-?|[<>]\(|>>|[<>]&|>\||.)/s.exec(this.text.slice(this.at, this.at + 3))?.[0] ?? '';
        this.at += sign.length;
        const copied = /^[\d-]+/.exec(sign.endsWith('&') ? this.text.slice(this.at, this.at + 3) : '')?.[0];
        if (sign.endsWith('('))
            this.commands(')', depth + 1);
        else if (copied !== undefined)
            this.at += copied.length;
        else if (sign === '<<' || sign === '<<-')
            this.heredoc();
        else
            this.next = character === '>' ? 'write' : 'input';
    }
    heredoc() {
        const mark = /[ \t]*(['"\\]?)([\w.-]+)['"]?/y;
        mark.lastIndex = this.at;
        const [whole = '', quote = '', name] = mark.exec(this.text) ?? [];
        if (name === undefined)
            this.isLost = true;
        this.at += whole.length;
        this.heredocs.push(`${quote === '' ? '$' : "'"}${name}`);
    }
    /** Their text is input; what it expands is run. */
    passHeredocs(depth) {
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

;// CONCATENATED MODULE: ./src/cli/workflows/known-following.ts


/** The one file that is written. */
const known_following_CATALOGUE = /^(?:\.\/|\$\{?GITHUB_WORKSPACE\}?\/|\$\{\{ *github\.workspace *\}\}\/)?\.claude-plugin\/marketplace\.json$/;
/** PURE: whether a path is the catalogue that Claude Code reads. */
function isCatalogue(path) {
    return known_following_CATALOGUE.test(path);
}
/**
 * PURE: whether all that these commands do is what the update action does too: they move submodules, change versions
 * and pins in the catalogue, and commit, push or propose that.
 *
 * @param proposes whether the workflow opens pull requests, from a branch of any name
 */
function isAllFollowing(commands, proposes) {
    const copied = commands.flatMap(({ words }) => (isCopy(words) ? [words.slice(1).filter(isPath)] : []));
    const drafts = copied.flatMap(([from, to]) => (from !== undefined && isCatalogue(to ?? '') ? [from] : []));
    // Below another folder it would be another file.
    const strays = commands.some(({ words: [program, to = ''] }) => program === 'cd' && !/^(?:-|\.\.|\$\{?GITHUB_WORKSPACE\}?)$/.test(to));
    const touches = commands.some(({ words, writes }) => [...words, ...writes].some((word) => word.includes('marketplace.json')));
    return !(strays && touches) && commands.every((command) => isFollowing(command, { drafts, proposes }));
}
function isCopy([program]) {
    return program === 'mv' || program === 'cp';
}
function isPath(word) {
    return !word.startsWith('-');
}
function isFollowing(command, around) {
    const { words, writes } = command;
    const [program = '', ...given] = words;
    const isDraft = (path) => isCatalogue(path) || around.drafts.includes(path);
    const keeps = writes.filter((path) => !isOfTheRun(path) && !(isOutside(path) && !isDraft(path)));
    if (keeps.length > 0)
        return keeps.every(isDraft) && editsOnlyVersions(words);
    switch (program) {
        case 'git':
            return isReading(command) || isFollowingGit(withoutPlace(given), around);
        case 'gh':
            return isReading(command) || /^(?:pr (?:create|merge|edit|close|comment))\b/.test(given.join(' '));
        case 'mv':
        case 'cp':
            return isKnownCopy(given, isDraft);
        case 'rm':
        case 'mkdir':
        case 'touch':
            return given.filter(isPath).every((path) => isOutside(path) || around.drafts.includes(path));
        case 'sed':
            return isReading(command) || (editsOnlyVersions(words) && isCatalogue(given.at(-1) ?? ''));
        default:
            return isReading(command);
    }
}
/** A draft becomes the catalogue; or a copy of the catalogue is put aside. */
function isKnownCopy(given, isDraft) {
    const paths = given.filter(isPath);
    const [from = '', to = ''] = paths;
    if (paths.length !== 2 || !given.every((word) => isPath(word) || word === '-f'))
        return false;
    return (isDraft(from) && isCatalogue(to)) || (isCatalogue(from) && isOutside(to));
}
const GIT_KEEPS = new Set('add commit pull checkout switch rebase reset restore stash merge update-index'.split(' '));
function isFollowingGit([verb = '', ...rest], { proposes }) {
    const words = rest.filter(isPath);
    if (rest.some((word) => /pages\b|^--orphan$/i.test(word)))
        return false;
    if (verb === 'submodule')
        return isFollowingSubmodules(rest);
    if (verb === 'remote')
        return rest[0] === 'set-url' || rest[0] === 'update';
    if (verb === 'branch')
        return proposes;
    if (verb !== 'push')
        return GIT_KEEPS.has(verb);
    if (rest.some((word) => /^--(?:tags|follow-tags|mirror|delete|all|prune)|^-d$/.test(word)))
        return false;
    return words.slice(1).every((ref) => isKnownBranch(ref, proposes));
}
/** Another branch may be a website’s, or somebody’s mirror. */
function isKnownBranch(ref, proposes) {
    const target = ref.replace(/^\+/, '').split(':').at(-1) ?? '';
    if (/^refs\/tags/.test(target))
        return false;
    return proposes || target.startsWith('$') || /^(?:refs\/heads\/)?(?:HEAD|main|master|trunk)$/.test(target);
}
function isFollowingSubmodules(rest) {
    const [verb = '', ...more] = rest.filter((word) => word !== '--quiet' && word !== '-q');
    if (verb !== 'foreach')
        return ['update', 'init', 'sync', 'status'].includes(verb);
    const inner = shellCommands(more.filter((word) => !/^--(?:recursive|quiet)$/.test(word)).join(' '));
    return inner?.every((one) => isReading(one) || isMovingGit(one)) === true;
}
function isMovingGit({ words, writes }) {
    const [program, ...given] = words;
    const [verb = ''] = withoutPlace(given);
    return (program === 'git' &&
        writes.length === 0 &&
        ['pull', 'fetch', 'checkout', 'switch', 'reset'].includes(verb));
}
/** What the update action writes. */
const WRITTEN = /^(?:version|sha|ref)$/;
const FILTER_WORDS = new Set(('plugins metadata source name path url repo version sha ref select map if then elif else end and or not empty first last index any ' +
    'all test startswith endswith contains split join tostring tonumber env length as error ascii_downcase ltrimstr rtrimstr').split(' '));
/** PURE: whether a program that writes the catalogue changes versions and pins alone. */
function editsOnlyVersions([program = '', ...given]) {
    if (program === 'jq')
        return isVersionFilter(jqFilter(given));
    if (program !== 'sed')
        return false;
    const scripts = given.filter((word) => /^(?:\d*,?[\d$]*)?s(.).*\1.*\1\w*$/.test(word));
    return (scripts.length > 0 &&
        scripts.every((one) => /\b(?:version|sha|ref)\b/.test(one) && !/\be$/.test(one)) &&
        given.every((word) => scripts.includes(word) || /^-(?:i|E|r|e|i\.bak)$/.test(word) || word === '' || isCatalogue(word)));
}
/** The first word that is no option. */
function jqFilter(given) {
    const takes = {
        '--arg': 2,
        '--argjson': 2,
        '--slurpfile': 2,
        '--rawfile': 2,
        '--indent': 1,
    };
    for (let at = 0; at < given.length; at++) {
        const word = given[at] ?? '';
        if (!word.startsWith('-'))
            return word;
        at += takes[word] ?? 0;
    }
    return '';
}
/** An assignment, and what stands before it. */
const ASSIGNED = /([\w."[\]]*)\s*\)*\s*(\|=|(?<![=!<>|+*/-])=(?!=))\s*(\(?\[?\.plugins\b)?/g;
function isVersionFilter(filter) {
    const bare = filter.replace(/#.*$/gm, '').replace(/"(?:[^"\\]|\\.)*"/g, '"" ');
    // What adds, merges or makes objects may add entries and descriptions.
    if (/\+=|-=|\*|\/\/=|\+\s*[[("$]|[{}]/.test(bare))
        return false;
    const targets = [...bare.matchAll(ASSIGNED)];
    const names = [...bare.replace(/\$\w+/g, '').matchAll(/[A-Za-z_]\w*/g)].map(([name]) => name);
    return (targets.length > 0 &&
        targets.every(([, target = '', sign, all]) => isVersionTarget(target, sign === '|=' || all !== undefined)) &&
        names.every((name) => FILTER_WORDS.has(name)));
}
function isVersionTarget(target, fromItself) {
    if (/^\.\[\d\]$/.test(target))
        return true;
    return WRITTEN.test(target.split('.').at(-1) ?? '') || (fromItself && /^\.plugins(?:\[\])?$/.test(target));
}

;// CONCATENATED MODULE: ./src/cli/workflows/leftovers.ts









/**
 * PURE: what a copied workflow does besides telling the marketplace, or following the plugins, in words with lines.
 * Nothing: the file can be replaced. A step that is not known to be part of it counts as something else: to delete
 * somebody's tests or release would be worse than to ask.
 */
function leftoversOf(workflow, does) {
    const called = workflow.events.includes('workflow_call')
        ? ['other workflows call it (`workflow_call`)']
        : [];
    const jobs = workflow.jobs.flatMap(({ id, uses, line }) => uses === null ? [] : [`job ${(0,display/* quote */.hD)(id)} (line ${line})`]);
    const [isPart, doesIt] = does === 'notifies' ? [isPartOfNotifying, sends] : [partOfFollowing(workflow), leftovers_keeps];
    const others = workflow.steps.filter((step) => !isPart(step)).map(stepName);
    return [...called, ...jobs, ...bystanders(workflow, doesIt), ...others];
}
function sends(step) {
    return dispatchOf(step) !== null;
}
/** Whether something is left of what it does. */
function leftovers_keeps({ uses, run }) {
    return KEEPS.test(uses ?? '') || /\bgit\b[^\n]*\b(?:commit|push)\b|\bgh\s+pr\s/.test(run ?? '');
}
/** PURE: the steps that notify the marketplace, or else those that push into it, in words with lines. */
function notifyingSteps(workflow) {
    const sending = workflow.steps.filter(sends);
    return (sending.length > 0 ? sending : pushesIn(workflow).flatMap(({ steps }) => steps)).map(stepName);
}
function stepName({ name, uses, job, line }) {
    const called = name ?? uses;
    return `${called === null ? 'a step' : `step ${(0,display/* quote */.hD)(called)}`} of job ${(0,display/* quote */.hD)(job)} (line ${line})`;
}
/** Actions that only prepare, look or compare. */
const PREPARES = /^(?:actions\/(?:checkout|setup-[\w-]+|create-github-app-token)|tibdex\/github-app-token|step-security\/harden-runner|EndBug\/version-check|dorny\/paths-filter|tj-actions\/changed-files|notiz-dev\/github-action-json-property)@/i;
/** Actions that commit what was changed, or propose it. */
const KEEPS = /^(?:peter-evans\/create-pull-request|stefanzweifel\/git-auto-commit-action|EndBug\/add-and-commit|ad-m\/github-push-action)@/i;
function isPartOfNotifying(step) {
    if (step.uses === null)
        return runsOnly(step, (commands) => commands.every(isSending));
    if (/^actions\/github-script@/i.test(step.uses))
        return dispatchOf(step) !== null && onlyDispatches(step);
    return PREPARES.test(step.uses) || (onlySends(step.uses) && dispatchOf(step) !== null);
}
function partOfFollowing(workflow) {
    const proposes = proposesIn(workflow);
    return (step) => {
        const { uses, directory } = step;
        if (uses === null)
            return directory === null && runsOnly(step, (commands) => isAllFollowing(commands, proposes));
        return PREPARES.test(uses) || (KEEPS.test(uses) && !/pages/i.test(step.with['branch'] ?? ''));
    };
}
/** PURE: whether it opens pull requests. */
function proposesIn({ steps }) {
    return steps.some(({ uses, run }) => /^peter-evans\/create-pull-request@/i.test(uses ?? '') || /\bgh\s+pr\s+create\b/.test(run ?? ''));
}
/** PURE: the steps that merge pull requests, in words with lines. */
function mergingSteps({ steps }) {
    const merges = /\bgh\s+pr\s+merge\b/;
    const action = /(?:enable-pull-request-automerge|automerge|auto-merge)[\w-]*@/i;
    return steps.filter(({ uses, run }) => merges.test(run ?? '') || action.test(uses ?? '')).map(stepName);
}
/** Whatever the values of its variables are. What is not read to its end is not known. */
function runsOnly(step, isKnown) {
    const run = step.run ?? '';
    if (run.length >= LONGEST_SCRIPT || !/^(?:ba)?sh\b/.test(step.shell ?? 'bash'))
        return false;
    const commands = shellCommands(run);
    if (commands === null)
        return false;
    return waysOf(step).every((values) => isKnown(commands.map((one) => withValues(one, values))));
}
function withValues({ words, writes }, values) {
    const known = (word) => (word.includes('$') ? (expanded(word, [values])[0] ?? word) : word);
    return { words: words.map(known), writes: writes.map(known) };
}
/** A script that also calls something else does more than to send. */
function onlyDispatches({ with: inputs }) {
    const script = (inputs['script'] ?? '').replace(REQUEST, '');
    const calls = [...script.matchAll(/\bgithub\.(?:rest\.)?([\w.]+)/g)].map(([, name]) => name ?? '');
    const others = /\b(?:fetch|exec|execSync|spawn|writeFile\w*|appendFile\w*|unlink\w*|rm\w*Sync|request|graphql)\s*\(/;
    return (script.length < LONGEST_SCRIPT &&
        !others.test(script) &&
        calls.every((name) => /(?:^|\.)(?:createDispatchEvent|createWorkflowDispatch|get\w*|list\w*)$/.test(name)));
}

;// CONCATENATED MODULE: ./src/cli/setup/broken-files.ts

const broken_files_MOST = 5;
/** PURE: plugin.json files and a catalogue that can't be read, each with its place, as sentences. */
function brokenFiles({ manifests, catalogue }) {
    const files = [...(catalogue === null ? [] : [catalogue]), ...manifests.map(({ parsed }) => parsed)];
    const problems = files.flatMap((file) => (file.kind === 'problem' ? [file.problem] : []));
    const lines = problems.slice(0, broken_files_MOST).map(({ what, remedy, at }) => {
        const place = at === undefined ? [] : [(0,display/* display */.Vy)(at.file), at.line, at.column].filter(Boolean);
        return `${what}${place.length > 1 ? ` (${place.join(':')})` : ''}. ${remedy}`;
    });
    const more = problems.length - lines.length;
    return more > 0 ? [...lines, `${more} more files like these can't be read: see doctor.`] : lines;
}

;// CONCATENATED MODULE: ./src/cli/setup/credentials.ts

/** PURE: what the tokens that these steps pass come from, once each. */
function credentialsOf(parts) {
    const all = parts.flatMap(({ token }) => credentials_credentialsIn(token));
    return [...new Map(all.map((one) => [one.name, one])).values()];
}
function credentials_credentialsIn(token) {
    if (token.kind === 'secret')
        return token.names.map((name) => ({ name: `secrets.${name}`, holds: 'token' }));
    if (token.kind !== 'app')
        return [];
    const keys = secretsIn(token.step.with['private-key'] ?? '');
    return [
        ...token.variables.map((name) => ({ name: `vars.${name}`, holds: 'app-id' })),
        ...token.secrets.map((name) => ({ name: `secrets.${name}`, holds: keys.includes(name) ? 'app-key' : 'app-id' })),
    ];
}

;// CONCATENATED MODULE: ./src/cli/setup/token-warnings.ts






/** PURE: what the token of each step can't reach, as far as its kind says. */
function tokenWarnings(parts) {
    return parts.flatMap((part) => {
        const { token, path } = part;
        const owners = plan_distinct(marketplacesIn(part).map((name) => name.split('/')[0] ?? ''));
        return [
            ...(token.kind === 'none' ? [`A step in ${(0,display/* quote */.hD)(path)} passes no \`token\`: add one.`] : []),
            ...(owners.length > 1 ? [ownersWarning(owners)] : []),
        ];
    });
}
/** https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens#fine-grained-personal-access-tokens-limitations */
function ownersWarning(owners) {
    return `One token has to reach marketplaces of ${(0,display/* some */.zN)(owners)}, and a fine-grained token or a GitHub App's reaches one owner's only. Use a classic token, or a second step with its own secret (docs/recipes.md, "Marketplaces of several owners").`;
}
/** PURE: what is left of a secret that gave way to an App, and what the App's step needs of the server. */
function appWarnings(folder, before, parts) {
    if (!parts.some(({ token }) => token.kind === 'app' && token.isOfficial))
        return [];
    const used = new Set(credentialsOf(parts).map(({ name }) => name));
    const [path = ''] = parts.map((part) => part.path);
    const own = credentialsOf(before.filter((part) => part.path === path));
    const left = own.filter(({ name, holds }) => holds === 'token' && !used.has(name));
    const isServer = folder.origin !== null && !isGitHubs(folder.origin.host);
    return [
        ...left.map(({ name }) => `It no longer uses the secret ${name.replace(/^secrets\./, '')}. Once a run has sent with the App's token, delete it, if nothing else needs it.`),
        ...(isServer
            ? [
                `Your server must have ${(0,display/* quote */.hD)(APP_ACTION)}: an older version takes \`app-id\` (docs/enterprise.md).`,
            ]
            : []),
    ];
}

;// CONCATENATED MODULE: ./src/cli/setup/notify-warnings.ts










/** PURE: whether a version would be sent twice. */
function notify_warnings_isDouble(folder, { ours, rivals }) {
    return rivals.length + mixed(ours).length + sendingTwice(folder, ours).length > 0;
}
/** Workflows of ours that send by other means too. */
function mixed(ours) {
    const files = [...new Map(ours.map((one) => [one.path, one])).values()];
    return files.filter(({ workflow }) => dispatchesOf(workflow).length > 0);
}
/** Steps of ours that send the same to one marketplace. */
function sendingTwice({ manifests }, ours) {
    const plugins = manifests.flatMap(({ parsed }) => parsed.kind === 'manifest' ? [parsed.manifest.name] : []);
    const targets = plan_distinct(ours.flatMap(({ role }) => role.marketplaces));
    const found = targets.flatMap((target) => {
        const tells = ({ role }) => role.marketplaces.some((name) => name.toLowerCase() === target.toLowerCase());
        return doubledSteps(ours.filter(tells), plugins);
    });
    return [...new Set(found)];
}
/** PURE: what a person should know of a plugin's workflow. */
function notifyWarnings(folder, found, { eventType, beside, parts }) {
    const { ours, old, rivals, action } = found;
    const doubled = sendingTwice(folder, ours);
    return [
        ...rivals.map(rivalWarning),
        ...mixed(ours).map(mixedWarning),
        ...(doubled.length > 0 ? [doubledWarning(doubled)] : []),
        ...(action.kind === 'migrate' ? old.flatMap(migrationWarnings) : []),
        ...(isWriting(action) ? [...tokenWarnings(parts), ...appWarnings(folder, ours, parts)] : []),
        ...(action.kind === 'refuse' ? [] : folder.workflows.flatMap(callWarnings)),
        ...manifestWarnings(folder, [...parts, ...ours.filter(({ path }) => path !== parts[0]?.path)]),
        ...brokenFiles(folder),
        ...(action.kind === 'refuse' ? [] : deafWarnings(eventType, beside)),
    ];
}
function doubledWarning(doubled) {
    const steps = (0,display/* count */.U9)(doubled.length, 'step');
    return `${steps} in ${plan_names(doubled)} notify one marketplace of the same plugins, so each version is sent twice. Keep one.`;
}
function rivalWarning({ path }) {
    return {
        what: `${(0,display/* quote */.hD)(path)} notifies the marketplace too, so each version is sent twice. Pass --migrate to remove it`,
        again: { migrate: true },
    };
}
function mixedWarning({ path, workflow }) {
    return `${(0,display/* quote */.hD)(path)} also notifies the marketplace in its own way, so each version is sent twice. Remove ${(0,display/* some */.zN)(notifyingSteps(workflow))}.`;
}
function migrationWarnings({ path, role }) {
    return role.by === 'workflow_dispatch'
        ? [
            `${(0,display/* quote */.hD)(path)} started the marketplace's workflow by workflow_dispatch. Its token now needs "Contents: read and write" there; "Actions: write" is not enough.`,
        ]
        : [];
}
const ABOUT = /marketplace|dispatch|notify/i;
/** What reusable workflows and local actions do is not read: they may send the same. */
function callWarnings({ path, jobs, steps }) {
    const local = steps.filter((step) => step.uses?.startsWith('./') && ownRole(step) === null);
    const called = [
        ...jobs.flatMap(({ uses }) => uses !== null && (/plugin/i.test(uses) || ABOUT.test(`${path}\n${uses}`)) ? [uses] : []),
        ...local.flatMap(({ uses, text }) => (uses !== null && ABOUT.test(text) ? [uses] : [])),
    ];
    if (called.length === 0)
        return [];
    return [
        `${(0,display/* quote */.hD)(path)} calls ${(0,display/* some */.zN)(plan_distinct(called).map((one) => (0,display/* quote */.hD)(one)))}, which setup does not read. If that notifies the marketplace too, each version is sent twice: remove it there.`,
    ];
}
/** @param steps all of ours, as they will be */
function manifestWarnings({ manifests }, steps) {
    if (manifests.length === 0)
        return ['There is no plugin.json here, so there is nothing to send yet.'];
    const overlooked = withAttention(attentionBy(steps, manifests), 'overlooked');
    const paths = overlooked.filter((one) => !isSpecimen(one)).map(({ path }) => (0,display/* quote */.hD)(path));
    if (paths.length === 0)
        return [];
    return [
        `No pattern in \`manifests\` matches ${(0,display/* some */.zN)(paths)}, so versions there are not announced. ${annotations/* NAME_ALL */.ST}`,
    ];
}
/** Other plugins may send what is listened to, so a person says which it is to be. */
function deafWarnings(type, { heard }) {
    if (heard === null || heard.includes(type))
        return [];
    const [first] = heard;
    const missing = `The update workflow here does not listen for ${(0,display/* quote */.hD)(type)}, which this workflow sends`;
    if (first === undefined)
        return [`${missing}. Write \`repository_dispatch: {types: [${type}]}\` below \`on:\` there.`];
    const types = (0,display/* some */.zN)(heard.map((one) => (0,display/* quote */.hD)(one)));
    return [
        {
            what: `${missing}. It listens for ${types}. Add the type to \`types\` there, or send another type`,
            again: { eventType: first },
        },
    ];
}

;// CONCATENATED MODULE: ./src/cli/setup/does.ts




/** PURE: the steps with this project's action in a workflow's text; none where it can't be read. */
function ownStepsIn(text, path, { origin }) {
    const parsed = parseWorkflow(text, path);
    if (parsed.kind === 'problem')
        return [];
    return partsOf(parsed.workflow, origin?.repository).filter(({ step }) => step !== null);
}
/** PURE: what a file does, by its text: `notifies acme/marketplace on pushes to `main``. */
function whatItDoes(parts) {
    const [first] = parts;
    if (first === undefined)
        return '';
    const { workflow } = first;
    const unknown = parts.flatMap(({ role }) => (role.kind === 'notify' ? role.unknown : []));
    const names = plan_distinct([...parts.flatMap(marketplacesIn), ...unknown.map((one) => (0,display/* quote */.hD)(one))]);
    if (names.length > 0)
        return `notifies ${names.join(', ')} ${whenPushed(workflow)}`;
    const proposes = parts.some(({ role }) => role.kind === 'update' && role.mode === 'pull-request');
    return `follows the plugins${whenHeard(workflow)}${byClock(workflow)}${proposes ? ', by pull request' : ''}`;
}
function whenPushed({ push, events }) {
    const branches = push?.branches == null ? [] : [quotes(push.branches)];
    const tags = push?.tags == null ? [] : [`tags ${quotes(push.tags)}`];
    const filters = [...branches, ...tags];
    return filters.length === 0 ? `on ${quotes(events)}` : `on pushes to ${filters.join(' and ')}`;
}
function whenHeard({ events, dispatchTypes }) {
    if (!events.includes('repository_dispatch'))
        return '';
    return ` on ${dispatchTypes === null ? 'every event' : quotes(dispatchTypes)}`;
}
function byClock({ events, value }) {
    if (!events.includes('schedule'))
        return '';
    const isDaily = /"cron":"[\d ]+ [\d]+ \* \* \*"/.test(JSON.stringify(value['on']));
    return isDaily ? ', and daily' : ', and on a schedule';
}
function quotes(texts) {
    return texts.map((text) => (0,display/* quote */.hD)(text)).join(', ');
}

;// CONCATENATED MODULE: ./src/cli/setup/own-files.ts







/** PURE: what becomes of the files of one end. */
function planFiles(wanted, wishes) {
    const { differences, end, ...own } = wanted;
    const { present } = wishes;
    const others = otherFiles(wanted);
    const { marketplace, eventType, secret, action: from, app, mode, scope } = wishes;
    const isAsked = [marketplace, eventType, secret, from, app, mode, scope].some((one) => one !== undefined);
    const situation = {
        ...own,
        present,
        unsure: isAsked ? [] : own.unsure,
        isNamed: (wishes.action ?? wishes.usualAction) !== null,
        edit: editOf(present, differencesAt(own.path, differences)),
    };
    const { action, text } = actionFor(situation, wishes);
    const stays = action.kind === 'keep' || action.kind === 'remove';
    const [step, parts] = stepOf({ ...own, end, action, text }, stays ? (present ?? '') : text);
    return { step, others, rivals: rivalsIn(situation, action), parts };
}
/** @param after the file's text when the step is done */
function stepOf({ checkout, path, text, action, end }, after) {
    const parts = ownStepsIn(after, path, checkout.folder);
    // The marketplace's own token needs no secret.
    const credentials = end === 'plugin' ? credentialsOf(parts) : [];
    const file = { checkout, path, text, action, end, credentials };
    return [{ ...file, does: whatItDoes(parts), warnings: [], twice: false }, parts];
}
function differencesAt(at, placed) {
    return placed.flatMap(({ path, difference }) => (path === at ? [difference] : []));
}
function otherFiles({ checkout, ours, differences, path: main, end }) {
    const files = [...new Map(ours.map((part) => [part.path, part])).values()];
    return files.flatMap(({ path, workflow: { text: before } }) => {
        const edit = editOf(before, differencesAt(path, differences));
        if (path === main || edit.kind === 'none')
            return [];
        const isEdited = edit.kind === 'edited';
        const text = isEdited ? edit.text : before;
        const action = isEdited
            ? { kind: 'edit', before }
            : { kind: 'refuse', why: edit.why, remedy: edit.remedy ?? 'Change it there by hand.' };
        return [stepOf({ checkout, path, text, action, end }, text)[0]];
    });
}
/** PURE: the version that stands behind the action of a step of ours; it stays as long as the action does. */
function versionKept(part) {
    const uses = part?.step?.uses ?? '';
    return part === undefined || uses === '' ? null : versionBehind(part.workflow.text, uses);
}
/** PURE: inputs of ours whose value only a run knows, as words: `` `mode`: `${{ vars.MODE }}` ``. */
function onlyRunKnows(ours, names) {
    const found = ours.flatMap(({ step, role }) => names.flatMap((name) => {
        const texts = step === null ? [] : inputTexts(step, name);
        const isKnown = role.kind === 'notify' && name === 'marketplace'
            ? role.unknown.length === 0
            : !texts.some((text) => text.includes('${{'));
        return isKnown ? [] : [`\`${name}\` (${(0,display/* quote */.hD)(step?.with[name]?.trim() ?? '')})`];
    }));
    return [...new Set(found)];
}

;// CONCATENATED MODULE: ./src/cli/setup/replacing-copies.ts








/** PURE: the environment of the job that sends, which may have the secret; null where there is none. */
function replacing_copies_environmentOf({ workflow }) {
    const jobs = sendingJobs(workflow);
    return (workflow.jobs.find(({ id, environment }) => jobs.includes(id) && environment !== null)?.environment ??
        null);
}
/** PURE: the ids of the jobs that send. */
function sendingJobs(workflow) {
    return dispatchesOf(workflow).map(({ step }) => step.job);
}
/** PURE: why copied senders can't be replaced without a person; null where they can. */
function obstacleIn({ ours, old }, marketplaces, options) {
    const pusher = old.find(({ role }) => role.by === 'push');
    if (pusher !== undefined)
        return pushRefusal(pusher, marketplaces, options);
    const mixed = old.find(({ workflow }) => leftoversOf(workflow, 'notifies').length > 0);
    if (mixed !== undefined)
        return mixedRefusal(mixed, marketplaces, options);
    if (old.length > 0 && marketplaces.length === 0) {
        return {
            why: `only a run knows which marketplace ${plan_names(old)} notifies`,
            remedy: 'Write its name instead of owner/repo',
            again: { migrate: true, marketplace: 'owner/repo' },
        };
    }
    const app = old.find(({ role }) => role.byApp);
    if (app !== undefined && options.secret === undefined && options.app !== true)
        return appRefusal(app);
    const owners = options.app === true ? ownersDifference(marketplaces, { owner: null }) : null;
    if (owners !== null)
        return { why: owners.what, remedy: owners.remedy };
    return disagreement(ours, old, options);
}
/** It does what the marketplace's own workflow is for. */
function pushRefusal({ workflow, role }, marketplaces, options) {
    const targets = [...role.marketplaces, ...role.unknown].map((one) => (0,display/* quote */.hD)(one));
    return {
        why: `${(0,display/* quote */.hD)(workflow.path)} pushes into ${(0,display/* some */.zN)(targets)} itself`,
        remedy: `Set up the marketplace first (setup, in its clone): its own workflow then does this. Remove ${(0,display/* some */.zN)(notifyingSteps(workflow))}. Then run`,
        again: sameAgain(role, marketplaces, options),
    };
}
/** Once the step is gone, nothing in the file says which marketplace it notified, and how: the command does. */
function mixedRefusal({ workflow, role }, marketplaces, options) {
    const type = options.eventType ?? role.eventType ?? EVENT_TYPE;
    return {
        why: `${(0,display/* quote */.hD)(workflow.path)} notifies a marketplace, and does other work: ${(0,display/* some */.zN)(leftoversOf(workflow, 'notifies'))}`,
        remedy: `Remove what notifies the marketplace (${(0,display/* some */.zN)(notifyingSteps(workflow))}); the rest stays. Then run`,
        again: {
            ...sameAgain(role, marketplaces, options),
            ...(type === EVENT_TYPE ? {} : { eventType: type }),
        },
    };
}
/** What the copy says and the command must then say: its marketplaces, and its secret unless an App makes the token. */
function sameAgain(role, marketplaces, options) {
    const secret = options.secret ?? (role.byApp ? null : role.secret);
    return {
        ...(marketplaces.length === 0 ? {} : { marketplace: marketplaces.join(',') }),
        ...(secret === null ? {} : { secret }),
    };
}
/** Its own names are kept, so that what the repository holds stays right; another App's action is given otherwise. */
function appRefusal({ workflow }) {
    return {
        why: `${(0,display/* quote */.hD)(workflow.path)} makes its token with a GitHub App`,
        remedy: `Pass --app to make it with ${(0,display/* quote */.hD)(APP_ACTION)} in the new workflow. Or pass --secret with the name of a secret that holds a token`,
        again: { migrate: true, app: true },
    };
}
function disagreement(ours, old, options) {
    const all = (read) => plan_distinct(old.flatMap((one) => read(one) ?? []));
    const requests = old.flatMap(({ workflow }) => dispatchesOf(workflow));
    const secrets = plan_distinct(requests.flatMap(({ tokens }) => secretIn(tokens) ?? []));
    const [secret] = secrets;
    if (options.secret === undefined && secret !== undefined && secrets.length > 1)
        return disagree(old, `secrets (${secrets.join(', ')})`, { secret });
    const types = plan_distinct([
        ...requests.flatMap(({ eventType }) => eventType ?? []),
        ...ours.flatMap(({ role }) => role.eventType ?? []),
    ]);
    const [eventType] = types;
    if (options.eventType === undefined && eventType !== undefined && types.length > 1)
        return disagree(old, `event types (${types.join(', ')})`, { eventType });
    const environments = plan_distinct(old.map((one) => replacing_copies_environmentOf(one) ?? 'none'));
    if (environments.length > 1)
        return disagree(old, `environments (${environments.join(', ')})`, null);
    const branches = all(({ workflow }) => workflow.push?.branches?.join(', ') ?? 'all');
    return branches.length > 1 ? disagree(old, 'branches', null) : null;
}
function disagree(old, what, first) {
    return {
        why: `${plan_names(old)} ${old.length === 1 ? 'uses' : 'use'} different ${what}`,
        remedy: first === null ? 'Remove those that are not needed. Then run' : 'Choose one, for example',
        again: { migrate: true, ...first },
    };
}

;// CONCATENATED MODULE: ./src/cli/setup/notify.ts










const NOTIFY_PATH = '.github/workflows/notify-marketplace.yml';
/** Where the workflow is, or is to be. */
function notifyPath(folder) {
    return oursIn(folder)[0]?.path ?? NOTIFY_PATH;
}
/** PURE: the workflow that notifies a marketplace of a plugin's versions; and each other file of ours that changes. */
function planNotify(checkout, template, wishes) {
    const { folder } = checkout;
    const { beside, present, usualAction } = wishes;
    const senders = sendersIn(folder, wishes.marketplaces);
    const filling = fillingOf(checkout, senders, wishes);
    const { eventType } = filling;
    const asItIs = fillingOf(checkout, senders, {
        marketplaces: [],
        beside,
        present,
        usualAction,
        version: null,
    });
    const wanted = {
        checkout,
        path: notifyPath(folder),
        text: fillNotify(template, filling),
        end: 'plugin',
        ...senders,
        differences: differencesOf(senders, wishes),
        unsure: onlyRunKnows(senders.ours, ['marketplace', 'event-type']),
        anew: filling.marketplaces.length === 0 ? 'unknown' : anewBeside(present, fillNotify(template, asItIs)),
        blocked: obstacleIn(senders, filling.marketplaces, wishes),
    };
    const { step, others, rivals, parts } = planFiles(wanted, wishes);
    const found = { ...senders, rivals, action: step.action };
    const warnings = notifyWarnings(folder, found, { eventType, beside, parts });
    return [{ ...step, warnings, twice: notify_warnings_isDouble(folder, found) }, ...others];
}
function sendersIn(folder, marketplaces) {
    const copied = folder.parts.flatMap((one) => copiedIn(one, marketplaces));
    return { ours: oursIn(folder), old: copied.filter((one) => mayNotify(one, marketplaces)) };
}
/** What goes to a marketplace that is named has to do with plugins, whatever it says. */
function copiedIn(part, wanted) {
    const { role } = part;
    if (role.kind === 'other-sender')
        return [{ ...part, role }];
    if (role.kind !== 'sends')
        return [];
    const names = wanted.map((name) => name.toLowerCase());
    const isMeant = role.sender.marketplaces.some((name) => names.includes(name.toLowerCase()));
    return isMeant ? [{ ...part, role: role.sender }] : [];
}
function oursIn({ parts }) {
    return parts.filter((one) => one.role.kind === 'notify');
}
/** One whose target is not known counts: better to ask than to notify twice. */
function mayNotify({ role }, wanted) {
    const targets = role.marketplaces.map((name) => name.toLowerCase());
    const isKnown = wanted.length > 0 && targets.length > 0;
    return !isKnown || wanted.some((name) => targets.includes(name.toLowerCase()));
}
/** What is asked, else what the workflows here say, else what is usual. */
function fillingOf({ defaultBranch }, { ours, old }, options) {
    const [first] = ours;
    const like = first === undefined ? old : [first];
    const said = first?.role.marketplaces ?? [];
    const targets = old.flatMap(({ role }) => role.marketplaces);
    const branches = first?.workflow.push?.branches ?? old[0]?.workflow.push?.branches ?? [defaultBranch.name];
    const usual = branches.length === 1 && branches[0] === defaultBranch.name;
    return {
        version: options.action === undefined ? versionKept(first) : options.version,
        action: options.action ?? first?.role.action ?? options.usualAction ?? ACTION,
        environment: old.map(replacing_copies_environmentOf).find((one) => one !== null) ?? null,
        ...jobHabits(like, like.flatMap(({ step, workflow }) => step?.job ?? sendingJobs(workflow))),
        paths: manifestPaths(like),
        marketplaces: plan_distinct([...said, ...options.marketplaces, ...targets]),
        branches,
        countBranches: !usual,
        tags: first?.workflow.push?.tags ?? [
            ...new Set([...old.flatMap(({ workflow }) => workflow.push?.tags ?? []), ...options.beside.tags]),
        ],
        app: options.app === true ? credentials(options.secret, like) : null,
        secret: options.secret ?? first?.role.secret ?? old.flatMap(({ role }) => role.secret ?? [])[0] ?? SECRET,
        eventType: options.eventType ??
            first?.role.eventType ??
            old.flatMap(({ role }) => role.eventType ?? [])[0] ??
            EVENT_TYPE,
    };
}
/** Where ours do something else than asked. With `--migrate`, what the copies notify is asked, too. */
function differencesOf({ ours, old }, { marketplaces: named, migrate, ...wishes }) {
    const targets = migrate ? old.flatMap(({ role }) => role.marketplaces) : [];
    return senderDifferences(ours, {
        ...wishes,
        named,
        marketplaces: plan_distinct([...named, ...targets]),
    });
}

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
;// CONCATENATED MODULE: ./src/cli/shell/confirm.ts

/** READ: whether the person at the terminal says yes; no where nobody sits there. */
async function confirm_confirm({ stdin, terminal }, question) {
    const isPerson = terminal.width !== null && 'isTTY' in stdin && stdin.isTTY === true;
    if (!isPerson)
        return false;
    terminal.note(`${question} [y/N]`);
    const lines = (0,external_node_readline_.createInterface)({ input: stdin, terminal: false });
    for await (const line of lines)
        return /^\s*y(?:es)?\s*$/i.test(line);
    return false;
}

;// CONCATENATED MODULE: ./src/cli/setup/other-branch.ts



/**
 * A workflow counts on the default branch: whether it is written on another one a person says, with a flag, or on a
 * terminal, where each clone is asked about once.
 */
function branchGuard(cli, { thisBranch }) {
    const answers = new Map();
    return async ({ checkout, action }) => {
        const { kind } = action;
        if (thisBranch === true || kind === 'keep' || kind === 'refuse' || !other_branch_isElsewhere(checkout))
            return null;
        const { root } = checkout.folder;
        const answer = answers.get(root) ?? confirm_confirm(cli, questionOf(checkout));
        answers.set(root, answer);
        return (await answer) ? null : refusalOf(checkout);
    };
}
function other_branch_isElsewhere({ folder: { state }, defaultBranch, remote }) {
    return remote !== null && state.branch !== null && state.branch !== defaultBranch.name;
}
function questionOf(checkout) {
    const { shown, folder, defaultBranch } = checkout;
    const where = shown === '' ? 'This clone' : (0,display/* quote */.hD)(shown);
    return `${where} is on the branch ${(0,display/* quote */.hD)(folder.state.branch ?? '')}. Write there, to merge it into ${(0,display/* quote */.hD)(defaultBranch.name)} later?`;
}
function refusalOf({ git, folder, remote, defaultBranch: { name, known } }) {
    const likely = known ? 'the default branch' : 'which is probably the default branch';
    const unsure = known
        ? ''
        : `If it is not, run \`${git} remote set-head ${shellWord(remote ?? '')} --auto\`. `;
    return {
        why: `this is the branch ${(0,display/* quote */.hD)(folder.state.branch ?? '')}, and the workflow counts on ${(0,display/* quote */.hD)(name)}, ${likely}`,
        remedy: `${unsure}Switch to it (\`${git} switch ${shellWord(name)}\`), or write it here and merge it later`,
        again: { thisBranch: true },
    };
}
/** PURE: what is said where the branch is a guess. */
function branchDoubt({ action, checkout }) {
    const { defaultBranch, git, remote } = checkout;
    const isNew = action.kind === 'write' || action.kind === 'overwrite' || action.kind === 'migrate';
    if (!isNew || !defaultBranch.doubtful || remote === null)
        return [];
    return [
        `This clone does not say which branch is the default one; ${(0,display/* quote */.hD)(defaultBranch.name)} is taken. If it is another, run \`${git} remote set-head ${shellWord(remote)} --auto\`, then setup again.`,
    ];
}

;// CONCATENATED MODULE: ./src/cli/setup/plugin-folders.ts









/** READ: the folders given, or every submodule of the checkout here. One that can't be used never stops the others. */
async function pluginFolders(cli, here, given) {
    if (given !== true)
        return each(cli, given, (path) => givenFolder(cli, here, (0,external_node_path_.resolve)(cli.cwd, path)));
    const strays = here?.strays.map((one) => stray(cli.cwd, here, one)) ?? [];
    const paths = here?.submodules.map(({ path }) => (0,external_node_path_.join)(here.root, path)) ?? [];
    if (here === null || paths.length + strays.length === 0) {
        throw new UsageError('There is no submodule here.', 'Name the plugins’ clones: --plugins ../one ../two.');
    }
    return [...strays, ...(await each(cli, paths, (path) => submodule(cli.cwd, here, path)))];
}
async function each({ terminal }, paths, read) {
    terminal.progress(`Looking at ${(0,display/* count */.U9)(paths.length, 'folder')} …`);
    const found = await (0,in_flight/* inFlight */.C)(paths, read);
    terminal.progress(null);
    return found;
}
/** What `.gitmodules` says is anybody's word: only what is a submodule, and lies here, is written into. */
function stray(cwd, here, { path, why }) {
    return {
        kind: 'refused',
        shown: (0,external_node_path_.relative)(cwd, (0,external_node_path_.join)(here.root, path)) || path,
        why: `${(0,display/* quote */.hD)('.gitmodules')} declares it, but it ${why}`,
        remedy: 'Correct its `path` there, or remove its section.',
    };
}
async function givenFolder({ cwd, env }, here, path) {
    const shown = (0,external_node_path_.relative)(cwd, path) || '.';
    const refused = (why, remedy) => ({ kind: 'refused', shown, why, remedy });
    const isThere = await (0,promises_.stat)(path).catch(() => null);
    if (isThere?.isDirectory() !== true)
        return refused('there is no such folder', 'Check its name, or clone the plugin there.');
    if (here?.submodules.some((one) => (0,external_node_path_.join)(here.root, one.path) === path)) {
        return (await notThereYet(cwd, here, path)) ?? checkoutIn(cwd, here, path);
    }
    const outside = here === null || !path.startsWith(here.root + external_node_path_.sep) ? null : await linkTo(here, path);
    if (outside !== null)
        return refused(`it ${outside}`, 'Name the folder itself.');
    const folder = await readFolder(path, env);
    if (folder === null)
        return refused('it is not a git clone', 'Clone the plugin’s repository, and name that folder.');
    if (folder.root === here?.root && (path !== here.root || here.catalogue !== null)) {
        return refused('it is part of this repository, which the update workflow reads anyway', 'Leave it out.');
    }
    return { kind: 'checkout', checkout: checkoutSeenFrom(cwd, folder) };
}
/** Submodules may hold anything: one without a plugin is left out. */
async function submodule(cwd, here, path) {
    const missing = await notThereYet(cwd, here, path);
    if (missing !== null)
        return missing;
    const found = await checkoutIn(cwd, here, path);
    const hasPlugin = found.kind !== 'checkout' || found.checkout.folder.manifests.length > 0;
    return hasPlugin
        ? found
        : { kind: 'skipped', shown: (0,external_node_path_.relative)(cwd, path), why: 'there is no plugin.json in it' };
}
/** A folder of the marketplace that is not a repository of its own. */
function linkTo({ root }, path) {
    return whyOutside(root, (0,external_node_path_.relative)(root, path).split(external_node_path_.sep).join('/'));
}
async function checkoutIn(cwd, here, path) {
    const place = (0,external_node_path_.relative)(here.root, path).split(external_node_path_.sep).join('/');
    const folder = await readSubmodule(here, { path: place });
    if (folder !== null)
        return { kind: 'checkout', checkout: checkoutSeenFrom(cwd, folder) };
    return {
        kind: 'refused',
        shown: (0,external_node_path_.relative)(cwd, path),
        why: 'git can’t read it, or finds another repository there',
        remedy: `Look at it: git -C ${shellWord((0,external_node_path_.relative)(cwd, path))} rev-parse --show-toplevel`,
    };
}
/** An uninitialised submodule is an empty folder, or none, in which git finds the marketplace around it. */
async function notThereYet(cwd, here, path) {
    const isThere = await (0,promises_.stat)((0,external_node_path_.join)(path, '.git')).catch(() => null);
    if (isThere !== null)
        return null;
    const root = (0,external_node_path_.relative)(cwd, here.root);
    const git = root === '' ? 'git' : `git -C ${shellWord(root)}`;
    return {
        kind: 'refused',
        shown: (0,external_node_path_.relative)(cwd, path),
        why: 'the submodule is not checked out yet',
        remedy: `Fetch it: ${git} submodule update --init -- ${shellWord((0,external_node_path_.relative)(here.root, path))}`,
    };
}

;// CONCATENATED MODULE: ./src/cli/setup/conditions.ts



/** Whether something changed. */
const COMPARES = /^\s*(?:\$\{\{)?\s*(?:steps|needs)\.[\w-]+\.outputs\.[\w-]*(?:chang|bump|updat|moved|version|diff)[\w-]*\s*(?:[!=]=\s*(?:'[^']*'|true|false)\s*)?(?:\}\})?\s*$/i;
/** PURE: whether a condition only asks for a change, for which the action looks itself. */
function isComparison(condition) {
    return COMPARES.test(String(condition));
}
/** PURE: the conditions of a workflow's steps, each with its place; those that only compare versions left out. */
function conditions({ steps, value }) {
    return steps.flatMap(({ job, name, uses, index }) => {
        const step = valueAt(value, ['jobs', job, 'steps', index]);
        const condition = (0,json/* isObject */.G)(step) ? step['if'] : undefined;
        if (condition === undefined || isComparison(condition))
            return [];
        return [`jobs.${job}.steps.${name ?? uses ?? index}.if: ${oneLine(String(condition))}`];
    });
}

;// CONCATENATED MODULE: ./src/cli/setup/removed.ts






/** PURE: what people wrote and a step takes away, in sentences: the difference shows it, and is long. */
function removedBy({ action, checkout, path, text }) {
    const gone = new Map(goneWith(action).map((one) => [one.path, one]));
    const kept = checkout.folder.parts.find((one) => one.path === path)?.workflow.text;
    const after = action.kind === 'remove' ? (kept ?? text) : text;
    const fromCopies = [...gone.values()].flatMap((one) => fromCopy(one, after));
    return [...new Set([...fromOwn({ action, text }), ...fromCopies])];
}
function fromOwn({ action, text }) {
    switch (action.kind) {
        case 'edit':
            return inComments(action.before, text).map((one) => `What is removed takes ${one} along.`);
        case 'overwrite':
        case 'migrate': {
            const lost = action.before === null ? null : lostSettings(action.before, text);
            return lost === null ? [] : [`Removed: ${lost}.`];
        }
        default:
            return [];
    }
}
function fromCopy({ path, workflow, role }, after) {
    const settings = settingsOnlyIn(besidesWork(workflow.value), besidesWork(yamlValue(after)));
    const lost = [...settings.filter((one) => !JOB.test(one)), ...conditions(workflow)];
    const all = [...lost.map((one) => (0,display/* quote */.hD)(one)), ...inComments(workflow.text, after)];
    return [
        ...(all.length === 0
            ? []
            : [`The new workflow has nothing of this in ${(0,display/* quote */.hD)(path)}: ${all.join(', ')}.`]),
        role.kind === 'other-sender' ? OTHER_PAYLOAD : OTHER_COMMITS,
    ];
}
const OTHER_PAYLOAD = 'The action sends a payload of its own, prereleases too. `payload` and `prereleases` below `with:` change that (docs/migrating.md, "What stays").';
const OTHER_COMMITS = 'The update action commits as the owner of its token, usually github-actions[bot], with a title of its own. `commit-title` below `with:` sets another.';
/** That jobs have other names matters to nobody: no rule can require what runs after a push. */
const JOB = /^jobs\.[\w-]+$/;
/** What the action does in its own way is left out: the steps, and what jobs give to each other. */
function besidesWork(value) {
    const { on, jobs, ...rest } = without(value, ['name', 'permissions']);
    const own = Object.entries(without(jobs, [])).map(([id, job]) => [id, jobBesidesWork(job)]);
    return { ...rest, on: eventsIn(on), jobs: Object.fromEntries(own) };
}
function jobBesidesWork(job) {
    const { environment, ...rest } = without(job, [
        'name',
        'permissions',
        'steps',
        'needs',
        'outputs',
        'strategy',
    ]);
    const named = typeof environment === 'string' ? { name: environment } : environment;
    const { if: condition, ...others } = rest;
    return {
        ...others,
        ...(condition === undefined || isComparison(condition) ? {} : { if: condition }),
        ...(named === undefined ? {} : { environment: named }),
    };
}
function without(value, keys) {
    if (!(0,json/* isObject */.G)(value))
        return {};
    return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
function eventsIn(on) {
    if ((0,json/* isObject */.G)(on))
        return on;
    return Object.fromEntries((Array.isArray(on) ? on : [on]).map((event) => [String(event), null]));
}

// EXTERNAL MODULE: ./node_modules/diff/libesm/patch/create.js + 2 modules
var create = __webpack_require__(7291);
;// CONCATENATED MODULE: ./src/cli/setup/report.ts








const SIGNS = {
    write: ['+', 'green'],
    edit: ['~', 'yellow'],
    overwrite: ['~', 'yellow'],
    migrate: ['~', 'yellow'],
    remove: ['-', 'yellow'],
    keep: ['=', 'dim'],
    refuse: ['✗', 'red'],
};
/** WRITE: what becomes of one file and why, with the difference where something goes. */
function showStep({ terminal }, step, { check, call }) {
    const { checkout, action } = step;
    const warnings = [...branchDoubt(step), ...step.warnings];
    const { colour, print } = terminal;
    for (const { kind, path, outcome } of report_linesOf(step, check)) {
        const [sign, paint] = SIGNS[kind];
        print(`${colour[paint](sign)} ${(0,display/* display */.Vy)((0,external_node_path_.join)(checkout.shown, path), 200)}: ${outcome}`);
    }
    const withCommand = (text, more) => more === undefined ? text : `${text}: ${callAgain(call, step, more)}`;
    if (action.kind === 'refuse')
        print(`  → ${withCommand(action.remedy, action.again)}`);
    for (const warning of warnings) {
        const text = typeof warning === 'string' ? warning : withCommand(warning.what, warning.again);
        print(`  ${colour.yellow('!')} ${text}`);
    }
    for (const patch of patchesOf(step))
        showPatch(terminal, patch);
}
/** A line for each file that something happens to, or was asked of. */
function report_linesOf(step, check) {
    const { action, path } = step;
    const own = { kind: action.kind, path, outcome: outcome(step, check) };
    if (action.kind !== 'remove')
        return [own];
    const gone = check ? 'would go' : 'removed';
    return [
        { ...own, kind: 'keep' },
        ...action.old.map(({ workflow }) => ({ kind: action.kind, path: workflow.path, outcome: gone })),
    ];
}
/** WRITE: a folder, or a file, in which nothing could be done. */
function showRefusal({ terminal }, shown, { why, remedy }) {
    terminal.print(`${terminal.colour.red('✗')} ${(0,display/* display */.Vy)(shown, 200)}: refused, ${why}`);
    terminal.print(`  → ${remedy}`);
}
function showSkipped({ terminal }, shown, why) {
    terminal.print(`${terminal.colour.dim('=')} ${(0,display/* display */.Vy)(shown, 200)}: left alone, ${why}`);
}
/** WRITE: workflow files whose purpose is not known. */
function showBroken({ terminal }, { folder, shown }) {
    for (const { path, line, message } of folder.broken) {
        const place = `${(0,display/* display */.Vy)((0,external_node_path_.join)(shown, path), 200)}:${line}`;
        terminal.print(`${terminal.colour.yellow('!')} ${place} can't be read, so what it does is not known: ${(0,display/* display */.Vy)(message)}`);
    }
}
function outcome({ action, does, path }, check) {
    switch (action.kind) {
        case 'write':
            return check ? 'missing' : `written; ${does}`;
        case 'edit':
            return `${check ? 'would be changed' : 'changed'}; ${does}`;
        case 'overwrite':
            return `${check ? 'would be ' : ''}overwritten; ${does}`;
        case 'migrate':
            return `${check ? 'would replace' : 'replaces'} ${replacedBy(path, action.old)}; ${does}`;
        case 'remove':
            return `kept, it does what ${plan_names(action.old)} does`;
        case 'keep':
            return action.why;
        case 'refuse':
            return `refused, ${action.why}`;
    }
}
/** The file whose line it is has no name in it. */
function replacedBy(path, old) {
    const others = old.filter((one) => one.path !== path);
    const itself = others.length < old.length ? ['the copied workflow in it'] : [];
    return [...itself, ...(others.length === 0 ? [] : [plan_names(others)])].join(' and ');
}
/** What goes, against what comes. */
function patchesOf({ action, path, text }) {
    switch (action.kind) {
        case 'edit':
        case 'overwrite':
            return [(0,create/* createTwoFilesPatch */.ss)(path, path, action.before, text)];
        case 'migrate':
            return [
                ...(action.before === null ? [] : [(0,create/* createTwoFilesPatch */.ss)(path, path, action.before, text)]),
                ...action.old.map(({ workflow }) => (0,create/* createTwoFilesPatch */.ss)(workflow.path, path, workflow.text, text)),
            ];
        case 'remove':
            return action.old.map(({ workflow }) => (0,create/* createTwoFilesPatch */.ss)(workflow.path, '/dev/null', workflow.text, ''));
        default:
            return [];
    }
}
function showPatch({ print, colour }, patch) {
    for (const line of patch.trimEnd().split('\n').slice(1)) {
        const paint = line.startsWith('+') ? colour.green : line.startsWith('-') ? colour.red : String;
        // A file of Windows ends its lines so; that is nothing to see.
        print(`    ${paint((0,clean_text/* visible */.RK)(line.replace(/\r$/, '')))}`.trimEnd());
    }
}
/** WRITE: what git now sees in a checkout. */
async function showStatus({ terminal }, { folder, shown }) {
    const lines = (await folder.git.ask('status', ...STATUS, '--short'))?.split('\n').filter(Boolean) ?? [];
    const state = lines.length === 0 ? 'nothing to commit' : (0,display/* count */.U9)(lines.length, 'change');
    terminal.print();
    terminal.print(`${terminal.colour.bold(`git status in ${(0,display/* display */.Vy)(shown || '.', 200)}`)}: ${state}`);
    for (const line of lines.slice(0, 20))
        terminal.print(`  ${(0,display/* display */.Vy)(line, 200)}`);
    if (lines.length > 20)
        terminal.print(`  … and ${lines.length - 20} more`);
}
/** PURE: the same call for one step alone, with more flags. It works when pasted where the first one was made. */
function callAgain({ program, flags }, { checkout, end }, more) {
    const all = { ...flags, ...more };
    const isPlugin = end === 'plugin';
    // Bare, it means the marketplace's own workflow.
    const target = isPlugin && all.marketplace === true ? undefined : all.marketplace;
    return [
        `${program} setup`,
        ...(target === true ? ['--marketplace'] : report_option('--marketplace', target)),
        ...report_option('--event-type', all.eventType),
        ...(isPlugin
            ? [...report_option('--secret', all.secret), ...(all.app === true ? ['--app'] : [])]
            : [...report_option('--mode', all.mode), ...report_option('--scope', all.scope)]),
        ...report_option('--action', all.action),
        ...(all.migrate === true ? ['--migrate'] : []),
        ...(all.force === true ? ['--force'] : []),
        ...(all.thisBranch === true ? ['--this-branch'] : []),
        ...(isPlugin && all.plugins !== undefined ? report_option('--plugins', checkout.shown || '.') : []),
    ].join(' ');
}
function report_option(name, value) {
    return value === undefined ? [] : [`${name} ${shellWord(value)}`];
}

// EXTERNAL MODULE: ./src/notify/send/payload.ts
var payload = __webpack_require__(2794);
;// CONCATENATED MODULE: ./src/cli/setup/targets.ts







/** PURE: the flags, and where they are given, in one meaning. Throws `UsageError`. */
function wantedOf(cli, here, flags) {
    const { marketplace, plugins } = flags;
    check(flags);
    const isMarketplace = here?.catalogue != null;
    if (here === null && !Array.isArray(plugins))
        throw NO_CHECKOUT;
    if (marketplace === true && !isMarketplace)
        throw NO_MARKETPLACE_HERE;
    const own = isMarketplace && here.origin !== null ? (0,github_repository/* fullName */.fq)(here.origin.repository) : null;
    // The marketplace whose clone this is counts before GITHUB_REPO.
    const isHere = marketplace === undefined && isMarketplace && (own !== null || plugins === undefined);
    const named = marketplace === true || isHere ? [] : marketplacesOf(cli, marketplace, null);
    const others = named.filter((name) => name.toLowerCase() !== own?.toLowerCase());
    const update = isMarketplace && (marketplace === true || (plugins === undefined && others.length === 0));
    // There is nothing here that could be announced to another one.
    if (isMarketplace && !update && plugins === undefined && here.manifests.length === 0)
        throw noPluginHere(others.join(','));
    if (flags.mode !== undefined && !update)
        throw notForPlugins(`--mode ${flags.mode}`, isMarketplace);
    if (flags.scope !== undefined && !update)
        throw notForPlugins(`--scope ${flags.scope}`, isMarketplace);
    const notify = plugins ?? (update && !isPluginToo(here, flags) ? null : 'here');
    if (notify === null) {
        if (flags.secret !== undefined)
            throw onlyForPlugins('--secret');
        if (flags.app === true)
            throw onlyForPlugins('--app');
        return { update, notify, marketplaces: [] };
    }
    const owners = flags.app === true ? ownersDifference(named, { owner: null }) : null;
    if (owners !== null)
        throw new UsageError(`--app: ${owners.what}.`, owners.remedy);
    const marketplaces = named.length > 0 ? named : plugins !== undefined && own !== null ? [own] : [];
    if (marketplaces.length === 0 && !isTold(here, notify))
        throw nobodyNamed(isMarketplace ? here : null);
    return { update, notify, marketplaces };
}
/** A repository that is a marketplace and sends of its plugins already has both ends. */
function isPluginToo(here, { marketplace }) {
    return here !== null && marketplace === undefined && here.manifests.length > 0 && isTold(here, 'here');
}
/** A workflow here names its marketplaces; of other folders that is not asked. */
function isTold(here, notify) {
    return notify === 'here' && here?.parts.some(namesSomebody) === true;
}
function namesSomebody({ role }) {
    if (role.kind === 'notify')
        return role.marketplaces.length + role.unknown.length > 0;
    return role.kind === 'other-sender';
}
const NO_CHECKOUT = new UsageError('This is not a git clone.', 'Run setup in a clone of the plugin’s or marketplace’s repository, or name clones: --plugins one two.');
const NO_MARKETPLACE_HERE = new UsageError('This is not a marketplace: there is no .claude-plugin/marketplace.json.', 'To notify a marketplace from this plugin, pass its name: --marketplace owner/repo.');
function notForPlugins(option, isMarketplace) {
    return isMarketplace
        ? new UsageError(`${option} is for the marketplace’s own workflow, which this call does not change.`, 'Pass it without --plugins, or add --marketplace without a value.')
        : new UsageError(`${option} is for a marketplace’s workflow, and this sets up a plugin.`, `Pass it in the marketplace’s clone: setup ${option}.`);
}
function onlyForPlugins(option) {
    return new UsageError(`${option} is for plugins’ workflows, and this sets up a marketplace, which needs no token of its own.`, 'Pass it with --plugins, or in the plugin’s clone. For private plugins see docs/update.md, for pull requests by an App docs/recipes.md.');
}
function noPluginHere(others) {
    return new UsageError(`This is a marketplace, and no plugin.json is in it, so there is nothing to announce to ${others}.`, `To set up this marketplace, run setup without --marketplace. To notify ${others} of plugins, add their clones: setup --marketplace ${others} --plugins ../one ../two.`);
}
function nobodyNamed(marketplace) {
    const what = marketplace === null
        ? 'No marketplace is named.'
        : `The name of this marketplace is not known: ${whyNameless(marketplace.state)}.`;
    return new UsageError(what, 'Pass --marketplace owner/repo: the repository that lists the plugin.');
}
function whyNameless({ remotes }) {
    const names = [...remotes.keys()].map((name) => (0,display/* quote */.hD)(name));
    if (names.length === 0)
        return 'it has no remote';
    return names.length === 1
        ? `its remote ${names[0]} leads to no repository on GitHub`
        : 'it has several remotes, and none of them is called origin';
}
/** Throws `UsageError` where a value can't be meant. */
function check({ eventType, secret, action, mode, scope }) {
    if (eventType !== undefined && (eventType === '' || eventType.length > payload/* LONGEST_EVENT_TYPE */.Vr)) {
        const what = '--event-type: GitHub accepts 1 to 100 characters.';
        throw new UsageError(what, 'Choose another, e.g. plugin-updated.');
    }
    // https://docs.github.com/actions/reference/security/secrets
    if (secret !== undefined && !/^(?!GITHUB_)[A-Za-z_]\w*$/i.test(secret)) {
        const what = `${(0,display/* quote */.hD)(secret)} can't be a secret's name.`;
        throw new UsageError(what, 'Use letters, digits and _; no digit first, no GITHUB_ first.');
    }
    // What setup and doctor would not know again is not written.
    if (action !== undefined && !(isOwnAction(action, '') && /@[\w./-]+$/.test(action))) {
        const what = `--action: ${(0,display/* quote */.hD)(action)} is not a copy of this action.`;
        throw new UsageError(what, 'Write owner/repo@ref; the repository has notify-marketplace in its name.');
    }
    if (mode !== undefined && mode !== 'push' && mode !== 'pull-request')
        throw new UsageError(`--mode: there is no ${(0,display/* quote */.hD)(mode)}.`, 'It is push or pull-request.');
    if (scope !== undefined && scope !== 'all' && scope !== 'event')
        throw new UsageError(`--scope: there is no ${(0,display/* quote */.hD)(scope)}.`, 'It is all or event.');
}

;// CONCATENATED MODULE: ./src/cli/setup/scope.ts




/**
 * PURE: a run for an event looks at the repository that it names, or at all. In the first case no waiting run may be
 * dropped: what it was about would wait for the daily run.
 *
 * @param isFirst whether no other step of the file was asked before, which has the same group.
 */
function scopeDifference(part, scope, isFirst) {
    const written = part.step?.with['scope'] ?? '';
    if (written.includes('${{'))
        return { what: `only a run knows its \`scope\`: ${(0,display/* quote */.hD)(written)}`, changes: null };
    const queue = !isFirst ? [] : scope === 'event' ? queueGiven(part) : queueLeft(part);
    return {
        what: scope === 'event' ? 'each of its runs looks at all plugins' : 'its runs look at one repository',
        changes: queue === null
            ? null
            : [...inputChange(part, 'scope', scope === 'event' ? scope : undefined), ...queue],
    };
}
const GROUP = 'concurrency';
/** Null where the group is no mapping, or cancels the run that is under way, which excludes a queue. */
function queueGiven({ workflow, step }) {
    if (valueAt(workflow.value, ['jobs', step?.job ?? '', GROUP]) !== undefined)
        return null;
    const own = workflow.value[GROUP];
    if (own === undefined) {
        return [
            { at: [GROUP, 'group'], to: 'update-marketplace' },
            { at: [GROUP, 'queue'], to: 'max' },
        ];
    }
    if (!(0,json/* isObject */.G)(own) || String(own['cancel-in-progress'] ?? false) !== 'false')
        return null;
    const comment = 'up to 100 wait; not on GitHub Enterprise Server';
    return own['queue'] === 'max' ? [] : [{ at: [GROUP, 'queue'], to: 'max', comment }];
}
function queueLeft({ workflow }) {
    const own = workflow.value[GROUP];
    return (0,json/* isObject */.G)(own) && own['queue'] !== undefined && own['group'] !== undefined
        ? [{ at: [GROUP, 'queue'], to: undefined }]
        : [];
}

;// CONCATENATED MODULE: ./src/cli/setup/update-warnings.ts





/** PURE: what a person should know of a marketplace's workflow. */
function updateWarnings(folder, { doubled, rivals, listeners, others, staying, parts }, { mode, eventTypes }, action) {
    return [
        ...rivals.map(update_warnings_rivalWarning),
        ...(doubled.length > 0 ? [update_warnings_doubledWarning(doubled)] : []),
        ...listeners.map(({ path }) => `${(0,display/* quote */.hD)(path)} listens for the event too. Both run.`),
        ...others.flatMap(otherTypeWarning(eventTypes)),
        ...staying.map(updaterWarning),
        ...(isWriting(action) && mode === 'pull-request' ? [MAY_OPEN_PULL_REQUESTS] : []),
        ...parts.flatMap(deafness).slice(0, 1),
        ...brokenFiles(folder),
    ];
}
function update_warnings_doubledWarning(doubled) {
    const steps = (0,display/* count */.U9)(doubled.length, 'step');
    return `${steps} in ${plan_names(doubled)} update the same plugins on the same events. Keep one, or divide the plugins between them with \`plugins\`.`;
}
/** Somebody may want it so; that events change nothing then is worth a line. */
function deafness({ workflow: { events } }) {
    if (events.includes('repository_dispatch') || events.includes('workflow_call'))
        return [];
    const named = (0,display/* some */.zN)(events.map((event) => (0,display/* quote */.hD)(event)));
    return [
        `It starts on ${named} only, so what plugins send changes nothing. To listen, write \`repository_dispatch: {types: [${EVENT_TYPE}]}\` below \`on:\`.`,
    ];
}
/** Plugins may send what such a workflow listens for; it is not silently left deaf. */
function otherTypeWarning(types) {
    return ({ path, workflow }) => {
        const [type] = workflow.dispatchTypes ?? [];
        const isAboutPlugins = /plugin|marketplace/i.test(`${path}\n${workflow.text}`);
        if (type === undefined || !isAboutPlugins)
            return [];
        const listened = (0,display/* some */.zN)(workflow.dispatchTypes?.map((one) => (0,display/* quote */.hD)(one)) ?? []);
        const own = (0,display/* some */.zN)(types.map((one) => (0,display/* quote */.hD)(one)));
        return [
            {
                what: `${(0,display/* quote */.hD)(path)} listens for ${listened}, and what it does then is not known; the update workflow listens for ${own}. If plugins send ${(0,display/* quote */.hD)(type)}, let it listen for that too`,
                again: { eventType: type },
            },
        ];
    };
}
function update_warnings_rivalWarning({ path }) {
    return {
        what: `${(0,display/* quote */.hD)(path)} updates the marketplace too, so both would commit. Pass --migrate to remove it`,
        again: { migrate: true },
    };
}
function updaterWarning({ path, workflow }) {
    const what = `${(0,display/* quote */.hD)(path)} changes marketplace.json or submodule pointers too. If it does so to follow plugins, `;
    return leftoversOf(workflow, 'follows').length === 0
        ? { what: `${what}pass --migrate to remove it`, again: { migrate: true } }
        : `${what}remove that from it by hand.`;
}
/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository */
const MAY_OPEN_PULL_REQUESTS = 'Updates come by pull request. Turn on "Allow GitHub Actions to create and approve pull requests": Settings → Actions → General, in the organisation too.';

;// CONCATENATED MODULE: ./src/cli/setup/update.ts














const UPDATE_PATH = '.github/workflows/update-marketplace.yml';
/** Where the workflow is, or is to be. */
function updatePath(folder) {
    return update_oursIn(folder)[0]?.path ?? UPDATE_PATH;
}
/** PURE: the workflow that lets a marketplace follow its plugins; and each other file of ours that changes. */
function planUpdate(checkout, template, wishes) {
    const { folder } = checkout;
    const followers = update_followersIn(folder, wishes.migrate === true);
    const { ours, receivers, going } = followers;
    const filling = update_fillingOf(checkout, [...ours, ...receivers, ...going], wishes);
    const old = [...receivers, ...going];
    const wanted = {
        checkout,
        path: updatePath(folder),
        text: fillUpdate(template, filling),
        end: 'marketplace',
        ours,
        old,
        differences: update_differencesOf(ours, filling.eventTypes, wishes),
        unsure: onlyRunKnows(ours, ['mode', 'scope']),
        anew: 'loses',
        blocked: update_obstacleIn(old, filling, wishes),
    };
    const { step, others, rivals, parts } = planFiles(wanted, wishes);
    const doubled = doubledSteps(ours, listedNames(folder));
    const seen = { ...followers, ...listenersOf(followers, filling.eventTypes), rivals, doubled, parts };
    const warnings = updateWarnings(folder, seen, filling, step.action);
    return [{ ...step, warnings, twice: rivals.length + doubled.length > 0 }, ...others];
}
function update_followersIn(folder, migrate) {
    const { parts } = folder;
    const updaters = parts.filter(({ role }) => role.kind === 'other-updater');
    const goes = ({ workflow }) => migrate && leftoversOf(workflow, 'follows').length === 0;
    return {
        ours: update_oursIn(folder),
        receivers: parts.filter(({ role }) => role.kind === 'other-receiver' && role.updates),
        going: updaters.filter(goes),
        staying: updaters.filter((one) => !goes(one)),
        listeners: parts.filter(({ role }) => role.kind === 'calls' || (role.kind === 'other-receiver' && !role.updates)),
    };
}
function listenersOf({ listeners: all }, types) {
    const listeners = all.filter((one) => hearsOne(one, types));
    return { listeners, others: all.filter((one) => !listeners.includes(one)) };
}
function update_oursIn({ parts }) {
    return parts.filter(({ role }) => role.kind === 'update');
}
function hearsOne(part, types) {
    return types.some((type) => hears(part, type));
}
/** What is asked, else what the workflows here do, else what is usual. */
function update_fillingOf({ folder, defaultBranch }, followers, options) {
    const [first] = followers.filter(({ role }) => role.kind === 'update');
    const own = first?.role.kind === 'update' ? first.role.action : null;
    const types = followers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []);
    const asked = plan_distinct([...types, ...(options.eventType === undefined ? [] : [options.eventType])]);
    const habits = habitsOf(followers.flatMap(({ workflow }) => workflow.steps));
    return {
        version: options.action === undefined ? versionKept(first) : options.version,
        action: options.action ?? own ?? options.usualAction ?? ACTION,
        environment: followers.flatMap(({ workflow }) => workflow.jobs).find(({ environment }) => environment !== null)
            ?.environment ?? null,
        ...jobHabits(followers, null),
        // Its condition is about the events that started it.
        condition: null,
        crons: cronsOf(followers),
        eventTypes: asked.length > 0 ? asked : [EVENT_TYPE],
        ownPlugins: folder.manifests.length > 0 ? defaultBranch.name : null,
        ...habits,
        mode: options.mode ?? habits.mode,
        scope: options.scope ?? (isAboutEvents(followers) ? 'event' : 'all'),
    };
}
function isAboutEvents(followers) {
    return followers.some(({ step, role }) => role.kind === 'update' && step?.with['scope'] === 'event');
}
/** What is kept of steps that follow the plugins, by this project's action or by others. */
function habitsOf(steps) {
    const proposes = proposesIn({ steps }) || steps.some(({ with: inputs }) => inputs['mode'] === 'pull-request');
    const raisesVersion = steps.some(({ run, with: inputs }) => inputs['marketplace-version'] === 'patch' || /['"]\.(?:metadata\.)?version\s*=\s*\$/.test(run ?? ''));
    const secrets = steps.flatMap(({ with: inputs }) => secretIn(inputs['token'] ?? '') ?? []);
    return { mode: proposes ? 'pull-request' : 'push', secret: secrets[0] ?? null, raisesVersion };
}
/**
 * Where steps of ours do something else than asked; with `--migrate`, what those that go listened to is asked, too. An
 * event starts one file: another one beside it would only do the same.
 */
function update_differencesOf(ours, types, { eventType, action, version, mode, scope, migrate }) {
    const wanted = [...(eventType === undefined ? [] : [eventType]), ...(migrate ? types : [])];
    const deaf = plan_distinct(wanted).filter((type) => !ours.some((one) => hears(one, type)));
    return ours.flatMap((part, index) => {
        const { role, path } = part;
        if (role.kind !== 'update')
            return [];
        return [
            deaf.length === 0 || index > 0 ? null : typesDifference(part, deaf),
            action === undefined || role.action === action ? null : actionDifference(part, { action, version }),
            mode === undefined || role.mode === mode ? null : modeChange(part, role.mode, mode),
            scope === undefined || isAboutEvents([part]) === (scope === 'event')
                ? null
                : scopeDifference(part, scope, index === 0),
        ].flatMap((difference) => (difference === null ? [] : [{ path, difference }]));
    });
}
function modeChange(part, present, mode) {
    if (present !== null)
        return modeDifference(part, mode);
    const written = (0,display/* quote */.hD)(part.step?.with['mode'] ?? '');
    return { what: `only a run knows its \`mode\`: ${written}`, changes: null };
}
function update_obstacleIn(old, { eventTypes, mode }, wishes) {
    const mixed = old.find(({ workflow }) => leftoversOf(workflow, 'follows').length > 0);
    if (mixed === undefined)
        return wishes.mode === undefined ? mergeObstacle(old) : null;
    const { workflow } = mixed;
    const [type = EVENT_TYPE] = eventTypes;
    return {
        why: `${(0,display/* quote */.hD)(workflow.path)} updates the marketplace, and does other work: ${(0,display/* some */.zN)(leftoversOf(workflow, 'follows'))}`,
        remedy: 'Leave only the other work in it (a push made with GITHUB_TOKEN starts no workflow; `schedule` or `workflow_run` does). Then run',
        again: {
            ...(type === EVENT_TYPE ? {} : { eventType: type }),
            ...(mode === 'push' ? {} : { mode }),
        },
    };
}
/** Nobody would merge them any more: what that is to be, a person says. */
function mergeObstacle(old) {
    const merging = old.find(({ workflow }) => mergingSteps(workflow).length > 0);
    if (merging === undefined)
        return null;
    const { workflow } = merging;
    return {
        why: `${(0,display/* quote */.hD)(workflow.path)} merges its pull requests itself (${(0,display/* some */.zN)(mergingSteps(workflow))}), which the update action does not`,
        remedy: 'Pass --mode pull-request if people are to merge them, or auto-merge is set up elsewhere. To update without a review, push',
        again: { migrate: true, mode: 'push' },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/cli/setup/write.ts






/**
 * READ: why a file can't be written at this path of a checkout; null where it can. GitHub reads workflows from real
 * folders only, and a link would lead out of the checkout.
 */
function whyNotWritable(root, path) {
    const parts = path.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
    let nearest = root;
    for (const part of parts) {
        const stats = (0,external_node_fs_.lstatSync)((0,external_node_path_.join)(root, part), { throwIfNoEntry: false });
        if (stats === undefined)
            break;
        if (stats.isSymbolicLink()) {
            return {
                why: `${(0,display/* quote */.hD)(part)} is a symbolic link`,
                remedy: 'GitHub does not follow links. Replace it with a real file or folder.',
            };
        }
        if (part === path ? !stats.isFile() : !stats.isDirectory()) {
            const wanted = part === path ? 'file' : 'folder';
            return { why: `${(0,display/* quote */.hD)(part)} is not a ${wanted}`, remedy: `Move it away: a ${wanted} must be there.` };
        }
        if (stats.isDirectory())
            nearest = (0,external_node_path_.join)(root, part);
    }
    return write_attempt(() => (0,external_node_fs_.accessSync)(nearest, external_node_fs_.constants.W_OK));
}
/**
 * WRITE: the step's file, whole or not at all, and takes copied workflows away. Synchronously: Ctrl-C is heard before
 * or after, never in between. Failures are returned, not thrown.
 */
function writeStep({ checkout, path, text, action }) {
    const { root } = checkout.folder;
    return write_attempt(() => {
        if (action.kind !== 'remove')
            writeWhole((0,external_node_path_.join)(root, path), text);
        for (const { workflow } of goneWith(action))
            if (workflow.path !== path)
                (0,external_node_fs_.rmSync)((0,external_node_path_.join)(root, workflow.path), { force: true });
    });
}
/** Beside its place first, then moved there. */
function writeWhole(target, text) {
    const draft = `${target}.${(0,external_node_crypto_.randomUUID)()}.tmp`;
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(target), { recursive: true });
    try {
        (0,external_node_fs_.writeFileSync)(draft, text, { flag: 'wx' });
        (0,external_node_fs_.renameSync)(draft, target);
    }
    finally {
        (0,external_node_fs_.rmSync)(draft, { force: true });
    }
}
function write_attempt(work) {
    try {
        work();
        return null;
    }
    catch (error) {
        return obstacleOf(error);
    }
}
/** PURE: an error of the file system in words. Anything else is a bug, and thrown on. */
function obstacleOf(error) {
    if (!(error instanceof Error && 'code' in error))
        throw error;
    const why = WORDS[String(error.code)] ?? `it can't be written (${String(error.code)})`;
    return { why, remedy: 'Look at the folder, then run setup again.' };
}
const WORDS = {
    EACCES: 'you may not write there',
    EPERM: 'you may not write there',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
};
/** READ: the step; refused where its file can't be written, or its commit would be lost, before anything is; a check commits nothing. */
function possible(step, check) {
    const { kind } = step.action;
    if (kind === 'keep' || kind === 'refuse')
        return step;
    const { checkout } = step;
    const { root } = checkout.folder;
    const refusal = (checkout.folder.state.branch === null && !check ? detached(checkout) : null) ??
        (isWriting(step.action) ? whyNotWritable(root, step.path) : null) ??
        whyNotRemovable(root, step.action);
    return refusal === null ? step : write_refused(step, refusal);
}
/** PURE: the step without what it would have done. */
function write_refused(step, obstacle) {
    return { ...step, action: { kind: 'refuse', ...obstacle } };
}
/** A link would go, and what it leads to would stay, and go on doing what it does wherever else it is used. */
function whyNotRemovable(root, action) {
    const found = goneWith(action).flatMap(({ workflow }) => whyNotWritable(root, workflow.path) ?? []);
    return found[0] ?? null;
}
/** A submodule's HEAD is detached as long as nobody switched; a clone of a tag has no branch to switch to. */
function detached({ git, folder, remote, defaultBranch: { name } }) {
    const places = ['refs/heads', ...(remote === null ? [] : [`refs/remotes/${remote}`])];
    const why = 'its HEAD is detached, so a commit would be on no branch';
    return places.some((place) => folder.state.branches.includes(`${place}/${name}`))
        ? { why, remedy: `Switch first: ${git} switch ${shellWord(name)}` }
        : { why, remedy: `Switch first, to a new branch: ${git} switch -c notify-marketplace` };
}

;// CONCATENATED MODULE: ./src/cli/setup/setup.ts






















/** `setup`: writes the workflows, filled in, and says what to do next. */
async function setup(cli, flags, own) {
    const here = await readFolder(cli.cwd, cli.env);
    const wanted = wantedOf(cli, here, flags);
    const server = serverOf(cli.env, here);
    warnOfProxy(cli, server);
    const shown = { check: flags.check === true, call: { program: commandHere(cli, own), flags } };
    const folders = await foldersOf(cli, here, wanted);
    const version = await pinnedVersion(cli, own, { action: flags.action, server });
    const run = { cli, flags, own, here, wanted, server, version, shown, guard: branchGuard(cli, flags) };
    const outcomes = [];
    if (wanted.update && here !== null)
        outcomes.push(...(await carryOut(run, await updateSteps(run, checkoutSeenFrom(cli.cwd, here)))));
    const update = outcomes[0]?.step ?? null;
    for (const folder of folders)
        outcomes.push(...(await carryOutIn(run, folder, update)));
    if (!shown.check)
        await showWhatIsLeft(run, outcomes);
    return outcomes.some(({ fine }) => !fine) ? 1 : 0;
}
async function foldersOf(cli, here, { notify }) {
    if (notify === null)
        return [];
    if (notify !== 'here')
        return pluginFolders(cli, here, notify);
    return here === null ? [] : [{ kind: 'checkout', checkout: checkoutSeenFrom(cli.cwd, here) }];
}
/** @param update what became of the update workflow here; null where it was not asked for */
async function carryOutIn(run, folder, update) {
    switch (folder.kind) {
        case 'checkout':
            return carryOut(run, await notifySteps(run, folder.checkout, update));
        case 'refused':
            showRefusal(run.cli, folder.shown, folder);
            return [{ step: null, fine: false }];
        case 'skipped':
            showSkipped(run.cli, folder.shown, folder.why);
            return [{ step: null, fine: true }];
    }
}
/** Writes what each step says, then reports it, so that only what happened is reported. */
async function carryOut({ cli, shown, guard }, planned) {
    const { check } = shown;
    const outcomes = [];
    for (const [index, plan] of planned.entries()) {
        const one = possible(plan, check);
        const refusal = check ? null : await guard(one);
        // What a person should know besides the difference; looked for while the old files are there.
        const removed = [...removedBy(one), ...(await mentionsOf(one))];
        const outcome = check ? one : setup_written(refusal === null ? one : write_refused(one, refusal));
        const isRefused = outcome.action.kind === 'refuse';
        const step = { ...outcome, warnings: [...outcome.warnings, ...(isRefused ? [] : removed)] };
        if (index === 0)
            showBroken(cli, step.checkout);
        showStep(cli, step, shown);
        outcomes.push({ step, fine: check ? step.action.kind === 'keep' && !step.twice : !isRefused });
    }
    return outcomes;
}
function setup_written(step) {
    const { kind } = step.action;
    const refusal = kind === 'keep' || kind === 'refuse' ? null : writeStep(step);
    return refusal === null ? step : write_refused(step, refusal);
}
async function updateSteps({ flags, own, version }, checkout) {
    const template = await (0,promises_.readFile)((0,external_node_path_.join)(own.root, 'templates/update-marketplace.yml'), 'utf8');
    const present = await checkout_fileText(checkout, updatePath(checkout.folder));
    return planUpdate(checkout, template, { ...flags, version, present, usualAction: actionOf(own) });
}
async function notifySteps({ flags, own, version, here, wanted: { marketplaces }, server }, checkout, update) {
    const template = await (0,promises_.readFile)((0,external_node_path_.join)(own.root, 'templates/notify-marketplace.yml'), 'utf8');
    const present = await checkout_fileText(checkout, notifyPath(checkout.folder));
    const key = here?.origin == null ? '' : (0,github_repository/* repositoryKey */.Kq)(here.origin.repository);
    const beside = marketplaces.some((name) => name.toLowerCase() === key)
        ? marketplaceBeside({ here, update, server: server.serverUrl }, checkout.folder)
        : NOT_KNOWN;
    const usualAction = actionOf(own) ?? actionIn(here);
    return planNotify(checkout, template, { ...flags, version, marketplaces, present, beside, usualAction });
}
function actionOf({ publisher }) {
    return publisher === null ? null : `${publisher}@v1`;
}
/** The copy that the marketplace here uses. */
function actionIn(here) {
    const actions = here?.parts.flatMap(({ role }) => (role.kind === 'update' ? [role.action] : [])) ?? [];
    return actions.find((action) => isOwnAction(action, '')) ?? null;
}
/** What git sees in each checkout, and the commands that are left. */
async function showWhatIsLeft({ cli, here, wanted, shown }, outcomes) {
    const steps = outcomes.flatMap(({ step }) => step === null || step.action.kind === 'refuse' ? [] : [step]);
    const checkouts = new Map(steps.map(({ checkout }) => [checkout.folder.root, checkout]));
    const unfinished = [];
    for (const checkout of checkouts.values()) {
        await showStatus(cli, checkout);
        const own = steps.filter((step) => step.checkout.folder.root === checkout.folder.root);
        unfinished.push((await unfinishedIn(checkout, own)) ?? []);
    }
    const left = unfinished.flat();
    if (left.length === 0)
        return;
    const named = here === null ? ` --marketplace ${wanted.marketplaces.join(',')}` : '';
    for (const line of nextSteps(left, `${shown.call.program} doctor${named}`))
        cli.terminal.print(line);
}

;// CONCATENATED MODULE: ./src/findings/named-repository.ts




/** PURE: why a repository that was named can't be seen, and what to do. */
function unseenRepository(error, name) {
    const cause = (0,github_cause/* causeOf */.rl)(error);
    if ((0,github/* isShared */.yM)(cause))
        return (0,github/* answerProblem */.mr)(cause, `Looking at ${name}`, 'command-line');
    if (cause.kind === 'token-rejected')
        return (0,reading/* marketplaceTokenRejected */.hT)('command-line');
    switch (cause.status) {
        case 403:
            return {
                code: 'permission-missing',
                what: `${name}: the token may not read it (403)${(0,problem/* said */.ag)(cause.message)}`,
                remedy: 'Give it "Metadata: read" and "Contents: read", and authorise it for the organisation’s single sign-on.',
            };
        case 404:
            return {
                code: 'marketplace-not-found',
                what: `${name}: there is no such repository, or the token can't see it. GitHub does not say which`,
                remedy: 'Check the spelling, then the token’s access.',
            };
        default:
            return (0,github/* answerProblem */.mr)({ ...cause, kind: 'unexpected-answer' }, name, 'command-line');
    }
}

// EXTERNAL MODULE: ./src/github/tags.ts
var tags = __webpack_require__(8882);
;// CONCATENATED MODULE: ./src/cli/status/rows.ts





/** PURE: the marketplace's plugins, what needs attention first, else in the order of the catalogue. */
function statusRows(planned, tags) {
    const rows = [...planned.seen].map(([subject, one]) => rowOf(subject, one, planned, tags.get(subject) ?? []));
    return rows.sort((a, b) => entry_state_STATES.indexOf(a.state) - entry_state_STATES.indexOf(b.state));
}
function rowOf(subject, one, planned, tags) {
    const plugin = (0,marketplace_marketplace/* entryName */.MB)(subject.entry);
    const { version } = subject.entry;
    return {
        plugin,
        ...stateOf(subject, planned),
        listed: typeof version === 'string' ? version : null,
        ...versionsOf(one),
        newestTag: highestOf(tags, plugin),
        commits: commitsOf(one),
        since: sinceOf(one),
    };
}
function versionsOf(one) {
    const at = (plugin) => plugin.kind === 'plugin' ? (0,observation/* versionOf */.E4)(plugin) : null;
    const now = (0,observation/* nowOf */.Ic)(one);
    const inRepository = now === null ? null : at(now);
    return { atPointer: one.kind === 'head' ? at(one.present) : null, inRepository };
}
function commitsOf(one) {
    if (one.kind !== 'head')
        return null;
    if (one.ancestry?.kind === 'forward')
        return one.ancestry.commits;
    const { present, target } = one;
    return present.kind === 'plugin' && target.kind === 'plugin' && present.commit === target.commit ? 0 : null;
}
function sinceOf(one) {
    const plugin = one.kind === 'head' ? one.present : one.kind === 'version' ? one.plugin : null;
    if (plugin?.kind !== 'plugin' || plugin.date === undefined)
        return null;
    return new Date(plugin.date).toISOString();
}
/** PURE: the highest release tag of a plugin: plain ones (`v1.2.3`), or those that begin with its name. */
function highestOf(tags, plugin) {
    const own = tags.flatMap((tag) => {
        const release = (0,release_tag/* parseReleaseTag */.rE)(tag);
        return release !== null && belongs(release.prefix, plugin) ? [{ tag, version: release.version }] : [];
    });
    return own.sort((a, b) => semver_default().rcompare(a.version, b.version))[0]?.tag ?? null;
}
/** `''`, `v`, `name-v`, `name--v`, `name/v`, `name@`, … */
function belongs(prefix, plugin) {
    const rest = prefix.startsWith(plugin) ? prefix.slice(plugin.length) : prefix;
    return /^(?:[-/@_.]{0,2}v?)$/.test(rest);
}

// EXTERNAL MODULE: ./src/cli/terminal.ts
var cli_terminal = __webpack_require__(1028);
;// CONCATENATED MODULE: ./src/cli/status/text.ts


/** PURE: a marketplace's drift, as a table, with a sentence below. */
function statusText({ terminal, clock }, status) {
    const { colour } = terminal;
    const { marketplace, branch, commit, plugins } = status;
    const head = ['plugin', 'listed', 'pointer', 'repository', 'newest tag', 'commits', 'age', 'state'];
    const rows = plugins.map((row) => cells(row, clock.now(), colour));
    const notes = plugins
        .filter(({ state, detail }) => detail !== '' && NOTED.has(state))
        .map(({ plugin, state, detail }) => `${text_WORDS[state]}: ${(0,display/* display */.Vy)(plugin)}: ${detail}`);
    return [
        colour.bold(`${marketplace}, ${(0,display/* display */.Vy)(branch)} at ${commit.slice(0, 7)}`),
        '',
        ...(rows.length === 0 ? ['No plugin of this clone is listed there.'] : [(0,cli_terminal/* table */.t)(head, rows)]),
        ...(notes.length === 0 ? [] : ['', ...notes]),
        '',
        text_sentence(plugins),
    ].join('\n');
}
/** Those whose reason stands below the table. */
const NOTED = new Set(['held', 'due', 'young', 'skipped']);
const text_WORDS = {
    held: 'held',
    due: 'update due',
    young: 'too young',
    waiting: 'waits for a bump',
    current: 'current',
    skipped: 'skipped',
};
function cells(row, now, colour) {
    const show = (text) => (text === null ? '–' : (0,display/* display */.Vy)(text, 40));
    const paint = {
        held: colour.red,
        due: colour.yellow,
        young: colour.cyan,
        waiting: colour.cyan,
        current: colour.green,
        skipped: colour.dim,
    };
    return [
        (0,display/* display */.Vy)(row.plugin, 40),
        show(row.listed),
        show(row.atPointer),
        show(row.inRepository),
        show(row.newestTag),
        row.commits === null ? '–' : String(row.commits),
        row.since === null ? '–' : age(now - Date.parse(row.since)),
        paint[row.state](text_WORDS[row.state]),
    ];
}
const MINUTE = 60_000;
const text_HOUR = 60 * MINUTE;
const text_DAY = 24 * text_HOUR;
function age(milliseconds) {
    if (milliseconds < text_HOUR)
        return `${Math.max(0, Math.floor(milliseconds / MINUTE))} min`;
    if (milliseconds < text_DAY)
        return `${Math.floor(milliseconds / text_HOUR)} h`;
    return `${Math.floor(milliseconds / text_DAY)} d`;
}
function text_sentence(plugins) {
    const of = (state) => plugins.filter((row) => row.state === state).length;
    const parts = [
        of('due') > 0 ? `${(0,display/* count */.U9)(of('due'), 'update')} due` : '',
        of('held') > 0 ? `${of('held')} held` : '',
        of('young') > 0 ? `${of('young')} too young` : '',
        of('waiting') > 0 ? `${of('waiting')} waiting for a version bump` : '',
        of('current') > 0 || plugins.length === 0 ? `${of('current')} current` : '',
        of('skipped') > 0 ? `${of('skipped')} skipped` : '',
    ];
    return `${(0,display/* count */.U9)(plugins.length, 'plugin')}: ${parts.filter((part) => part !== '').join(', ')}.`;
}

;// CONCATENATED MODULE: ./src/cli/status/status.ts



















/** `status`: the drift table of a marketplace, or of a plugin in each marketplace that its workflow names. */
async function status_status(cli, options) {
    const folder = await readFolder(cli.cwd, cli.env);
    const { marketplaces, claims, inputs } = targetOf(cli, options, folder);
    const server = serverOf(cli.env, folder, options.hostname);
    const token = await tokenFor(cli, server, options.tokenFile);
    const client = connect(cli, server, token);
    const statuses = [];
    const problems = [];
    for (const name of marketplaces) {
        cli.terminal.progress(`Reading ${name} …`);
        try {
            statuses.push(await readStatus({ client, server, claims, inputs, now: () => cli.clock.now() }, name));
        }
        catch (error) {
            const found = (0,reading/* problemsIn */._n)(error, 'command-line');
            if (found === null)
                throw error;
            problems.push(...found.map((problem) => status_named(problem, name)));
        }
    }
    cli.terminal.progress(null);
    if (options.json === true)
        cli.terminal.print((0,clean_text/* jsonText */.s$)(statuses));
    else
        for (const one of statuses)
            cli.terminal.print(statusText(cli, one));
    noteProblems(cli.terminal, problems);
    // A plugin that is not listed at all has no line that could lag.
    const lags = statuses.some(({ plugins }) => (claims !== null && plugins.length === 0) ||
        plugins.some(({ state }) => state === 'due' || state === 'held'));
    return problems.length > 0 || (lags && options.fail !== false) ? 1 : 0;
}
/** Of several marketplaces, which one it is about. */
function status_named(problem, name) {
    return problem.what.includes(name) ? problem : { ...problem, what: `${name}: ${problem.what}` };
}
/** The marketplace that is named, or the one here; in a plugin's checkout those that its workflow names. */
function targetOf(cli, options, folder) {
    if (options.marketplace === undefined && folder?.catalogue && folder.origin !== null) {
        const own = folder.parts.find(({ role }) => role.kind === 'update');
        const inputs = own === undefined ? {} : inputsOf(own);
        return { marketplaces: [(0,github_repository/* fullName */.fq)(folder.origin.repository)], claims: null, inputs };
    }
    const marketplaces = marketplacesOf(cli, options.marketplace, folder);
    if (marketplaces.length === 0) {
        const remedy = 'Run this in a marketplace’s or plugin’s clone, or pass --marketplace owner/repo.';
        throw new UsageError(`There is no ${place/* CATALOGUE */.y} here, and no workflow that names a marketplace.`, remedy);
    }
    const claims = claimsHere(folder);
    const shown = options.marketplace !== undefined || claims.length === 0 ? null : claims;
    return { marketplaces, claims: shown, inputs: {} };
}
/** READ: what update would find there now. Throws `ProblemError`. */
async function readStatus({ client, server, claims, inputs, now }, name) {
    const facts = await (0,client_error/* orError */.M)((0,repository_facts/* readRepository */.N)(client, name));
    if (facts instanceof client_error/* GitHubError */.y_)
        throw new problem/* ProblemError */.Mm(unseenRepository(facts, name));
    const request = { serverUrl: server.serverUrl, claims, inputs, now };
    const planned = await readPlanned(client, facts, request);
    const { marketplace, seen } = planned;
    const tags = await readTagNames(client, [...seen.keys()]);
    return {
        marketplace: (0,github_repository/* fullName */.fq)(facts.repository),
        branch: facts.branch,
        commit: marketplace.commit,
        plugins: statusRows(planned, tags),
    };
}
async function readTagNames(client, subjects) {
    const wanted = subjects.flatMap((subject) => {
        const repository = repositoryOf(subject);
        return repository === null ? [] : [[subject, { repository, prefix: '' }]];
    });
    const lists = await (0,tags/* readTags */.g)(client, new Map(wanted));
    const names = [...lists].map(([subject, list]) => [subject, list.kind === 'tags' ? list.names : []]);
    return new Map(names);
}

// EXTERNAL MODULE: ./src/notify/report/arrival-annotations.ts
var arrival_annotations = __webpack_require__(5882);
// EXTERNAL MODULE: ./src/notify/send/deliver.ts + 1 modules
var deliver = __webpack_require__(4114);
// EXTERNAL MODULE: ./src/notify/wait/wait.ts + 4 modules
var wait = __webpack_require__(995);
;// CONCATENATED MODULE: ./src/cli/trigger/event-types.ts





/**
 * PURE: the event type of each marketplace: the one given, else what the marketplace here listens to, else that of the
 * workflow step that names it. Throws `UsageError` where the workflows here leave it open.
 */
function eventTypesFor(marketplaces, folder, given) {
    if (given !== undefined && (given === '' || given.length > payload/* LONGEST_EVENT_TYPE */.Vr)) {
        throw new UsageError('--event-type: GitHub accepts 1 to 100 characters.', 'Choose another, e.g. plugin-updated.');
    }
    return new Map(marketplaces.map((name) => [name, given ?? usualType(name, folder)]));
}
function usualType(marketplace, folder) {
    const parts = folder?.parts ?? [];
    const own = folder?.origin ? (0,github_repository/* fullName */.fq)(folder.origin.repository) : null;
    const heard = parts.flatMap(({ role, workflow }) => role.kind === 'update' ? (workflow.dispatchTypes ?? []) : []);
    if (isSame(marketplace, own) && heard[0] !== undefined)
        return heard[0];
    const senders = parts.flatMap(({ role }) => role.kind === 'notify' || role.kind === 'other-sender' ? [role] : []);
    const naming = senders.filter(({ marketplaces }) => marketplaces.some((name) => isSame(name, marketplace)));
    const isNamed = naming.length > 0;
    const types = typesOf(isNamed ? naming : senders);
    if (types.length > 1)
        throw severalTypes(marketplace, types, isNamed);
    if (types.length === 0 && naming.some(({ kind }) => kind === 'notify'))
        throw unknownType(marketplace);
    return types[0] ?? heard[0] ?? EVENT_TYPE;
}
/** A step of ours counts before a copied script, which it is to replace. */
function typesOf(senders) {
    const ours = senders.filter(({ kind }) => kind === 'notify');
    return [...new Set((ours.length > 0 ? ours : senders).flatMap(({ eventType }) => eventType ?? []))];
}
function isSame(name, other) {
    return name.toLowerCase() === other?.toLowerCase();
}
function severalTypes(marketplace, types, isNamed) {
    const listed = types.map((type) => (0,display/* quote */.hD)(type)).join(', ');
    return new UsageError(isNamed
        ? `The workflows here send ${marketplace} several event types: ${listed}.`
        : `No workflow here names ${marketplace}, and they send several event types: ${listed}.`, 'Pass --event-type with the one that the marketplace listens to.');
}
function unknownType(marketplace) {
    return new UsageError(`Only a run of the workflow here knows the event type for ${marketplace}.`, 'Pass --event-type with the one that the marketplace listens to.');
}

;// CONCATENATED MODULE: ./src/cli/trigger/plugins.ts








/**
 * READ: the plugins that are meant: those here, and in a marketplace's submodules, or the one given. A plugin that is
 * given with its version need not be here. Throws `UsageError`, and `ProblemError` where all that are meant are broken.
 */
async function announcedPlugins(folder, choice) {
    const { plugin, version } = choice;
    plugins_check(choice);
    const candidates = folder === null ? [] : await candidatesIn(folder);
    const meant = meantBy(plugin, candidates);
    if (meant.length === 0 && plugin !== undefined && version !== undefined) {
        const home = { folder: null, repository: '', commit: '' };
        return { plugins: [{ home, plugin, version, path: '', given: true }], problems: [] };
    }
    if (meant.length === 0)
        throw noPlugin(plugin, meantBy(undefined, candidates), folder);
    if (meant.length > 1 && choice.all !== true)
        throw severalPlugins(meant, plugin);
    const found = meant.map((one) => announced(one, version));
    const plugins = found.filter((one) => 'plugin' in one);
    const problems = found.filter((one) => 'what' in one);
    if (plugins.length > 0)
        return { plugins, problems };
    const [first] = problems;
    throw first?.code === 'no-version' && problems.length === 1
        ? usageError(first)
        : new problem/* ProblemError */.Mm(...problems);
}
/** Throws `UsageError` where the options can't be meant. */
function plugins_check({ plugin, version, all }) {
    if (plugin === '' || version === '') {
        const remedy = 'Leave them out, or give a name and a version.';
        throw new UsageError('--plugin and --version can’t be empty.', remedy);
    }
    if (plugin !== undefined && all === true) {
        const remedy = 'Pass --plugin for one plugin, or --all for every plugin here.';
        throw new UsageError('--plugin and --all can’t be used together.', remedy);
    }
}
/** What the notify action would look at here, or has this name; one of another place only where no other has the name. */
function meantBy(plugin, candidates) {
    const usual = candidates.filter(({ isUsual }) => isUsual);
    if (plugin === undefined)
        return usual;
    const called = (all) => all.filter(({ manifest }) => plugins_nameOf(manifest) === plugin);
    const found = called(usual);
    return found.length > 0 ? found : called(candidates);
}
/** READ: every plugin.json here. */
async function candidatesIn(folder) {
    const inSubmodules = folder.catalogue === null ? [] : folder.submodules;
    const folders = await Promise.all(inSubmodules.map((one) => readSubmodule(folder, one)));
    const there = folders.filter((one) => one !== null);
    const lists = await Promise.all([folder, ...there].map(async (one) => {
        const home = await homeOf(one);
        const usual = lookedAt(one);
        return one.manifests.map((manifest) => ({ home, manifest, isUsual: usual.includes(manifest) }));
    }));
    return lists.flat();
}
async function homeOf(folder) {
    return {
        folder,
        repository: folder.origin === null ? '' : (0,github_repository/* fullName */.fq)(folder.origin.repository),
        commit: (await folder.git.ask('rev-parse', '--verify', '--quiet', 'HEAD')) ?? '',
    };
}
/** Where the workflow's `manifests`, else the usual places, name none, every plugin.json is one. */
function lookedAt({ manifests, parts }) {
    const step = parts.find(({ role }) => role.kind === 'notify')?.step;
    const usual = (0,notify_input_values/* readManifestPatterns */.hr)(inputValues(input_tables/* NOTIFY_INPUTS */.e, step?.with ?? {}));
    const found = manifests.filter(({ path }) => usual.matches(path));
    return found.length > 0 ? found : manifests;
}
function plugins_nameOf({ parsed }) {
    return parsed.kind === 'manifest' ? parsed.manifest.name : null;
}
function announced({ home, manifest }, given) {
    const { path, parsed } = manifest;
    if (parsed.kind === 'problem')
        return parsed.problem;
    const version = given ?? parsed.manifest.version;
    if (version === null) {
        const what = `${(0,display/* quote */.hD)(path)} declares no version`;
        return { code: 'no-version', what, remedy: 'Add one there, or pass --version.' };
    }
    return { home, plugin: parsed.manifest.name, version, path, given: given !== undefined };
}
function noPlugin(plugin, candidates, folder) {
    const listing = folder?.catalogue?.kind === 'catalogue' ? folder.catalogue.catalogue.entries : [];
    if (plugin !== undefined && listing.some(({ name }) => name === plugin)) {
        return new UsageError(`${(0,display/* quote */.hD)(plugin)} is listed here, but its plugin.json is not in this clone.`, 'Pass --version with the version that it has in its repository.');
    }
    const sought = plugin === undefined ? 'plugin.json' : `plugin ${(0,display/* quote */.hD)(plugin)}`;
    const here = candidates.length === 0 ? '' : ` Here: ${plugins_namesOf(candidates)}.`;
    return new UsageError(`There is no ${sought} here.${here}`, 'Run this in the plugin’s clone, or pass --plugin and --version.');
}
function severalPlugins(meant, plugin) {
    if (plugin !== undefined) {
        const paths = meant.map(({ manifest }) => (0,display/* quote */.hD)(manifest.path)).join(', ');
        return new UsageError(`Several plugins here are called ${(0,display/* quote */.hD)(plugin)}: ${paths}.`, 'Give each plugin its own name, or send all plugins here: --all without --plugin.');
    }
    return new UsageError(`There are ${meant.length} plugins here: ${plugins_namesOf(meant)}.`, 'Pass --plugin with one of these names, or --all.');
}
/** As a person would order and count them: `p2` before `p10`. */
function plugins_namesOf(candidates) {
    const names = candidates.map(({ manifest }) => plugins_nameOf(manifest) ?? manifest.path);
    return (0,display/* some */.zN)(names.sort(display/* naturalOrder */.uz).map((name) => (0,display/* quote */.hD)(name)), 10);
}

;// CONCATENATED MODULE: ./src/cli/trigger/warnings.ts




/** PURE: what is odd about a version or name that was given; it is sent all the same. */
function givenWarnings(sent, folder) {
    const { plugin, version, given, home } = sent;
    const isOdd = given && (0,plugin_version/* compareVersions */.Zy)('0.0.0', version).remark === 'not-semantic';
    const listing = folder?.catalogue?.kind === 'catalogue' ? folder.catalogue.catalogue : null;
    const isUnlisted = home.folder === null && listing?.entries.every(({ name }) => name !== plugin);
    return [
        ...(isOdd
            ? [
                `${(0,display/* quote */.hD)(version)} is no semantic version such as 1.2.3. The marketplace follows what plugin.json says on GitHub.`,
            ]
            : []),
        ...(isUnlisted
            ? [`${(0,display/* quote */.hD)(plugin)} is not in the marketplace.json here, so this event changes nothing.`]
            : []),
    ];
}
/**
 * READ: what the marketplace will not find on GitHub, as far as the checkout knows without asking. It follows what the
 * plugin's default branch says there, whatever the event says.
 */
async function unpushedWarning({ home, path, plugin, version, given, }) {
    const { folder } = home;
    if (folder === null || given)
        return null;
    const { remote, defaultBranch } = checkoutSeenFrom(folder.root, folder);
    const branch = `${remote}/${defaultBranch.name}`;
    const ref = `refs/remotes/${branch}`;
    const { git } = folder;
    if (remote === null || !(await git.ask('rev-parse', '--verify', '--quiet', ref)))
        return null;
    const text = await git.ask('cat-file', 'blob', `${ref}:${path}`);
    // A partial clone knows of it, but does not have it.
    if (text === null && (await git.ask('ls-tree', ref, '--', path)) !== '')
        return null;
    const parsed = text === null ? null : (0,manifest/* parseManifest */.N)(text, path);
    const pushed = parsed?.kind === 'manifest' ? parsed.manifest.version : null;
    if (pushed === version)
        return null;
    const says = pushed === null ? 'has no such version' : `says ${(0,display/* quote */.hD)(pushed)}`;
    return `${(0,display/* quote */.hD)(plugin)} is ${(0,display/* quote */.hD)(version)} here, but ${(0,display/* display */.Vy)(branch)} ${says}, as far as this clone knows. The marketplace follows what is on GitHub: push first.`;
}
/** PURE: the marketplaces that the workflows here name in a way that only a run can read. */
function unknownTargets(folder) {
    const unknown = (folder?.parts ?? []).flatMap(({ role }) => (role.kind === 'notify' ? role.unknown : []));
    return [...new Set(unknown)].map((name) => `Not sent to ${(0,display/* quote */.hD)(name)}, which only a run of the workflow knows. To notify it too, pass --marketplace.`);
}

;// CONCATENATED MODULE: ./src/cli/trigger/trigger.ts

















/** `trigger`: sends now what the manifest here says, or what is given. */
async function trigger(cli, options) {
    const folder = await readFolder(cli.cwd, cli.env);
    const marketplaces = trigger_targetsOf(cli, options, folder);
    const eventTypes = eventTypesFor(marketplaces, folder, options.eventType);
    const server = serverOf(cli.env, folder, options.hostname);
    const { plugins, problems } = await announcedPlugins(folder, options);
    const notifications = notificationsOf(cli, plugins, marketplaces);
    const seconds = waitSeconds(options.wait);
    const token = options.dryRun === true ? null : await tokenFor(cli, server, options.tokenFile);
    const warnings = marketplaceGiven(cli, options.marketplace) === undefined ? unknownTargets(folder) : [];
    for (const plugin of plugins) {
        const unpushed = await unpushedWarning(plugin);
        warnings.push(...givenWarnings(plugin, folder), ...(unpushed === null ? [] : [unpushed]));
    }
    for (const warning of warnings)
        cli.terminal.note(`${cli.terminal.colour.yellow('!')} ${warning}`);
    if (token === null)
        warnOfProxy(cli, server);
    const code = token === null
        ? rehearse(cli, notifications, server.apiUrl, eventTypes)
        : await send(cli, notifications, { folder, server, eventTypes, token, seconds });
    noteProblems(cli.terminal, problems);
    return problems.length > 0 ? 1 : code;
}
/** Named, or those that the workflow here names, or the marketplace here. */
function trigger_targetsOf(cli, { marketplace }, folder) {
    const named = marketplacesOf(cli, marketplace, folder);
    if (named.length > 0)
        return named;
    if (folder?.catalogue && folder.origin !== null)
        return [(0,github_repository/* fullName */.fq)(folder.origin.repository)];
    throw new UsageError('No marketplace is named here.', 'Pass --marketplace owner/repo, or run this where a workflow names one.');
}
/** The same payload as the notify action's, without a run. */
function notificationsOf({ clock }, plugins, marketplaces) {
    const timestamp = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
    return plugins.flatMap((one) => {
        const { plugin, version, path, home } = one;
        const announced = { change: 'announced', previousVersion: null, remark: null };
        const change = { ...announced, plugin, version, path, at: { file: path } };
        const { repository, commit } = home;
        const common = { marketplaces, batch: false, repository, commit, timestamp, runUrl: null, extra: {} };
        return (0,payload/* planNotifications */.at)([change], common);
    });
}
/** Prints the requests as they would be made. */
function rehearse(cli, notifications, apiUrl, types) {
    for (const { marketplace, payload } of notifications) {
        cli.terminal.print(`POST ${apiUrl}/repos/${marketplace}/dispatches`);
        cli.terminal.print((0,clean_text/* jsonText */.s$)({ event_type: types.get(marketplace), client_payload: payload }));
    }
    return trigger_ended(cli, notifications);
}
/** Sends, and waits as the notify action's `wait` does; 1 also where something is not listed in the end. */
async function send(cli, notifications, sending) {
    const { terminal, clock } = cli;
    const { folder, server, eventTypes, token, seconds } = sending;
    const eventTypeFor = (marketplace) => eventTypes.get(marketplace) ?? EVENT_TYPE;
    const { serverUrl, apiUrl } = server;
    const expiry = (0,token_expiry/* watchExpiry */.L_)(token.kind, () => clock.now());
    const client = connect(cli, server, token, expiry.see);
    const log = { ...logTo(terminal), info: terminal.print };
    const sender = {
        face: 'command-line',
        client,
        clock,
        log,
        apiUrl,
        eventTypeFor,
        kind: token.kind,
        isGithubToken: false,
        repository: folder?.origin ? (0,github_repository/* fullName */.fq)(folder.origin.repository) : '',
        expiry: expiry.expiry,
    };
    terminal.progress('Sending …');
    const deliveries = await (0,deliver/* deliver */.c)(sender, notifications);
    showRuns(cli, deliveries, server);
    const sent = trigger_ended(cli, deliveries.deliveries);
    const waiting = { marketplaces: client, plugins: client, clock, log, serverUrl, seconds };
    const arrivals = await (0,wait/* awaitArrivals */.$)(waiting, deliveries);
    const remarks = (0,arrival_annotations/* arrivalAnnotations */.g)({ arrivals, deliveries, eventTypeFor, serverUrl }, 'command-line');
    for (const { level, text } of remarks) {
        const sign = level === 'notice' ? terminal.colour.cyan('i') : terminal.colour.yellow('!');
        terminal.note(`${sign} ${text}`);
    }
    return sent === 0 && remarks.some(({ level }) => level === 'warning') ? 1 : sent;
}
/** Where a person sees what was set off. */
function showRuns({ terminal }, { deliveries }, { serverUrl }) {
    const reached = deliveries.flatMap(({ status, notification }) => status === 'sent' ? [notification.marketplace] : []);
    for (const name of new Set(reached)) {
        const runs = `${serverUrl}/${name}/actions?query=event%3Arepository_dispatch`;
        terminal.print(`Runs that it starts there: ${runs}`);
    }
}
function trigger_ended({ terminal }, all) {
    const problems = all.flatMap(({ problem }) => problem ?? []);
    terminal.progress(null);
    noteProblems(terminal, problems);
    return problems.length === 0 ? 0 : 1;
}
/** PURE: the seconds of `--wait`, 0 where it is not given. Throws `UsageError`. */
function waitSeconds(text) {
    if (text === undefined)
        return 0;
    if (/^\d{1,4}$/.test(text) && Number(text) <= 3600)
        return Number(text);
    throw new UsageError('--wait takes whole seconds, 3600 at most.', 'Write e.g. --wait 60.');
}

;// CONCATENATED MODULE: ./src/cli/program.ts








/** Options that commands share. */
const HOSTNAME = ['--hostname <host>', 'GitHub server (default: the one of the remote here)'];
const MARKETPLACE = [
    '--marketplace <owner/repo>',
    'marketplace (default: the one here, or those that the workflow here names)',
];
/** The commands, their options and their help. `run` is given what the command ended with. */
function program(cli, own, run) {
    const root = new esm/* Command */.uB('notify-marketplace')
        .description('Keeps Claude Code plugin marketplaces up to date with their plugins.')
        .version(own.version, '--version', 'print the version')
        .configureOutput(outputTo(cli.terminal))
        .helpOption('-h, --help', 'show this, or a command’s options')
        .showHelpAfterError('(see --help)')
        // `trigger --version` is the plugin's; ours stands before the command.
        .enablePositionalOptions()
        .addHelpText('after', EXAMPLES.root);
    addSetup(root, own).action((options) => run(setup(cli, options, own)));
    addTrigger(root).action((options) => run(trigger(cli, options)));
    addStatus(root).action((options) => run(status_status(cli, options)));
    addDoctor(root).action((options) => run(doctor(cli, options)));
    const names = root.commands.map((command) => command.name());
    // Commander's own help shows the whole page for a word that is no command.
    root
        .helpCommand(false)
        .command('help [command]')
        .description('explain a command')
        .action((name) => {
        const command = root.commands.find((one) => one.name() === name);
        if (name === undefined || command !== undefined)
            (command ?? root).help();
        throw new UsageError(`There is no command ${(0,display/* quote */.hD)(name ?? '')}.`, `The commands are ${names.join(', ')}.`);
    });
    return root;
}
function addSetup(root, { publisher }) {
    const action = publisher === null ? 'copy of the action' : `action (default: ${publisher}@v1)`;
    return root
        .command('setup')
        .description('write the workflow, in a plugin’s or a marketplace’s clone')
        .option('--marketplace [owner/repo]', 'marketplaces to notify; no value: set up this one', several)
        .option('--plugins [folder...]', 'set up all submodules, or these folders')
        .option('--event-type <type>', 'event type (default: plugin-updated)')
        .option('--secret <name>', 'secret (default: MARKETPLACE_UPDATE_TOKEN)')
        .option('--app', 'token from a GitHub App; --secret is then its key')
        .option('--action <owner/repo@ref>', action)
        .option('--mode <push|pull-request>', 'how the marketplace is updated')
        .option('--scope <all|event>', 'what a run for an event looks at')
        .option('--migrate', 'replace copied workflows, and show the difference')
        .option('--force', 'overwrite what is there, and show the difference')
        .option('--this-branch', 'write on this branch, default or not')
        .option('--check', 'write nothing; exit 1 if something is missing')
        .addHelpText('after', EXAMPLES.setup);
}
function addTrigger(root) {
    return root
        .command('trigger')
        .description('send one event now, from the plugin.json here or as given')
        .option('--marketplace <owner/repo>', 'marketplace to notify (default: as the workflow here)', several)
        .option('--plugin <name>', 'name of the plugin')
        .option('--version <version>', 'version to announce')
        .option('--all', 'every plugin here')
        .option('--event-type <type>', 'event type (default: as the workflow here)')
        .option('--token-file <path>', 'file with the token')
        .option(...HOSTNAME)
        .option('--wait <seconds>', 'wait until the marketplace lists it')
        .option('--dry-run', 'print the request instead')
        .addHelpText('after', EXAMPLES.trigger);
}
function addStatus(root) {
    return root
        .command('status')
        .description('each plugin’s version: listed, at its pointer, in its repository')
        .option(...MARKETPLACE)
        .option('--token-file <path>', 'file with the token (default: as for gh)')
        .option(...HOSTNAME)
        .option('--json', 'as JSON')
        .option('--no-fail', 'exit 0 even if something is behind')
        .addHelpText('after', EXAMPLES.status);
}
function addDoctor(root) {
    return root
        .command('doctor')
        .description('check the whole chain from here, and say what to do')
        .option(...MARKETPLACE)
        .option('--token-file <path>', 'file with the token from the secret, to check it')
        .option(...HOSTNAME)
        .option('--json', 'as JSON')
        .addHelpText('after', EXAMPLES.doctor);
}
/** Like all that is written: what was typed may hold a token. */
function outputTo({ print, note, width }) {
    return {
        getOutHelpWidth: () => width ?? 80,
        getErrHelpWidth: () => width ?? 80,
        getOutHasColors: () => false,
        getErrHasColors: () => false,
        writeOut: (text) => print(text.replace(/\n$/, '')),
        writeErr: (text) => note(text.replace(/\n$/, '')),
    };
}
/** An option that may be given more than once. */
function several(value, before) {
    return typeof before === 'string' ? `${before},${value}` : value;
}

;// CONCATENATED MODULE: ./src/cli/publisher.ts



/** What the pages and templates call the account, until somebody publishes under their own: on GitHub it is a stranger's. */
const PLACEHOLDER = 'org';
/** PURE: the repository that publishes this package, by its package.json; null where it does not say. */
function publisherIn(manifest) {
    const { repository } = (0,json/* isObject */.G)(manifest) ? manifest : {};
    const written = (0,json/* isObject */.G)(repository) ? repository['url'] : repository;
    if (typeof written !== 'string')
        return null;
    // https://docs.npmjs.com/cli/configuring-npm/package-json#repository
    const url = written
        .replace(/^git\+/, '')
        .replace(/^(?:github:)?(?=[\w.-]+\/[\w.-]+$)/, 'https://github.com/');
    const found = (0,github_address/* repositoryAt */.uw)(url, 'https://github.com');
    return found === null || found.owner.toLowerCase() === PLACEHOLDER ? null : (0,github_repository/* fullName */.fq)(found);
}

;// CONCATENATED MODULE: ./src/cli/run.ts









/**
 * The command line: reads its arguments, runs the command, and prints what is wrong.
 *
 * @param root the folder of the package, with `package.json` and `templates`
 * @param args what follows the program's name, e.g. `['status', '--json']`
 */
async function runCommandLine(cli, root, args) {
    // Also where nothing uses them: what is given or answered may hold one.
    for (const name of TOKEN_VARIABLES)
        cli.terminal.hide(cli.env[name]?.trim() ?? '');
    let publisher = null;
    let ended = Promise.resolve(0);
    try {
        const manifest = JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(root, 'package.json'), 'utf8'));
        publisher = publisherIn(manifest);
        const own = { version: manifest.version, root, publisher };
        const main = program(cli, own, (command) => {
            ended = command;
        });
        for (const command of [main, ...main.commands])
            command.exitOverride();
        await main.parseAsync([...args], { from: 'user' });
        return await ended;
    }
    catch (error) {
        cli.terminal.progress(null);
        return explain(cli.terminal, error, publisher);
    }
}
function explain(terminal, error, publisher) {
    if (error instanceof esm/* CommanderError */.b7)
        return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
        terminal.note(`${terminal.colour.red('✗')} ${error.message}\n  → ${error.remedy}`);
        return 2;
    }
    const problems = (0,reading/* problemsIn */._n)(error, 'command-line');
    if (problems !== null) {
        noteProblems(terminal, problems);
        return 1;
    }
    const message = error instanceof Error ? error.message : String(error);
    const place = publisher === null ? 'to whoever published it' : `at https://github.com/${publisher}/issues`;
    terminal.note(`This should not happen: ${(0,display/* display */.Vy)(message, 500)}. Please report it ${place}.`);
    return 1;
}


/***/ }),

/***/ 6009:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L0: () => (/* binding */ cleaned),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   s$: () => (/* binding */ jsonText)
/* harmony export */ });
/**
 * The last gate before a terminal, a log or a pipe. Names and paths are shown by `plugin/display.ts` as it is; what got
 * past it, in an error's message or a command to paste, does no harm either: it moves no cursor, changes no direction
 * and shows no secret.
 */
/** Control, format (bidirectional, zero-width), line-separating and unpaired characters, but tab and line end. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** The escape sequences that `Terminal.colour` writes, and no others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const COLOUR = /\u001b\[(?:1|2|22|31|32|33|36|39)m/g;
/** PURE: a text with nothing hidden in it: unseen characters become `\u{…}`, passwords and `secrets` become `***`. */
function cleaned(text, secrets, colour) {
    const safe = withoutPasswords(withoutSecrets(text, secrets));
    if (!colour)
        return visible(safe);
    const codes = safe.match(COLOUR) ?? [];
    return safe
        .split(COLOUR)
        .map((part, index) => `${visible(part)}${codes[index] ?? ''}`)
        .join('');
}
/** PURE: a text whose unseen characters are seen: nothing in it moves a cursor, or changes a direction. */
function visible(text) {
    return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
/** Shorter texts are not tokens, and may appear anywhere. */
const SHORTEST_SECRET = 8;
/**
 * Anything that looks like a token is hidden, no matter where it came from, and where
 * (https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats).
 */
const TOKEN = /\b(?:gh[a-z]_[A-Za-z0-9][\w.-]{19,}|github_pat_\w{20,})/g;
/** A text that was cut for display may hold the beginning of a secret: that goes too. */
function withoutSecrets(text, secrets) {
    let shown = text.replace(TOKEN, '***');
    for (const secret of secrets) {
        if (secret.length < SHORTEST_SECRET || !shown.includes(secret.slice(0, SHORTEST_SECRET)))
            continue;
        shown = shown.replaceAll(secret, '***');
        for (let length = secret.length - 1; length >= SHORTEST_SECRET; length--)
            shown = shown.replaceAll(`${secret.slice(0, length)}…`, '***…');
    }
    return shown;
}
/** The second: a password that is not encoded may hold what would end it; what follows the colon is no port then. */
const USER = /(?<=[a-z]:\/\/)(?:[^\s/?#'"`<>]*@|[^\s/?#:@'"`<>]*:(?!\d*(?:[\s/?#]|$))[^\s'"`<>]*@)/gi;
/** `scheme://name:password@` and `scheme://token@`; plain names such as `git`, and variables, are no secrets. */
function withoutPasswords(text) {
    return text.replace(USER, (user) => /^[\w.-]{1,39}@$/.test(user) && !/gh[a-z]_|github_pat_/i.test(user) ? user : hidden(user));
}
function hidden(user) {
    return /^[^:]*:\$/.test(user) ? user : '***@';
}
/** PURE: JSON that a terminal shows as it is: what is unseen is written as its escape, which means the same. */
function jsonText(value) {
    return JSON.stringify(value, null, 2).replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => character
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''));
}


/***/ }),

/***/ 1028:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ openTerminal),
/* harmony export */   t: () => (/* binding */ table)
/* harmony export */ });
/* harmony import */ var cli_table3__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5832);
/* harmony import */ var cli_table3__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(cli_table3__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var picocolors__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7336);
/* harmony import */ var picocolors__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(picocolors__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _server_clean_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6009);



const CLEAR = '\r\x1b[2K';
/** WRITE: colour and progress only on a terminal; plain lines in a pipe. */
function openTerminal({ out, err, env }) {
    const plain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
    const live = err.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] === undefined;
    const coloured = out.isTTY === true && !plain;
    const secrets = new Set();
    const shownAs = (text) => (0,_server_clean_text_js__WEBPACK_IMPORTED_MODULE_1__/* .cleaned */ .L0)(text, secrets, coloured);
    let shown = false;
    const clear = () => {
        if (shown)
            err.write(CLEAR);
        shown = false;
    };
    return {
        print(line = '') {
            clear();
            out.write(`${shownAs(line)}\n`);
        },
        note(line) {
            clear();
            err.write(`${shownAs(line)}\n`);
        },
        progress(text) {
            clear();
            if (!live || text === null)
                return;
            err.write(shownAs(text));
            shown = true;
        },
        hide(secret) {
            secrets.add(secret);
        },
        colour: picocolors__WEBPACK_IMPORTED_MODULE_2___default().createColors(coloured),
        width: out.isTTY === true ? (out.columns ?? 80) : null,
    };
}
/** Columns in line, without borders: they can be read, and cut by other tools. */
function table(head, rows) {
    const made = new (cli_table3__WEBPACK_IMPORTED_MODULE_0___default())({
        head: [...head],
        chars: BORDERLESS,
        style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2, compact: true },
    });
    made.push(...rows.map((row) => [...row]));
    return made
        .toString()
        .split('\n')
        .map((line) => line.trimEnd())
        .join('\n');
}
const BORDERLESS = Object.fromEntries(['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left']
    .concat(['left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((name) => [name, '']));


/***/ })

};
