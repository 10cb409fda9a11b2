import fc from 'fast-check';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { PluginPlace } from '../../src/github/plugins/plugin-place.ts';
import type { Marketplace, Subject } from '../../src/marketplace/marketplace.ts';
import type { Pointer } from '../../src/marketplace/submodules.ts';
import { editedCatalogue, makePlan, type Plan, type PlanOptions } from '../../src/update/plan/plan.ts';
import { catalogueText, marketplaceFrom, planOptions } from '../support/update-fixtures.ts';
import {
  entries,
  type Model,
  model,
  observe,
  pluginIn,
  pointers,
  written,
  writtenPointers,
} from './model.ts';

/** A world, a marketplace in it, and how it shall be updated. */
export interface World {
  readonly model: Model;
  readonly text: string;
  readonly pointers: readonly Pointer[];
  readonly options: Omit<PlanOptions, 'plugins'>;
  readonly names: readonly string[];
  /** Those that a run is about, and those that follow releases. */
  readonly chosen: readonly string[];
  readonly releases: readonly string[];
}

const NAMES = Array.from({ length: 8 }, (_, index) => `p${index}`);
/** Some of the entries. */
const some = fc.subarray(NAMES);

export const world: fc.Arbitrary<World> = fc
  .record({
    model,
    entries,
    stand: pointers,
    releases: fc.oneof(fc.constant<string[]>([]), some),
    chosen: fc.oneof(fc.constant(NAMES), some),
    options: fc.record({
      advance: fc.constantFrom('version' as const, 'always' as const),
      downgrades: fc.constantFrom('follow' as const, 'hold' as const),
      versionField: fc.constantFrom('existing' as const, 'always' as const, 'never' as const),
    }),
  })
  .map((given) => {
    const listed = given.entries.map((entry, index) => written(given.model, entry, `p${index}`));
    return {
      model: given.model,
      text: catalogueText(listed, { version: '1.0.0' }),
      pointers: writtenPointers(given.model, given.stand),
      options: { ...given.options, marketplaceVersion: 'keep' },
      names: NAMES.slice(0, listed.length),
      chosen: given.chosen,
      releases: given.releases,
    };
  });

export interface Planned {
  readonly marketplace: Marketplace;
  readonly plan: Plan;
}

export function planned({ model, text, pointers, options, chosen, releases }: World): Planned {
  const marketplace = marketplaceFrom(text, pointers);
  const seen = observe(model, marketplace, (name) => releases.includes(name));
  const plugins = (name: string) => chosen.includes(name);
  return { marketplace, plan: makePlan(marketplace, seen, planOptions({ ...options, plugins })) };
}

/** The world once a plan is carried out. */
export function applied(before: World, { marketplace, plan }: Planned): World {
  const gitlinks = new Map(
    plan.changes.flatMap((change) => change.gitlinks.map(({ path, oid }) => [path, oid])),
  );
  return {
    ...before,
    text: editedCatalogue(marketplace, plan),
    pointers: before.pointers.map((one) => ({ ...one, oid: gitlinks.get(one.path) ?? one.oid })),
  };
}

export const updatesOf = ({ plan }: Planned) => plan.changes.flatMap(({ updates }) => updates);

/** Each entry's own text, by its name. */
export function entryTexts({ text }: World): Map<string, string> {
  const list = findNodeAtLocation(parseTree(text) ?? fail(), ['plugins'])?.children ?? [];
  return new Map(list.map(({ offset, length }, index) => [`p${index}`, text.slice(offset, offset + length)]));
}

function fail(): never {
  throw new Error('no tree');
}

/** Where an entry points: for those that point to a commit. */
export function pointedAt({ source }: Subject): PluginPlace | null {
  if (source.kind === 'submodule') {
    const { pointer, directory } = source;
    return (
      pointer.repository && { repository: pointer.repository, revision: { oid: pointer.oid }, directory }
    );
  }
  if (source.kind !== 'remote') return null;
  const { repository, directory, ref, sha } = source;
  if (sha !== null) return { repository, directory, revision: { oid: sha } };
  return ref === null ? null : { repository, directory, revision: { ref: `refs/tags/${ref}` } };
}

export function check(law: (before: World) => void): void {
  fc.assert(fc.property(world, law), { numRuns: 500 });
}

/** Every entry whose commit is another than before: what it pointed to, and what it points to now. */
export function moves(before: World, after: World) {
  const [old, now] = [before, after].map(({ text, pointers }) => marketplaceFrom(text, pointers).subjects);
  return (old ?? []).flatMap((subject, index) => {
    const [was, is] = [subject, now?.[index]].map((one) => standing(before.model, one));
    return !was || !is || was.commit === is.commit ? [] : [[was, is] as const];
  });
}

export function standing(model: Model, subject: Subject | undefined) {
  const place = subject === undefined ? null : pointedAt(subject);
  const plugin = place === null ? null : pluginIn(model, place);
  if (subject === undefined || place === null || plugin?.kind !== 'plugin') return null;
  const ref = subject.source.kind === 'remote' ? subject.source.ref : null;
  return { repository: place.repository, ref, commit: plugin.commit, plugin };
}
