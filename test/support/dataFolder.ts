import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for a product's data: empty, or a copy of that of another product that is stopped. */
export function newDataFolder(like?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'objecta-e2e-'));
  if (like !== undefined) execFileSync('cp', ['-a', `${like}/.`, folder]);
  // Where tests run as root, PostgreSQL is another user, and would be given a folder elsewhere that nobody removes.
  chmodSync(folder, 0o711);
  return folder;
}
