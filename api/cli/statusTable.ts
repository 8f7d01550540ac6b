import type { ReadModelCommands } from '../../projections/runtime/readModelCommands.js';
import type { ReadModelStatus } from '../../projections/runtime/readModelStatus.js';

type Declared = Pick<ReadModelCommands, 'name' | 'version' | 'store'>;

const HEADER = ['READ MODEL', 'STORE', 'GEN', 'VERSION', 'STATE', 'POSITION', 'LAG', 'EVENTS', 'LAST WRITTEN BY'];
const RIGHT = new Set(['GEN', 'VERSION', 'POSITION', 'LAG', 'EVENTS']);

/** Lines of a table with every read model of this release and of the database, then what stopped those that stopped. */
export function statusTable(declared: readonly Declared[], known: readonly ReadModelStatus[], head: bigint): string[] {
  const storeOf = new Map(declared.map(({ name, store }) => [name, store]));
  const rows = known.map((status) => [
    status.name,
    storeOf.get(status.name) ?? '(not in this release)',
    String(status.generation),
    String(status.version),
    status.state,
    String(status.position),
    String(head > status.position ? head - status.position : 0n),
    String(status.events),
    status.holder ?? '',
  ]);
  const seen = new Set(known.map(({ name }) => name));
  for (const { name, version, store } of declared)
    if (!seen.has(name)) rows.push([name, store, '', String(version), 'never ran', '', '', '', '']);
  rows.sort(([one = ''], [other = '']) => (one < other ? -1 : one > other ? 1 : 0));
  const errors = known
    .filter(({ error }) => error !== null)
    .map(({ name, error, failedPosition, failedAt }) => {
      const at = failedPosition === null ? '' : ` at position ${failedPosition}`;
      return `${name} stopped${at} (${failedAt}): ${error}`;
    });
  return [`The log is at position ${head}.`, ...align([HEADER, ...rows]), ...errors];
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADER.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (RIGHT.has(HEADER[at] ?? '') ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
