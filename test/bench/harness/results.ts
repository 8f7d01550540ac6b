import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JudgedRow } from './rows.js';
import type { Settings } from './settings.js';

export type ScenarioResult = Readonly<{
  scenario: string;
  seconds: number;
  rows: readonly JudgedRow[];
  error?: string;
}>;

const folder = fileURLToPath(new URL('../results/', import.meta.url));

/** Writes every measurement with what it was taken on; returns the file's path. */
export function writeResults(settings: Settings, startedAt: Date, results: readonly ScenarioResult[]): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${startedAt.toISOString().replaceAll(/[:.]/g, '-')}.json`);
  const [cpu] = cpus();
  const machine = {
    cpu: cpu?.model,
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 2 ** 20),
    load: loadavg(),
  };
  writeFileSync(file, `${JSON.stringify({ startedAt, node: process.version, machine, settings, results }, null, 2)}\n`);
  return file;
}
