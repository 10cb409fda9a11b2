/** Below the options of each command: examples. Each help fits a screen of 24 lines. */
export const EXAMPLES = {
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
} as const;
