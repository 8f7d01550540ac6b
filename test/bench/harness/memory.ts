import { processTree, readProcess } from './processTree.js';

const kilobytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);

/**
 * Memory of a process and all below it in MB. `resident` counts memory that several share (such as PostgreSQL's buffers)
 * in each of them; `proportional` counts it once.
 */
export function memoryOf(root: number): { processes: number; resident: number; proportional: number } {
  const pids = processTree(root);
  const resident = pids.reduce((sum, pid) => sum + kilobytes(readProcess(`${pid}/status`), 'VmRSS'), 0) / 1_024;
  const proportional = pids.reduce((sum, pid) => sum + kilobytes(readProcess(`${pid}/smaps_rollup`), 'Pss'), 0) / 1_024;
  return { processes: pids.length, resident, proportional };
}
