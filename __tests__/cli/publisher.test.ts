import { expect, test } from '@jest/globals';
import { publisherIn } from '../../src/cli/publisher.ts';
import { commandHere } from '../../src/cli/shell/command-here.ts';

const PLACEHOLDER = 'org';
const url = (owner: string) => `git+https://github.com/${owner}/notify-marketplace.git`;

test.each([
  ['an address', { repository: { type: 'git', url: url('makers') } }, 'makers/notify-marketplace'],
  ['a short form', { repository: 'github:makers/nm' }, 'makers/nm'],
  ['a shorter form', { repository: 'makers/nm' }, 'makers/nm'],
  ['a plain address', { repository: 'https://github.com/makers/nm' }, 'makers/nm'],
  ['the placeholder', { repository: { url: url(PLACEHOLDER) } }, null],
  ['the placeholder in capitals', { repository: { url: url(PLACEHOLDER.toUpperCase()) } }, null],
  ['another server', { repository: 'https://gitlab.com/makers/nm' }, null],
  ['nothing', {}, null],
  ['no manifest', null, null],
])('who publishes the package is told by %s', (_, manifest, publisher) => {
  expect(publisherIn(manifest)).toBe(publisher);
});

test('npx is shown again only where the repository is known', () => {
  const here = (publisher: string | null) =>
    commandHere({ env: { npm_command: 'exec' }, cwd: '/a' }, { version: '1', root: '/b', publisher });
  expect(here('makers/nm')).toBe('npx --allow-git=all github:makers/nm');
  expect(here(null)).toBe('node /b/dist/cli/index.js');
});
