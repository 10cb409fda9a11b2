// Runs in a workflow of the probe's own repository: asks with GITHUB_TOKEN, and commits the answers.
const { env } = process;
const [owner] = env.GITHUB_REPOSITORY.split('/');
const [theirOwner, theirName] = env.PROBE_ELSEWHERE.split('/');
const answers = {};

async function send(method, url, body) {
  const started = performance.now();
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `token ${env.GITHUB_TOKEN}`,
      'user-agent': 'notify-marketplace-probe',
      'x-github-api-version': '2022-11-28',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  let parsed = text;
  try {
    parsed = JSON.parse(text);
  } catch {}
  const milliseconds = Math.round(performance.now() - started);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: parsed,
    milliseconds,
  };
}

const rest = (method, path, body) => send(method, env.GITHUB_API_URL + path, body);
const own = `/repos/${env.GITHUB_REPOSITORY}`;

const READ = `query($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { ... on Commit { oid file(path: "README") { mode object { __typename ... on Blob { byteSize text } } } } } }
  }
}`;
const read = (variables) => send('POST', env.GITHUB_GRAPHQL_URL, { query: READ, variables });

answers['graphql-elsewhere'] = await read({ owner: theirOwner, name: theirName });
answers['graphql-own-private'] = await read({ owner, name: env.PROBE_PRIVATE.split('/')[1] });
answers['rest-elsewhere'] = await rest('GET', `/repos/${env.PROBE_ELSEWHERE}`);
answers['dispatch-own'] = await rest('POST', `${own}/dispatches`, { client_payload: {} });
answers['dispatch-elsewhere'] = await rest('POST', `/repos/${env.PROBE_ELSEWHERE}/dispatches`, {
  client_payload: {},
});
answers['dispatch-own-private'] = await rest('POST', `/repos/${env.PROBE_PRIVATE}/dispatches`, {
  client_payload: {},
});
answers['user'] = await rest('GET', '/user');
answers['rate-limit'] = await rest('GET', '/rate_limit');

const commit = async (content, message) => {
  const file = { path: 'answers.json', mode: '100644', type: 'blob', content };
  const tree = await rest('POST', `${own}/git/trees`, { tree: [file] });
  return rest('POST', `${own}/git/commits`, { message, tree: tree.body.sha, parents: [] });
};

answers['commit-without-author'] = await commit('{}', 'Without an author');
const { status, body } = await commit(JSON.stringify(answers), 'What GITHUB_TOKEN was answered');
if (status !== 201) throw new Error(`The commit was refused: ${status}`);
const made = await rest('POST', `${own}/git/refs`, { ref: `refs/heads/${env.PROBE_BRANCH}`, sha: body.sha });
if (made.status !== 201) throw new Error(`The branch was refused: ${made.status}`);
