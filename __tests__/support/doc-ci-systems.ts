/** What the other CI systems of docs/other-systems.md would run, out of their files. */
import { parse } from 'yaml';
import type { DocPage } from './doc-page.ts';

export interface CiJob {
  readonly system: string;
  readonly script: string;
  /** Variables of the job that hold the token. */
  readonly secrets: readonly string[];
  /** What else of the file matters, as the system reads it. */
  readonly settings: unknown;
}

export function ciJobs(page: DocPage): CiJob[] {
  return [gitlab, jenkins, circle, azure, buildkite].map((read) => read(page));
}

function gitlab(page: DocPage): CiJob {
  const job = parse(page.take('yaml', /\.gitlab-ci\.yml/).text)['notify-marketplace'];
  const script = job.script.join('\n');
  return { system: 'GitLab', script, secrets: ['MARKETPLACE_UPDATE_TOKEN'], settings: job.rules };
}

function jenkins(page: DocPage): CiJob {
  const { text } = page.take('groovy');
  const [, variable = ''] = /(\w+) = credentials\('/.exec(text) ?? [];
  const script = /sh '([^']+)'/.exec(text)?.[1] ?? 'false';
  const balanced = text.split('{').length === text.split('}').length;
  return { system: 'Jenkins', script, secrets: [variable], settings: { balanced } };
}

function circle(page: DocPage): CiJob {
  const config = parse(page.take('yaml', /circleci/).text);
  const [name = '', settings] = Object.entries(config.workflows.release.jobs[0])[0] ?? [];
  const [checkout, { run }] = config.jobs[name].steps;
  return {
    system: 'CircleCI',
    script: checkout === 'checkout' ? run : 'false',
    secrets: ['GH_TOKEN'],
    settings,
  };
}

/** A secret variable reaches a script only as `env` names it. */
function azure(page: DocPage): CiJob {
  const { steps, trigger } = parse(page.take('yaml', /azure/).text);
  const [{ script, env }] = steps;
  const passed = Object.keys(env).filter((name) => env[name] === '$(MARKETPLACE_UPDATE_TOKEN)');
  return { system: 'Azure Pipelines', script, secrets: passed, settings: trigger };
}

/** The upload of a pipeline writes `$$` as `$`. */
function buildkite(page: DocPage): CiJob {
  const [{ command, branches }] = parse(page.take('yaml', /buildkite\/pipeline/).text).steps;
  return { system: 'Buildkite', script: command.replaceAll('$$', '$'), secrets: [], settings: branches };
}
