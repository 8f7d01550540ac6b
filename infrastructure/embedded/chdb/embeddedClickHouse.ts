import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { drainPending } from 'chdb';
import { dataFolderOwner } from './dataFolderOwner.js';
import { openSessions } from './engineSessions.js';

export type EmbeddedClickHouseOptions = Readonly<{
  /** Folder of the databases; made, with its parents, when absent. */
  dataDir: string;
  /** Statements that run at the same time; further ones wait their turn. Each holds one of libuv's four threads. Default 3. */
  sessions?: number;
}>;

export type EmbeddedClickHouse = Readonly<{
  client: ClickHouseClient;
  /** Waits for running statements and lets go of the folder. */
  stop: () => Promise<void>;
}>;

/** Another process, or another part of this one, has the folder open; the message says which. */
export class ClickHouseFolderInUse extends Error {
  override readonly name = 'ClickHouseFolderInUse';
}

let openFolder: string | undefined;

/**
 * Opens the real ClickHouse engine inside this process over a folder that survives crashes.
 * The engine serves one folder per process and one process per folder; others reach it through the owner.
 * @throws ClickHouseFolderInUse
 */
export async function startEmbeddedClickHouse(options: EmbeddedClickHouseOptions): Promise<EmbeddedClickHouse> {
  const dataDir = resolve(options.dataDir);
  if (openFolder !== undefined) {
    throw new ClickHouseFolderInUse(
      `this process already runs the ClickHouse engine over ${openFolder}; it serves one folder per process, so ${dataDir} has to wait until that one is stopped`,
    );
  }
  mkdirSync(dataDir, { recursive: true });
  openFolder = dataDir;
  try {
    const connection = await openSessions(dataDir, options.sessions ?? 3);
    const client = createClient({ connection, log: { level: ClickHouseLogLevel.OFF } });
    let stopped: Promise<void> | undefined;
    return {
      client,
      stop: () => {
        stopped ??= stop(client);
        return stopped;
      },
    };
  } catch (error) {
    openFolder = undefined;
    const owner = dataFolderOwner(dataDir);
    if (owner === undefined) throw error;
    throw new ClickHouseFolderInUse(
      `the ClickHouse data in ${dataDir} is in use by process ${owner}; stop that process, or set CLICKHOUSE_URL so that several processes can share one server`,
      { cause: error },
    );
  }
}

async function stop(client: ClickHouseClient): Promise<void> {
  await client.close();
  await drainPending();
  openFolder = undefined;
}
