import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { nativeFolder, type PostgresUser, postgresUser, reachableFolder } from './nativeFiles.js';

export type EmbeddedPostgresOptions = Readonly<{
  /** Folder of the cluster; made, with its parents, when absent. */
  dataDir: string;
  /** 0 picks a free port. */
  port?: number;
  /** Settings passed to the server on top of the defaults, such as `{ fsync: 'off' }`. */
  settings?: Readonly<Record<string, string>>;
}>;

export type EmbeddedPostgres = Readonly<{
  port: number;
  pid: number;
  /** Connection URL of a database of this cluster. */
  url: (database: string) => string;
  createDatabaseIfMissing: (database: string) => Promise<void>;
  /** Fast shutdown: open transactions roll back, what was committed stays. */
  stop: () => Promise<void>;
}>;

const defaults = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  max_wal_senders: '0',
  wal_level: 'minimal',
  shared_buffers: '64MB',
  jit: 'off',
  lc_messages: 'C',
};

/** Starts PostgreSQL from the npm binaries on loopback, over a data folder that survives crashes of either process. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = postgresUser();
  const native = nativeFolder(user);
  const dataDir = reachableFolder(options.dataDir, user);
  initialise(native, dataDir, user);
  await stopLeftOver(dataDir);

  const port = options.port || (await freePort());
  const settings = Object.entries({ ...defaults, ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const server = spawnServer(join(native, 'bin', 'postgres'), ['-D', dataDir, '-p', String(port), ...settings], user);
  await ready(server);

  const url = (database: string) => `postgres://objecta:objecta@127.0.0.1:${port}/${database}`;
  return {
    port,
    pid: server.pid ?? 0,
    url,
    createDatabaseIfMissing: (database) => createDatabaseIfMissing(url('postgres'), database),
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const exited = once(server, 'exit');
      server.kill('SIGINT');
      await exited;
    },
  };
}

function initialise(native: string, dataDir: string, user: PostgresUser | undefined): void {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  mkdirSync(dataDir, { recursive: true });
  if (user) chownSync(dataDir, user.uid, user.gid);
  chmodSync(dataDir, 0o700);
  const passwordFile = `${dataDir}.initdb`;
  writeFileSync(passwordFile, 'objecta\n');
  if (user) chownSync(passwordFile, user.uid, user.gid);
  for (const program of ['initdb', 'postgres']) chmodSync(join(native, 'bin', program), 0o755);
  try {
    execFileSync(
      join(native, 'bin', 'initdb'),
      [
        '-D',
        dataDir,
        '-U',
        'objecta',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...user, cwd: '/', stdio: 'pipe' },
    );
  } finally {
    rmSync(passwordFile);
  }
}

/** A cluster whose parent was killed may still run: it must let go of the folder first. */
async function stopLeftOver(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  while (isPostgres(pid) && existsSync(pidFile)) {
    process.kill(pid, 'SIGINT');
    await delay(100);
  }
}

const isPostgres = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
};

/**
 * In its own process group, so that Ctrl-C in a terminal reaches us first and we stop it last;
 * where `setpriv` exists, the kernel stops it when this process dies without a chance to.
 */
function spawnServer(program: string, flags: string[], user: PostgresUser | undefined): ChildProcess {
  const tied = existsSync('/usr/bin/setpriv');
  const [command, args] = tied ? ['/usr/bin/setpriv', ['--pdeathsig', 'INT', program, ...flags]] : [program, flags];
  return spawn(command, args, { ...user, cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function ready(server: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk).slice(-4000);
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  server.removeAllListeners('exit');
}

async function createDatabaseIfMissing(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no free port on 127.0.0.1');
  return address.port;
}
