/** What `dist/shared` is built from: each face is loaded when it starts, and all three share what they have in common. */
export const faces = {
  notify: () => import('./notify/main.ts'),
  update: () => import('./update/main.ts'),
  cli: () => import('./cli/main.ts'),
};
