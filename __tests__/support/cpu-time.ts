/** Milliseconds of processor time that `work` takes: unlike a clock's they don't grow while others use the machine. */
export function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
