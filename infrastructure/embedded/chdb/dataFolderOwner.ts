import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The process that has the engine's folder open, as the engine's own status file names it; undefined when none is alive. */
export function dataFolderOwner(dataDir: string): number | undefined {
  const statusFile = join(dataDir, 'status');
  if (!existsSync(statusFile)) return undefined;
  const pid = Number(/^PID: (\d+)$/m.exec(readFileSync(statusFile, 'utf8'))?.[1]);
  return Number.isInteger(pid) && pid !== process.pid && existsSync(`/proc/${pid}`) ? pid : undefined;
}
