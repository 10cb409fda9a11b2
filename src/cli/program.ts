import { Command } from 'commander';
import type { Cli, ExitCode } from './cli.ts';
import { setup } from './setup.ts';
import { status } from './status.ts';
import { trigger } from './trigger.ts';

/** What the package knows of itself. */
export interface Own {
  readonly version: string;
  /** Folder of the workflow files that `setup` writes. */
  readonly templates: string;
}

/** The commands, their options and their help. `run` is given what the command ended with. */
export function program(cli: Cli, own: Own, run: (command: Promise<ExitCode>) => void): Command {
  const { version, templates } = own;
  const root = new Command('notify-marketplace')
    .description('Lets Claude Code plugin marketplaces follow their plugins: set up, send, look.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show this, or a command’s options')
    .showHelpAfterError('(see --help)')
    // `trigger --version` is the plugin's; ours stands before the command.
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES);
  root
    .command('setup')
    .description('write the workflow: in a plugin’s checkout, or in the marketplace’s')
    .option('--to <owner/repo>', 'the marketplace that the plugin tells')
    .option('--marketplace', 'the update workflow, in the marketplace (the default there)')
    .option(
      '--plugins [folder...]',
      'in a marketplace: the notify workflow, in every submodule or the folders given',
    )
    .option('--event-type <type>', 'another than plugin-updated')
    .option('--secret <name>', 'another than MARKETPLACE_UPDATE_TOKEN')
    .option('--migrate', 'replace copied shell workflows, after showing the difference')
    .option('--force', 'overwrite what is there')
    .option('--check', 'write nothing; exit 1 where something is missing')
    .action((options) => run(setup(cli, options, templates)));
  root
    .command('trigger')
    .description('send one event now; version and name from the manifest here unless given')
    .option('--marketplace <owner/repo>', 'where to (default: what the workflow here names)')
    .option('--plugin <name>', 'which plugin')
    .option('--version <version>', 'which version')
    .option('--all', 'every plugin here')
    .option('--event-type <type>', 'the event’s type (default: as the workflow here)')
    .option('--token-file <path>', 'file with the token (default: GITHUB_TOKEN or GH_TOKEN)')
    .option('--dry-run', 'print the request instead')
    .action((options) => run(trigger(cli, options)));
  root
    .command('status')
    .description('each plugin: version listed, at its pointer, in its repository')
    .option(
      '--marketplace <owner/repo>',
      'whose (default: the marketplace here, or those that the workflow here names)',
    )
    .option('--token-file <path>', 'file with the token (default: GITHUB_TOKEN or GH_TOKEN)')
    .option('--json', 'as JSON')
    .option('--no-fail', 'exit 0 even where something lags')
    .action((options) => run(status(cli, options)));
  return root;
}

const EXAMPLES = `
Examples:
  notify-marketplace setup --to acme/marketplace  in a plugin’s checkout
  notify-marketplace setup                        in the marketplace’s checkout
  notify-marketplace trigger --dry-run            what would be sent from here
  notify-marketplace status --marketplace acme/marketplace

Token: --token-file, GITHUB_TOKEN or GH_TOKEN, e.g. GH_TOKEN=$(gh auth token).
Exit codes: 0 fine, 1 a problem was found or sending failed, 2 wrong usage.`;
