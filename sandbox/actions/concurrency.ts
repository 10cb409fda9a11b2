import { isMapping } from '@actions/workflow-parser';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { evaluateText, type Scope } from './expressions.ts';

/** A `concurrency`, evaluated. */
export interface ConcurrencySetting {
  /** In lower case: groups are compared without case. */
  group: string;
  cancelInProgress: boolean;
  /** How many may wait: one, or 100 with `queue: max`. */
  pending: number;
}

/**
 * Evaluates a `concurrency`; null where there is none.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency
 */
export function readConcurrency(token: TemplateToken | undefined, scope: Scope): ConcurrencySetting | null {
  if (token === undefined) return null;
  if (!isMapping(token)) return { group: groupOf(token, scope), cancelInProgress: false, pending: 1 };
  return {
    group: groupOf(token.find('group'), scope),
    cancelInProgress: evaluateText(token.find('cancel-in-progress'), scope) === 'true',
    pending: evaluateText(token.find('queue'), scope) === 'max' ? 100 : 1,
  };
}

function groupOf(token: TemplateToken | undefined, scope: Scope): string {
  return evaluateText(token, scope).toLowerCase();
}

/** A run or job that waits for a group, or holds it. */
export interface Member {
  /** Called when a newer member ends it while it runs. */
  cancel(): void;
}

interface Group {
  running: Member | null;
  waiting: { member: Member; start: (admitted: boolean) => void }[];
}

/** Groups by name: one member runs, few wait, and a newer one replaces the oldest that waits. */
export class ConcurrencyGroups {
  private readonly groups = new Map<string, Group>();

  /**
   * Waits for a place in a group.
   * @returns whether the member may run; then it must `leave`
   */
  enter(name: string, setting: ConcurrencySetting, member: Member): Promise<boolean> {
    const group = this.groups.get(name) ?? { running: null, waiting: [] };
    this.groups.set(name, group);
    if (group.running === null) {
      group.running = member;
      return Promise.resolve(true);
    }
    if (setting.cancelInProgress) group.running.cancel();
    const places = setting.cancelInProgress ? 1 : setting.pending;
    for (const old of group.waiting.splice(0, Math.max(0, group.waiting.length - places + 1))) {
      old.start(false);
    }
    return new Promise((resolve) => group.waiting.push({ member, start: resolve }));
  }

  /** Gives the place of a finished member to the one that waits longest. */
  leave(name: string): void {
    const group = this.groups.get(name);
    const next = group?.waiting.shift();
    if (group !== undefined) group.running = next?.member ?? null;
    if (next === undefined) this.groups.delete(name);
    else next.start(true);
  }
}

/** Lets a fixed number through at once. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
  }

  /** Runs something when a slot is free. */
  async use<T>(run: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}
