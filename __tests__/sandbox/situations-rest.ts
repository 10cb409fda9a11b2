import { noServer, proxyPage, unicorn } from '../../sandbox/known-answers.ts';
import type { SandboxRepository } from '../../sandbox/types.ts';
import type { RecordedAnswer } from '../corpus/github-answers/answers.ts';
import { emptyRepository, github, newRepository, tokenFor } from './github-setup.ts';
import {
  actions,
  against,
  ahead,
  all,
  anyOf,
  at,
  by,
  call,
  classic,
  comparing,
  dispatch,
  dispatching,
  elsewhere,
  ending,
  faulty,
  git,
  gitBy,
  granted,
  limited,
  looking,
  mayNothing,
  nobody,
  proposable,
  proposing,
  reads,
  type Situation,
  starting,
  type Told,
  treeOf,
  UNKNOWN,
} from './rest-asks.ts';

/** By the name that the recorded answers give to a situation. */
export const REST_SITUATIONS: Readonly<Record<string, Situation>> = {
  dispatch: by({}, (repository) => classic(repository)),
  'dispatch-nobody-listens': by({}, all),
  'dispatch-without-type': dispatching({
    action: 'a',
    apiVersion: 1,
    id: 1,
    prompt: 'p',
    timestamp: 1,
    type: 't',
  }),
  'dispatch-without-body': async () => {
    const repository = await newRepository();
    return call(at(repository, 'POST', '/dispatches'), all(repository));
  },
  'dispatch-many-properties': dispatching({
    event_type: 'x',
    client_payload: Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`k${n}`, n])),
  }),
  'dispatch-too-large': dispatching({ event_type: 'x', client_payload: { text: 'x'.repeat(70_000) } }),
  'dispatch-long-type': dispatching({ event_type: 'x'.repeat(101) }),
  'classic-token-without-access': async (answer) => {
    const repository = await newRepository();
    const token = classic(repository, mayNothing);
    return answer.request.endsWith('/git/trees')
      ? git(answer, repository, token)
      : dispatch(repository, token);
  },
  'classic-token-without-scope': by({}, (repository) => classic(repository, { scopes: [] })),
  'fine-grained-token-read-only': async (answer) => {
    const repository = await newRepository();
    const token = tokenFor(repository, granted(repository, reads));
    return answer.request.endsWith('/git/refs')
      ? git(answer, repository, token)
      : dispatch(repository, token);
  },
  'fine-grained-token-not-selected': by({}, elsewhere('fine-grained')),
  'github-token-read-only': by({}, actions),
  'github-token-other-public': by({}, elsewhere('actions')),
  'github-token-other-private': by({ private: true }, elsewhere('actions')),
  'app-token-read-only': by({}, (repository) =>
    tokenFor(repository, { kind: 'app', ...granted(repository, reads) }),
  ),
  'archived-repository': by({ archived: true }, all),
  'renamed-repository': async ({ id, request }) => {
    const repository = await newRepository();
    const former = { fullName: repository.fullName } as SandboxRepository;
    await repository.rename(`${repository.fullName}-new`);
    const token = classic(repository, ending({ headers: {} } as RecordedAnswer));
    if (request.startsWith('GET')) return call(at(former, 'GET'), token);
    if (id.endsWith('post')) return dispatch(former, token);
    return call(at(former, 'PATCH', '/git/refs/heads/main'), token, { sha: UNKNOWN });
  },
  'blocked-repository': by({ refusal: 'tos' }, all),
  'blocked-for-legal-reasons': by({ refusal: 'dmca' }, all),
  'suspended-account': by({}, (repository) => all(repository, { refused: 'suspended' })),
  'login-attempts': by({}, (repository) => all(repository, { refused: 'login-attempts' })),
  'sso-not-authorized': by({ sso: true }, (repository) => classic(repository)),
  'sso-not-authorized-404': (answer) => {
    github.switches.samlStatus = 'not-found';
    return by({ sso: true, private: true }, (repository) => classic(repository))(answer);
  },
  'ip-allow-list': by({ refusal: 'ip-allow-list' }, all),
  'oauth-app-restrictions': by({ refusal: 'oauth-restrictions' }, (repository) => classic(repository)),
  'token-lifetime-policy': (answer) =>
    by({ refusal: 'token-lifetime' }, (repository) =>
      answer.id.endsWith('classic') ? classic(repository) : all(repository),
    )(answer),
  'wrong-token': by({}, () => 'ghp_wrong'),
  'no-token': async (answer) => {
    if (answer.means === 'token-rejected') return call('GET /user', undefined);
    return by({}, nobody)(answer);
  },
  write: gitBy((repository) => tokenFor(repository)),
  'write-as-bot': gitBy((repository) => tokenFor(repository, { kind: 'actions' })),
  'write-as-person': gitBy((repository) => classic(repository)),
  'write-gitlink': treeOf({ mode: '160000', type: 'commit', sha: UNKNOWN }),
  'unknown-base-tree': treeOf({ content: 'a' }, { base_tree: UNKNOWN }),
  'push-rule-file-path': async () => {
    const repository = await newRepository();
    repository.protect('main', { by: 'ruleset', requires: 'file-path', paths: ['closed/**'] });
    const tree = [{ path: 'closed/a', mode: '100644', type: 'blob', content: 'a' }];
    return call(at(repository, 'POST', '/git/trees'), all(repository), { tree });
  },
  'empty-repository': async () => {
    const repository = await emptyRepository();
    const tree = [{ path: 'a', mode: '100644', type: 'blob', content: 'a' }];
    return call(at(repository, 'POST', '/git/trees'), all(repository), { tree });
  },
  'moved-head': async () => {
    const repository = await newRepository();
    const sha = await ahead(repository);
    await repository.commit({ files: { other: '1' } });
    return call(at(repository, 'PATCH', '/git/refs/heads/main'), all(repository), { sha });
  },
  'two-writers': (answer) => {
    github.switches.movedBranch = 'cannot-be-updated';
    return REST_SITUATIONS['moved-head']?.(answer) as Promise<Told>;
  },
  'ref-empty-500': async () => {
    const repository = await newRepository();
    return call(at(repository, 'PATCH', '/git/refs/heads/main'), all(repository), { sha: UNKNOWN });
  },
  'missing-ref': async ({ request }) => {
    const repository = await newRepository();
    const [method = ''] = request.split(' ');
    const below = method === 'GET' ? '/git/ref/heads/none' : '/git/refs/heads/none';
    const body = method === 'PATCH' ? { sha: repository.tip() } : undefined;
    return call(at(repository, method, below), all(repository), body);
  },
  'existing-ref': async () => {
    const repository = await newRepository();
    return call(at(repository, 'POST', '/git/refs'), all(repository), {
      ref: 'refs/heads/main',
      sha: repository.tip(),
    });
  },
  'unknown-object': async ({ request }) => {
    const repository = await newRepository();
    if (request.startsWith('GET')) return call(at(repository, 'GET', '/commits/0123'), all(repository));
    return call(at(repository, 'POST', '/git/refs'), all(repository), {
      ref: 'refs/heads/new',
      sha: UNKNOWN,
    });
  },
  'ruleset-pull-request': against('ruleset', 'pull-request'),
  'ruleset-merge-queue': against('ruleset', 'merge-queue'),
  'ruleset-update': against('ruleset', 'update'),
  'ruleset-creation': against('ruleset', 'creation'),
  'ruleset-checks': against('ruleset', 'status-checks'),
  'ruleset-signatures': against('ruleset', 'signatures'),
  'ruleset-linear-history': against('ruleset', 'linear-history'),
  'ruleset-no-force': against('ruleset', 'force-push'),
  'ruleset-no-deletion': against('ruleset', 'deletion'),
  'push-protection-secret': against('ruleset', 'secret'),
  'protection-pull-request': against('branch-protection', 'pull-request'),
  'protection-merge-queue': against('branch-protection', 'merge-queue'),
  'protection-creation': against('branch-protection', 'pull-request'),
  'protection-not-authorized': against('branch-protection', 'push-access'),
  'protection-locked': against('branch-protection', 'lock'),
  'protection-review': against('branch-protection', 'review'),
  'protection-checks': against('branch-protection', 'status-checks'),
  'protection-linear-history': against('branch-protection', 'linear-history'),
  'protection-signatures': against('branch-protection', 'signatures'),
  'protection-no-force': (answer) =>
    against('branch-protection', 'pull-request')({ ...answer, request: `${answer.request} by force` }),
  'actions-may-not-open-pull-requests': async () => {
    const { repository, open } = await proposable();
    return open(all(repository, { kind: 'actions' }));
  },
  'open-pull-request': proposing({}, true),
  'nothing-to-merge': proposing({ head: 'x' }),
  'pull-base-missing': proposing({ base: 'none' }),
  'pull-body-long': proposing({ body: 'x'.repeat(65_537) }),
  'workflow-dispatch': starting('workflow_dispatch'),
  'workflow-without-trigger': starting('push'),
  'workflow-required-input': starting(
    '{workflow_dispatch: {inputs: {mandatory-parameter: {required: true}}}}',
  ),
  'workflow-unexpected-input': starting('workflow_dispatch', { inputs: { x: '1' } }),
  'workflow-disabled': starting('workflow_dispatch', { disabled: true }),
  'workflow-unknown-ref': starting('workflow_dispatch', { ref: 'x' }),
  'workflow-missing': starting('workflow_dispatch', { name: 'none.yml' }),
  'workflow-no-right': starting('workflow_dispatch', { may: reads }),
  'compare-unknown-commit': comparing(async () => UNKNOWN),
  'compare-unrelated': comparing((repository) =>
    repository.commit({ branch: 'x', parents: [], files: { x: '' } }).then(() => 'x'),
  ),
  'fine-grained-token': (answer) => by({}, (repository) => all(repository, ending(answer)))(answer),
  'fine-grained-token-foreign': (answer) =>
    by({}, (repository) => all(repository, { repositories: {}, ...mayNothing, ...ending(answer) }))(answer),
  'fine-grained-token-expiring': (answer) => by({}, (repository) => all(repository, ending(answer)))(answer),
  'app-token': by({}, (repository) => tokenFor(repository, { kind: 'app' })),
  'app-user-token': (answer) =>
    by({}, (repository) => tokenFor(repository, { kind: 'app-user', ...ending(answer) }))(answer),
  'classic-token': by({}, (repository) => classic(repository, { scopes: ['repo', 'user', 'workflow'] })),
  'classic-token-expiring': (answer) => by({}, (repository) => classic(repository, ending(answer)))(answer),
  'expiry-is-request-time': (answer) =>
    by({}, (repository) => all(repository, { ...ending(answer), shownExpiry: new Date() }))(answer),
  'rate-limit-read': (answer) => by({}, (repository) => all(repository, ending(answer)))(answer),
  'ruleset-any': looking({}, (repository) =>
    all(repository, { expires: new Date(Date.now() + 86_400_000), zone: 'UTC' }),
  ),
  'unprotected-branch': looking({}, all),
  'protection-no-admin': looking({}, (repository) => classic(repository, { mayAdminister: [] })),
  'free-plan-private': looking({ private: true, freePlan: true }, all),
  'github-token-settings': looking({}, actions),
  'settings-no-admin': looking({}, (repository) => classic(repository, { mayAdminister: [] })),
  'secrets-by-writer': looking({}, (repository) => classic(repository, { mayAdminister: [] })),
  'organization-secrets': looking({}, all),
  'secondary-limit-bare': limited({ restPoints: 0, retryAfter: null }),
  'secondary-limit-429': limited({ restPoints: 0, restStatus: 429 }),
  'abuse-detection': limited({ restPoints: 0, words: 'abuse' }),
  'content-creation-limit': limited({ writes: 0 }),
  'rest-limit-used-up': async (answer) => {
    const repository = await newRepository();
    const token = all(repository, answer.id.endsWith('request-id') ? {} : { kind: 'app' });
    github.useUp(token, 'core');
    return anyOf(answer, repository, token);
  },
  'service-down-html': faulty(unicorn()),
  'html-as-json': faulty(noServer()),
  'proxy-page': faulty(proxyPage()),
  'missing-repository': async () =>
    call('GET /repos/acme/none', github.createToken({ kind: 'classic', scopes: ['repo'] })),
};

/** What the sandbox can't be put into, and why. */
export const REST_IMPOSSIBLE: Readonly<Record<string, string>> = {
  'passing-403': 'it comes and goes for a reason that nobody knows: tests make it by a fault',
  'ruleset-signatures-409': 'a route that the program does not send',
  'workflow-file-without-right': 'no token of the sandbox lacks the right to workflow files',
  'pulls-for-collaborators-only': 'no such setting',
  'compare-too-large': 'nothing there is too large to compare',
  'secrets-admin-only': 'a route that the program does not send',
  'sso-partial-results': 'no list of several organisations is read',
  'ip-allow-list-enterprise': 'organisations have no enterprise',
  'suspended-installation': 'installations can’t be suspended',
  'issues-disabled': 'a route that the program does not send',
};
