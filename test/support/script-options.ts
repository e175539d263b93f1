/** Node's options before a program in TypeScript, as the npm scripts have them: what they load is of the working directory. */
export const scriptOptions = ['--conditions=source', '--import', './typescript.js'] as const;
