import { type Folder, readFolder } from '../../checkout/folder.ts';

/** READ: the marketplace in whose checkout this one lies as a submodule; null where it does not. */
export async function superprojectOf({ git }: Folder): Promise<Folder | null> {
  const root = await git.ask('rev-parse', '--show-superproject-working-tree');
  if (root === null || root === '') return null;
  const outer = await readFolder(root, git.env);
  return outer?.catalogue ? outer : null;
}
