import { GITHUB, isBot, signerOf } from './accounts.ts';
import { type Answer, notImplemented, problem } from './answers.ts';
import { readCommit, type Signer, writeCommit } from './commits.ts';
import { OID } from './objects.ts';
import type { Call } from './rest.ts';
import { gitCommitShape } from './rest-git.ts';
import { emptyRepository } from './rest-refs.ts';
import type { Token } from './tokens.ts';

interface Wanted {
  message: string;
  tree: string;
  parents?: string[];
  author?: Signer;
  committer?: Partial<Signer>;
  signature?: string;
}

export async function createCommit(call: Call): Promise<Answer> {
  const { world, repository, request, documentation } = call;
  const wanted = request.body as Wanted;
  if (request.token === null) return problem(401, 'Requires authentication', documentation);
  const refusal = emptyRepository(call) ?? (await refusedIds(call, wanted));
  if (refusal !== null) return refusal;
  if (wanted.signature !== undefined) return notImplemented('commits with a signature');
  const { tree, parents = [], message } = wanted;
  const oid = writeCommit(repository.store, { tree, parents, message, ...people(request.token, wanted) });
  const commit = await readCommit(repository.store, oid);
  repository.copy.committed(oid);
  if (commit === null) throw new Error(`${repository.fullName} lost ${oid}`);
  const body = gitCommitShape(world, repository, commit);
  return { status: 201, headers: { location: String(body['url']) }, body };
}

/**
 * "Tree SHA does not exist": https://github.com/exercism/website/issues/8228; "is not a tree object":
 * https://github.com/google/go-github/issues/2737; 40 characters:
 * https://github.com/Simply-Static/simply-static/issues/335
 */
async function refusedIds(call: Call, { tree, parents = [] }: Wanted): Promise<Answer | null> {
  const { store } = call.repository;
  const refuse = (message: string) => problem(422, message, call.documentation);
  const characters = 'must be exactly 40 characters and contain only [0-9a-f].';
  if (!OID.test(tree)) return refuse(`The tree parameter ${characters}`);
  if (!parents.every((oid) => OID.test(oid)))
    return refuse(`Each SHA in the 'parents' parameter ${characters}`);
  const object = await store.read(tree);
  if (object === null) return refuse('Tree SHA does not exist');
  if (object.type !== 'tree') return refuse('Tree SHA is not a tree object');
  for (const oid of parents) {
    if ((await readCommit(store, oid)) === null)
      return refuse('Parent SHA does not exist or is not a commit object');
  }
  return null;
}

/**
 * "Signature verification for bots will only work if the request […] contains no custom author information,
 * custom committer information, and no custom signature information" (GitHub's docs, about commit signature
 * verification). Then GitHub itself is the committer.
 */
function people(
  token: Token,
  { author, committer }: Wanted,
): { author: Signer; committer: Signer; signed: boolean } {
  const own = signerOf(token.login);
  const signed = isBot(token) && author === undefined && committer === undefined;
  const by = author ?? own;
  return { author: by, committer: signed ? GITHUB : { ...by, ...committer }, signed };
}
