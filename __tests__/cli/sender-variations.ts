/**
 * How people tell a marketplace, each with what must become of it: own text, in the shapes that public repositories
 * have. What is kept stands in the new file; what is not is named.
 */

const expression = (inner: string) => `\${{ ${inner} }}`;
const PAT = expression('secrets.MARKETPLACE_PAT');

/** A dispatch by the action that most people use, with more of the step, and of what it gives. */
const dispatch = (more = '', payload = '') => `      - name: Tell the marketplace${more}
        uses: peter-evans/repository-dispatch@v4
        with:
          token: ${PAT}
          repository: acme/marketplace
          event-type: plugin-updated${payload}
`;

const job = (steps: string, more = '') => `jobs:
  notify:
    runs-on: ubuntu-latest${more}
    steps:
${steps}`;

const ON = 'on: {push: {branches: [main]}}\n';
const run = (script: string, env = '') => `      - run: |
${script.replaceAll(/^/gm, '          ')}
        env: {TOKEN: "${PAT}", GH_TOKEN: "${PAT}"${env}}
`;
const URL = 'https://api.github.com/repos/acme/marketplace/dispatches';
const curl = (body: string) => `curl -fsS -X POST -H "Authorization: Bearer $TOKEN" ${URL} -d ${body}`;
const BODY = `'{"event_type":"plugin-updated","client_payload":{"plugin":"tool"}}'`;

export interface Variation {
  readonly text: string;
  /** What `on.push`, the job and the step's inputs have beside what is usual; null: nothing is written. */
  readonly kept: { readonly push?: object; readonly job?: object; readonly inputs?: object } | null;
  /** The old file stays, beside the new one. */
  readonly stays?: true;
  /** Parts of what is said; where there are none, nothing but that the payload is the action's own. */
  readonly said: readonly string[];
}

const PAYLOAD = 'The action sends a payload of its own, prereleases too.';

export const VARIATIONS: Readonly<Record<string, Variation>> = {
  'any change of the plugin tells': {
    text: `${ON.replace('[main]', "[main], paths: ['.claude-plugin/plugin.json', 'skills/**', 'hooks/**']")}${job(dispatch())}`,
    kept: { push: { paths: ['.claude-plugin/plugin.json'] } },
    said: ['`on.push.paths: skills/**`, `on.push.paths: hooks/**`'],
  },
  'a payload of its own': {
    text: `${ON}${job(dispatch('', `\n          client-payload: |\n            {\n              "plugin": "tool",\n              "ref": "${expression('github.sha')}",\n              "source_repo": "x"\n            }`))}`,
    kept: {},
    said: [PAYLOAD],
  },
  'a payload in a shell’s quotes': {
    text: `${ON}${job(run(curl('"{\\"event_type\\": \\"plugin-updated\\", \\"client_payload\\": {\\"channel\\": \\"$GITHUB_REF_NAME\\", \\"version\\": \\"1\\"}}"')))}`,
    kept: {},
    said: [PAYLOAD],
  },
  'fields of gh api': {
    text: `${ON}${job(run('gh api repos/acme/marketplace/dispatches -f event_type=plugin-updated -F "client_payload[plugin]=tool" -F "client_payload[tier]=a"'))}`,
    kept: {},
    said: [PAYLOAD],
  },
  'a body by jq': {
    text: `${ON}${job(run(`jq -n --arg v "$V" '{event_type: "plugin-updated", client_payload: {version: $v, stage: "x"}}' | ${curl('@-')}`))}`,
    kept: {},
    said: [PAYLOAD],
  },
  'in an environment with an address': {
    text: `${ON}${job(dispatch(), '\n    environment: {name: marketplace, url: https://x.example}')}`,
    kept: { job: { environment: 'marketplace' } },
    said: ['`jobs.notify.environment.url: https://x.example`'],
  },
  'one at a time': {
    text: `${ON}concurrency: {group: tell, cancel-in-progress: true}\n${job(dispatch())}`,
    kept: {},
    said: ['`concurrency`'],
  },
  'not in forks': {
    text: `${ON}${job(dispatch(), "\n    if: github.repository == 'acme/tool'")}`,
    kept: { job: { if: "github.repository == 'acme/tool'" } },
    said: [],
  },
  'only with a word in the message': {
    text: `${ON}${job(dispatch(), "\n    if: startsWith(github.event.head_commit.message, 'release')")}`,
    kept: {},
    said: ["`jobs.notify.if: startsWith(github.event.head_commit.message, 'release')`"],
  },
  'a condition at the step': {
    text: `${ON}${job(dispatch("\n        if: github.actor != 'dependabot[bot]'"))}`,
    kept: {},
    said: ["`jobs.notify.steps.Tell the marketplace.if: github.actor != 'dependabot[bot]'`"],
  },
  'no prereleases': {
    text: `${ON}${job(run(`VERSION=$(jq -r .version .claude-plugin/plugin.json)\ncase "$VERSION" in *-*) exit 0;; esac\n${curl(BODY)}`))}`,
    kept: {},
    said: [PAYLOAD],
  },
  'a runner of their own': {
    text: `${ON}${job(dispatch()).replace('ubuntu-latest', '[self-hosted, linux]')}`,
    kept: { job: { 'runs-on': ['self-hosted', 'linux'] } },
    said: [],
  },
  'a job that looks, and one that tells': {
    text: `${ON}jobs:\n  look:\n    runs-on: ubuntu-latest\n    outputs: {changed: "${expression('steps.v.outputs.changed')}"}\n    steps:\n      - {uses: actions/checkout@v4, with: {fetch-depth: 2}}\n      - {id: v, run: git diff --quiet HEAD^ -- .claude-plugin/plugin.json || echo changed=true >> "$GITHUB_OUTPUT"}\n  tell:\n    needs: look\n    if: needs.look.outputs.changed == 'true'\n    runs-on: ubuntu-latest\n    steps:\n${dispatch()}`,
    kept: {},
    said: [],
  },
  'every branch but some': {
    text: `on: {push: {branches-ignore: ['wip/**']}}\n${job(dispatch())}`,
    kept: {},
    said: ['`on.push.branches-ignore: wip/**`'],
  },
  'on published releases': {
    text: `on: {release: {types: [published]}}\n${job(dispatch())}`,
    kept: {},
    said: ['`on.release`'],
  },
  'by the clock, too': {
    text: `on: {push: {branches: [main]}, schedule: [{cron: '5 4 * * 1'}]}\n${job(dispatch())}`,
    kept: {},
    said: ['`on.schedule: 5 4 * * 1`'],
  },
  'to several, one after the other': {
    text: `${ON}${job(dispatch() + dispatch().replace('acme/marketplace', 'acme/second'))}`,
    kept: { inputs: { marketplace: 'acme/marketplace\nacme/second\n' } },
    said: [],
  },
  'with a secret for each': {
    text: `${ON}${job(dispatch() + dispatch().replace('acme/marketplace', 'other/plugins').replace('MARKETPLACE_PAT', 'OTHER_PAT'))}`,
    kept: null,
    said: ['different secrets (MARKETPLACE_PAT, OTHER_PAT)'],
  },
  'with an event type for each': {
    text: `${ON}${job(dispatch() + dispatch().replace('acme/marketplace', 'other/plugins').replace('plugin-updated', 'bumped'))}`,
    kept: null,
    said: ['different event types (plugin-updated, bumped)'],
  },
  'a local action that tells': {
    text: `${ON}${job(`      - uses: actions/checkout@v4\n      - uses: ./.github/actions/notify\n        with: {repo: acme/marketplace, token: "${PAT}"}\n`)}`,
    stays: true,
    kept: { inputs: { token: `\${{ secrets.MARKETPLACE_UPDATE_TOKEN }}` } },
    said: ['`./.github/actions/notify`'],
  },
  'a reusable workflow that tells': {
    text: `${ON}jobs:\n  notify:\n    uses: acme/.github/.github/workflows/notify-marketplace.yml@main\n    secrets: inherit\n`,
    stays: true,
    kept: { inputs: { token: `\${{ secrets.MARKETPLACE_UPDATE_TOKEN }}` } },
    said: ['`acme/.github/.github/workflows/notify-marketplace.yml@main`'],
  },
  'called by others': {
    text: `on: {workflow_call: , push: {branches: [main]}}\n${job(dispatch())}`,
    kept: null,
    said: ['other workflows call it (`workflow_call`)'],
  },
  'and a message to a chat': {
    text: `${ON}${job(`${dispatch()}      - {name: Slack, uses: slackapi/slack-github-action@v2, with: {payload: x}}\n`)}`,
    kept: null,
    said: ['step `Slack` of job `notify`'],
  },
  'and a job that only says so': {
    text: `${ON}${job(dispatch())}  after:\n    needs: notify\n    runs-on: ubuntu-latest\n    steps: [{run: echo hi}]\n`,
    kept: null,
    said: ['does other work: job `after` (line 12)'],
  },
};
