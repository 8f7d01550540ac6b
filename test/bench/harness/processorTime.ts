import { processTree, readProcess } from './processTree.js';

/** Linux counts in hundredths of a second wherever user space can see it. */
const MS_A_TICK = 10;

/** Milliseconds of processor time that a process, with children that have ended, has used. */
function used(pid: number): number {
  const stat = readProcess(`${pid}/stat`);
  // After the name, which may hold anything: state, then 10 fields, then utime, stime, cutime and cstime.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * MS_A_TICK;
}

/**
 * Runs something and adds the processor time that all processes of the bench spent on it together, in microseconds an
 * operation: unlike what a clock says, it hardly depends on what else the machine is doing.
 */
export async function withProcessorTime<F extends object>(
  operations: number,
  run: () => Promise<F>,
): Promise<F & { cpuMicroseconds: number }> {
  const total = () => processTree(process.pid).reduce((sum, pid) => sum + used(pid), 0);
  const before = total();
  const figures = await run();
  return { ...figures, cpuMicroseconds: ((total() - before) * 1_000) / operations };
}
