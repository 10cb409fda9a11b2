import { describe, expect, test } from '@jest/globals';
import { sentence } from '../../src/findings/problem.ts';
import { settingProblem } from '../../src/findings/settings.ts';
import {
  brokenAddresses,
  brokenProxies,
  proxyFor,
  serverAddress,
} from '../../src/github/client/network-settings.ts';

describe('the address of a server', () => {
  test.each([
    ['https://ghe.example/api/v3', 'https://ghe.example/api/v3'],
    ['https://ghe.example/api/v3/', 'https://ghe.example/api/v3'],
    ['https://ghe.example//', 'https://ghe.example'],
    ['HTTPS://GHE.example//api//v3///', 'https://ghe.example/api/v3'],
    [' http://127.0.0.1:8080/ ', 'http://127.0.0.1:8080'],
    ['https://me:secret@ghe.example', 'https://ghe.example'],
  ])('%s is %s', (text, url) => {
    expect(serverAddress(text)).toEqual({ kind: 'usable', url });
  });

  test.each([
    'ghe.example',
    'ghe.example:443/api',
    'ftp://ghe.example',
    'https://',
    'x',
    'https://a/b?c',
    'https://a/#b',
  ])('%s can’t be one', (text) => {
    expect(serverAddress(text).kind).toBe('unusable');
  });

  test('that can’t be used is told by its variable, without what it holds', () => {
    const env = { GITHUB_API_URL: 'me:secret@ghe.example/api', GITHUB_SERVER_URL: 'https://ghe.example' };
    expect(brokenAddresses(env)).toEqual([{ name: 'GITHUB_API_URL', fault: { kind: 'not-web' } }]);
    expect(JSON.stringify(brokenAddresses(env))).not.toContain('secret');
  });
});

describe('the proxy of a request', () => {
  const API = 'https://api.github.com/graphql';
  test.each([
    [{ https_proxy: 'http://proxy:3128' }, API, 'http://proxy:3128/'],
    [{ HTTPS_PROXY: 'http://proxy:3128' }, API, 'http://proxy:3128/'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://proxy:3128' }, API, 'http://proxy:3128/'],
    [{ http_proxy: 'http://proxy:3128' }, API, null],
    [{ http_proxy: 'http://proxy:3128' }, 'http://ghe.example/', 'http://proxy:3128/'],
    // As curl takes them.
    [{ https_proxy: 'proxy:3128' }, API, 'http://proxy:3128/'],
    [{ https_proxy: 'http://[2001:db8::1]:3128' }, API, 'http://[2001:db8::1]:3128/'],
    [{ https_proxy: 'http://my_proxy.local' }, API, 'http://my_proxy.local/'],
    [{ https_proxy: '10.0.0.1:3128' }, API, 'http://10.0.0.1:3128/'],
    [{ https_proxy: 'me:p%40ss@proxy:3128' }, API, 'http://me:p%40ss@proxy:3128/'],
    // By the request's own host, whatever GITHUB_API_URL is.
    [{ https_proxy: 'http://p', no_proxy: 'api.github.com' }, API, null],
    [{ https_proxy: 'http://p', no_proxy: 'api.github.com' }, 'https://ghe.example/api', 'http://p/'],
    [{ https_proxy: 'http://p', no_proxy: 'ghe.example' }, 'https://ghe.example/api', null],
    [{ https_proxy: 'http://p', NO_PROXY: '.example, x' }, 'https://ghe.example/api', null],
    [{ https_proxy: 'http://p', no_proxy: '*.example' }, 'https://ghe.example/api', null],
    [{ https_proxy: 'http://p', no_proxy: 'GHE.example:443' }, 'https://ghe.example/api', null],
    [{ https_proxy: 'http://p', no_proxy: 'ghe.example:80' }, 'https://ghe.example/api', 'http://p/'],
    [{ https_proxy: 'http://p', no_proxy: 'example.ghe' }, 'https://ghe.example/api', 'http://p/'],
    [{ https_proxy: 'http://p', no_proxy: 'he.example' }, 'https://ghe.example/api', 'http://p/'],
    [{ https_proxy: 'http://p', no_proxy: '*' }, API, null],
    [{ https_proxy: 'http://p', http_proxy: 'http://p' }, 'http://127.0.0.1:80/', null],
    [{ https_proxy: 'http://p' }, 'https://localhost/', null],
    [{ https_proxy: 'http://p' }, 'https://127.evil.example/', 'http://p/'],
  ])('with %j to %s is %s', (env, target, proxy) => {
    expect(proxyFor(env, new URL(target))).toBe(proxy);
  });

  test.each([
    'socks5h://127.0.0.1:1080',
    'socks://x',
    'http://',
    'http://a:99999',
    'http://me:100%@proxy',
    // As a `.env` file or a template leaves them.
    '"http://proxy:3128"',
    "'http://proxy:3128'",
    'http://$PROXY:3128',
    'http://{{proxy}}',
    'http://proxy;3128',
    'http://[::1',
    '://',
  ])('by %s can’t be used, and says so by its variable alone', (https_proxy) => {
    const [broken] = brokenProxies({ https_proxy }, [API, 'https://ghe.example']);
    if (broken === undefined) throw new Error('it can be used');
    const text = sentence(settingProblem(broken));
    expect(text).toContain('https_proxy');
    expect(text).not.toContain('me:');
    expect(() => proxyFor({ https_proxy }, new URL(API))).toThrow('https_proxy');
  });

  test.each([
    [{ http_proxy: 'socks://x' }, API],
    [{ https_proxy: 'socks://x', no_proxy: 'github.com' }, API],
    [{ https_proxy: 'socks://x' }, 'https://127.0.0.1/'],
  ])('that is not asked, as with %j, does no harm', (env, target) => {
    expect(brokenProxies(env, [target])).toEqual([]);
  });
});
