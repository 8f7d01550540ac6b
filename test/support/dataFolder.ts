import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for a product's data, with a copy of a cluster in it if one is given. */
export function newDataFolder(emptyCluster?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'objecta-e2e-'));
  // Where tests run as root, PostgreSQL is another user, and would be given a folder elsewhere that nobody removes.
  chmodSync(folder, 0o711);
  if (emptyCluster !== undefined) execFileSync('cp', ['-a', emptyCluster, join(folder, 'postgres')]);
  return folder;
}
