import { expect, test } from '@jest/globals';
import { isRepositoryName, repositoryKey } from '../../src/github/repository.ts';

test.each([['acme/marketplace'], ['a/b.c_d-e'], ['octo_corp/x'], ['acme/.github'], ['A-1/...']])(
  '%s is a repository’s name',
  (name) => {
    expect(isRepositoryName(name)).toBe(true);
  },
);

test.each([
  [''],
  ['acme'],
  ['acme/'],
  ['/x'],
  ['acme/x/y'],
  ['acme/.'],
  ['acme/..'],
  ['../x'],
  ['acme/x y'],
  ['acme/x?y'],
  ['acme/x\n'],
  ['acme/x#y'],
  ['ac%2fme/x'],
  ['https://github.com/acme/x'],
  [`acme/${'x'.repeat(101)}`],
])('%j is none', (name) => {
  expect(isRepositoryName(name)).toBe(false);
});

test('a repository is the same one in capitals', () => {
  expect(repositoryKey({ owner: 'ACME', name: 'Market' })).toBe(
    repositoryKey({ owner: 'acme', name: 'market' }),
  );
});
