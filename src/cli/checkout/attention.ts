import { NOTIFY_INPUTS } from '../../action/input-tables.ts';
import { patternList } from '../../action/patterns.ts';
import { DEFAULT_MANIFESTS, readManifestPatterns } from '../../notify/input-values.ts';
import { inputsOf, inputValues, type StepInputs, type WorkflowPart } from '../workflows/parts.ts';
import type { LocalManifest } from './folder.ts';

/** What `manifests` and `plugins` of a step of ours say of a plugin.json. */
const ATTENTION = ['announced', 'excluded', 'overlooked'] as const;
export type Attention = (typeof ATTENTION)[number];

/** PURE: each plugin.json, and whether one of these steps announces its versions; without a step, one with defaults. */
export function attentionBy(
  steps: readonly WorkflowPart[],
  manifests: readonly LocalManifest[],
): Map<LocalManifest, Attention> {
  const judges = (steps.length === 0 ? [{}] : steps.map(inputsOf)).map(judgeOf);
  // One that announces it is enough.
  const best = (all: readonly Attention[]) => ATTENTION.find((one) => all.includes(one)) ?? 'overlooked';
  return new Map(manifests.map((one) => [one, best(judges.map((judge) => judge(one)))]));
}

/** PURE: those with this attention. */
export function withAttention(
  all: ReadonlyMap<LocalManifest, Attention>,
  wanted: Attention,
): LocalManifest[] {
  return [...all].flatMap(([manifest, attention]) => (attention === wanted ? [manifest] : []));
}

/** PURE: whether a plugin.json lies where tests and examples do: it is not meant to be announced. */
export function isSpecimen({ path }: LocalManifest): boolean {
  return SPECIMEN.test(path);
}

const SPECIMEN =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|testdata|examples?|samples?|templates?|node_modules|vendor)\//i;

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
