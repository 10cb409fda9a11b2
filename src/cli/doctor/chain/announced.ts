import { NOTIFY_INPUTS } from '../../../action/input-tables.ts';
import { patternList } from '../../../action/patterns.ts';
import type { Claim } from '../../../marketplace/claim.ts';
import { DEFAULT_MANIFESTS, readManifestPatterns } from '../../../notify/input-values.ts';
import type { LocalManifest } from '../../checkout/folder.ts';
import { inputsOf, inputValues } from '../../workflows/inputs.ts';
import type { WorkflowPart } from '../../workflows/parts.ts';
import { ownParts, type PluginEnd, remoteOf } from './ends.ts';

/** What the workflow's `manifests` and `plugins` say of a plugin.json of the checkout. */
export type Attention = 'announced' | 'excluded' | 'overlooked';

/** Each plugin.json of the checkout, and whether its versions are announced. */
export async function attentionTo(end: PluginEnd): Promise<Map<LocalManifest, Attention>> {
  const own = await ownParts(end);
  const { manifests } = end.checkout;
  return new Map(manifests.map((one) => [one, best(judges(own).map((judge) => judge(one)))]));
}

/** The plugins that are announced, as an event would name them, with the repository's present name where it has one here. */
export async function announcedClaims(end: PluginEnd): Promise<Claim[]> {
  const attention = await attentionTo(end);
  const remote = remoteOf(end);
  const facts = await remote?.facts();
  const repository = facts?.kind === 'seen' ? facts.value.name : (remote?.name ?? null);
  return [...attention].flatMap(([{ path, parsed }, kind]) =>
    kind !== 'announced' || parsed.kind === 'problem'
      ? []
      : [{ plugin: parsed.manifest.name, version: parsed.manifest.version, repository, path }],
  );
}

type Judge = (manifest: LocalManifest) => Attention;

function judges(parts: readonly WorkflowPart[]): Judge[] {
  return parts.length === 0 ? [judgeOf({})] : parts.map((part) => judgeOf(inputsOf(part)));
}

function judgeOf(inputs: Readonly<Record<string, string>>): Judge {
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

/** One workflow that announces it is enough. */
function best(all: readonly Attention[]): Attention {
  if (all.includes('announced')) return 'announced';
  return all.includes('excluded') ? 'excluded' : 'overlooked';
}
