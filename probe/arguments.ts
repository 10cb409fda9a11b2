import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { themesFor } from './questions/index.ts';

export interface ProbeOptions {
  /** The account on a server; undefined: the sandbox. */
  readonly owner?: string;
  readonly server: string;
  /** Default: below `probe/answers/`. */
  readonly out?: string;
  /** Only questions whose ids start with one of these. */
  readonly only: readonly string[];
  readonly useUpRateLimit: boolean;
}

export type Arguments =
  | { readonly kind: 'options'; readonly options: ProbeOptions }
  | { readonly kind: 'help' | 'usage'; readonly text: string };

const EXAMPLES = `
Examples:
  npm run probe                                        of the sandbox
  PROBE_TOKEN=… npm run probe -- --owner acme          of github.com
  npm run probe -- --owner acme --only paths objects   these themes alone

Tokens are read from PROBE_TOKEN, PROBE_FINE_GRAINED_READ, PROBE_FINE_GRAINED_WRITE, PROBE_CLASSIC and
PROBE_APP: probe/README.md says how to make them.`;

/** The options in these arguments, or what to tell whoever typed them. */
export function parseArguments(args: readonly string[]): Arguments {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  const command = new Command('npm run probe --')
    .description('Asks what GitHub answers, and compares with the ledger.')
    .option('--owner <account>', 'ask a server, in new repositories of this account')
    .option('--server <url>', 'a GitHub Enterprise Server', 'https://github.com')
    .option('--out <folder>', `for the answers (default: ${join('probe', 'answers', '<server>')})`)
    .option('--only <start...>', 'only questions whose ids start so, e.g. paths')
    .option('--use-up-rate-limit', 'ask last what GitHub says when no requests are left', false)
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments(false)
    .showHelpAfterError('(see --help)')
    .configureOutput({ writeOut: write, writeErr: write })
    .exitOverride();
  try {
    command.parse(args, { from: 'user' });
    return check(command.opts());
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: error.exitCode === 0 ? 'help' : 'usage', text };
  }
}

function check({
  only = [],
  ...options
}: Partial<ProbeOptions> & { server: string; useUpRateLimit: boolean }): Arguments {
  const usage = (text: string): Arguments => ({ kind: 'usage', text: `error: ${text}\n(see --help)\n` });
  const { owner, server } = options;
  if (owner !== undefined && !/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(owner))
    return usage(`'${owner}' is no account: give the name alone`);
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    return usage(`'${server}' is no address: it starts with https://`);
  const isDefault = new URL(server).origin === 'https://github.com';
  if (owner === undefined && !isDefault) return usage('--server needs --owner');
  const ids = themesFor(options).flatMap(({ questions }) => questions.map(({ id }) => id));
  const stray = only.find((start) => !ids.some((id) => id.startsWith(start)));
  if (stray !== undefined) return usage(`no question's id starts with '${stray}'`);
  return { kind: 'options', options: { ...options, server: new URL(server).origin, only } };
}
