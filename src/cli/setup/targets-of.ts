import { fullName, isRepositoryName } from '../../github/repository.ts';
import type { Folder } from '../checkout/folder.ts';
import { OWNER } from '../workflows/dispatches.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { distinct } from './plan.ts';

/** The marketplaces that a part notifies. */
interface Targets {
  readonly marketplaces: readonly string[];
  /** Those that only a run knows, as they are written. */
  readonly unknown: readonly string[];
}

const OWN = '$' + '{{ github.repository }}';

/** PURE: what a part names, with what its file and the repository, whose clone this is, say of it. */
export function targetsOf(part: Pick<WorkflowPart, 'role'>, { origin }: Pick<Folder, 'origin'>): Targets {
  const { repository = null } = origin ?? {};
  const named = writtenIn(part).map((target) =>
    repository === null
      ? target
      : target.replace(OWNER, () => repository.owner).replace(OWN, () => fullName(repository)),
  );
  return {
    marketplaces: distinct(named.filter(isRepositoryName)),
    unknown: [...new Set(named.filter((target) => !isRepositoryName(target)))],
  };
}

function writtenIn({ role }: Pick<WorkflowPart, 'role'>): readonly string[] {
  const isSender = role.kind === 'notify' || role.kind === 'other-sender';
  return isSender ? [...role.marketplaces, ...role.unknown] : [];
}
