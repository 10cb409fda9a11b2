import type { SandboxRepository } from '../../sandbox/types.ts';
import { BRANCH } from '../scenarios/faults/update-place.ts';
import { amend } from '../scenarios/faults/update-worlds.ts';
import { CATALOGUE } from '../scenarios/update-support.ts';
import { type Files, ROOT_MANIFEST } from '../support/files.ts';
import { oneOf, shuffled } from '../support/random.ts';
import type { Race } from './races.ts';

type Entry = Record<string, unknown>;

/** How often people act in a race, at most: a branch that never rests is a failure that update may report. */
const MOST_ACTS = 5;

export const BROKEN: Files = { [ROOT_MANIFEST]: '{' };

/** As {@link Crowd.said} has it. */
export const CLOSED = 'a pull request closed';

/** What people do while runs are under way, and what must therefore be there in the end. */
export class Crowd {
  readonly #race: Race;
  readonly #random: () => number;
  readonly #repository: SandboxRepository;
  #acts = 0;
  #early = false;
  /** Commits of people, with the branches that they went to. */
  readonly commits: { readonly oid: string; readonly branch: string }[] = [];
  /** Those of them that were merged: they may go with their branch. */
  readonly merged = new Set<string>();
  /** Merges of a branch that held such commits. */
  readonly mixed = new Set<string>();
  /** Entries that a person removed. */
  readonly removed = new Set<string>();
  readonly said: string[] = [];

  constructor(race: Race, random: () => number) {
    this.#race = race;
    this.#random = random;
    this.#repository = race.town.market.repository;
  }

  /** Acts, or more often doesn't. */
  async maybeAct(): Promise<void> {
    if (await this.#pushesEarly()) return;
    if (this.#acts >= MOST_ACTS || this.#random() > 0.12) return;
    this.#acts++;
    const ours = [
      () => this.#pushToOurs(),
      () => this.#amendOurs(),
      () => this.#close(),
      () => this.#merge(),
    ];
    const always = [
      () => this.#note('main'),
      () => this.#edit((entries) => shuffled(this.#random, entries)),
      () => this.#edit(([first, ...rest]) => [{ ...first, category: `c${this.#acts}` }, ...rest]),
      () => this.#edit((entries) => [{ name: `new${this.#acts}`, source: './new' }, ...entries]),
      () => this.#remove(),
      () => this.#release(),
      () => this.#release(),
      () => this.#release(BROKEN),
    ];
    const isProposing = this.#race.options.mode === 'pull-request';
    await oneOf(this.#random, isProposing ? [...always, ...ours] : always)();
  }

  /** The moment between a branch and its pull request is short, so people watch out for it. */
  async #pushesEarly(): Promise<boolean> {
    if (this.#early || this.#race.options.mode !== 'pull-request') return false;
    const all = await this.#race.sandbox.github.pullRequests(this.#repository);
    const branches = [...this.#repository.refs().keys()].flatMap(
      (ref) => /^refs\/heads\/(.*)/.exec(ref)?.[1] ?? [],
    );
    const branch = branches.find((one) => one !== 'main' && all.every(({ head }) => head !== one));
    if (branch === undefined || this.#random() > 0.3) return false;
    this.#early = true;
    await this.#note(branch);
    return true;
  }

  async #note(branch: string): Promise<void> {
    const files = { [`notes/${this.#acts}.md`]: 'By a person\n' };
    const oid = await this.#repository.commit({ branch, files });
    this.commits.push({ oid, branch });
    this.said.push(`a note on ${branch}`);
  }

  async #edit(change: (entries: Entry[]) => Entry[]): Promise<void> {
    const tip = this.#repository.tip('main') ?? '';
    const catalogue = JSON.parse((await this.#repository.readFile(tip, CATALOGUE)) ?? '{}');
    const text = `${JSON.stringify({ ...catalogue, plugins: change(catalogue.plugins) }, null, 2)}\n`;
    const oid = await this.#repository.commit({ files: { [CATALOGUE]: text } });
    this.commits.push({ oid, branch: 'main' });
    this.said.push('an edit of the catalogue');
  }

  async #remove(): Promise<void> {
    await this.#edit((entries) => {
      const last = entries.at(-1);
      if (last === undefined || entries.length < 2) return entries;
      this.removed.add(String(last['name']));
      return entries.slice(0, -1);
    });
  }

  async #release(files: Files = {}): Promise<void> {
    const { town, plugins } = this.#race;
    await town.raise(oneOf(this.#random, plugins), `1.1.${this.#acts}`, files);
    this.said.push(files === BROKEN ? 'a broken release' : 'a release');
  }

  #openPulls() {
    const { sandbox } = this.#race;
    return sandbox.github
      .pullRequests(this.#repository)
      .then((all) => all.filter(({ state }) => state === 'open'));
  }

  async #pushToOurs(): Promise<void> {
    const [open] = await this.#openPulls();
    if (open !== undefined) await this.#note(open.head);
    else if (this.#repository.tip(BRANCH) !== null) await this.#note(BRANCH);
  }

  async #amendOurs(): Promise<void> {
    const [open] = await this.#openPulls();
    // Not a person's.
    if (open === undefined || this.commits.some(({ oid }) => oid === open.headOid)) return;
    this.commits.push({ oid: await amend(this.#repository, open.head), branch: open.head });
    this.said.push(`a commit amended on ${open.head}`);
  }

  async #close(): Promise<void> {
    const [open] = await this.#openPulls();
    if (open === undefined) return;
    await this.#race.sandbox.github.closePullRequest(this.#repository, open.number);
    this.said.push(CLOSED);
  }

  async #merge(): Promise<void> {
    const [open] = await this.#openPulls();
    if (open === undefined) return;
    try {
      const method = oneOf(this.#random, ['merge', 'squash'] as const);
      const { github } = this.#race.sandbox;
      const oid = await github.mergePullRequest(this.#repository, open.number, method);
      const theirs = this.commits.filter(({ branch }) => branch === open.head);
      for (const one of theirs) this.merged.add(one.oid);
      if (theirs.length > 0) this.mixed.add(oid);
      this.said.push('a pull request merged');
    } catch {
      this.said.push('a pull request that can’t be merged');
    }
  }
}
