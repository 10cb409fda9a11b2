#!/usr/bin/env bash
# The parts of .github/workflows/self-test.yml that use git. Wants GH_TOKEN, which may write to this repository.
set -euo pipefail

# The plugin has a branch of its own, without history in common with main.
PLUGIN=self-test
# The update action proposes on this branch; the pull request closes when the branch is deleted.
PROPOSAL=self-test-update

credentials=$(printf 'x-access-token:%s' "$GH_TOKEN" | base64 | tr -d '\n')
echo "::add-mask::$credentials"
remote() { git -c "http.extraheader=AUTHORIZATION: basic $credentials" "$@"; }

# Makes a commit of a plugin.json alone: version, and the commit before if there is one.
plugin_commit() {
  local blob tree
  blob=$(printf '{ "name": "self-test", "version": "%s" }\n' "$1" | git hash-object -w --stdin)
  tree=$(printf '100644 blob %s\tplugin.json\n' "$blob" | git mktree)
  tree=$(printf '040000 tree %s\t.claude-plugin\n' "$tree" | git mktree)
  git -c user.name=self-test -c user.email=self-test@invalid commit-tree "$tree" -m "self-test $1" ${2:+-p "$2"}
}

# Pushes a higher version of the plugin; outputs the states to compare, and the version.
bump() {
  local base head last version
  base=$(remote ls-remote origin "refs/heads/$PLUGIN" | cut -f1)
  if [ -n "$base" ]; then remote fetch --quiet --depth=1 origin "$base"; else base=$(plugin_commit 1.0.0); fi
  last=$(git show "$base:.claude-plugin/plugin.json" | sed 's/.*"version": "1\.0\.\([0-9]*\)".*/\1/')
  version=1.0.$((last + 1))
  head=$(plugin_commit "$version" "$base")
  remote push --quiet origin "$head:refs/heads/$PLUGIN"
  printf '%s\n' "base=$base" "head=$head" "version=$version" >>"$GITHUB_OUTPUT"
}

# Fails unless the pull request's branch lists the version.
expect() {
  remote fetch --quiet --depth=1 origin "refs/heads/$PROPOSAL"
  git show FETCH_HEAD:.claude-plugin/marketplace.json | grep --fixed-strings "\"$1\""
}

# Deletes the pull request's branch, if the update got so far.
close() {
  if [ -n "$(remote ls-remote origin "refs/heads/$PROPOSAL")" ]; then
    remote push --quiet origin ":refs/heads/$PROPOSAL"
  fi
}

"$@"
