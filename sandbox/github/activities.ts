/** A change of a branch, as GitHub records it; null where the branch was not there before, or is gone. */
export interface Change {
  readonly ref: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Activity extends Change {
  readonly id: number;
  readonly actor: string;
  readonly at: Date;
}

/** Who moved which branch, and when. */
export class Activities {
  /** In the order in which GitHub received them. */
  readonly all: Activity[] = [];

  /** Tags are not recorded. */
  record(changes: readonly Change[], actor: string, at = new Date()): void {
    for (const change of changes) {
      if (!change.ref.startsWith('refs/heads/') || change.before === change.after) continue;
      this.all.push({ ...change, id: this.all.length + 1, actor, at });
    }
  }
}
