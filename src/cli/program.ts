import { Command } from 'commander';
import { quote } from '../plugin/display.ts';
import { type Cli, type ExitCode, type Own, UsageError } from './cli.ts';
import { doctor } from './doctor/doctor.ts';
import { EXAMPLES } from './help.ts';
import { setup } from './setup/setup.ts';
import { status } from './status/status.ts';
import type { Terminal } from './terminal.ts';
import { trigger } from './trigger/trigger.ts';

/** Options that commands share. */
const HOSTNAME = ['--hostname <host>', 'GitHub server (default: the one of the remote here)'] as const;
const MARKETPLACE = [
  '--marketplace <owner/repo>',
  'marketplace (default: the one here, or those that the workflow here names)',
] as const;

type Run = (command: Promise<ExitCode>) => void;

/** The commands, their options and their help. `run` is given what the command ended with. */
export function program(cli: Cli, own: Own, run: Run): Command {
  const root = new Command('notify-marketplace')
    .description('Keeps Claude Code plugin marketplaces up to date with their plugins.')
    .version(own.version, '--version', 'print the version')
    .configureOutput(outputTo(cli.terminal))
    .helpOption('-h, --help', 'show this, or a command’s options')
    .showHelpAfterError('(see --help)')
    // `trigger --version` is the plugin's; ours stands before the command.
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES.root);
  addSetup(root, own).action((options) => run(setup(cli, options, own)));
  addTrigger(root).action((options) => run(trigger(cli, options)));
  addStatus(root).action((options) => run(status(cli, options)));
  addDoctor(root).action((options) => run(doctor(cli, options)));
  const names = root.commands.map((command) => command.name());
  // Commander's own help shows the whole page for a word that is no command.
  root
    .helpCommand(false)
    .command('help [command]')
    .description('explain a command')
    .action((name?: string) => {
      const command = root.commands.find((one) => one.name() === name);
      if (name === undefined || command !== undefined) (command ?? root).help();
      throw new UsageError(
        `There is no command ${quote(name ?? '')}.`,
        `The commands are ${names.join(', ')}.`,
      );
    });
  return root;
}

function addSetup(root: Command, { publisher }: Own): Command {
  const action = publisher === null ? 'copy of the action' : `action (default: ${publisher}@v1)`;
  return root
    .command('setup')
    .description('write the workflow, in a plugin’s or a marketplace’s clone')
    .option('--marketplace [owner/repo]', 'marketplaces to notify; no value: set up this one', several)
    .option('--plugins [folder...]', 'set up all submodules, or these folders')
    .option('--event-type <type>', 'event type (default: plugin-updated)')
    .option('--secret <name>', 'secret (default: MARKETPLACE_UPDATE_TOKEN)')
    .option('--app', 'token from a GitHub App; --secret is then its key')
    .option('--action <owner/repo@ref>', action)
    .option('--mode <push|pull-request>', 'how the marketplace is updated')
    .option('--scope <all|event>', 'what a run for an event looks at')
    .option('--migrate', 'replace copied workflows, and show the difference')
    .option('--force', 'overwrite what is there, and show the difference')
    .option('--this-branch', 'write on this branch, default or not')
    .option('--check', 'write nothing; exit 1 if something is missing')
    .addHelpText('after', EXAMPLES.setup);
}

function addTrigger(root: Command): Command {
  return root
    .command('trigger')
    .description('send one event now, from the plugin.json here or as given')
    .option('--marketplace <owner/repo>', 'marketplace to notify (default: as the workflow here)', several)
    .option('--plugin <name>', 'name of the plugin')
    .option('--version <version>', 'version to announce')
    .option('--all', 'every plugin here')
    .option('--event-type <type>', 'event type (default: as the workflow here)')
    .option('--token-file <path>', 'file with the token')
    .option(...HOSTNAME)
    .option('--wait <seconds>', 'wait until the marketplace lists it')
    .option('--dry-run', 'print the request instead')
    .addHelpText('after', EXAMPLES.trigger);
}

function addStatus(root: Command): Command {
  return root
    .command('status')
    .description('each plugin’s version: listed, at its pointer, in its repository')
    .option(...MARKETPLACE)
    .option('--token-file <path>', 'file with the token (default: as for gh)')
    .option(...HOSTNAME)
    .option('--json', 'as JSON')
    .option('--no-fail', 'exit 0 even if something is behind')
    .addHelpText('after', EXAMPLES.status);
}

function addDoctor(root: Command): Command {
  return root
    .command('doctor')
    .description('check the whole chain from here, and say what to do')
    .option(...MARKETPLACE)
    .option('--token-file <path>', 'file with the token from the secret, to check it')
    .option(...HOSTNAME)
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES.doctor);
}

/** Like all that is written: what was typed may hold a token. */
function outputTo({ print, note, width }: Terminal) {
  return {
    getOutHelpWidth: () => width ?? 80,
    getErrHelpWidth: () => width ?? 80,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
    writeOut: (text: string) => print(text.replace(/\n$/, '')),
    writeErr: (text: string) => note(text.replace(/\n$/, '')),
  };
}

/** An option that may be given more than once. */
function several(value: string, before: string | true | undefined): string {
  return typeof before === 'string' ? `${before},${value}` : value;
}
