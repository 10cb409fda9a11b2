export const id = 876;
export const ids = [876];
export const modules = {

/***/ 4615:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readPluginsAt),
/* harmony export */   V: () => (/* binding */ readTogether)
/* harmony export */ });
/* harmony import */ var _client_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6093);
/* harmony import */ var _client_in_flight_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2263);
/* harmony import */ var _objects_commit_reader_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4111);
/* harmony import */ var _objects_snapshot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7306);
/* harmony import */ var _path_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7176);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(651);
/* harmony import */ var _manifest_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3183);
/* harmony import */ var _plugin_place_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1115);








/**
 * READ: many plugins at once, one result per place, by its key. 20 repositories share a request; where a manifest isn't
 * at its path, one more round looks at the folders above, and one follows a symbolic link. Never throws for GitHub's
 * answers.
 */
async function readPluginsAt(client, places, known = []) {
    return (await readTogether(client, { places, commits: new Map(), known })).plugins;
}
/** READ: plugins, and other commits in the same requests. */
async function readTogether(client, { places, commits, known = [] }) {
    const sites = sitesOf(new Set(places.values()), known);
    const others = await _objects_commit_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .CommitReader */ .f.read(client, missingIn(sites), commits);
    for (let round = 1; round < MOST_ROUNDS; round++)
        await _objects_commit_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .CommitReader */ .f.read(client, missingIn(sites));
    const found = await (0,_client_in_flight_js__WEBPACK_IMPORTED_MODULE_5__/* .inFlight */ .C)([...sites], async ([place, commit]) => {
        return [place, await pluginAt(client, place, commit)];
    });
    const read = new Map(found);
    const plugins = [...places].map(([key, place]) => [key, read.get(place) ?? _objects_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_READ */ .V]);
    return { plugins: new Map(plugins), commits: others };
}
/** The manifest, the folders above it, what is a link among them, and where that leads. */
const MOST_ROUNDS = 4;
/** Places at one revision of one repository share its commit. */
function sitesOf(places, known) {
    const commits = new Map(known.map((one) => [siteKey(one), new _objects_commit_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .CommitReader */ .f(one, one.snapshot)]));
    const sites = new Map();
    for (const place of places) {
        const commit = commits.get(siteKey(place)) ?? new _objects_commit_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .CommitReader */ .f(place);
        commits.set(siteKey(place), commit);
        sites.set(place, commit);
    }
    return sites;
}
function siteKey({ repository, revision }) {
    return `${(0,_repository_js__WEBPACK_IMPORTED_MODULE_6__/* .repositoryKey */ .Kq)(repository)} ${JSON.stringify(revision)}`;
}
/** What has to be asked next to know what stands at the places. */
function missingIn(sites) {
    const wanted = new Map();
    for (const [place, commit] of sites) {
        wanted.set(commit, [...(wanted.get(commit) ?? []), ...missingAt(place, commit)]);
    }
    return wanted;
}
function missingAt(place, commit) {
    const { snapshot } = commit;
    if (snapshot === _objects_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_READ */ .V)
        return (0,_plugin_place_js__WEBPACK_IMPORTED_MODULE_4__/* .pathsOf */ .wG)(place);
    if (snapshot.kind !== 'commit')
        return [];
    const link = linkOf(place, commit);
    return link === null ? (0,_plugin_place_js__WEBPACK_IMPORTED_MODULE_4__/* .nextPaths */ .Ql)(place, snapshot.paths) : [link.path, link.directory];
}
function candidateOf({ directory }) {
    const path = (0,_plugin_place_js__WEBPACK_IMPORTED_MODULE_4__/* .manifestPath */ .ji)(directory);
    return { path, above: (0,_path_js__WEBPACK_IMPORTED_MODULE_7__/* .foldersAbove */ .Zv)(path) };
}
/** Where a link on the way to a manifest leads, and the directory that is meant by it. */
function linkOf(place, commit) {
    const located = commit.locate(candidateOf(place));
    if (located.kind !== 'link')
        return null;
    const [, directory] = /^(?:(.*)\/)?\.claude-plugin\/plugin\.json$/.exec(located.target) ?? [];
    return { path: located.target, directory: directory ?? '' };
}
async function pluginAt(client, place, commit) {
    const { snapshot } = commit;
    if (snapshot.kind !== 'commit')
        return snapshot;
    const candidate = candidateOf(place);
    const link = linkOf(place, commit);
    const asked = [
        ...(0,_plugin_place_js__WEBPACK_IMPORTED_MODULE_4__/* .nextPaths */ .Ql)(place, snapshot.paths),
        ...candidate.above,
        ...(link === null ? [] : [link.path, link.directory]),
    ];
    const failed = asked.map((path) => commit.lookUp(path)).find((one) => one?.kind === 'failed');
    // What GitHub failed on is not taken for absent.
    if (failed?.kind === 'failed')
        return { ...failed, error: null };
    const { oid, release, date, branch } = snapshot;
    const directory = directoryAt(place.directory, commit) ?? directoryAt(link?.directory, commit);
    const more = { ...(date === undefined ? {} : { date }), ...(branch === undefined ? {} : { branch }) };
    const read = { commit: oid, directory, release, ...more };
    const located = commit.resolve(candidate);
    const manifest = await (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .orError */ .M)((0,_manifest_state_js__WEBPACK_IMPORTED_MODULE_3__/* .readManifestState */ .b)(client, place.repository, located, candidate.path));
    return manifest instanceof _client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_
        ? { kind: 'failed', message: manifest.message, error: manifest }
        : { kind: 'plugin', ...read, manifest };
}
function directoryAt(path, commit) {
    const found = path === undefined ? undefined : commit.lookUp(path);
    return found?.kind === 'found' && found.entry.kind === 'directory' ? found.entry.oid : null;
}


/***/ }),

/***/ 8882:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readTags)
/* harmony export */ });
/* harmony import */ var _plugin_json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(785);
/* harmony import */ var _client_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6093);
/* harmony import */ var _client_graphql_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5505);
/* harmony import */ var _client_graphql_query_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2307);
/* harmony import */ var _client_in_flight_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2263);
/* harmony import */ var _objects_batches_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6192);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(651);







/** As for objects: 50 have been seen to work, and more to grow too big. */
const MOST_REPOSITORIES = 20;
/** What GraphQL lists on one page. */
const PAGE = 100;
/** Pages of REST; a repository with 3,000 tags of one name does exist, one with a page that never ends does not. */
const MOST_PAGES = 100;
/**
 * READ: the names of tags, one result per request, by its key. The first hundred of 20 repositories come in one query;
 * where there are more, one REST request lists those with the prefix, which GraphQL's `query` does not promise
 * (https://docs.github.com/rest/git/refs#list-matching-references). Never throws for GitHub's answers.
 */
async function readTags(client, wanted) {
    const requests = [...wanted.values()];
    const repositories = new Map(requests.map(({ repository: r }) => [(0,_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryKey */ .Kq)(r), r]));
    const batches = (0,_objects_batches_js__WEBPACK_IMPORTED_MODULE_3__/* .chunksOf */ .U_)([...repositories.values()], MOST_REPOSITORIES);
    const pages = new Map((await (0,_client_in_flight_js__WEBPACK_IMPORTED_MODULE_4__/* .inFlight */ .C)(batches, (batch) => firstPages(client, batch))).flat());
    const distinct = new Map(requests.map((request) => [keyOf(request), request]));
    const found = await (0,_client_in_flight_js__WEBPACK_IMPORTED_MODULE_4__/* .inFlight */ .C)([...distinct], async ([key, request]) => {
        const page = pages.get((0,_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryKey */ .Kq)(request.repository)) ?? MORE;
        return [key, page.kind === 'more' ? await matching(client, request) : page];
    });
    const tags = new Map(found);
    return new Map([...wanted].map(([key, request]) => [key, tags.get(keyOf(request)) ?? NOT_READ]));
}
const NOT_READ = { kind: 'failed', message: 'not read' };
function keyOf({ repository, prefix }) {
    return `${(0,_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryKey */ .Kq)(repository)} ${prefix}`;
}
const MORE = { kind: 'more' };
const FIRST_PAGE = `{ refs(refPrefix: "refs/tags/", first: ${PAGE}) { pageInfo { hasNextPage } nodes { name } } }`;
/** Where GitHub failed each repository is asked by itself, unless the token's hour is used up. */
async function firstPages(client, repositories) {
    const { text, variables } = (0,_client_graphql_query_js__WEBPACK_IMPORTED_MODULE_5__/* .repositoriesQuery */ .p)(repositories, FIRST_PAGE);
    const pages = (page) => repositories.map((repository, n) => [(0,_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryKey */ .Kq)(repository), page(`r${n}`)]);
    const answer = await (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .orError */ .M)(client.graphql(text, variables));
    if (answer instanceof _client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_) {
        return pages(() => (answer.limit === null ? MORE : { kind: 'failed', message: (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .reason */ .l)(answer) }));
    }
    const { data, errors } = answer;
    return pages((alias) => ((0,_client_graphql_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .errorWithin */ .OZ)(errors, [alias]) === null ? firstPage(data[alias]) : MORE));
}
function firstPage(repository) {
    const refs = (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isObject */ .G)(repository) ? repository['refs'] : null;
    const { pageInfo, nodes } = (0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isObject */ .G)(refs) ? refs : {};
    if (!(0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isObject */ .G)(pageInfo) || pageInfo['hasNextPage'] !== false)
        return MORE;
    const names = textsIn(nodes, 'name');
    return names === null ? MORE : { kind: 'tags', names };
}
/** A text of each item; null where one has none, or this is no list: one that was cut makes tags look gone. */
function textsIn(items, key) {
    if (!Array.isArray(items))
        return null;
    const texts = items
        .map((item) => ((0,_plugin_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isObject */ .G)(item) ? item[key] : null))
        .filter((text) => typeof text === 'string');
    return texts.length === items.length ? texts : null;
}
async function matching(client, { repository, prefix }) {
    const { owner, name: repo } = repository;
    const route = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}';
    const names = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
        const parameters = { owner, repo, ref: `tags/${prefix}`, ...(page === 1 ? {} : { page }) };
        const asked = client.request(route, parameters, { what: 'Reading tags', check: refsIn });
        const answer = await (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .orError */ .M)(asked);
        if (answer instanceof _client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_)
            return { kind: 'failed', message: (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .whyUnread */ .Ms)(answer) };
        names.push(...refsIn(answer).map((ref) => ref.replace(/^refs\/tags\//, '')));
        if (!/rel="next"/.test(answer.headers['link'] ?? ''))
            return { kind: 'tags', names };
    }
    return { kind: 'failed', message: `more than ${MOST_PAGES} pages of tags` };
}
/** Throws if a web page came instead of the list. */
function refsIn(answer) {
    const refs = answer.status === 200 ? textsIn(answer.data, 'ref') : null;
    if (refs === null)
        throw (0,_client_error_js__WEBPACK_IMPORTED_MODULE_0__/* .shapeless */ .hb)(answer);
    return refs;
}


/***/ }),

/***/ 9851:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ repeatedKeys),
/* harmony export */   w: () => (/* binding */ editCatalogue)
/* harmony export */ });
/* harmony import */ var _json_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7393);

/**
 * The text of a catalogue that `parseCatalogue` accepts → the same text with each edit's value at its path.
 *
 * Of an existing value, whatever it is, just its own characters are replaced; a value that stands there already,
 * in whatever escapes, is left as it is. A new key comes after the object's `name` (else after its last key),
 * spaced and broken into lines as its neighbours are. The text is parsed once, however many edits there are:
 * jsonc-parser's `modify` would parse it for each. Of a key that stands twice the last is edited, which is the one
 * that readers take; `repeatedKeys` finds such keys.
 *
 * Throws where no edit can be meant: no object is where the path leads, or two edits overlap.
 */
function editCatalogue(text, edits) {
    const root = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .tree */ .B2)(text);
    const places = new Set(edits.map(({ path }) => JSON.stringify(path)));
    if (places.size < edits.length)
        throw new Error('two edits of one value');
    const changes = edits.map((edit) => changeOf(text, root, edit));
    return apply(text, changes.sort((one, other) => one.offset - other.offset));
}
function changeOf(text, root, { path, value }) {
    const node = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeAt */ .oB)(root, path);
    if (node === undefined)
        return insertion(text, (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeAt */ .oB)(root, path.slice(0, -1)), { path, value });
    const { offset, length } = node;
    const same = node.type === 'string' && node.value === value;
    return { offset, length, text: same ? text.slice(offset, offset + length) : JSON.stringify(value) };
}
/** A new property after another one: the gaps between two, and between key and value, are copied from there. */
function insertion(text, object, { path, value }) {
    const key = path.at(-1);
    const before = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .propertiesAt */ .NU)(object, 'name').at(-1) ?? object?.children?.at(-1);
    if (object?.type !== 'object' || before === undefined || typeof key !== 'string') {
        throw new Error(`nothing to edit at ${JSON.stringify(path)}`);
    }
    const gap = gapBetween(text, object, before);
    const property = `${JSON.stringify(key)}${colonOf(text, before)}${JSON.stringify(value)}`;
    return { offset: endOf(before), length: 0, text: `${gap}${property}` };
}
/** What stands between this property and a neighbour; for an only one, a comma and what stands before it. */
function gapBetween(text, object, property) {
    const properties = object.children ?? [];
    const index = properties.indexOf(property);
    const next = properties[index + 1];
    if (next !== undefined)
        return text.slice(endOf(property), next.offset);
    const previous = properties[index - 1];
    if (previous !== undefined)
        return text.slice(endOf(previous), property.offset);
    return `,${text.slice(object.offset + 1, property.offset)}`;
}
function colonOf(text, { children }) {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? ': ' : text.slice(endOf(key), value.offset);
}
function endOf({ offset, length }) {
    return offset + length;
}
function apply(text, changes) {
    const parts = [];
    let end = 0;
    for (const change of changes) {
        if (change.offset < end)
            throw new Error('two edits overlap');
        parts.push(text.slice(end, change.offset), change.text);
        end = change.offset + change.length;
    }
    return parts.join('') + text.slice(end);
}
/**
 * The text of a catalogue → path → the place of the second key, where a key on the way to the path, or at its end,
 * stands twice in its object; else null. JSON leaves open which of the two counts, and its readers do not agree.
 */
function repeatedKeys(text, file) {
    const root = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .tree */ .B2)(text);
    const places = (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .placesIn */ .yN)(text, file);
    return (path) => {
        const seconds = path.map((key, depth) => secondKey((0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .nodeAt */ .oB)(root, path.slice(0, depth)), key));
        const first = seconds.find((property) => property !== undefined);
        return first === undefined ? null : places(first.offset);
    };
}
function secondKey(node, key) {
    return typeof key === 'string' ? (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .propertiesAt */ .NU)(node, key)[1] : undefined;
}


/***/ }),

/***/ 1671:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ onlyOldEnough)
});

// EXTERNAL MODULE: ./src/marketplace/marketplace.ts
var marketplace = __webpack_require__(600);
// EXTERNAL MODULE: ./src/plugin/catalogue-edit.ts
var catalogue_edit = __webpack_require__(9851);
// EXTERNAL MODULE: ./src/plugin/group-by.ts
var group_by = __webpack_require__(6384);
// EXTERNAL MODULE: ./src/plugin/version.ts
var version = __webpack_require__(2051);
// EXTERNAL MODULE: ./src/update/observe/observation.ts
var observation = __webpack_require__(2828);
// EXTERNAL MODULE: ./src/update/plan/decide.ts + 1 modules
var decide = __webpack_require__(4936);
// EXTERNAL MODULE: ./src/update/plan/decision.ts
var plan_decision = __webpack_require__(5343);
// EXTERNAL MODULE: ./src/github/client/expiry.ts
var expiry = __webpack_require__(5664);
// EXTERNAL MODULE: ./src/github/repository.ts
var repository = __webpack_require__(651);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
// EXTERNAL MODULE: ./src/update/plan/rules.ts
var rules = __webpack_require__(2798);
;// CONCATENATED MODULE: ./src/update/age/age.ts





/** Lower tags that are looked at where the highest is too young. */
const MOST_TAGS = 10;
/** PURE: where to look for a plugin's age. */
function ageSourceOf(one) {
    const { repository, revision } = one.place;
    const plugin = targetOf(one);
    const tag = one.kind === 'head' ? one.tag : null;
    if ('oid' in revision || plugin.kind !== 'plugin')
        return { kind: 'own' };
    if (tag !== null) {
        return { kind: 'releases', repository, tags: [tag.target, ...tag.between].slice(0, MOST_TAGS) };
    }
    if (plugin.release !== null)
        return { kind: 'releases', repository, tags: [plugin.release] };
    const branch = branchOf(revision, plugin);
    return branch === null ? noRecord(revision) : { kind: 'branch', repository, branch, head: plugin.commit };
}
function branchOf(revision, { branch }) {
    if ('defaultBranch' in revision)
        return branch ?? null;
    return 'ref' in revision && revision.ref.startsWith('refs/heads/')
        ? revision.ref.slice('refs/heads/'.length)
        : null;
}
/** A tag that moves has the release of its first commit, if any. */
function noRecord(revision) {
    if (!('ref' in revision)) {
        const why = 'GitHub did not name the default branch, so the age is not known; the next run tries again';
        return { kind: 'none', why, cause: 'passing' };
    }
    const why = `GitHub does not record when the tag ${(0,display/* quote */.hD)(revision.ref.replace('refs/tags/', ''))} was moved, so its age is not known; follow a branch or release tags like v1.2.3, or set \`minimum-age: 0\``;
    return { kind: 'none', why, cause: 'decision' };
}
function targetOf(one) {
    return one.kind === 'head' ? one.target : one.plugin;
}
const OLD = { kind: 'old' };
/** PURE: the age by pushes: of the head, or of what the branch stood at before. */
function ageByPushes(one, pushes, asked) {
    const name = (0,repository/* fullName */.fq)(one.place.repository);
    switch (pushes.kind) {
        case 'unread':
            return unread(`when ${name} was pushed to`, pushes);
        case 'not-recorded': {
            const head = targetOf(one);
            const commit = head.kind === 'plugin' ? (0,rules/* short */.h0)(head.commit) : 'its head';
            const why = `GitHub has no record of the push of ${commit} to ${name}, so its age is not known; push to that branch again, or set \`minimum-age: 0\` for one run`;
            return { kind: 'young', young: { reason: why, cause: 'decision' }, older: null };
        }
        case 'pushes': {
            const [head] = pushes.commits;
            return ageOf(one, head.at, { asked, older: olderIn(pushes.commits, asked) });
        }
    }
}
/** Each of these was pushed on to the next, so they lie one behind the other. */
function olderIn(pushed, asked) {
    const index = pushed.findIndex(({ at }) => isOld(at, asked));
    const commits = pushed.map(({ commit }) => commit);
    const [oid] = commits.slice(index);
    if (index === -1 || oid === undefined)
        return null;
    return { revision: { oid }, before: commits.slice(index + 1), after: commits.slice(0, index) };
}
/** PURE: the age by the publication of a release, or of a lower one. */
function ageByRelease(one, published, { tags, asked }) {
    if (published.kind === 'unread')
        return unread(`when releases of ${(0,repository/* fullName */.fq)(one.place.repository)} were published`, published);
    const [tag = ''] = tags;
    const at = published.at.get(tag);
    const older = tags.slice(1).find((tag) => isOld(published.at.get(tag), asked));
    const lower = older === undefined ? null : { revision: { ref: `refs/tags/${older}` }, before: [], after: [] };
    if (at !== undefined)
        return ageOf(one, at, { asked, older: lower });
    const reason = `its tag ${(0,display/* quote */.hD)(tag)} has no published release, so its age is not known; publish a release for it, or set \`minimum-age: 0\` for one run`;
    return { kind: 'young', young: { reason, cause: 'decision' }, older: lower };
}
/** PURE: what no record says. */
function ageUnknown({ why, cause }) {
    return { kind: 'young', young: { reason: why, cause }, older: null };
}
function isOld(at, { minimumAge, now }) {
    return at !== undefined && now - at >= minimumAge;
}
function ageOf(one, at, { asked, older }) {
    if (isOld(at, asked))
        return OLD;
    const { minimumAge, now } = asked;
    // Times are shown in minutes: rounded up, so that a run at that time does take it.
    const until = Math.ceil((at + minimumAge) / MINUTE) * MINUTE;
    const reason = `${nameOf(one)} has been public for ${share(Math.max(0, now - at), minimumAge)}; the first run after ${(0,expiry/* showTime */.lY)(until)} takes it`;
    return { kind: 'young', young: { reason, cause: 'young', until }, older };
}
/** The version, else the tag, else the commit. */
function nameOf(one) {
    const plugin = targetOf(one);
    if (plugin.kind !== 'plugin')
        return 'it';
    const tag = one.kind === 'head' && one.tag !== null ? one.tag.target : plugin.release;
    const name = (0,observation/* versionOf */.E4)(plugin) ?? tag;
    return name === null ? (0,rules/* short */.h0)(plugin.commit) : (0,display/* quote */.hD)(name);
}
function unread(what, { why, isPassing }) {
    const todo = isPassing
        ? 'the next run tries again'
        : 'pass a `plugins-token` with "Contents: read" there, or set `minimum-age: 0`';
    const reason = `GitHub did not say ${what} (${(0,display/* quote */.hD)(why)}), which \`minimum-age\` needs; ${todo}`;
    return { kind: 'young', young: { reason, cause: isPassing ? 'passing' : 'unreadable' }, older: null };
}
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Units, and from which age on each is used: of 36 hours people read more than of one day. */
const UNITS = [
    { name: 'd', unit: DAY, from: 2 * DAY },
    { name: 'h', unit: HOUR, from: HOUR },
    { name: 'min', unit: MINUTE, from: 0 },
];
/** `3 h of 3 d`. The whole is exact, and the age is rounded down in no larger unit: so it never looks reached. */
function share(age, whole) {
    const units = UNITS.filter(({ unit }) => whole % unit === 0);
    const [exact = UNITS[2]] = units;
    const { name, unit } = units.find(({ from }) => age >= from) ?? UNITS[2];
    return `${Math.floor(age / unit)} ${name} of ${whole / exact.unit} ${exact.name}`;
}

// EXTERNAL MODULE: ./src/github/client/in-flight.ts
var in_flight = __webpack_require__(2263);
// EXTERNAL MODULE: ./src/plugin/json.ts
var json = __webpack_require__(785);
// EXTERNAL MODULE: ./src/github/client/error.ts
var client_error = __webpack_require__(6093);
// EXTERNAL MODULE: ./src/github/client/graphql-answer.ts
var graphql_answer = __webpack_require__(5505);
// EXTERNAL MODULE: ./src/github/client/graphql-query.ts
var graphql_query = __webpack_require__(2307);
// EXTERNAL MODULE: ./src/github/objects/batches.ts
var batches = __webpack_require__(6192);
// EXTERNAL MODULE: ./src/github/objects/by-halves.ts
var by_halves = __webpack_require__(4477);
;// CONCATENATED MODULE: ./src/github/published.ts






/** As for objects. */
const MOST_REPOSITORIES = 20;
/** READ: when releases were published, by request. Never throws for GitHub's answers. */
function readPublished(client, requests) {
    return (0,by_halves/* readByHalves */.d)(client, QUERY, (0,batches/* chunksOf */.U_)(requests, MOST_REPOSITORIES));
}
const QUERY = {
    build: (batch) => {
        const builder = new graphql_query/* QueryBuilder */.o();
        return builder.query(batch.map(({ repository, tags }, n) => {
            const releases = tags.map((tag, m) => `t${m}: release(tagName: ${builder.text(tag)}) { publishedAt isDraft }`);
            return `r${n}: ${builder.repository(repository)} { ${releases.join(' ')} }`;
        }));
    },
    read: (batch, answer) => new Map(batch.map((one, n) => [one, publishedIn(one, `r${n}`, { answer, alone: batch.length === 1 })])),
    isRead: ({ kind }) => kind === 'published',
    failed: (error) => ({ kind: 'unread', why: (0,client_error/* whyUnread */.Ms)(error), isPassing: true }),
    halve: batches/* inTwo */.Wg,
    repositoriesIn: (batch) => batch.length,
};
function publishedIn({ tags }, alias, { answer, alone }) {
    const found = (0,graphql_answer/* aliasedRepository */.Kn)(answer, alias, alone);
    if (found.kind === 'no-repository')
        return { kind: 'unread', why: 'not found', isPassing: false };
    if (found.kind === 'forbidden')
        return { kind: 'unread', why: found.message, isPassing: false };
    if (found.kind !== 'repository')
        return { kind: 'unread', why: found.message, isPassing: true };
    const at = tags.map((tag, m) => {
        const path = [alias, `t${m}`];
        return [
            tag,
            timeOf(found.fields[`t${m}`], () => (0,graphql_answer/* nothingAt */.V1)(null, answer.errors, { path, alone })),
        ];
    });
    if (at.some(([, time]) => time === 'unread')) {
        return { kind: 'unread', why: graphql_answer/* INCOMPLETE */.j5.message, isPassing: true };
    }
    return {
        kind: 'published',
        at: new Map(at.flatMap(([tag, time]) => (typeof time === 'number' ? [[tag, time]] : []))),
    };
}
/** A draft has no time; null is no release, unless an error says otherwise. */
function timeOf(release, why) {
    if (release === null)
        return why().kind === 'absent' ? 'none' : 'unread';
    const { publishedAt, isDraft } = (0,json/* isObject */.G)(release) ? release : {};
    if (isDraft === true || (isDraft === false && publishedAt === null))
        return 'none';
    const time = Date.parse(String(publishedAt));
    return Number.isNaN(time) ? 'unread' : time;
}

// EXTERNAL MODULE: ./src/github/cause.ts
var cause = __webpack_require__(6712);
// EXTERNAL MODULE: ./src/github/objects/answers.ts + 2 modules
var answers = __webpack_require__(1740);
;// CONCATENATED MODULE: ./src/github/pushes.ts




/** What adds to a branch; all others replace it, make it or remove it. */
const FORWARD = new Set(['push', 'pr_merge', 'merge_queue_merge']);
const PAGE = 100;
/** A thousand pushes within the age that is asked for: what is older is not looked for. */
const MOST_PAGES = 10;
/**
 * READ: when the head of a branch and what stood there before were pushed, back to the first commit that was there at
 * `since`. Never throws for GitHub's answers.
 */
async function readPushes(client, tip, since) {
    const all = [];
    let cursor = null;
    for (let page = 1; page <= MOST_PAGES; page++) {
        const answer = await askPage(client, tip, cursor);
        if (answer instanceof client_error/* GitHubError */.y_) {
            return { kind: 'unread', why: (0,client_error/* whyUnread */.Ms)(answer), isPassing: (0,cause/* mayPass */.bg)(answer) };
        }
        all.push(...activitiesIn(answer));
        cursor = nextCursor(answer.headers['link']);
        const found = pushedCommits(all, tip.head);
        const isEnough = found.kind !== 'pushes' || found.commits.some(({ at }) => at <= since);
        if (cursor === null || (isEnough && all.some(({ at }) => at <= since)))
            return found;
    }
    return pushedCommits(all, tip.head);
}
function askPage(client, { repository, branch }, cursor) {
    const { owner, name: repo } = repository;
    const route = 'GET /repos/{owner}/{repo}/activity';
    const paging = { per_page: PAGE, ...(cursor === null ? {} : { after: cursor }) };
    const parameters = { owner, repo, ref: `refs/heads/${branch}`, ...paging };
    return (0,client_error/* orError */.M)(client.request(route, parameters, { what: 'Reading when it was pushed', check: activitiesIn }));
}
/** Throws where it is no such list. */
function activitiesIn(answer) {
    if (answer.status !== 200 || !Array.isArray(answer.data))
        throw (0,client_error/* shapeless */.hb)(answer);
    return answer.data.map((one) => {
        const { before, after, timestamp, activity_type: type } = (0,json/* isObject */.G)(one) ? one : {};
        const at = Date.parse(String(timestamp));
        if (!(0,answers/* isOid */.d)(before) || !(0,answers/* isOid */.d)(after) || Number.isNaN(at))
            throw (0,client_error/* shapeless */.hb)(answer);
        return { before, after, at, isForward: FORWARD.has(type) };
    });
}
/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api#using-link-headers */
function nextCursor(link = '') {
    const [, address = ''] = /<([^>]+)>;\s*rel="next"/.exec(link) ?? [];
    return URL.canParse(address) ? new URL(address).searchParams.get('after') : null;
}
/**
 * PURE: from the head back, each commit with its newest push. What is listed beside that (a merge may be listed twice) is
 * passed over; a force push, and whatever made the branch, is where it ends. Where something has moved the branch away
 * from the head, the record and the head are of two moments: the record may lag behind, and then show an older push of
 * the same commit.
 */
function pushedCommits(activities, head) {
    const commits = [];
    let current = head;
    for (const { before, after, at, isForward } of activities) {
        if (commits.length === 0 && before === head) {
            return { kind: 'unread', why: 'the branch moved while it was read', isPassing: true };
        }
        if (after === current) {
            commits.push({ commit: after, at });
            current = isForward ? before : null;
        }
        else if (!isForward)
            current = null;
        if (current === null)
            break;
    }
    const [first, ...others] = commits;
    return first === undefined ? { kind: 'not-recorded' } : { kind: 'pushes', commits: [first, ...others] };
}

;// CONCATENATED MODULE: ./src/update/age/read-ages.ts





/**
 * Branches that are asked for in a run, with a request each: an hour of `GITHUB_TOKEN` has 1,000, and what was read must
 * still be written.
 */
const MOST_BRANCHES = 300;
const FOR_LATER = { kind: 'unread', why: `more than ${MOST_BRANCHES} branches`, isPassing: true };
/** READ: how old each is. A branch is asked for once, releases of 20 repositories together. */
async function readAges(client, all, asked) {
    const sources = new Map(all.map((one) => [one, ageSourceOf(one)]));
    const branches = new Map();
    const releases = new Map();
    for (const source of sources.values()) {
        if (source.kind === 'branch')
            branches.set(keyOf(source), source);
        if (source.kind === 'releases')
            releases.set(keyOf(source), source);
    }
    const since = asked.now - asked.minimumAge;
    const [pushes, published] = await Promise.all([
        (0,in_flight/* inFlight */.C)([...branches].slice(0, MOST_BRANCHES), async ([key, tip]) => {
            return [key, await readPushes(client, tip, since)];
        }),
        readPublished(client, [...releases.values()]),
    ]);
    const pushesOf = new Map(pushes);
    const publishedOf = new Map([...releases].map(([key, request]) => [key, published.get(request)]));
    const found = { pushes: pushesOf, published: publishedOf };
    return new Map([...sources].map(([one, source]) => [one, ageFrom(one, source, { ...found, asked })]));
}
function keyOf(source) {
    const at = source.kind === 'branch' ? [source.branch, source.head] : source.tags;
    return JSON.stringify([(0,repository/* repositoryKey */.Kq)(source.repository), ...at]);
}
function ageFrom(one, source, { pushes, published, asked }) {
    switch (source.kind) {
        case 'own':
            return { kind: 'old' };
        case 'none':
            return ageUnknown(source);
        case 'branch':
            return ageByPushes(one, pushes.get(keyOf(source)) ?? FOR_LATER, asked);
        case 'releases': {
            const read = published.get(keyOf(source)) ?? { kind: 'unread', why: 'not read', isPassing: true };
            return ageByRelease(one, read, { tags: source.tags, asked });
        }
    }
}

// EXTERNAL MODULE: ./src/github/ancestry.ts
var ancestry = __webpack_require__(6274);
// EXTERNAL MODULE: ./src/github/plugins/plugin-at.ts
var plugin_at = __webpack_require__(4615);
// EXTERNAL MODULE: ./src/plugin/release-tag.ts
var release_tag = __webpack_require__(5503);
// EXTERNAL MODULE: ./src/update/observe/own-changes.ts
var own_changes = __webpack_require__(866);
;// CONCATENATED MODULE: ./src/update/age/read-older.ts






/**
 * READ: each young one as it would be at the newest that is old enough, also where that could not be read; nothing of
 * those that have none.
 */
async function readOlder({ client, marketplace, mayMove }, ages) {
    const known = new Map([...ages].flatMap(([one, age]) => {
        const older = age.kind === 'young' ? age.older : null;
        return older === null || isBehind(one, older) ? [] : [[one, older]];
    }));
    const places = new Map([...known].map(([one, { revision }]) => [one, { ...one.place, revision }]));
    if (places.size === 0)
        return new Map();
    const read = await (0,plugin_at/* readPluginsAt */.G)(client, new Map([...places.values()].map((place) => [place, place])));
    const plugins = await (0,own_changes/* withoutOwnChanges */.C)(client, marketplace, read);
    const older = [...places].flatMap(([one, place]) => {
        const plugin = plugins.get(place);
        return plugin === undefined || plugin.kind === 'no-commit' ? [] : [[one, at(one, place, plugin)]];
    });
    const related = older.map(([one, instead]) => [one, relatedBy(instead, known.get(one))]);
    return withAncestry(client, new Map(related), mayMove);
}
/** Each commit of the record was pushed on to the next; of all others it is not known how they stand to it. */
function relatedBy(instead, older) {
    if (instead.kind !== 'head' || instead.tag !== null)
        return instead;
    const pushes = (older?.before.indexOf(presentOf(instead) ?? '') ?? -1) + 1;
    if (pushes === 0)
        return { ...instead, ancestry: null };
    return instead.ancestry?.kind === 'forward' ? instead : ahead(instead, pushes);
}
/** The marketplace is there already, or further. */
function isBehind(one, { revision, after }) {
    const present = presentOf(one);
    return present !== null && (after.includes(present) || ('oid' in revision && revision.oid === present));
}
function presentOf(one) {
    return one.kind === 'head' && one.present.kind === 'plugin' ? one.present.commit : null;
}
function at(one, place, plugin) {
    const newest = targetOf(one);
    const known = newest.kind === 'plugin' ? { newest } : {};
    if (one.kind === 'version')
        return { ...one, ...known, plugin };
    if (one.tag === null || !('ref' in place.revision))
        return { ...one, ...known, target: plugin, newPlace: null };
    const target = place.revision.ref.replace('refs/tags/', '');
    const version = (0,release_tag/* parseReleaseTag */.rE)(target)?.version ?? '';
    return { ...one, ...known, place, target: plugin, newPlace: null, tag: { ...one.tag, target, version } };
}
/** What is not known is compared. Release tags go by their version. */
async function withAncestry(client, older, mayMove) {
    const isAsked = (one, instead) => isUnrelated(instead) && mayMove(one, ahead(instead, 1));
    const requests = new Map([...older].flatMap(([one, instead]) => (isAsked(one, instead) ? ancestryRequestOf(instead) : [])));
    const found = await (0,in_flight/* inFlight */.C)([...requests], async ([key, request]) => {
        return [key, await (0,ancestry/* ancestryFrom */.MB)(client, request, undefined)];
    });
    const ancestries = new Map(found);
    return new Map([...older].map(([one, instead]) => {
        if (!isUnrelated(instead))
            return [one, instead];
        const [[key] = ['']] = ancestryRequestOf(instead);
        return [one, { ...instead, ancestry: ancestries.get(key) ?? null }];
    }));
}
function isUnrelated(one) {
    return one.kind === 'head' && one.tag === null && one.ancestry === null;
}
function ahead(head, commits) {
    return { ...head, ancestry: { kind: 'forward', commits } };
}
function ancestryRequestOf({ place: { repository }, present, target }) {
    if (present.kind !== 'plugin' || target.kind !== 'plugin')
        return [];
    const request = {
        repository,
        revision: { oid: target.commit },
        target: target.commit,
        present: present.commit,
    };
    return [[JSON.stringify(request), request]];
}

;// CONCATENATED MODULE: ./src/update/age/old-enough.ts










/**
 * READ: `minimum-age`. What would move, and has not been public for that long, is held; where its branch stood at
 * something older before, or a lower release is older, that is taken instead: a plugin that is pushed to every day would
 * else never be updated. Only what would move is asked for.
 */
async function onlyOldEnough(seen, context) {
    const { client, options, now } = context;
    const { minimumAge } = options;
    if (minimumAge === 0)
        return seen;
    const fateOf = fatesIn(context);
    const teams = teamsOf(seen, fateOf, options.plugins);
    if (teams.length === 0)
        return seen;
    const ages = await readAges(client, teams.flat().map(({ one }) => one), { minimumAge, now: now() });
    const subjects = new Map(teams.flatMap((team) => team.map(({ subject, one }) => [one, subject])));
    const mayMove = (one, instead) => {
        const subject = subjects.get(one);
        return subject !== undefined && fateOf(subject, instead) !== 'stays';
    };
    const older = await readOlder({ ...context, mayMove }, ages);
    const aged = teams.flatMap((team) => agedTeam(team, { ages, older, fateOf }));
    return new Map([...seen, ...aged]);
}
/** Whether a pointer would move, or, where there is none, another version would be listed. */
function fatesIn({ marketplace, options }) {
    const repeatedKey = (0,catalogue_edit/* repeatedKeys */.f)(marketplace.catalogue.text, marketplace.file.path);
    return (subject, one) => {
        const decision = (0,decide/* decide */.L)(subject, one, { policy: options, repeatedKey });
        if ((0,plan_decision/* isUnread */.KJ)(decision))
            return 'unread';
        const isMove = decision.kind === 'update' && (decision.update.kind !== 'version' || one.kind === 'version');
        return isMove ? 'moves' : 'stays';
    };
}
/** Those that would move, with those that would be taken along in a submodule that they share. */
function teamsOf(seen, fateOf, chosen) {
    const members = [...seen].flatMap(([subject, one]) => {
        if (one.kind !== 'head' && one.kind !== 'version')
            return [];
        return [{ subject, one, isMoving: chosen((0,marketplace/* entryName */.MB)(subject.entry)) && fateOf(subject, one) === 'moves' }];
    });
    const teams = (0,group_by/* groupBy */.$)(members, ({ subject: { source, entry } }) => source.kind === 'submodule' ? `submodule ${source.pointer.path}` : `entry ${entry.index}`);
    return [...teams.values()].filter((team) => team.some(({ isMoving }) => isMoving));
}
/**
 * All of a team stand at one commit, so they take something older together or none does. What is older and could not be
 * read is held with that reason: a pull request may be open for it, and must not be taken for done.
 */
function agedTeam(team, { ages, older, fateOf }) {
    const isTaken = team.some(({ subject, one, isMoving }) => {
        const instead = older.get(one);
        if (!isMoving || instead === undefined || isTakenBack(one, instead))
            return false;
        return fateOf(subject, instead) !== 'stays';
    });
    return team.flatMap(({ subject, one, isMoving }) => {
        const age = ages.get(one);
        if (age?.kind !== 'young')
            return [];
        const instead = older.get(one) ?? one;
        const isPassedOver = isMoving && isOther(one, instead);
        if (isTaken)
            return [[subject, isPassedOver ? { ...instead, passedOver: age.young } : instead]];
        return isMoving ? [[subject, { ...one, young: age.young }]] : [];
    });
}
/** A version that its author has lowered since is not taken: https://semver.org has no other way to take one back. */
function isTakenBack(one, instead) {
    const [newest, old] = [versionAt(one), versionAt(instead)];
    return newest !== null && old !== null && (0,version/* isLower */.cs)(newest, old);
}
/** Whether the newest is still to come when the older one is taken; without versions each commit is one. */
function isOther(one, instead) {
    const [newest, old] = [versionAt(one), versionAt(instead)];
    return newest !== old || newest === null;
}
function versionAt(one) {
    const plugin = targetOf(one);
    return plugin.kind === 'plugin' ? (0,observation/* versionOf */.E4)(plugin) : null;
}


/***/ }),

/***/ 4900:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jv: () => (/* binding */ readBranchInput),
/* harmony export */   TA: () => (/* binding */ readFile),
/* harmony export */   ax: () => (/* binding */ readMinimumAge),
/* harmony export */   tS: () => (/* binding */ readTitle),
/* harmony export */   wf: () => (/* binding */ readChecks)
/* harmony export */ });
/* harmony import */ var _marketplace_sources_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2145);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2053);


/** PURE: the inputs that need more than a word list. */
/** `marketplace-file`: a path in the repository. */
function readFile(values) {
    const text = values.text('marketplace-file');
    const path = (0,_marketplace_sources_js__WEBPACK_IMPORTED_MODULE_0__/* .subdirectory */ .gR)(text);
    if (path.kind === 'path' && path.path !== '')
        return path.path;
    const fault = path.kind === 'fault' ? path.fault : 'names no file';
    const what = `\`marketplace-file\`: ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} ${fault}`;
    values.refuse('input-invalid', what, 'Write its path from the root of the repository.');
    return text;
}
/** https://git-scm.com/docs/git-check-ref-format, without what GitHub's own pages could stumble over. */
const BRANCH = /^(?!\/|.*(?:\.\.|\/\/|\/\.|\.lock(?:\/|$)|\/$|\.$|@\{))[^\0-\x20\x7f~^:?*[\\]+$/s;
/** `branch`: a name that git takes, and not the branch that is updated. */
function readBranchInput(values, target) {
    const text = values.text('branch');
    const names = ['x', 'lock'].map((plugin) => text.replaceAll('{plugin}', plugin));
    if (!names.every((name) => BRANCH.test(name)) || /^(?:[-.]|refs\/)/.test(text)) {
        values.refuse('input-invalid', `\`branch\` can't be ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)}`, 'Write the name of a branch.');
    }
    if (text === target) {
        const what = `\`branch\` is ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)}, the branch that the pull request is for`;
        values.refuse('input-invalid', what, 'Name another branch: this action creates it for the pull request, and overwrites it.');
    }
    return text;
}
/** `checks`: names of files in `.github/workflows`. */
function readChecks(values) {
    return values.list('checks').flatMap((text) => {
        const name = text.replace(/^(?:\.\/)?\.github\/workflows\//, '');
        if (/^[\w.-]+\.ya?ml$/.test(name))
            return [name];
        const what = `\`checks\`: ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} is not a workflow file`;
        values.refuse('input-invalid', what, 'Write the names of files in .github/workflows, e.g. test.yml.');
        return [];
    });
}
const LONGEST_TITLE = 256;
/** What people write who take it for a switch, or want to switch it off. */
const SWITCH = /^(?:true|false|yes|no|on|off|none|null)$/i;
/** `commit-title` (null: one that says what is updated) and `report-issue` (null: no issue): one line. */
function readTitle(values, name) {
    const text = values.text(name);
    if (text === '')
        return null;
    if (/\p{Cc}/u.test(text) || text.length > LONGEST_TITLE) {
        const remedy = `Write one line of at most ${LONGEST_TITLE} characters.`;
        values.refuse('input-invalid', `\`${name}\` is not one line of text`, remedy);
    }
    if (SWITCH.test(text)) {
        const what = `\`${name}\` is a title, so it can't be ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)}`;
        values.refuse('input-invalid', what, 'Write the title, or leave the input out.');
    }
    return text;
}
const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const LONGEST_AGE = 366 * 86_400_000;
/** `minimum-age`: `3d`, `12 hours`, in milliseconds; 0 where everything is taken at once. */
function readMinimumAge(values) {
    const text = values.text('minimum-age');
    // `3M` is three months to many programs, and must not become three minutes.
    const plain = text.endsWith('M') ? '' : text.toLowerCase();
    const [, number = '', unit = ''] = /^(\d{1,6}) ?([mhdw]|minutes?|hours?|days?|weeks?)$/.exec(plain) ?? [];
    const age = /^0+$/.test(text) ? 0 : Number(number) * (UNITS[unit.charAt(0)] ?? Number.NaN);
    if (age <= LONGEST_AGE)
        return age;
    const remedy = 'Write a whole number of minutes, hours, days or weeks up to a year, e.g. 90m, 12h, 3d or 2w; 0 takes everything at once.';
    values.refuse('input-invalid', `\`minimum-age\` can't be ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)}`, remedy);
    return 0;
}


/***/ }),

/***/ 810:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PA: () => (/* binding */ foldersDownTo),
/* harmony export */   U0: () => (/* binding */ contentWithout),
/* harmony export */   UO: () => (/* binding */ isWithin)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _github_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7176);


/** PURE: the folders from `directory` down to these paths, whose listings tell its content without them. */
function foldersDownTo(paths, directory) {
    const below = paths.filter((path) => isWithin(path, directory));
    const folders = below.flatMap((path) => ['', ...(0,_github_path_js__WEBPACK_IMPORTED_MODULE_1__/* .foldersAbove */ .Zv)(path)]);
    return [...new Set(folders)].filter((folder) => folder === directory || isWithin(folder, directory));
}
function isWithin(path, directory) {
    return path !== directory && (directory === '' || path.startsWith(`${directory}/`));
}
/** PURE: like git's id of a directory: the same where all that is in it is, except what stands at `without`. */
function contentWithout(paths, directory, without) {
    const found = paths.get(directory);
    const entries = found?.kind === 'found' ? found.entry.entries : [];
    const lines = entries.flatMap(({ name, kind, oid }) => {
        const path = (0,_github_path_js__WEBPACK_IMPORTED_MODULE_1__/* .joinPath */ .uJ)(directory, name);
        if (without.includes(path))
            return [];
        const isListed = kind === 'directory' && paths.has(path);
        return [`${kind} ${isListed ? contentWithout(paths, path, without) : oid} ${name}`];
    });
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(lines.join('\0')).digest('hex');
}


/***/ }),

/***/ 7813:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W: () => (/* binding */ readHeads)
});

// UNUSED EXPORTS: manifestLost

// EXTERNAL MODULE: ./src/github/ancestry.ts
var ancestry = __webpack_require__(6274);
// EXTERNAL MODULE: ./src/github/client/in-flight.ts
var in_flight = __webpack_require__(2263);
// EXTERNAL MODULE: ./src/github/objects/snapshot.ts
var snapshot = __webpack_require__(7306);
// EXTERNAL MODULE: ./src/github/plugins/plugin-at.ts
var plugin_at = __webpack_require__(4615);
// EXTERNAL MODULE: ./src/github/plugins/plugin-place.ts
var plugin_place = __webpack_require__(1115);
// EXTERNAL MODULE: ./src/github/tags.ts
var tags = __webpack_require__(8882);
// EXTERNAL MODULE: ./src/marketplace/marketplace.ts
var marketplace = __webpack_require__(600);
// EXTERNAL MODULE: ./src/plugin/release-tag.ts
var release_tag = __webpack_require__(5503);
;// CONCATENATED MODULE: ./src/update/observe/follow.ts


/** PURE: an entry → what to read of its plugin. */
function followedBy({ entry, source }, { repository, commit }, followsRelease) {
    const releases = followsRelease((0,marketplace/* entryName */.MB)(entry));
    switch (source.kind) {
        case 'skipped':
            return { kind: 'known', observation: source };
        case 'relative':
            return {
                kind: 'here',
                place: { repository, revision: { oid: commit }, directory: source.directory, manifestOnly: true },
            };
        case 'submodule': {
            const { pointer, directory } = source;
            const at = placesIn(pointer.repository ?? repository, directory);
            const target = at(headOf(pointer.branch, releases));
            return { kind: 'pointer', how: 'submodule', present: at({ oid: pointer.oid }), target };
        }
        case 'remote':
            return followedRemote(source, releases);
    }
}
function followedRemote({ repository, directory, ref, sha }, releases) {
    const at = placesIn(repository, directory);
    const pin = sha === null ? null : at({ oid: sha });
    if (ref !== null) {
        const [branch, tag] = [at({ ref: `refs/heads/${ref}` }), at({ ref: `refs/tags/${ref}` })];
        return { kind: 'ref', ref, pin, branch, tag, release: releases ? at({ latestRelease: true }) : null };
    }
    const target = at(headOf(null, releases));
    return pin === null ? { kind: 'version', target } : { kind: 'pointer', how: 'pin', present: pin, target };
}
function placesIn(repository, directory) {
    return (revision) => ({ repository, revision, directory });
}
function headOf(branch, releases) {
    if (releases)
        return { latestRelease: true };
    return branch === null ? { defaultBranch: true } : { ref: `refs/heads/${branch}` };
}
/** PURE: every place that has to be read for it. */
function placesOf(followed) {
    switch (followed.kind) {
        case 'known':
            return [];
        case 'here':
            return [followed.place];
        case 'version':
            return [followed.target];
        case 'pointer':
            return [followed.present, followed.target];
        case 'ref': {
            const { pin, branch, tag, release } = followed;
            return [branch, tag, pin, release].filter((place) => place !== null);
        }
    }
}
/** PURE: the tags that matter to it: those with the same text before the version. */
function tagsOf(followed) {
    const release = followed.kind === 'ref' ? (0,release_tag/* parseReleaseTag */.rE)(followed.ref) : null;
    if (followed.kind !== 'ref' || release === null)
        return [];
    return [{ repository: followed.tag.repository, prefix: release.prefix }];
}

// EXTERNAL MODULE: ./src/github/objects/objects.ts
var objects = __webpack_require__(6872);
// EXTERNAL MODULE: ./src/github/path.ts
var path = __webpack_require__(7176);
;// CONCATENATED MODULE: ./src/update/observe/lost-manifests.ts




/** Folders whose folders are looked into, as where most plugins lie. */
const PLACES = ['', 'plugins'];
/** A search is a courtesy: it must stay small. */
const MOST_PLUGINS = 25;
const MOST_FOLDERS = 200;
/** READ: the paths of the manifests that carry these names now, as far as they were found; two rounds at most. */
async function findLostManifests(client, lost) {
    const searched = [...lost].slice(0, MOST_PLUGINS);
    const at = ({ repository, commit }) => ({ repository, revision: { oid: commit } });
    const asked = searched.map(([key, one]) => [key, { ...at(one), paths: PLACES }]);
    const roots = await (0,objects/* readObjects */.$)(client, new Map(asked));
    const places = searched.flatMap(([key, one]) => foldersIn(roots.get(key)).map((directory) => ({ key, name: one.name, ...at(one), directory })));
    const plugins = await (0,plugin_at/* readPluginsAt */.G)(client, new Map(places.map((place) => [place, place])));
    const found = [...plugins].filter(([{ name }, plugin]) => nameOf(plugin) === name);
    // Of several the first.
    return new Map(found.toReversed().map(([{ key, directory }]) => [key, (0,plugin_place/* manifestPath */.ji)(directory)]));
}
function nameOf(plugin) {
    return plugin.kind === 'plugin' && plugin.manifest.kind === 'manifest'
        ? plugin.manifest.manifest.name
        : null;
}
function foldersIn(snapshot) {
    if (snapshot?.kind !== 'commit')
        return [];
    const below = PLACES.flatMap((place) => {
        const found = snapshot.paths.get(place);
        const entries = found?.kind === 'found' ? found.entry.entries : [];
        return entries.flatMap(({ name, kind }) => (kind === 'directory' ? [(0,path/* joinPath */.uJ)(place, name)] : []));
    });
    return ['', ...below].slice(0, MOST_FOLDERS);
}

// EXTERNAL MODULE: ./src/github/repository.ts
var github_repository = __webpack_require__(651);
// EXTERNAL MODULE: ./src/update/observe/content-without.ts
var content_without = __webpack_require__(810);
// EXTERNAL MODULE: ./src/update/observe/observation.ts
var observation = __webpack_require__(2828);
;// CONCATENATED MODULE: ./src/update/observe/nested-plugins.ts




/** PURE: what to read of a plugin that differs although its version is the same; null where no other lies in it. */
function nestedIn(ends, { subjects }) {
    const { place, present, target } = ends;
    if (present.kind !== 'plugin' || target.kind !== 'plugin' || !(0,observation/* contentDiffers */.hB)(ends))
        return null;
    const here = (0,github_repository/* repositoryKey */.Kq)(place.repository);
    const folders = subjects.flatMap(({ source }) => {
        const repository = source.kind === 'remote'
            ? source.repository
            : source.kind === 'submodule'
                ? source.pointer.repository
                : null;
        const isIn = repository !== null && (0,github_repository/* repositoryKey */.Kq)(repository) === here;
        return isIn && 'directory' in source && (0,content_without/* isWithin */.UO)(source.directory, place.directory)
            ? [source.directory]
            : [];
    });
    if (folders.length === 0 || (0,observation/* versionOf */.E4)(present) !== (0,observation/* versionOf */.E4)(target))
        return null;
    const at = (oid) => ({
        repository: place.repository,
        revision: { oid },
        paths: (0,content_without/* foldersDownTo */.PA)(folders, place.directory),
    });
    return { folders, present: at(present.commit), target: at(target.commit) };
}
/** PURE: whether nothing but these plugins differs; what is not known differs. */
function differsOnlyIn({ folders }, { place }, both) {
    const [present, target] = both.map((one) => {
        const read = one === undefined ? undefined : (0,snapshot/* wholeSnapshot */.C)(one);
        return read?.kind === 'commit' ? (0,content_without/* contentWithout */.U0)(read.paths, place.directory, folders) : null;
    });
    return present !== null && present === target;
}

// EXTERNAL MODULE: ./src/update/observe/own-changes.ts
var own_changes = __webpack_require__(866);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
;// CONCATENATED MODULE: ./src/update/observe/resolve.ts



/** PURE: what was read → what there is to decide on. */
function resolve(followed, { plugin, tags }) {
    switch (followed.kind) {
        case 'known':
            return { kind: 'observation', observation: followed.observation };
        case 'here':
            return versionAt(followed.place, plugin);
        case 'version':
            return versionAt(followed.target, plugin);
        case 'pointer':
            return endsAt(followed, plugin);
        case 'ref':
            return resolveRef(followed, { plugin, tags });
    }
}
function versionAt(place, plugin) {
    return { kind: 'observation', observation: { kind: 'version', plugin: plugin(place), place } };
}
function endsAt({ how, present, target: place }, plugin) {
    const target = plugin(place);
    const ends = { how, place: comparable(place, target), present: plugin(present), target, tag: null };
    return { kind: 'ends', ends };
}
/** A release is compared by its tag. */
function comparable(place, target) {
    if (!('latestRelease' in place.revision) || target.kind !== 'plugin')
        return place;
    return { ...place, revision: { ref: `refs/tags/${target.release}` } };
}
/** Where both exist, a branch wins, as it does in `git clone --branch`. */
function resolveRef(followed, { plugin, tags }) {
    const { pin, branch, tag, release, ref } = followed;
    const at = (target) => pin === null ? versionAt(target, plugin) : endsAt({ how: 'pin', present: pin, target }, plugin);
    if (plugin(branch).kind !== 'no-commit')
        return at(release ?? branch);
    const atTag = plugin(tag);
    if (atTag.kind === 'no-commit') {
        return held(`${(0,github_repository/* fullName */.fq)(tag.repository)} has neither a branch nor a tag ${(0,display/* quote */.hD)(ref)}`, 'unreadable');
    }
    if ((0,release_tag/* parseReleaseTag */.rE)(ref) === null || atTag.kind !== 'plugin')
        return at(tag);
    return resolveRelease(followed, atTag, tags);
}
/** A tag with a version: it moves to the highest with the same text before it. */
function resolveRelease({ pin, tag, ref }, atTag, tags) {
    const sha = pin !== null && 'oid' in pin.revision ? pin.revision.oid : atTag.commit;
    if (sha !== atTag.commit) {
        const commits = `${sha.slice(0, 7)} and ${atTag.commit.slice(0, 7)}`;
        const reason = `its \`sha\` is not the commit of its tag ${(0,display/* quote */.hD)(ref)} (${commits}); pin the entry to one of them`;
        return held(reason, 'decision');
    }
    if (tags?.kind !== 'tags')
        return tagsUnread((0,display/* quote */.hD)(tags?.message ?? ''));
    // A list without the tag that was just read is not whole.
    if (!tags.names.includes(ref))
        return tagsUnread(`GitHub's list does not contain ${(0,display/* quote */.hD)(ref)}`);
    const highest = (0,release_tag/* highestRelease */.UL)(ref, tags.names) ?? ref;
    const place = { ...tag, revision: { ref: `refs/tags/${highest}` } };
    const version = (0,release_tag/* parseReleaseTag */.rE)(highest)?.version ?? '';
    const ends = {
        how: 'tag',
        place,
        present: atTag,
        tag: { present: ref, target: highest, version, between: (0,release_tag/* releasesBetween */.b3)(ref, highest, tags.names) },
    };
    return highest === ref ? { kind: 'ends', ends: { ...ends, target: atTag } } : { kind: 'higher-tag', ends };
}
function tagsUnread(why) {
    return held(`the tags could not be read (${why}); the next run tries again`, 'passing');
}
function held(reason, cause) {
    return { kind: 'observation', observation: { kind: 'held', reason, cause } };
}

;// CONCATENATED MODULE: ./src/update/observe/heads.ts












/**
 * READ: what the plugins' repositories hold now, one observation per subject. Three rounds of requests at most,
 * each grouped by repository: the present state and the heads beside the lists of tags; then the ancestry of what
 * may move beside the commits of higher tags; then, where a manifest is gone, where it went.
 */
async function readHeads(readers, marketplace, subjects, followsRelease) {
    const followed = new Map(subjects.map((subject) => [subject, followedBy(subject, marketplace, followsRelease)]));
    const [plugin, tags] = await Promise.all([
        readPlaces(readers, [...followed.values()], marketplace),
        readTagLists(readers, [...followed.values()]),
    ]);
    const resolved = eachOf(followed, (one) => resolve(one, { plugin, tags: tags.get(one) ?? null }));
    const moves = await readMoves(readers.plugins, [...resolved.values()], marketplace);
    const related = eachOf(resolved, (one) => relatedBy(moves, one));
    const newPlaces = await readNewPlaces(readers.plugins, [...related.values()]);
    return eachOf(related, (one) => observed(one, newPlaces));
}
function eachOf(all, change) {
    return new Map([...all].map(([subject, one]) => [subject, change(one)]));
}
/** All places that have to be looked at, asked for together. */
async function readPlaces({ marketplace, plugins, dates = false }, followed, at) {
    const { repository, commit, folders } = at;
    const isHere = ({ kind }) => kind === 'here';
    const own = followed.filter(isHere).flatMap(placesOf);
    const others = followed.filter((one) => !isHere(one)).flatMap(placesOf);
    const dated = (places) => new Map(places.map((place) => [place, dates ? { ...place, date: true } : place]));
    const [here, there] = await Promise.all([
        (0,plugin_at/* readPluginsAt */.G)(marketplace, dated(own), [{ repository, revision: { oid: commit }, snapshot: folders }]),
        (0,plugin_at/* readPluginsAt */.G)(plugins, dated(others)).then((there) => (0,own_changes/* withoutOwnChanges */.C)(plugins, at, there)),
    ]);
    return (place) => here.get(place) ?? there.get(place) ?? snapshot/* NOT_READ */.V;
}
async function readTagLists({ plugins }, followed) {
    const wanted = followed.flatMap((one) => tagsOf(one).map((request) => [one, request]));
    return (0,tags/* readTags */.g)(plugins, new Map(wanted));
}
async function readMoves(client, resolved, at) {
    const places = resolved.flatMap((one) => (one.kind === 'higher-tag' ? [one.ends.place] : []));
    const requests = resolved.flatMap((one) => (one.kind === 'ends' ? (ancestryRequest(one.ends) ?? []) : []));
    // Plugins of one submodule ask the same.
    const asked = [...new Map(requests.map((request) => [JSON.stringify(request), request]))];
    const nested = new Map(resolved.flatMap((one) => {
        const found = one.kind === 'ends' ? nestedIn(one.ends, at) : null;
        return one.kind === 'ends' && found !== null ? [[one.ends, found]] : [];
    }));
    const listings = [...nested.values()].flatMap(({ present, target }) => [present, target]);
    const { plugins, commits } = await (0,plugin_at/* readTogether */.V)(client, {
        places: new Map(places.map((place) => [place, place])),
        commits: new Map([
            ...asked.map(([key, request]) => [key, (0,ancestry/* comparisonRequest */.f7)(request)]),
            ...listings.map((request) => [request, request]),
        ]),
    });
    const ancestries = await (0,in_flight/* inFlight */.C)(asked, async ([key, request]) => {
        return [key, await (0,ancestry/* ancestryFrom */.MB)(client, request, commits.get(key))];
    });
    const ancestryOf = new Map(ancestries);
    return {
        plugin: (place) => plugins.get(place) ?? snapshot/* NOT_READ */.V,
        ancestry: (ends) => ancestryOf.get(JSON.stringify(ancestryRequest(ends))) ?? null,
        isNestedOnly: (ends) => {
            const own = nested.get(ends);
            return (own !== undefined && differsOnlyIn(own, ends, [commits.get(own.present), commits.get(own.target)]));
        },
    };
}
function ancestryRequest(ends) {
    const { place, present, target, tag } = ends;
    if (tag !== null || !(0,observation/* contentDiffers */.hB)(ends))
        return null;
    if (present.kind !== 'plugin' || target.kind !== 'plugin')
        return null;
    const { repository, revision } = place;
    return { repository, revision, target: target.commit, present: present.commit };
}
function relatedBy({ plugin, ancestry, isNestedOnly }, one) {
    switch (one.kind) {
        case 'observation':
            return one;
        case 'ends':
            return {
                kind: 'related',
                ends: { ...one.ends, ...(isNestedOnly(one.ends) ? { isNestedOnly: true } : {}) },
                ancestry: ancestry(one.ends),
            };
        case 'higher-tag':
            return { kind: 'related', ends: { ...one.ends, target: plugin(one.ends.place) }, ancestry: null };
    }
}
/** Where manifests went that are gone from where they were: a person must know to correct the entry. */
function readNewPlaces(client, related) {
    const lost = related.flatMap((one) => {
        const plugin = one.kind === 'related' ? manifestLost(one.ends, one.ancestry) : null;
        return one.kind === 'related' && plugin !== null ? [[one.ends, plugin]] : [];
    });
    return findLostManifests(client, new Map(lost));
}
/** PURE: the manifest that the target lacks although the pointer might move there, by the name that it had. */
function manifestLost({ present, target, place, tag }, ancestry) {
    if (present.kind !== 'plugin' || target.kind !== 'plugin')
        return null;
    if (tag === null && ancestry?.kind !== 'forward')
        return null;
    if (target.manifest.kind !== 'absent' || present.manifest.kind !== 'manifest')
        return null;
    return { repository: place.repository, commit: target.commit, name: present.manifest.manifest.name };
}
function observed(one, newPlaces) {
    if (one.kind === 'observation')
        return one.observation;
    const { ends, ancestry } = one;
    const newPlace = newPlaces.get(ends) ?? null;
    const head = { kind: 'head', ...ends, ancestry, newPlace };
    // Found where it was missing a moment ago: the two answers contradict each other.
    return newPlace === (0,plugin_place/* manifestPath */.ji)(ends.place.directory)
        ? { ...head, target: CONTRARY, newPlace: null }
        : head;
}
const CONTRARY = {
    kind: 'failed',
    message: 'its plugin.json was missing and then there',
    error: null,
};


/***/ }),

/***/ 2828:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E4: () => (/* binding */ versionOf),
/* harmony export */   Ic: () => (/* binding */ nowOf),
/* harmony export */   bJ: () => (/* binding */ isError),
/* harmony export */   hB: () => (/* binding */ contentDiffers)
/* harmony export */ });
/** PURE: whether something is held because it failed or is broken, not because a person must decide or time must pass. */
function isError(cause) {
    return cause !== 'decision' && cause !== 'undecided' && cause !== 'young';
}
/** PURE: the version that a plugin's own manifest declares; null where it declares none, or there is none. */
function versionOf({ manifest }) {
    return manifest.kind === 'manifest' ? manifest.manifest.version : null;
}
/** PURE: the plugin as its repository has it now, where one was looked at. */
function nowOf(one) {
    if (one?.kind !== 'head' && one?.kind !== 'version')
        return null;
    return one.newest ?? (one.kind === 'head' ? one.target : one.plugin);
}
/** PURE: whether anything of the plugin differs: for one in a subdirectory only that directory counts. */
function contentDiffers({ present, target }) {
    if (present.kind !== 'plugin' || target.kind !== 'plugin')
        return false;
    if (present.commit === target.commit)
        return false;
    return present.directory !== target.directory || versionOf(present) !== versionOf(target);
}


/***/ }),

/***/ 866:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ withoutOwnChanges)
/* harmony export */ });
/* harmony import */ var _github_objects_objects_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6872);
/* harmony import */ var _github_objects_snapshot_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7306);
/* harmony import */ var _github_repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(651);
/* harmony import */ var _marketplace_submodules_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8444);
/* harmony import */ var _content_without_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(810);





/**
 * A catalogue may list its own repository. Each of our commits then changes that plugin, which would be the reason for
 * the next one, for ever. So what we write is no part of such a plugin: not the catalogue, and not the pointers.
 */
/** READ: the plugins again, those in the marketplace's own repository with a directory without what we write. */
async function withoutOwnChanges(client, marketplace, plugins) {
    const written = writtenPaths(marketplace);
    const own = ownPlaces(marketplace, plugins).filter(([{ directory }]) => (0,_content_without_js__WEBPACK_IMPORTED_MODULE_3__/* .foldersDownTo */ .PA)(written, directory).length > 0);
    if (own.length === 0)
        return plugins;
    const asked = own.map(([place, { commit }]) => {
        const { repository, directory } = place;
        return [
            place,
            { repository, revision: { oid: commit }, paths: (0,_content_without_js__WEBPACK_IMPORTED_MODULE_3__/* .foldersDownTo */ .PA)(written, directory) },
        ];
    });
    const snapshots = await (0,_github_objects_objects_js__WEBPACK_IMPORTED_MODULE_0__/* .readObjects */ .$)(client, new Map(asked));
    const changed = own.map(([place, plugin]) => {
        const snapshot = (0,_github_objects_snapshot_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeSnapshot */ .C)(snapshots.get(place) ?? { kind: 'no-commit' });
        // It was there a moment ago: what is not known now must not look like a change.
        if (snapshot.kind === 'no-commit')
            return [place, GONE];
        if (snapshot.kind !== 'commit')
            return [place, snapshot];
        return [place, { ...plugin, directory: (0,_content_without_js__WEBPACK_IMPORTED_MODULE_3__/* .contentWithout */ .U0)(snapshot.paths, place.directory, written) }];
    });
    return new Map([...plugins, ...changed]);
}
const GONE = { kind: 'failed', message: 'its commit was there and then missing', error: null };
function writtenPaths({ file, subjects, submodules, scope }) {
    const pointers = subjects.flatMap(({ source }) => source.kind === 'submodule' ? [source.pointer.path] : []);
    // Of those that were not chosen the pointers were not read.
    const sources = subjects.flatMap(({ source }) => (source.kind === 'submodule' ? [] : [source]));
    const others = scope === undefined ? [] : (0,_marketplace_submodules_js__WEBPACK_IMPORTED_MODULE_2__/* .holding */ .G)(submodules, sources).map(({ path }) => path);
    return [file.path, ...new Set([...pointers, ...others])];
}
/** By the commit too: a renamed repository answers to its old name. */
function ownPlaces({ repository, commit }, plugins) {
    const read = [...plugins].filter((one) => one[1].kind === 'plugin' && one[1].directory !== null);
    const same = read
        .filter(([, plugin]) => plugin.commit === commit)
        .map(([place]) => (0,_github_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .repositoryKey */ .Kq)(place.repository));
    const names = new Set([(0,_github_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .repositoryKey */ .Kq)(repository), ...same]);
    return read.filter(([place]) => names.has((0,_github_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .repositoryKey */ .Kq)(place.repository)));
}


/***/ }),

/***/ 3827:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readOpeningFields),
/* harmony export */   s: () => (/* binding */ hasFields)
/* harmony export */ });
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2053);

/** With the `@` that people write in CODEOWNERS; `_` is in the logins of managed users, `[bot]` ends those of Apps. */
const LOGIN = /^[a-z\d](?:[a-z\d_-]{0,98})(?:\[bot\])?$/i;
const SLUG = /^[a-z\d_][a-z\d_-]{0,99}$/i;
const LONGEST_LABEL = 50;
const ACCOUNTS = {
    isOne: (name) => LOGIN.test(name),
    remedy: 'Write the login of each account, without spaces, e.g. octocat.',
};
/** Of labels and assignees GitHub says how many it takes (https://docs.github.com/rest/issues/assignees). */
const FORMS = {
    labels: {
        isOne: (name) => [...name].length <= LONGEST_LABEL && !/\p{Cc}/u.test(name),
        remedy: `Write labels of at most ${LONGEST_LABEL} characters.`,
        most: 100,
    },
    assignees: { ...ACCOUNTS, most: 10 },
    reviewers: { ...ACCOUNTS, most: 100 },
    'team-reviewers': {
        isOne: (name) => SLUG.test(name),
        remedy: "Write each team as org/team or team, with the team's name as its address has it, e.g. acme/reviewers.",
        most: 100,
    },
};
/**
 * PURE: `labels`, `reviewers`, `team-reviewers` and `assignees`.
 *
 * @param owner the marketplace's, whose teams may review; null where it is not known.
 */
function readOpeningFields(values, owner) {
    const check = (field, names) => checkField(values, field, names);
    const logins = (texts) => texts.map((text) => text.replace(/^@/, ''));
    const teams = logins(values.list('team-reviewers')).map((text) => slugOf(text, owner));
    return {
        labels: check('labels', values.list('labels')),
        assignees: check('assignees', logins(values.list('assignees'))),
        reviewers: check('reviewers', logins(values.list('reviewers'))),
        'team-reviewers': check('team-reviewers', teams),
    };
}
/** Each name once; what can't be one is refused. */
function checkField(values, field, names) {
    const { isOne, remedy, most } = FORMS[field];
    const wrong = names.filter((name) => !isOne(name));
    for (const name of wrong) {
        const isTeam = field === 'reviewers' && /^[^/]+\/[^/]+$/.test(name);
        const advice = isTeam ? 'Write teams in `team-reviewers`.' : remedy;
        values.refuse('input-invalid', `\`${field}\` can't contain ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)}`, advice);
    }
    const once = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
    if (once.length > most) {
        const what = `\`${field}\` has ${once.length} names`;
        values.refuse('input-invalid', what, `GitHub takes at most ${most}: remove some.`);
    }
    return once;
}
/** A team of another organisation keeps its slash, and is refused: only the owner's teams can review. */
function slugOf(team, owner) {
    const [account = '', slug, ...more] = team.split('/');
    const isOwn = owner === null || account.toLowerCase() === owner.toLowerCase();
    return slug !== undefined && more.length === 0 && isOwn ? slug : team;
}
/** PURE: whether a pull request gets anything when it is opened. */
function hasFields(fields) {
    return Object.values(fields).some((names) => names.length > 0);
}


/***/ }),

/***/ 4936:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ decide)
});

// EXTERNAL MODULE: ./src/github/repository.ts
var github_repository = __webpack_require__(651);
// EXTERNAL MODULE: ./src/marketplace/marketplace.ts
var marketplace = __webpack_require__(600);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
// EXTERNAL MODULE: ./src/plugin/release-tag.ts
var release_tag = __webpack_require__(5503);
// EXTERNAL MODULE: ./src/update/observe/observation.ts
var observation = __webpack_require__(2828);
// EXTERNAL MODULE: ./src/update/plan/rules.ts
var rules = __webpack_require__(2798);
// EXTERNAL MODULE: ./src/update/plan/unfollowed-tag.ts
var unfollowed_tag = __webpack_require__(2951);
// EXTERNAL MODULE: ./src/findings/github.ts
var github = __webpack_require__(795);
// EXTERNAL MODULE: ./src/github/cause.ts
var github_cause = __webpack_require__(6712);
;// CONCATENATED MODULE: ./src/update/plan/unread.ts





/** PURE: why a plugin could not be read, and what to do; `plugins-token` is what sees private repositories. */
function notRead(unread, { repository, revision }) {
    const name = (0,github_repository/* fullName */.fq)(repository);
    switch (unread.kind) {
        case 'no-repository':
            return held(`${name} does not exist, or the token can't see it: pass a \`plugins-token\` that may read it (if you do, check that its secret exists and is not empty)`);
        case 'forbidden':
            return held(forbiddenTo((0,github_cause/* refusalIn */.c3)(unread.message), unread.message, name));
        case 'no-commit':
            if ('latestRelease' in revision) {
                return { kind: 'skipped', reason: `${name} has published no release yet`, warn: false };
            }
            return held('ref' in revision
                ? `${name} has no ${(0,display/* quote */.hD)(revision.ref)} any more: change the entry's \`ref\``
                : `${name} is empty: nothing is committed on its default branch`);
        case 'failed':
            return failure(unread.message, unread.error, name);
    }
}
/** PURE: a pointer has nothing to follow; of a submodule's branch `.gitmodules` says which that should be. */
function headMissing({ source }, place) {
    if (source.kind !== 'submodule' || !('ref' in place.revision))
        return notRead({ kind: 'no-commit' }, place);
    const { path, branch, declared } = source.pointer;
    const names = declared === '.' ? 'which `branch = .` in `.gitmodules` means for' : 'which `.gitmodules` names for';
    const what = declared === ''
        ? `\`.gitmodules\` has an empty \`branch\` for ${(0,display/* quote */.hD)(path)}`
        : `${(0,github_repository/* fullName */.fq)(place.repository)} has no branch ${(0,display/* quote */.hD)(branch ?? '')}, ${names} ${(0,display/* quote */.hD)(path)}`;
    return held(`${what}; write the name of a branch there (not a tag or a commit), or remove the line to follow the default branch`);
}
function failure(message, error, name) {
    const cause = error === null ? null : (0,github_cause/* causeOf */.rl)(error);
    if (cause?.kind === 'token-rejected') {
        return held(`GitHub rejects \`plugins-token\` (401) for ${name}: it is wrong, revoked or expired; renew its secret`);
    }
    if (cause?.kind === 'refused')
        return held(forbiddenTo(cause.refusal, message, name));
    if (cause?.kind === 'denied' && cause.status === 403)
        return held(forbiddenTo(null, message, name));
    const says = cause === null || (cause.kind === 'denied' && message !== '') ? (0,display/* quote */.hD)(message) : (0,github/* whyOf */.gf)(cause);
    return held(`${name} could not be read: ${says}; the next run tries again`, 'passing');
}
function forbiddenTo(refusal, message, name) {
    const start = `${name} may not be read${message === '' ? '' : ` (${(0,display/* quote */.hD)(message)})`}`;
    if (refusal === null)
        return `${start}: pass a \`plugins-token\` that may read it`;
    const { why, todo } = github/* REFUSALS */.a6[refusal];
    return OTHER_TOKEN.has(refusal)
        ? `${start}: pass a \`plugins-token\` that may read it, or ${todo} (${why})`
        : `${start}: ${why}; ${todo}`;
}
/** Where another token would do. */
const OTHER_TOKEN = new Set([
    'single-sign-on',
    'oauth-app-restrictions',
    'token-not-allowed',
    'account-suspended',
]);
/** What could not be read is not known: nothing that is there is taken away because of it. */
function held(reason, cause = 'unreadable') {
    return { kind: 'held', reason, cause, holds: 'pointer' };
}
/** The commit that is pointed to cannot be found: rewritten, or of a repository that had this name before. */
function commitGone({ source }, { place, target }) {
    const present = source.kind === 'remote' ? source.sha : source.kind === 'submodule' ? source.pointer.oid : null;
    const to = target.kind === 'plugin' ? `; its branch is at ${(0,rules/* short */.h0)(target.commit)}` : '';
    return `its commit ${(0,rules/* short */.h0)(present ?? '')} is not in ${(0,github_repository/* fullName */.fq)(place.repository)} (any more)${to}: set its pin or submodule pointer to one that is`;
}

;// CONCATENATED MODULE: ./src/update/plan/decide.ts








/** PURE: one entry and what was seen of its plugin → what becomes of it. */
function decide(subject, seen, context) {
    const decision = decideSeen(subject, seen, context);
    const tag = decision.kind === 'current' ? (0,unfollowed_tag/* unfollowedTag */.C)(subject, seen) : null;
    if (tag === null)
        return decision;
    const why = `it is pinned to the tag ${(0,display/* quote */.hD)(tag)}, which is not a semantic version, so newer tags are not recognised`;
    return skip(`${why}; change its \`ref\` by hand, or tag releases like v1.2.3`, false);
}
function decideSeen(subject, seen, context) {
    switch (seen.kind) {
        case 'skipped':
            return { kind: 'skipped', reason: seen.reason, warn: false };
        case 'held':
            return holdPointer(seen);
        case 'version':
            return decideVersion(subject, seen, context);
        case 'head':
            return decideHead(subject, seen, context);
    }
}
function decideVersion(subject, { plugin, place, young }, context) {
    if (plugin.kind !== 'plugin')
        return notRead(plugin, place);
    if (plugin.manifest.kind === 'unreadable') {
        return holdPointer((0,rules/* held */.yB)((0,rules/* brokenManifest */.pG)(plugin.manifest.fault), 'broken'));
    }
    if (plugin.manifest.kind === 'elsewhere')
        return skip('it is in a submodule that has no usable section in `.gitmodules`', true);
    if (plugin.manifest.kind === 'absent') {
        if (plugin.directory === null)
            return skip(`there is no folder ${(0,display/* quote */.hD)(place.directory)}`, true);
        return skip('it has no plugin.json, so there is no version to follow', false);
    }
    const standing = { plugin, commit: null, tagged: null, repository: place.repository };
    const decision = correct(subject, standing, context);
    return decision.kind === 'update' && young !== undefined ? holdPointer(young) : decision;
}
function holdPointer({ reason, cause, until }) {
    return { kind: 'held', reason, cause, ...(until === undefined ? {} : { until }), holds: 'pointer' };
}
function skip(reason, warn) {
    return { kind: 'skipped', reason, warn };
}
function decideHead(subject, head, context) {
    const { place, present, target } = head;
    if (target.kind === 'no-commit')
        return headMissing(subject, place);
    if (target.kind !== 'plugin')
        return notRead(target, place);
    // Nothing is undone for it: a commit may be missing from one copy of a repository for a moment.
    if (present.kind === 'no-commit')
        return holdPointer((0,rules/* held */.yB)(commitGone(subject, head), 'undecided'));
    if (present.kind !== 'plugin')
        return notRead(present, place);
    const isNested = present.manifest.kind === 'elsewhere' && target.manifest.kind === 'elsewhere';
    if (isNested)
        return skip('it is in a submodule of its submodule, and that pointer is in another repository', true);
    if (present.directory === null && target.directory === null) {
        return skip(`there is no folder ${(0,display/* quote */.hD)(place.directory)} in ${(0,github_repository/* fullName */.fq)(place.repository)}`, true);
    }
    const read = { ...head, present, target };
    return (0,observation/* contentDiffers */.hB)(head) ? decideMove(subject, read, context) : stay(subject, read, context);
}
function decideMove(subject, head, context) {
    const forward = (0,rules/* onlyForward */.kl)(head);
    if (forward.kind === 'stay')
        return skip(forward.reason, false);
    if (forward.kind === 'held')
        return holdPointer(forward);
    const works = (0,rules/* onlyToAWorkingPlugin */.Bx)(head);
    if (works.kind === 'held')
        return holdPointer(works);
    const { advance, downgrades } = context.policy;
    if (!(0,rules/* onlyForAReason */.Zk)(head, advance)) {
        if (head.isNestedOnly)
            return stay(subject, head, context);
        const commits = head.ancestry?.kind === 'forward' ? head.ancestry.commits : null;
        const newer = head.tag === null ? {} : { tag: head.tag.target };
        return { kind: 'waiting', commits, ...newer, meanwhile: stay(subject, head, context) };
    }
    if ((0,rules/* goesDown */.j6)(head) && downgrades === 'hold') {
        const down = `its version went down from ${(0,display/* quote */.hD)((0,observation/* versionOf */.E4)(head.present) ?? '')} to ${(0,display/* quote */.hD)((0,observation/* versionOf */.E4)(head.target) ?? '')}, and \`downgrades\` is \`hold\``;
        return holdPointer((0,rules/* held */.yB)(down));
    }
    return head.young === undefined ? move(subject, head, context) : holdPointer(head.young);
}
function move(subject, head, { policy, repeatedKey }) {
    const { present, target, tag, how, place } = head;
    const declared = (0,observation/* versionOf */.E4)(target);
    const { version: listed } = subject.entry;
    const tagged = tag?.version ?? null;
    const list = (0,rules/* versionToList */._r)({ listed, declared, tagged, moves: true, field: policy.versionField });
    if (list.kind === 'held')
        return holdPointer(list);
    const edits = [...pointerEdits(subject, head), ...versionEdits(subject, list)];
    const wasHigher = list.kind === 'write' && typeof listed === 'string' && (0,rules/* isAhead */.Y0)(listed, list.version);
    return checked(edits, repeatedKey, {
        plugin: (0,marketplace/* entryName */.MB)(subject.entry),
        kind: how,
        previousVersion: (0,observation/* versionOf */.E4)(present) ?? textOf(listed),
        version: declared ?? (list.kind === 'write' ? list.version : tag === null ? null : textOf(listed)),
        previousCommit: present.commit,
        commit: target.commit,
        repository: place.repository,
        downgrade: (0,rules/* goesDown */.j6)(head),
        ...(tag === null ? {} : { tags: { previous: tag.present, next: tag.target } }),
        ...(wasHigher && !(0,rules/* goesDown */.j6)(head) ? { lowered: listed } : {}),
    });
}
/** What is written of a pin; a submodule's pointer is no part of the catalogue. */
function pointerEdits({ entry, source }, { target, tag }) {
    if (source.kind !== 'remote')
        return [];
    const path = ['plugins', entry.index, 'source'];
    return [
        ...(tag === null ? [] : [{ path: [...path, 'ref'], value: tag.target }]),
        ...(source.sha === null ? [] : [{ path: [...path, 'sha'], value: target.commit }]),
    ];
}
function versionEdits({ entry }, list) {
    return list.kind === 'write' ? [{ path: ['plugins', entry.index, 'version'], value: list.version }] : [];
}
function stay(subject, { present, tag, place }, context) {
    if (present.manifest.kind === 'unreadable')
        return { kind: 'current' };
    const tagged = tag === null ? null : ((0,release_tag/* parseReleaseTag */.rE)(tag.present)?.version ?? null);
    const standing = { plugin: present, commit: present.commit, tagged, repository: place.repository };
    return correct(subject, standing, context);
}
/** The version alone, where the entry lists another than its plugin declares. */
function correct(subject, { plugin, commit, tagged, repository }, { policy, repeatedKey }) {
    const { version: listed } = subject.entry;
    const declared = (0,observation/* versionOf */.E4)(plugin);
    const list = (0,rules/* versionToList */._r)({ listed, declared, tagged, moves: false, field: policy.versionField });
    if (list.kind === 'keep')
        return { kind: 'current' };
    if (list.kind === 'held')
        return { ...list, holds: 'version' };
    return checked(versionEdits(subject, list), repeatedKey, {
        plugin: (0,marketplace/* entryName */.MB)(subject.entry),
        kind: 'version',
        previousVersion: textOf(listed),
        version: list.version,
        previousCommit: commit,
        commit,
        repository,
        downgrade: false,
    });
}
/** Readers take the last of two keys and editors the first, so a person must remove one before we write it. */
function checked(edits, repeatedKey, update) {
    const twice = edits.map(({ path }) => repeatedKey(path)).find((place) => place !== null) ?? null;
    if (twice === null)
        return { kind: 'update', update, edits };
    const where = `line ${twice.line ?? 1} of ${(0,display/* quote */.hD)(twice.file)}`;
    return holdPointer((0,rules/* held */.yB)(`its entry has the same key twice (${where}): remove one`, 'broken'));
}
function textOf(version) {
    return typeof version === 'string' ? version : null;
}


/***/ }),

/***/ 5343:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Am: () => (/* binding */ commitsText),
/* harmony export */   B_: () => (/* binding */ stepsOf),
/* harmony export */   KJ: () => (/* binding */ isUnread),
/* harmony export */   Ry: () => (/* binding */ meanwhile)
/* harmony export */ });
/** PURE: from which version, or release tag, to which; and both commits where they differ. */
function stepsOf({ previousVersion, version, previousCommit, commit, tags }) {
    const isMoved = previousCommit !== null && commit !== null && previousCommit !== commit;
    return {
        from: previousVersion ?? tags?.previous ?? null,
        to: version ?? tags?.next ?? null,
        commits: isMoved ? [previousCommit, commit] : null,
    };
}
/** PURE: ` (1a2b3c4 → 5d6e7f8)`, or nothing. */
function commitsText(commits) {
    return commits === null ? '' : ` (${commits.map((commit) => commit.slice(0, 7)).join(' → ')})`;
}
/** What becomes of the entry where its pointer stays. */
function meanwhile(decision) {
    return decision.kind === 'waiting' ? decision.meanwhile : decision;
}
/** What would be done with what is held so is known: nothing. */
const KNOWN = new Set(['decision', 'broken', 'young']);
/** Whether it is not known what would become of the entry. */
function isUnread(decision) {
    const at = meanwhile(decision);
    return at.kind === 'held' && !KNOWN.has(at.cause);
}


/***/ }),

/***/ 7229:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Fc: () => (/* binding */ editedCatalogue),
  Cs: () => (/* binding */ makePlan),
  yp: () => (/* binding */ raiseOf)
});

// UNUSED EXPORTS: raisedVersion

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
var semver_default = /*#__PURE__*/__webpack_require__.n(semver);
// EXTERNAL MODULE: ./src/marketplace/marketplace.ts
var marketplace_marketplace = __webpack_require__(600);
// EXTERNAL MODULE: ./src/plugin/catalogue-edit.ts
var catalogue_edit = __webpack_require__(9851);
// EXTERNAL MODULE: ./src/plugin/display.ts
var display = __webpack_require__(2053);
// EXTERNAL MODULE: ./src/update/plan/decide.ts + 1 modules
var decide = __webpack_require__(4936);
// EXTERNAL MODULE: ./src/update/plan/decision.ts
var plan_decision = __webpack_require__(5343);
// EXTERNAL MODULE: ./src/update/observe/observation.ts
var observation = __webpack_require__(2828);
;// CONCATENATED MODULE: ./src/update/plan/shared-submodules.ts




/** Those in one submodule move together; all others alone. In the order of the entries. */
function groups(decided) {
    const found = new Map();
    for (const one of decided) {
        const { source, entry } = one.subject;
        const key = source.kind === 'submodule' ? `submodule ${source.pointer.path}` : `entry ${entry.index}`;
        found.set(key, [...(found.get(key) ?? []), one]);
    }
    return found.values();
}
/** A pointer that several share moves only where that suits all of them. */
function settle(group, chosen) {
    const moving = group.filter(movesPointer);
    if (group[0]?.subject.source.kind !== 'submodule' || moving.length === 0)
        return group;
    const reason = reasonAgainst(group, moving, chosen);
    if (reason !== null) {
        const isUndecided = group.some((one) => (0,plan_decision/* isUnread */.KJ)(one.decision) || !chosen((0,marketplace_marketplace/* entryName */.MB)(one.subject.entry)));
        const blocking = group.flatMap(({ decision }) => (decision.kind === 'held' ? [decision.cause] : []));
        const isYoung = blocking.length > 0 && blocking.every((one) => one === 'young');
        const cause = isUndecided ? 'undecided' : isYoung ? 'young' : 'decision';
        const stopped = { kind: 'held', reason, cause, holds: 'pointer' };
        return group.map((one) => (movesPointer(one) ? { ...one, decision: stopped } : one));
    }
    return group.map((one) => ({ ...one, decision: takenAlong(one.decision, moving[0]) }));
}
/** The pointer moves for another: who waits for a bump still does, as seen by its users. */
function takenAlong(decision, mover) {
    if (decision.kind === 'waiting')
        return { ...decision, meanwhile: takenAlong(decision.meanwhile, mover) };
    if (decision.kind !== 'update' || decision.update.kind !== 'version' || mover === undefined)
        return decision;
    return { ...decision, update: { ...decision.update, commit: targetOf(mover) } };
}
function reasonAgainst(group, [mover], chosen) {
    const sharing = ({ subject }) => `it shares its submodule with ${(0,display/* quote */.hD)((0,marketplace_marketplace/* entryName */.MB)(subject.entry))}`;
    const blocked = group.find(({ decision }) => decision.kind === 'held' && decision.holds === 'pointer');
    if (blocked !== undefined)
        return `${sharing(blocked)}, which is held`;
    const left = group.find(({ subject, seen }) => !chosen((0,marketplace_marketplace/* entryName */.MB)(subject.entry)) && seen.kind === 'head' && (0,observation/* contentDiffers */.hB)(seen));
    if (left !== undefined)
        return `${sharing(left)}, which \`plugins\` leaves out`;
    const other = group.find((one) => targetOf(one) !== (mover === undefined ? null : targetOf(mover)));
    return other === undefined
        ? null
        : `${sharing(other)}, which follows another commit; list both or neither in \`releases\``;
}
function targetOf({ seen }) {
    return seen.kind === 'head' && seen.target.kind === 'plugin' ? seen.target.commit : null;
}
function movesPointer({ decision }) {
    return decision.kind === 'update' && decision.update.kind !== 'version';
}

;// CONCATENATED MODULE: ./src/update/plan/plan.ts







/** PURE: the marketplace at one commit, and what was seen of its plugins → what to do. */
function makePlan(marketplace, seen, options) {
    const repeatedKey = (0,catalogue_edit/* repeatedKeys */.f)(marketplace.catalogue.text, marketplace.file.path);
    const context = { policy: options, repeatedKey };
    const own = [...seen].map(([subject, one]) => ({ subject, seen: one, decision: (0,decide/* decide */.L)(subject, one, context) }));
    const decided = [...groups(own)].flatMap((group) => settle(group, options.plugins));
    const chosen = decided.filter(({ subject }) => options.plugins((0,marketplace_marketplace/* entryName */.MB)(subject.entry)));
    const changes = [...groups(chosen)].flatMap(changesOf);
    const raise = changes.length === 0 ? { edits: [], warnings: [] } : raiseOf(marketplace, options.marketplaceVersion);
    return {
        changes,
        raise: raise.edits,
        warnings: raise.warnings,
        held: chosen.flatMap(heldOf),
        skipped: chosen.flatMap(({ subject, decision }) => decision.kind === 'skipped' ? [{ ...remaining(subject, decision.reason), warn: decision.warn }] : []),
        waiting: chosen.flatMap(waitingOf),
        unread: [
            ...chosen.flatMap(({ subject, decision }) => ((0,plan_decision/* isUnread */.KJ)(decision) ? [(0,marketplace_marketplace/* entryName */.MB)(subject.entry)] : [])),
            ...(options.behind ?? []),
        ],
    };
}
/** PURE: the catalogue's text once these changes are made. */
function editedCatalogue({ catalogue }, plan) {
    return (0,catalogue_edit/* editCatalogue */.w)(catalogue.text, [...plan.changes.flatMap(({ edits }) => edits), ...plan.raise]);
}
function changesOf(group) {
    const made = group.flatMap((one) => {
        const decision = (0,plan_decision/* meanwhile */.Ry)(one.decision);
        return decision.kind === 'update' ? [{ ...one, decision }] : [];
    });
    if (made.length === 0)
        return [];
    const updates = made.map(({ decision }) => decision.update);
    const edits = made.flatMap(({ decision }) => decision.edits);
    const [gitlink] = made.flatMap((one) => (movesPointer(one) ? gitlinkOf(one) : []));
    return [{ updates, edits, gitlinks: gitlink === undefined ? [] : [gitlink] }];
}
function gitlinkOf({ subject: { source }, seen }) {
    if (source.kind !== 'submodule' || seen.kind !== 'head' || seen.target.kind !== 'plugin')
        return [];
    return [{ path: source.pointer.path, oid: seen.target.commit }];
}
function remaining({ entry }, reason) {
    return { plugin: (0,marketplace_marketplace/* entryName */.MB)(entry), reason, at: entry.at };
}
/**
 * A plugin that waits for a bump may also be held because of what its entry lists, and where an older version is taken,
 * the newest is.
 */
function heldOf({ subject, decision, seen }) {
    const at = (0,plan_decision/* meanwhile */.Ry)(decision);
    const held = at.kind === 'held' ? at : 'passedOver' in seen ? seen.passedOver : undefined;
    if (held === undefined)
        return [];
    const { reason, cause, until } = held;
    return [{ ...remaining(subject, reason), cause, ...(until === undefined ? {} : { until }) }];
}
function waitingOf({ subject, decision }) {
    if (decision.kind !== 'waiting')
        return [];
    const { kind: _, meanwhile: __, ...behind } = decision;
    return [{ plugin: (0,marketplace_marketplace/* entryName */.MB)(subject.entry), ...behind }];
}
/** PURE: how a marketplace's own version is raised along with a change. */
function raiseOf({ catalogue, file }, level) {
    return raisedVersion(catalogue, level, (0,catalogue_edit/* repeatedKeys */.f)(catalogue.text, file.path));
}
/** PURE: `marketplace-version`: the catalogue's own version, wherever it stands. */
function raisedVersion(catalogue, level, repeatedKey) {
    if (level === 'keep')
        return { edits: [], warnings: [] };
    const edits = [];
    const warnings = catalogue.versions.length === 0 ? [NO_VERSION] : [];
    for (const { path, version } of catalogue.versions) {
        const value = typeof version === 'string' ? raised(version, level) : null;
        const twice = repeatedKey(path);
        if (value !== null && twice === null)
            edits.push({ path, value });
        else
            warnings.push(`${(0,display/* quote */.hD)(path.join('.'))} was not raised: it ${twice === null ? 'is not a semantic version' : 'is there twice'}.`);
    }
    return { edits, warnings };
}
/** Null where it is no semantic version. A `v` before it stays. */
function raised(version, level) {
    const [, prefix = '', number = ''] = /^(v?)(\S+)$/.exec(version) ?? [];
    const next = /^\d/.test(number) ? semver_default().inc(number, level) : null;
    return next === null ? null : `${prefix}${next}`;
}
const NO_VERSION = '`marketplace-version` is set, but the marketplace has no version of its own to raise.';


/***/ }),

/***/ 2798:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bx: () => (/* binding */ onlyToAWorkingPlugin),
/* harmony export */   Y0: () => (/* binding */ isAhead),
/* harmony export */   Zk: () => (/* binding */ onlyForAReason),
/* harmony export */   _r: () => (/* binding */ versionToList),
/* harmony export */   h0: () => (/* binding */ short),
/* harmony export */   j6: () => (/* binding */ goesDown),
/* harmony export */   kl: () => (/* binding */ onlyForward),
/* harmony export */   pG: () => (/* binding */ brokenManifest),
/* harmony export */   yB: () => (/* binding */ held)
/* harmony export */ });
/* harmony import */ var _findings_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6817);
/* harmony import */ var _github_plugins_plugin_place_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1115);
/* harmony import */ var _github_repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(651);
/* harmony import */ var _plugin_display_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2053);
/* harmony import */ var _plugin_version_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2051);
/* harmony import */ var _observe_observation_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2828);






const GO = { kind: 'go' };
function held(reason, cause = 'decision') {
    return { kind: 'held', reason, cause };
}
const LATER = 'the next run tries again';
/** Rule 1: only forward, to a descendant of the present commit or a higher tag. */
function onlyForward({ ancestry, tag, present, target, place }) {
    if (tag !== null)
        return GO;
    const commits = `${short(present.commit)} and ${short(target.commit)}`;
    const order = `${short(target.commit)} comes before ${short(present.commit)}`;
    switch (ancestry?.kind) {
        case 'forward':
            return GO;
        case 'behind':
            return { kind: 'stay', reason: `${(0,_github_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .fullName */ .fq)(place.repository)} is behind: ${order}` };
        case 'diverged':
            return held(`its history was rewritten: ${commits} have diverged; set its pin or submodule pointer to a commit of the branch`);
        case 'unknown':
            return held(`${commits} could not be compared (${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(ancestry.why)}); ${LATER}`, 'passing');
        case undefined:
            return held(`${commits} were not compared; ${LATER}`, 'passing');
    }
}
/** Rule 2: only to a working plugin. */
function onlyToAWorkingPlugin({ present, target, newPlace, place }) {
    const at = `${(0,_github_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .fullName */ .fq)(place.repository)} at ${short(target.commit)}`;
    const now = newPlace === null ? '' : `; it is now at ${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(newPlace)}: change the entry's \`source\``;
    if (target.directory === null)
        return held(`${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(place.directory)} is missing in ${at}${now}`, 'broken');
    switch (target.manifest.kind) {
        case 'manifest':
            return isTooLong((0,_observe_observation_js__WEBPACK_IMPORTED_MODULE_5__/* .versionOf */ .E4)(target)) ? held(`its version in ${at} ${TOO_LONG}`, 'broken') : GO;
        case 'unreadable':
            return held(`${brokenManifest(target.manifest.fault)} (${at})`, 'broken');
        case 'elsewhere':
            return held(`its plugin.json is in a submodule of ${at}`, 'broken');
        case 'absent':
            if (present.manifest.kind === 'absent')
                return GO;
            return held(`${(0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)((0,_github_plugins_plugin_place_js__WEBPACK_IMPORTED_MODULE_1__/* .manifestPath */ .ji)(place.directory))} is gone in ${at}${now}`, 'broken');
    }
}
/** What is wrong with a manifest, where in it, and what its author has to do. */
function brokenManifest(fault) {
    const { line, column = 1 } = fault.at;
    const { why, todo } = (0,_findings_files_js__WEBPACK_IMPORTED_MODULE_0__/* .manifestWords */ .lk)(fault, 'update');
    return `${why}${line === undefined ? '' : `, at line ${line}, column ${column}`}; ${todo}`;
}
/** Rule 3: only for a reason, which `advance` decides. */
function onlyForAReason({ present, target }, advance) {
    const from = (0,_observe_observation_js__WEBPACK_IMPORTED_MODULE_5__/* .versionOf */ .E4)(present);
    const to = (0,_observe_observation_js__WEBPACK_IMPORTED_MODULE_5__/* .versionOf */ .E4)(target);
    return advance === 'always' || from !== to || (from === null && to === null);
}
/** `downgrades`: whether the manifest's own version went down. */
function goesDown({ present, target }) {
    const [from, to] = [(0,_observe_observation_js__WEBPACK_IMPORTED_MODULE_5__/* .versionOf */ .E4)(present), (0,_observe_observation_js__WEBPACK_IMPORTED_MODULE_5__/* .versionOf */ .E4)(target)];
    return from !== null && to !== null && (0,_plugin_version_js__WEBPACK_IMPORTED_MODULE_3__/* .isLower */ .cs)(to, from);
}
const KEEP = { kind: 'keep' };
/**
 * Rule 4: the version that users compare. Claude Code takes the manifest's, else the entry's, else the commit
 * (https://code.claude.com/docs/en/plugins-reference#version-management), so an entry must not say something else.
 */
function versionToList({ listed, declared, tagged, moves, field }) {
    const wanted = declared ?? tagged;
    const absent = listed === undefined;
    if (declared === null && declares(listed) && moves && (tagged === null || field === 'never')) {
        return held(`the plugin declares no version, but its entry does (${shown(listed)}), so users would not get the update; raise or remove the entry's \`version\``);
    }
    if (wanted === null || wanted === listed || field === 'never')
        return KEEP;
    if (isTooLong(wanted))
        return held(`its version ${TOO_LONG}`, 'broken');
    if (absent)
        return field === 'always' ? { kind: 'write', version: wanted } : KEEP;
    // Where the manifest declares one, users get the version at the pointer anyway.
    if ((!moves || declared === null) && typeof listed === 'string' && isAhead(listed, wanted)) {
        return held(`the entry lists ${shown(listed)}, which is higher than its plugin's ${shown(wanted)}; ${declared === null ? 'push a higher tag' : 'raise the version in plugin.json'}`);
    }
    return { kind: 'write', version: wanted };
}
/** Claude Code takes any text; a catalogue need not grow by what no person wrote. */
const LONGEST_VERSION = 256;
const TOO_LONG = `has more than ${LONGEST_VERSION} characters`;
function isTooLong(version) {
    return version !== null && version.length > LONGEST_VERSION;
}
/** Whether `listed` is the higher of two semantic versions. */
function isAhead(listed, declared) {
    return (0,_plugin_version_js__WEBPACK_IMPORTED_MODULE_3__/* .compareVersions */ .Zy)(listed, declared).change === 'downgrade';
}
/** An empty version is none, as in a manifest. */
function declares(listed) {
    return listed !== undefined && listed !== null && !(typeof listed === 'string' && listed.trim() === '');
}
function shown(version) {
    if (typeof version === 'object' && version !== null)
        return Array.isArray(version) ? 'a list' : 'an object';
    return (0,_plugin_display_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(String(version));
}
/** The first digits of a commit, as people read them. */
function short(commit) {
    return commit.slice(0, 7);
}


/***/ }),

/***/ 2951:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ unfollowedTag)
/* harmony export */ });
/* harmony import */ var _plugin_release_tag_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5503);

/** Numbers with something between them, as in `v1.2`, `2024.01.05` and `release-2024_01`; not `v1` or `stable`. */
const LIKE_A_VERSION = /\d[._-]\d/;
/**
 * PURE: the tag that an entry is pinned to, if it looks like a version and is no semantic one: which tags are newer can't
 * be told then, so the entry stays where it is. Null for any other. (A tag such as `v1` or `stable` is moved itself.)
 */
function unfollowedTag({ source }, seen) {
    const ref = source.kind === 'remote' ? source.ref : null;
    if (ref === null || (seen.kind !== 'head' && seen.kind !== 'version'))
        return null;
    const { revision } = seen.place;
    const isTag = 'ref' in revision && revision.ref === `refs/tags/${ref}`;
    return isTag && LIKE_A_VERSION.test(ref) && (0,_plugin_release_tag_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReleaseTag */ .rE)(ref) === null ? ref : null;
}


/***/ })

};
