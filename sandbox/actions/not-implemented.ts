/** A feature of GitHub Actions that the sandbox does not implement. */
export class NotImplemented extends Error {
  /** @param what names it, e.g. `strategy` of the job `build` */
  constructor(what: string) {
    super(`The sandbox does not implement ${what}.`);
    this.name = 'NotImplemented';
  }
}
