/** What `dist/shared` is built from: each face is loaded when it starts, and all three share what they have in common. */
export const notify = () => import('./notify/main.ts');
export const update = () => import('./update/main.ts');
export const cli = () => import('./cli/main.ts');
