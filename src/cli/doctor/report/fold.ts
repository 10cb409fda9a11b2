import { quote, some } from '../../../plugin/display.ts';
import type { Finding, Flaw } from './finding.ts';

/** So many that are alike are still told one by one. */
const FEW = 3;

/** PURE: for people, what is wrong with many in the same way is one finding, at the place of the first. */
export function folded(findings: readonly Finding[]): Finding[] {
  const alike = new Map<string, Flaw[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (key !== null) alike.set(key, [...(alike.get(key) ?? []), finding as Flaw]);
  }
  return findings.flatMap((finding) => {
    const [first, ...others] = alike.get(keyOf(finding) ?? '') ?? [];
    if (first === undefined || others.length < FEW) return [finding];
    return finding === first ? [together(first, others)] : [];
  });
}

function keyOf(finding: Finding): string | null {
  if ((finding.kind !== 'problem' && finding.kind !== 'warning') || finding.about === undefined) return null;
  const { kind, code, where } = finding;
  return JSON.stringify([kind, code, where]);
}

function together(first: Flaw, rest: readonly Flaw[]): Flaw {
  const names = rest.flatMap(({ about }) => (about === undefined ? [] : [quote(about)]));
  return { ...first, what: `${first.what}; likewise ${some(names)}` };
}
