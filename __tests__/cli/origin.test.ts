import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { originOf, readOrigin } from '../../src/cli/checkout/origin.ts';
import { writeProgram } from '../support/stand-ins.ts';

function shown(origin: ReturnType<typeof originOf>) {
  return origin === null
    ? null
    : `${origin.scheme}://${origin.host}/${origin.repository.owner}/${origin.repository.name}`;
}

describe('a remote leads to its repository', () => {
  test.each([
    ['https://github.com/acme/tool.git', 'https://github.com/acme/tool'],
    ['git@github.com:acme/tool.git', 'https://github.com/acme/tool'],
    ['ssh://git@ghe.example.com/acme/tool', 'https://ghe.example.com/acme/tool'],
    ['git+ssh://git@ghe.example.com/acme/tool', 'https://ghe.example.com/acme/tool'],
    // The port of ssh is not the web's.
    ['ssh://git@ghe.example.com:2222/acme/tool', 'https://ghe.example.com/acme/tool'],
    ['http://127.0.0.1:8080/acme/tool.git', 'http://127.0.0.1:8080/acme/tool'],
    ['https://me:secret@ghe.example.com:8443/acme/tool', 'https://ghe.example.com:8443/acme/tool'],
    ['https://me:p@ss@ghe.example.com/acme/tool', 'https://ghe.example.com/acme/tool'],
    ['https://GHE.example.com./acme/tool', 'https://ghe.example.com/acme/tool'],
    // Networks that let no ssh out but by port 443.
    ['ssh://git@ssh.github.com:443/acme/tool.git', 'https://github.com/acme/tool'],
    ['git@ssh.github.com:acme/tool.git', 'https://github.com/acme/tool'],
    ['https://WWW.GitHub.com:443/acme/tool', 'https://github.com/acme/tool'],
    ['git@acme.ghe.com:acme/tool.git', 'https://acme.ghe.com/acme/tool'],
    ['ssh://git@ssh.acme.ghe.com/acme/tool', 'https://acme.ghe.com/acme/tool'],
    // Names out of somebody's ssh configuration.
    ['git@work:acme/tool.git', 'https://github.com/acme/tool'],
    ['git@github.com-work:acme/tool.git', 'https://github.com/acme/tool'],
    ['git@github.com_me:acme/tool.git', 'https://github.com/acme/tool'],
    ['git@[2001:db8::1]:acme/tool', 'https://[2001:db8::1]/acme/tool'],
    ['ssh://git@[2001:DB8::1]:22/acme/tool', 'https://[2001:db8::1]/acme/tool'],
  ])('%s is %s', (url, origin) => {
    expect(shown(originOf(url))).toBe(origin);
  });

  test.each([
    '',
    '../other',
    '/srv/git/tool.git',
    'https://github.com/',
    'C:\\tool',
    'https://github.com:99999/acme/tool',
    'ssh://git@github.com:99999/acme/tool',
    'git@[2001:db8::zz]:acme/tool',
    'git@[:::::]:acme/tool',
    'https://[::1/acme/tool',
    'https://a`id`;b.example.com/acme/tool',
    'git@a$(id).example.com:acme/tool',
    'https://%67ithub.com/acme/tool',
    'https://-x/acme/tool',
    'git@-oProxyCommand=id:acme/tool',
    'https://256.256.256.256/acme/tool',
    'https://.../acme/tool',
    'ext::sh -c id%20acme/tool',
    'https://github.com/acme/tool\u001b[31m',
    // A gist's, a wiki's.
    'https://gist.github.com/ada/0123456789abcdef0123.git',
    'git@gist.github.com:ada/0123456789abcdef0123.git',
    'https://gist.acme.ghe.com/ada/0123456789abcdef0123',
    'https://gist.ghe.acme.example/ada/0123456789abcdef0123',
    'https://github.com/acme/tool.wiki.git',
    'git@github.com:acme/tool.wiki',
  ])('%j is none', (url) => {
    expect(originOf(url)).toBeNull();
  });

  test('a host that only looks like github.com is another', () => {
    expect(originOf('git@github.com-work.evil.example:a/b')?.host).toBe('github.com-work.evil.example');
    expect(originOf('https://notgithub.com/a/b')?.host).toBe('notgithub.com');
    expect(originOf('https://evil-ghe.com/a/b')?.host).toBe('evil-ghe.com');
    expect(originOf('https://ghe.com/a/b')?.host).toBe('ghe.com');
    expect(originOf('https://github.com:8443/a/b')?.host).toBe('github.com:8443');
  });
});

describe('ssh is asked for the host that a name stands for', () => {
  const bin = mkdtempSync(join(tmpdir(), 'ssh-'));
  beforeAll(async () => {
    const names = `case "$2" in
  github.com-work) echo 'hostname github.com' ;;
  github.via-443) echo 'hostname ssh.github.com' ;;
  at.acme) echo 'hostname ghe.acme.example' ;;
  strange.acme) printf 'hostname a;id\\n' ;;
  broken.acme) exit 255 ;;
  *) echo "hostname $2" ;;
esac`;
    await writeProgram(bin, 'ssh', `echo "user git"\n${names}`);
  });
  afterAll(async () => {
    await rm(bin, { recursive: true });
  });

  test.each([
    ['git@github.com-work:acme/thing.git', 'github.com'],
    ['ssh://git@github.via-443:443/acme/thing', 'github.com'],
    ['git@at.acme:acme/thing', 'ghe.acme.example'],
    ['git@ghe.other.example:acme/thing', 'ghe.other.example'],
    // What it can't say stays as it is.
    ['git@broken.acme:acme/thing', 'broken.acme'],
    ['git@strange.acme:acme/thing', 'strange.acme'],
    // No name of ssh's.
    ['https://at.acme/acme/thing', 'at.acme'],
  ])('%s is at %s', async (url, host) => {
    expect((await readOrigin(url, { PATH: `${bin}:${process.env['PATH']}` }))?.host).toBe(host);
  });
});
