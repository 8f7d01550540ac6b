import colors from 'picocolors';

/** Tells the person at the terminal what is going on and how long each step took. */
export type Progress = Readonly<{
  step: <T>(name: string, run: () => Promise<T>) => Promise<T>;
  line: (text: string) => void;
}>;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Progress as lines of text. */
export const printedProgress = (write: (text: string) => void): Progress => ({
  line: (text) => write(`${text}\n`),
  step: async (name, run) => {
    const startedAt = performance.now();
    try {
      const result = await run();
      write(`  ${colors.green('✔')} ${name} ${colors.dim(seconds(performance.now() - startedAt))}\n`);
      return result;
    } catch (error) {
      write(`  ${colors.red('✖')} ${name} ${colors.dim(seconds(performance.now() - startedAt))}\n`);
      throw error;
    }
  },
});
