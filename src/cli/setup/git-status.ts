/** With these, `git status` does not run itself in each submodule, by a configuration that nobody has looked at. */
export const STATUS = ['--ignore-submodules=dirty'] as const;
