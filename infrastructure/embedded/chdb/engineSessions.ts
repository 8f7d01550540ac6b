import { type ClickHouseClientConfigOptions, ClickHouseError } from '@clickhouse/client';
import { type ChdbConnection, createChdbConnection } from 'chdb/connection';

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>;
type Params = Parameters<Connection['query']>[0];

/** What a server is told with every request, an engine session is told once, when it opens. */
const sessionSettings = `SET async_insert = 0, insert_deduplicate = 1, deduplicate_blocks_in_dependent_materialized_views = 1,
  max_execution_time = 60, max_memory_usage = 2000000000`;

/**
 * A session of the engine runs one statement at a time, so that a slow report would hold up every insert:
 * this connection spreads statements over a few sessions of the same folder.
 */
export async function openSessions(dataDir: string, count: number): Promise<Connection> {
  const sessions = Array.from({ length: count }, () => createChdbConnection({ path: dataDir }));
  await Promise.all(sessions.map((session) => session.command({ query: sessionSettings })));
  const idle = [...sessions];
  const waiting: ((session: ChdbConnection) => void)[] = [];

  const take = async (): Promise<ChdbConnection> =>
    idle.pop() ?? new Promise<ChdbConnection>((resolve) => waiting.push(resolve));
  const giveBack = (session: ChdbConnection): void => {
    const next = waiting.shift();
    if (next) next(session);
    else idle.push(session);
  };
  async function onSession<T>(run: (session: ChdbConnection) => Promise<T>): Promise<T> {
    const session = await take();
    try {
      return await run(session);
    } catch (error) {
      throw asRefusal(error);
    } finally {
      giveBack(session);
    }
  }

  return {
    query: (params) => onSession((session) => session.query(settingsInText(params))),
    exec: (params) => onSession((session) => session.exec(settingsInText(params))),
    command: (params) => onSession((session) => session.command(settingsInText(params))),
    insert: (params) => onSession((session) => session.insert(settingsInText(params))),
    ping: () => onSession((session) => session.ping({ select: true })),
    close: async () => {
      for (const session of await Promise.all(sessions.map(take))) await session.close();
    },
  };
}

/** Settings beside the text would stay in force for whoever gets the session next, a deduplication token included. */
function settingsInText<P extends Params>(params: P): Omit<P, 'clickhouse_settings'> {
  const { clickhouse_settings, ...rest } = params;
  const given = Object.keys(clickhouse_settings ?? {}).filter((name) => name !== 'wait_end_of_query');
  if (given.length === 0) return rest;
  throw new Error(
    `the embedded ClickHouse engine takes settings only in a statement's SETTINGS clause (given: ${given.join(', ')})`,
  );
}

/** The engine's binding throws a `ClickHouseError` of a package of its own, which nobody could tell by its class. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('type' in error)) return error;
  const { code, type, message, cause } = error;
  if (typeof code !== 'string' || typeof type !== 'string') return error;
  return Object.assign(new ClickHouseError({ message, code, type }), { cause });
}
