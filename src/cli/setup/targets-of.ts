import { fullName, isRepositoryName } from '../../github/repository.ts';
import type { Folder } from '../checkout/folder.ts';
import { OWNER } from '../workflows/dispatches.ts';
import { distinct } from './plan.ts';

/** Marketplaces as a workflow names them. */
interface Naming {
  readonly marketplaces: readonly string[];
  /** As they are written. */
  readonly unknown: readonly string[];
}

const OWN = '$' + '{{ github.repository }}';

/** PURE: the same, with what a run knows of the repository itself, whose clone this is. */
export function targetsOf({ marketplaces, unknown }: Naming, { origin }: Pick<Folder, 'origin'>): Naming {
  const { repository = null } = origin ?? {};
  const named = unknown.map((target) =>
    repository === null
      ? target
      : target.replace(OWNER, () => repository.owner).replace(OWN, () => fullName(repository)),
  );
  return {
    marketplaces: distinct([...marketplaces, ...named.filter(isRepositoryName)]),
    unknown: named.filter((target) => !isRepositoryName(target)),
  };
}
