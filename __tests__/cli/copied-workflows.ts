/**
 * Stand-ins for the workflows that people copied from one repository to the next before there was an action for
 * it, in the shapes that are out there: own text, the same habits, the same mistakes.
 */

/** Only the last commit of a push, only the first manifest, `null` for a missing version, `curl` without `-f`. */
export const CURL = `name: Notify marketplace
on:
  push:
    branches: [main, next]
    paths: ['**/.claude-plugin/plugin.json']
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 2
      - name: Did the version change?
        id: version
        run: |
          FILE=$(find . -name plugin.json -path '*/.claude-plugin/*' | head -1)
          NEW=$(jq -r '.version' "$FILE")
          OLD=$(git show HEAD^:"$FILE" | jq -r '.version' || echo 0.0.0)
          echo "new=$NEW" >> "$GITHUB_OUTPUT"
          [ "$NEW" = "$OLD" ] || echo "changed=true" >> "$GITHUB_OUTPUT"
      - name: Tell the marketplace
        if: steps.version.outputs.changed == 'true'
        run: |
          curl -X POST \\
            -H "Accept: application/vnd.github+json" \\
            -H "Authorization: token \${{ secrets.MARKETPLACE_TOKEN }}" \\
            https://api.github.com/repos/acme/marketplace/dispatches \\
            -d '{"event_type":"plugin-updated","client_payload":{"plugin":"\${{ github.event.repository.name }}","version":"\${{ steps.version.outputs.new }}"}}'
      - run: echo "Version \${{ steps.version.outputs.new }} sent." >> "$GITHUB_STEP_SUMMARY"
`;

/** Address, event type and token behind variables; the status looked at, and 401 retried like 502. */
export const INDIRECT = `on:
  push: { branches: [trunk] }
env:
  OWNER: acme
  REPO: marketplace
jobs:
  notify:
    runs-on: ubuntu-latest
    env:
      API: https://api.github.com
      PAT: \${{ secrets.DISPATCH_PAT }}
    steps:
      - run: |
          EVENT="plugin-bumped"
          URL="$API/repos/\${OWNER}/$REPO/dispatches"
          for attempt in 1 2 3; do
            STATUS=$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $PAT" "$URL" \\
              -d "{\\"event_type\\": \\"$EVENT\\", \\"client_payload\\": {\\"plugin\\": \\"\${GITHUB_REPOSITORY#*/}\\"}}")
            [ "$STATUS" = 204 ] && break
            sleep 5
          done
`;

export const GH_API = `on:
  push: { branches: [main] }
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - env:
          GH_TOKEN: \${{ secrets.MARKETPLACE_PAT }}
        run: |
          VERSION=$(jq -r .version .claude-plugin/plugin.json)
          gh api repos/acme/marketplace/dispatches -f event_type=plugin-updated -f "client_payload[version]=$VERSION"
`;

export const VERSION_CHECK = `on:
  push:
    branches: main
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: check
        uses: EndBug/version-check@v2
        with:
          file-name: .claude-plugin/plugin.json
          diff-search: true
      - if: steps.check.outputs.changed == 'true'
        uses: peter-evans/repository-dispatch@v3
        with:
          token: \${{ secrets.PAT }}
          repository: acme/marketplace
          event-type: plugin-updated
          client-payload: '{"plugin": "\${{ github.event.repository.name }}", "version": "\${{ steps.check.outputs.version }}"}'
`;

/** Owner and name apart, as templates with two blanks to fill in have it. */
export const OWNER_AND_NAME = `on:
  push:
    branches: [main]
    tags: ['v*']
env:
  MARKETPLACE_OWNER: 'acme'
  MARKETPLACE_REPO: 'marketplace'
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: peter-evans/repository-dispatch@v4
        with:
          token: \${{ secrets.MARKETPLACE_PAT }}
          repository: \${{ env.MARKETPLACE_OWNER }}/\${{ env.MARKETPLACE_REPO }}
          event-type: plugin-updated
          client-payload: '{"plugin": "\${{ github.event.repository.name }}", "ref": "\${{ github.sha }}"}'
`;

export const MATRIX = `on:
  push: { branches: [main] }
jobs:
  notify:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        include:
          - { owner: acme, marketplace: marketplace }
          - { owner: other, marketplace: plugins }
    steps:
      - uses: peter-evans/repository-dispatch@v3
        with:
          token: \${{ secrets.PAT }}
          repository: \${{ matrix.owner }}/\${{ matrix.marketplace }}
          event-type: plugin-updated
`;

export const LOOP = `on: push
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - run: |
          for target in acme/marketplace "other/plugins"; do
            curl -H "Authorization: token $TOKEN" "https://api.github.com/repos/$target/dispatches" -d '{"event_type": "plugin-updated"}'
          done
        env:
          TOKEN: \${{ secrets.PAT }}
`;

export const GITHUB_SCRIPT = `on:
  push: { branches: [main] }
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/github-script@v7
        with:
          github-token: \${{ secrets.MARKETPLACE_PAT }}
          script: |
            const { version } = require('./.claude-plugin/plugin.json');
            await github.rest.repos.createDispatchEvent({
              owner: context.repo.owner,
              repo: 'marketplace',
              event_type: 'plugin-updated',
              client_payload: { plugin: context.repo.repo, version },
            });
`;

/** Starts the marketplace's workflow itself: its token may only do that. */
export const WORKFLOW_DISPATCH = `on:
  push: { branches: [main], paths: [.claude-plugin/plugin.json] }
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: benc-uk/workflow-dispatch@v1
        with:
          workflow: update-plugins.yml
          repo: acme/marketplace
          ref: main
          token: \${{ secrets.PAT }}
          inputs: '{"plugin": "tool"}'
`;

export const APP_TOKEN = `on:
  push: { branches: [main] }
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - id: app
        uses: actions/create-github-app-token@v2
        with:
          app-id: \${{ vars.APP_ID }}
          private-key: \${{ secrets.APP_KEY }}
          owner: acme
      - uses: peter-evans/repository-dispatch@v3
        with:
          token: \${{ steps.app.outputs.token }}
          repository: acme/marketplace
          event-type: plugin-updated
`;

/** The marketplace is told at the end of a release: the file must stay. */
export const RELEASE = `name: Release
on:
  push: { tags: ['v*'] }
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci && npm test
  publish:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - name: Publish
        run: gh release create "$GITHUB_REF_NAME" --generate-notes
      - name: Tell the marketplace
        uses: peter-evans/repository-dispatch@v3
        with:
          token: \${{ secrets.PAT }}
          repository: acme/marketplace
          event-type: plugin-updated
`;

/** Follows by a script: payload in the shell, versions only where some pointer moved, one push attempt. */
export const SUBMODULES = `name: Update plugins
on:
  repository_dispatch:
    types: [plugin-updated]
  schedule: [{ cron: '0 0 * * *' }]
  workflow_dispatch:
permissions:
  contents: write
jobs:
  update:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.event.client_payload.plugin }} \${{ github.event.client_payload.version }}"
      - uses: actions/checkout@v4
        with:
          submodules: recursive
      - name: Move the pointers
        id: update
        run: |
          git submodule update --remote --recursive
          git diff --quiet || echo "moved=true" >> "$GITHUB_OUTPUT"
      - if: steps.update.outputs.moved == 'true'
        run: |
          for folder in plugins/*/; do
            NAME=$(jq -r .name "$folder/.claude-plugin/plugin.json")
            VERSION=$(jq -r .version "$folder/.claude-plugin/plugin.json")
            jq --arg n "$NAME" --arg v "$VERSION" '(.plugins[] | select(.name == $n) | .version) = $v' \\
              .claude-plugin/marketplace.json > new.json
            mv new.json .claude-plugin/marketplace.json
          done
      - run: |
          git config user.name bot
          git config user.email bot@example.com
          git commit -am "chore: update plugins"
          git push
`;

/** The same by pull request, with a token of its own, raising the catalogue's version too. */
export const PROPOSED = `on:
  repository_dispatch:
    types: [plugin-bumped]
jobs:
  update:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          token: \${{ secrets.BOT_PAT }}
          submodules: true
      - run: |
          git submodule foreach git pull origin main
          VERSION=$(jq -r '.version' .claude-plugin/marketplace.json | awk -F. '{ print $1 "." $2 "." $3 + 1 }')
          jq --arg v "$VERSION" '.version = $v' .claude-plugin/marketplace.json > next.json
          mv next.json .claude-plugin/marketplace.json
      - uses: peter-evans/create-pull-request@v7
        with:
          token: \${{ secrets.BOT_PAT }}
`;

/** Follows, and also does what nobody else does. */
export const FOLLOWS_AND_MORE = `on:
  repository_dispatch:
    types: [plugin-updated]
jobs:
  update:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Pointers
        run: git submodule update --remote && git commit -am update && git push
      - name: List the plugins
        run: python3 scripts/render_readme_table.py
`;

/** Listens, for another end. */
export const CHAT = `on:
  repository_dispatch:
    types: [plugin-updated]
jobs:
  chat:
    runs-on: ubuntu-latest
    steps:
      - run: |
          curl -f "$HOOK" -d '{"text": "A plugin was updated"}'
`;

/** By the clock alone. */
export const NIGHTLY = `on:
  schedule: [{ cron: '0 3 * * *' }]
jobs:
  update:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { submodules: true }
      - run: |
          git submodule update --remote
          git commit -am "nightly" && git push
`;

/** Has nothing to do with any of it. */
export const DEPLOY = `on:
  push: { branches: [main] }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: peter-evans/repository-dispatch@v3
        with:
          token: \${{ secrets.PAT }}
          repository: acme/website
          event-type: deploy
`;
