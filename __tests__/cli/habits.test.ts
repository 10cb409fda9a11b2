import { describe, expect, test } from '@jest/globals';
import { asksForPrereleases } from '../../src/cli/setup/prerelease-checks.ts';

describe('a script or condition that asks whether a version is a prerelease', () => {
  test.each([
    'case "$VERSION" in *-*) exit 0;; esac',
    'case "$TAG" in\n  v*-rc*)\n    exit 0 ;;\nesac',
    'if [[ "$version" == *-* ]]; then exit 0; fi',
    '[[ $VERSION =~ - ]] && exit 0',
    'echo "$VERSION" | grep -qE "-(alpha|beta|rc)" && exit 0',
    'if grep -q beta <<< "$NEW_VERSION"; then exit; fi',
    "if !contains(steps.v.outputs.version, '-')",
    "if contains(github.ref_name, 'x') || github.event.release.prerelease == false",
    "if (version.includes('-')) return",
    'if (semver.prerelease(version)) process.exit(0)',
  ])('%j is one', (text) => expect(asksForPrereleases(text)).toBe(true));

  test.each([
    `curl -d '{"client_payload":{"version":"1","channel":"beta"}}' x`,
    `if [ "$A" = b ]; then curl -d '{"client_payload":{"version":"'$V'","channel":"beta"}}' x; fi`,
    'gh api repos/a/b/dispatches -f client_payload[channel]=beta -f client_payload[version]="$VERSION"',
    `if (changed) await github.rest.repos.createDispatchEvent({ client_payload: { version, channel: 'beta' } })`,
    'if [ "$CHANGED" = true ]; then echo "no prerelease"; fi',
    '# if the version is a beta, tell nobody',
    "if github.ref_name == 'beta'",
    'case "$BRANCH" in *-*) exit 0;; esac',
    'jq -r .version plugin.json > beta.txt',
    'if [ "$OLD_VERSION" = "$NEW_VERSION" ]; then exit 0; fi',
  ])('%j is none', (text) => expect(asksForPrereleases(text)).toBe(false));
});
