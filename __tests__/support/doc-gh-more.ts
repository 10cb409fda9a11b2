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
        options: { repo: { type: 'string', short: 'R' }, body: { type: 'string', short: 'b' } },
      });
      const [name = ''] = positionals;
      const repository = sandbox.github.repository(values.repo ?? '');
      repository.update({ variables: { ...repository.options.variables, [name]: values.body ?? '' } });
      return { err: `✓ Created variable ${name} for ${repository.fullName}\n` };
    },
  };
}
