import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { type ClickHouseClient, ClickHouseError } from '@clickhouse/client';

/** What becomes of the next answer: it arrives, or its connection breaks after the statement was carried out. */
export type Fate = 'arrives' | 'is lost';

export type EngineOverHttp = Readonly<{
  url: string;
  /** Settings that came with the last request. */
  lastSettings: () => Readonly<Record<string, string>>;
  /** Asked for every statement that inserts rows. */
  fate: (decide: () => Fate) => void;
  stop: () => Promise<void>;
}>;

/**
 * The real engine behind the part of ClickHouse's HTTP interface that its client uses: statement in `query` or the body, values
 * as `param_…`, an error as status 500 with its text. Settings beside the statement are noted and not applied.
 */
export async function serveEngine(engine: ClickHouseClient, port = 0): Promise<EngineOverHttp> {
  let settings: Record<string, string> = {};
  let decide: () => Fate = () => 'arrives';
  const server = createServer((request, response) => {
    void (async () => {
      const { searchParams } = new URL(request.url ?? '/', 'http://engine');
      const body = await text(request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request);
      const given = searchParams.get('query');
      const query = given === null ? body : `${given}\n${body}`;
      const query_params: Record<string, string> = {};
      settings = {};
      for (const [name, value] of searchParams) {
        if (name.startsWith('param_')) query_params[name.slice(6)] = value;
        else if (!['query', 'query_id', 'database'].includes(name)) settings[name] = value;
      }
      const answer = await carryOut(engine, query, query_params);
      if (/^\s*INSERT/.test(query) && decide() === 'is lost') response.destroy();
      else response.writeHead(answer.status).end(answer.body);
    })();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    lastSettings: () => settings,
    fate: (decided) => {
      decide = decided;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function carryOut(engine: ClickHouseClient, query: string, query_params: Record<string, string>) {
  try {
    const { stream } = await engine.exec({ query, query_params });
    return { status: 200, body: await text(stream) };
  } catch (error) {
    if (!(error instanceof ClickHouseError)) throw error;
    return { status: 500, body: `Code: ${error.code}. DB::Exception: ${error.message} (${error.type})` };
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
