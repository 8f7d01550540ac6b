import { ask, assertSame } from '../harness/ask.js';
import { withProcessorTime } from '../harness/processorTime.js';
import { rounds } from '../harness/rounds.js';
import { type Row, ratioAtLeast, ratioAtMost } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import { depositBody, depositPaths, postDeposits } from '../ledger/depositRounds.js';
import type { HttpApi } from '../programs/httpApi.js';
import type { HttpLoader } from '../programs/httpLoad.js';
import type { KoaApi } from '../programs/koaApi.js';
import type { NestApi } from '../programs/nestApi.js';
import type { NestWholeApi } from '../programs/nestWholeApi.js';

const CONNECTIONS = 32;

/**
 * P2: a command over HTTP with token, validation and idempotency key, beside NestJS with TypeORM, which writes two rows and
 * does none of that, beside the same doing all of it, and beside bare Koa.
 */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const node = await stage.node();
  const [productUrl, nestUrl, koaUrl] = [await stage.database(), await stage.database(), await stage.database()];
  const wholeUrl = await stage.database();
  const { connectionString } = node;
  const ours = await stage.program<HttpApi>('httpApi', { connectionString, databaseUrl: productUrl });
  const nest = await stage.program<NestApi>('nestApi', { databaseUrl: nestUrl });
  const whole = await stage.program<NestWholeApi>('nestWholeApi', { databaseUrl: wholeUrl, secret: 'of the bench' });
  const koa = await stage.program<KoaApi>('koaApi', { databaseUrl: koaUrl });
  const load = await stage.program<HttpLoader>('httpLoad', {});
  const nestAt = await nest.call('address');
  const wholeAt = await whole.call('address');
  const koaAt = await koa.call('address');
  const common = { body: depositBody, connections: CONNECTIONS };
  const rows = async (databaseUrl: string, table: string) =>
    Number((await ask(databaseUrl, `SELECT count(*)::text AS count FROM ${table}`)).count);

  const { product, peer, wholePeer, limit } = await rounds(settings.runs, {
    product: (round) => {
      const requests = scaled(settings, 6_000, 100);
      return postDeposits(load, ours, node.databaseUrl, { round, connections: CONNECTIONS, requests });
    },
    peer: async (round) => {
      const requests = scaled(settings, 2_000, 100);
      const before = await rows(nestUrl, 'deposit');
      const figures = await withProcessorTime(requests, () =>
        load.call('run', {
          ...common,
          ...nestAt,
          paths: depositPaths('', `account.${round}-`),
          requests,
        }),
      );
      assertSame('rows NestJS wrote', (await rows(nestUrl, 'deposit')) - before, requests);
      return figures;
    },
    wholePeer: async (round) => {
      const requests = scaled(settings, 1_200, 100);
      const before = await rows(wholeUrl, 'deposit');
      const paths = depositPaths('', `account.${round}-`);
      const headers = { authorization: `Bearer ${wholeAt.token}` };
      const unique = { header: 'idempotency-key', prefix: `deposit-of-round-${round}-number-` };
      const figures = await withProcessorTime(requests, () =>
        load.call('run', { ...common, url: wholeAt.url, paths, headers, requests, unique }),
      );
      assertSame('deposits the whole NestJS wrote', (await rows(wholeUrl, 'deposit')) - before, requests);
      return figures;
    },
    limit: async (round) => {
      const requests = scaled(settings, 15_000, 100);
      const before = await rows(koaUrl, 'events');
      const figures = await withProcessorTime(requests, () =>
        load.call('run', {
          ...common,
          ...koaAt,
          paths: depositPaths('', `account.${round}-`),
          requests,
        }),
      );
      assertSame('rows Koa wrote', (await rows(koaUrl, 'events')) - before, requests);
      return figures;
    },
  });
  const nestIs = (values: readonly number[]) => ({ role: 'peer' as const, name: 'NestJS', values });
  const wholeIs = (values: readonly number[]) => ({ role: 'peer' as const, name: 'NestJS doing all of it', values });
  const koaIs = { role: 'limit' as const, name: 'bare Koa', values: limit.perSecond };
  const name = `command over HTTP, ${CONNECTIONS} connections`;
  return [
    { figure: name, unit: '/s', values: product.perSecond, against: nestIs(peer.perSecond), bar: ratioAtLeast(5) },
    { figure: name, unit: '/s', values: product.perSecond, against: wholeIs(wholePeer.perSecond) },
    { figure: name, unit: '/s', values: product.perSecond, against: koaIs, bar: ratioAtLeast(0.45) },
    { figure: `${name}, p99`, unit: 'ms', values: product.p99, against: nestIs(peer.p99), bar: ratioAtMost(1 / 3) },
    { figure: `${name}, p99`, unit: 'ms', values: product.p99, against: wholeIs(wholePeer.p99) },
    { figure: `first command to an account over HTTP, p50`, unit: 'ms', values: product.firstP50 },
    { figure: `first command to an account over HTTP, p99`, unit: 'ms', values: product.firstP99 },
    {
      figure: `${name}, CPU of all processes`,
      unit: 'µs each',
      values: product.cpuMicroseconds,
      against: nestIs(peer.cpuMicroseconds),
    },
  ];
}
