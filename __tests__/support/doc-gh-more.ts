/** `gh variable set`, beside what doc-gh.ts stands in for. */
import { parseArgs } from 'node:util';
import type { Sandbox } from '../../sandbox/index.ts';
import { gh } from './doc-gh.ts';
import type { StandIn } from './stand-ins.ts';

export function ghWithVariables(sandbox: Sandbox, typed: Readonly<Record<string, string>> = {}): StandIn {
  const token = sandbox.github.createToken({ kind: 'classic', scopes: ['repo', 'admin:org'] });
  const rest = gh(sandbox, { token, typed });
  return {
    ...rest,
    run(call) {
      const [group, command, ...args] = call.args;
      if (group !== 'variable' || command !== 'set') return rest.run(call);
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: {
          repo: { type: 'string', short: 'R' },
          body: { type: 'string', short: 'b' },
          org: { type: 'string', short: 'o' },
          repos: { type: 'string', short: 'r' },
          visibility: { type: 'string', short: 'v' },
        },
      });
      const [name = ''] = positionals;
      const { repo = '', repos = '', body = '' } = values;
      const organisation = values.org;
      const targets =
        organisation === undefined ? [repo] : repos.split(',').map((one) => `${organisation}/${one}`);
      for (const repository of targets.map((target) => sandbox.github.repository(target))) {
        repository.update({ variables: { ...repository.options.variables, [name]: body } });
      }
      return { err: `✓ Created variable ${name} for ${targets.join()}\n` };
    },
  };
}
