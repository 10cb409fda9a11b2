import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withStandIns } from '../support/doc-page.ts';
import { writeProgram } from '../support/stand-ins.ts';

/** Scripts that do to a repository what other people's actions and programs do. */

const CLONE = `git clone --quiet "\${GITHUB_SERVER_URL/:\\/\\//://x-access-token:$TOKEN@}/$GITHUB_REPOSITORY" .
git config user.name bot && git config user.email bot@example.com`;

const pullRequest = (branch: string, title: string) => `git checkout --quiet -b ${branch}
git add --all && git commit --quiet -m '${title}' && git push --quiet origin HEAD
curl --silent --show-error --fail --output /dev/null -H "authorization: Bearer $TOKEN" \\
  -d '{"title": "${title}", "head": "${branch}", "base": "main"}' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/pulls"`;

/**
 * The merge of its pull request gets a tag; before that, the pull request raises the version in its manifest and in
 * each of `extra-files`. https://github.com/googleapis/release-please/blob/main/docs/customizing.md
 */
const RELEASE_PLEASE = `${CLONE}
version=$(jq -r '.["."]' .release-please-manifest.json)
if ! git rev-parse --quiet --verify "refs/tags/v$version" > /dev/null; then
  git tag "v$version" && git push --quiet origin "v$version"
  exit
fi
next="\${version%.*}.$((\${version##*.} + 1))"
set_version() { jq "$2 = \\"$next\\"" "$1" > "$RUNNER_TEMP/new" && cp "$RUNNER_TEMP/new" "$1"; }
set_version .release-please-manifest.json '.["."]'
jq -r '.packages["."]["extra-files"][] | select(.type == "json") | .path, .jsonpath' release-please-config.json |
  while read -r path && read -r place; do set_version "$path" "\${place#$}"; done
${pullRequest('release-please--branches--main', 'chore(main) release')}`;

/** https://github.com/changesets/action/tree/maintenance/v1: `version` is the command; without changesets it rests. */
const changesets = (version: string) => `ls .changeset/*.md > /dev/null 2>&1 || exit 0
${version}
${pullRequest('changeset-release/main', 'Version Packages')}`;

const NPM = `case "$1" in
  ci) ;;
  run) sh -c "$(jq -r ".scripts[\\"$2\\"]" package.json)" ;;
  *) exit 1 ;;
esac`;

/** `version` of https://github.com/changesets/changesets/blob/main/packages/cli/README.md, for a patch. */
const CHANGESET = `test "$1" = version && rm .changeset/*.md
jq '.version = "1.0.1"' package.json > new.json && mv new.json package.json`;

/**
 * `prepare` of exec, then of git, whose message is the default, then the tag.
 * https://github.com/semantic-release/exec#options, https://github.com/semantic-release/git#options
 */
const SEMANTIC_RELEASE = `test "$1" = semantic-release && test -n "$GITHUB_TOKEN"
option() { jq -r ".plugins[] | arrays | select(.[0] == \\"@semantic-release/$1\\") | .[1].$2" .releaserc.json; }
sh -c "$(option exec prepareCmd | sed 's/\${nextRelease.version}/1.1.0/')"
option git 'assets[]' | xargs git add
git commit --quiet -m 'chore(release): 1.1.0 [skip ci]' && git push --quiet origin HEAD:main
git tag v1.1.0 && git push --quiet origin v1.1.0`;

/** Whether auto-merge is on is remembered in a file; the merge is GitHub's. */
const GH = `state="$(dirname "$0")/auto-merge"
case "$*" in
  'pr merge '*' --auto --squash') echo "$3" > "$state" ;;
  'pr merge '*' --disable-auto') rm "$state" ;;
  'pr view '*) test -f "$state" && echo true || echo false ;;
  *) exit 1 ;;
esac`;

/** WRITE: the programs that the page's workflows run; returns their folder. */
export async function writeTools(root: string): Promise<string> {
  const bin = join(root, 'recipe-tools');
  await mkdir(bin, { recursive: true });
  const all = { npm: NPM, npx: SEMANTIC_RELEASE, changeset: CHANGESET, gh: GH };
  await Promise.all(Object.entries(all).map(([name, text]) => writeProgram(bin, name, `set -e\n${text}`)));
  return bin;
}

const scriptStep = (text: string) =>
  [
    `- env: {TOKEN: "\${{ github.token }}"}`,
    '  run: |',
    ...text.split('\n').map((line) => `    ${line}`),
  ].join('\n');

/** A workflow of the page with those programs on its path, and stand-ins for the actions that it uses. */
export function playable(workflow: string, bin: string): string {
  const version = /^ +version: (.+)$/m.exec(workflow)?.[1] ?? '';
  const known = {
    'googleapis/release-please-action@v5': RELEASE_PLEASE,
    'changesets/action@v1': changesets(version),
    'actions/checkout@v5': CLONE,
  };
  const used = Object.entries(known).filter(([uses]) => workflow.includes(`- uses: ${uses}`));
  const text = withStandIns(
    workflow,
    Object.fromEntries(used.map(([uses, script]) => [uses, scriptStep(script)])),
  );
  return text.replaceAll(/^( +)steps:$/gm, `$&\n$1  - run: echo "${bin}" >> "$GITHUB_PATH"`);
}

/** A bot that raises the version and pushes with `GITHUB_TOKEN`. */
export const BUMP_BOT = `name: Bump
on: workflow_dispatch
permissions: {contents: write}
jobs:
  bump:
    runs-on: ubuntu-latest
    steps:
${scriptStep(`${CLONE}
sed -i.bak s/1.0.0/1.0.1/ .claude-plugin/plugin.json
git commit --quiet -am Bump && git push --quiet`).replace(/^/gm, '      ')}
`;
