import { loginOf } from './accounts.ts';
import { type Commit, type Person, parseCommit } from './commits.ts';
import { connection, paginate } from './graphql-connections.ts';
import { NotImplemented } from './graphql-errors.ts';
import { type ObjectSource, objectSource } from './graphql-objects.ts';
import type { Resolvers } from './graphql-schema.ts';
import { listCommits } from './history.ts';

const commitOf = ({ object }: ObjectSource): Commit => parseCommit(object);

/** What a commit has besides the fields of every git object: its people, its signature, its history. */
export const commitFields: NonNullable<Resolvers[string]> = {
  author: (source: ObjectSource) => commitOf(source).author,
  committer: (source: ObjectSource) => commitOf(source).committer,
  signature: (source: ObjectSource) => signatureOf(commitOf(source)),
  history: async (source: ObjectSource, { first, last, after, before, ...filters }) => {
    const filter = Object.entries(filters).find(([, value]) => value != null)?.[0];
    if (filter !== undefined) throw new NotImplemented(`Commit.history with ${filter}`);
    const { repository, object } = source;
    const all = await listCommits(repository.store, [object.oid]);
    return paginate('history', all, { first, last, after, before }, (oid) => objectSource(repository, oid));
  },
};

interface Signature {
  __typename: 'GpgSignature';
  isValid: true;
  signature: string;
}

function signatureOf({ signature }: Commit): Signature | null {
  return signature === null ? null : { __typename: 'GpgSignature', isValid: true, signature };
}

const signatureFields = {
  isValid: ({ isValid }: Signature) => isValid,
  signature: ({ signature }: Signature) => signature,
  state: () => 'VALID',
  wasSignedByGitHub: () => true,
};

export const commitResolvers: Resolvers = {
  CommitHistoryConnection: connection,
  GitActor: {
    name: ({ name }: Person) => name,
    email: ({ email }: Person) => email,
    date: ({ localDate }: Person) => localDate,
    user: ({ email }: Person) => {
      const login = loginOf(email);
      return login === null ? null : { __typename: 'User', login };
    },
  },
  GitSignature: signatureFields,
  GpgSignature: signatureFields,
};
