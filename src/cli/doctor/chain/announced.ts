import { NOTIFY_INPUTS } from '../../../action/input-tables.ts';
import { patternList } from '../../../action/patterns.ts';
import type { Claim } from '../../../marketplace/claim.ts';
import { DEFAULT_MANIFESTS, readManifestPatterns } from '../../../notify/input-values.ts';
import type { LocalManifest } from '../../checkout/folder.ts';
import { inputsOf, inputValues, type StepInputs } from '../../workflows/parts.ts';
import { ownParts, type PluginEnd, remoteOf } from './ends.ts';

/** What the workflow's `manifests` and `plugins` say of a plugin.json of the checkout. */
const ATTENTION = ['announced', 'excluded', 'overlooked'] as const;
export type Attention = (typeof ATTENTION)[number];

/** Each plugin.json of the checkout, and whether its versions are announced. */
export async function attentionTo(end: PluginEnd): Promise<Map<LocalManifest, Attention>> {
  const own = await ownParts(end);
  const judges = (own.length === 0 ? [{}] : own.map(inputsOf)).map(judgeOf);
  // One workflow that announces it is enough.
  const best = (all: readonly Attention[]) => ATTENTION.find((one) => all.includes(one)) ?? 'overlooked';
  return new Map(end.checkout.manifests.map((one) => [one, best(judges.map((judge) => judge(one)))]));
}

/** Those whose versions are announced. */
export async function announcedIn(end: PluginEnd): Promise<LocalManifest[]> {
  return [...(await attentionTo(end))].flatMap(([one, kind]) => (kind === 'announced' ? [one] : []));
}

/** The plugins that are announced, as an event would name them, with the repository's present name where it has one here. */
export async function announcedClaims(end: PluginEnd): Promise<Claim[]> {
  const announced = await announcedIn(end);
  const remote = remoteOf(end);
  const facts = await remote?.facts();
  const repository = facts?.kind === 'seen' ? facts.value.name : (remote?.name ?? null);
  return announced.flatMap(({ path, parsed }) =>
    parsed.kind === 'problem'
      ? []
      : [{ plugin: parsed.manifest.name, version: parsed.manifest.version, repository, path }],
  );
}

function judgeOf(inputs: StepInputs): (manifest: LocalManifest) => Attention {
  const values = inputValues(NOTIFY_INPUTS, inputs);
  const isKnown = !(inputs['manifests'] ?? '').includes('${{');
  const patterns = isKnown ? readManifestPatterns(values) : patternList(['**'], DEFAULT_MANIFESTS);
  const named = patternList(values.patterns('plugins'), ['**']);
  return ({ path, parsed }) => {
    if (patterns.excludes(path)) return 'excluded';
    if (!patterns.matches(path)) return 'overlooked';
    return parsed.kind === 'problem' || named.matches(parsed.manifest.name) ? 'announced' : 'excluded';
  };
}
