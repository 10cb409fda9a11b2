import { Octokit } from '@octokit/core';
import { fetch, ProxyAgent, type RequestInfo, type RequestInit } from 'undici';
import { type Environment, proxyFor } from './network-settings.ts';

/** octokit would write of deprecations to the console, in the server's words. */
export const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * octokit for one token. Not that of `@actions/github`: it reads the event and the proxy when it is imported, where a
 * broken one ends the program before it can tell, and takes one proxy for all hosts.
 */
export function openOctokit(token: string, baseUrl: string, network: Environment): Octokit {
  return new Octokit({
    auth: token,
    baseUrl,
    userAgent: userAgent(network['ACTIONS_ORCHESTRATION_ID']),
    log: SILENT,
    request: { fetch: fetchBy(network) },
  });
}

/** As GitHub's toolkit has it (https://github.com/actions/toolkit/tree/main/packages/github). */
function userAgent(orchestration: string | undefined): string {
  const id = orchestration?.trim().replace(/[^a-z\d_.-]/gi, '_');
  return ['notify-marketplace', ...(id ? [`actions_orchestration_id/${id}`] : [])].join(' ');
}

const agents = new Map<string, ProxyAgent>();

/** `fetch` by the proxy that the environment has for the request's own host. */
function fetchBy(network: Environment): typeof fetch {
  return async (input: RequestInfo, init: RequestInit = {}) => {
    const proxy = proxyFor(network, new URL(String(input)));
    return proxy === null ? fetch(input, init) : fetch(input, { ...init, dispatcher: agentFor(proxy) });
  };
}

function agentFor(proxy: string): ProxyAgent {
  const agent = agents.get(proxy) ?? openAgent(new URL(proxy));
  agents.set(proxy, agent);
  return agent;
}

function openAgent({ origin, username, password }: URL): ProxyAgent {
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const token = `Basic ${Buffer.from(user).toString('base64')}`;
  return new ProxyAgent({ uri: origin, ...(user === ':' ? {} : { token }) });
}
