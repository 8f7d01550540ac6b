import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const person = z.object({
  email: z.string(),
  password: z.string(),
  userId: z.string(),
  organizationId: z.string(),
  sessionId: z.string(),
  token: z.string(),
});

const runtimeSchema = z.object({
  pid: z.int(),
  http: z.url().optional(),
  /** Where a process without the API answers `/health`, `/ready` and `/metrics`. */
  probes: z.url().optional(),
  gateway: z.url().optional(),
  eventStore: z.string(),
  postgres: z.string(),
  stripeSimulator: z.url().optional(),
  inbox: z.url().optional(),
  demo: z.record(z.string(), person).optional(),
});

/** What scripts and people need to find the running product; only what is there is in it. */
export type Runtime = z.infer<typeof runtimeSchema>;

const fileIn = (dataDir: string): string => join(dataDir, 'runtime.json');

/** Says where everything is; readable by its owner only, since it holds tokens and passwords. */
export const writeRuntimeFile = (dataDir: string, runtime: Runtime): void =>
  writeFileSync(fileIn(dataDir), `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });

export const removeRuntimeFile = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true });

/** Where the product runs; undefined when it does not run from this data folder. */
export function readRuntimeFile(dataDir: string): Runtime | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  const runtime = runtimeSchema.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  return isAlive(runtime.pid) ? runtime : undefined;
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
