import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import pg from 'pg';
import { program } from '../harness/program.js';

type Waiting = Readonly<{ stream: string; data: string; done: () => void; failed: (error: unknown) => void }>;

const insert = `INSERT INTO events (stream, data) SELECT stream, data::jsonb FROM unnest($1::text[], $2::text[]) AS new(stream, data)`;

/** The limit: bare Koa that inserts what came since the last commit, without streams, revisions, checks or keys. */
async function start({ databaseUrl }: Readonly<{ databaseUrl: string }>) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('CREATE TABLE events (position bigserial PRIMARY KEY, stream text NOT NULL, data jsonb NOT NULL)');
  let waiting: Waiting[] = [];
  let busy = false;

  async function commit(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const values = [batch.map(({ stream }) => stream), batch.map(({ data }) => data)];
      try {
        await client.query({ name: 'insert', text: insert, values });
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    busy = false;
  }

  const app = new Koa();
  app.use(async (context) => {
    const chunks: Buffer[] = [];
    for await (const chunk of context.req) chunks.push(chunk as Buffer);
    const data: unknown = JSON.parse(Buffer.concat(chunks).toString());
    await new Promise<void>((done, failed) => {
      waiting.push({ stream: context.path, data: JSON.stringify(data), done, failed });
      if (!busy) setImmediate(() => busy || void commit());
    });
    context.status = 201;
    context.body = { stream: context.path };
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: async () => ({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }) };
}
export type KoaApi = Awaited<ReturnType<typeof start>>;

program(start);
