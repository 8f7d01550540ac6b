import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type EmbeddedClickHouse,
  startEmbeddedClickHouse,
} from '../../../infrastructure/embedded/chdb/embeddedClickHouse.js';
import { clickhouseQuery } from '../../../projections/runtime/clickhouseQuery.js';

let dataDir: string;
let clickHouse: EmbeddedClickHouse;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'objecta-engine-'));
  clickHouse = await startEmbeddedClickHouse({ dataDir });
});
afterEach(async () => {
  await clickHouse.stop();
  rmSync(dataDir, { recursive: true });
});

const value = clickhouseQuery({
  sql: 'SELECT {text:String} AS text, {number:UInt64} AS number',
  params: z.object({ text: z.string(), number: z.bigint().transform(String) }),
  row: z.object({ text: z.string(), number: z.string().transform(BigInt) }),
});
const slow = clickhouseQuery({ sql: 'SELECT sleep(1)', params: z.object({}), row: z.looseObject({}) });
const setting = (name: string) =>
  clickhouseQuery({
    sql: `SELECT toString(getSetting('${name}')) AS value`,
    params: z.object({}),
    row: z.object({ value: z.string() }),
  })(clickHouse.client, {});

describe('the embedded ClickHouse engine', () => {
  it('gives every text and 64-bit number back as it was passed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.bigInt(0n, 2n ** 64n - 1n), async (text, number) => {
        expect(await value(clickHouse.client, { text, number })).toEqual([{ text, number }]);
      }),
      { numRuns: 60 },
    );
  });

  it('runs a few statements side by side and blocks nothing else', async () => {
    const from = performance.now();
    let turns = 0;
    let waiting = true;
    const turn = () => {
      turns++;
      if (waiting) setImmediate(turn);
    };
    turn();
    await Promise.all([slow(clickHouse.client, {}), slow(clickHouse.client, {}), slow(clickHouse.client, {})]);
    waiting = false;
    expect(performance.now() - from).toBeLessThan(2_500);
    expect(turns).toBeGreaterThan(1_000);
  });

  it('keeps the settings it was opened with, whatever a query asks for itself', async () => {
    await value(clickHouse.client, { text: '', number: 0n });
    expect(await setting('async_insert')).toEqual([{ value: 'false' }]);
    expect(await setting('deduplicate_blocks_in_dependent_materialized_views')).toEqual([{ value: 'true' }]);
    await clickHouse.client.command({ query: 'CREATE DATABASE still_writable' });
  });

  it('refuses settings beside a statement, which would stay for the next one', async () => {
    await expect(
      clickHouse.client.command({ query: 'SELECT 1', clickhouse_settings: { readonly: '1' } }),
    ).rejects.toThrow('SETTINGS clause');
  });

  it('tells a refusal by its type, and lets a query only read', async () => {
    await expect(clickHouse.client.command({ query: 'SELECT * FROM nothing' })).rejects.toMatchObject({
      type: 'UNKNOWN_TABLE',
    });
    const writing = clickhouseQuery({ sql: 'CREATE DATABASE sneaked', params: z.object({}), row: z.object({}) });
    await expect(writing(clickHouse.client, {})).rejects.toThrow();
  });

  it('is opened once in a process', async () => {
    await expect(startEmbeddedClickHouse({ dataDir })).rejects.toThrow(
      `this process already runs the ClickHouse engine over ${dataDir}`,
    );
  });

  it('tells a second process who has the folder', async () => {
    const opener = fileURLToPath(new URL('./secondOpener.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', opener, dataDir]);
    expect(stdout).toBe(
      `ClickHouseFolderInUse: the ClickHouse data in ${dataDir} is in use by process ${process.pid}; stop that process, or set CLICKHOUSE_URL so that several processes can share one server`,
    );
  });

  it('lets go of the folder and finds its data again', async () => {
    await clickHouse.client.command({ query: 'CREATE TABLE kept (a UInt8) ENGINE = MergeTree ORDER BY a' });
    await clickHouse.client.command({ query: 'INSERT INTO kept VALUES (7)' });
    await clickHouse.stop();
    await clickHouse.stop();
    clickHouse = await startEmbeddedClickHouse({ dataDir });
    const kept = await clickHouse.client.query({ query: 'SELECT a FROM kept', format: 'JSONEachRow' });
    expect(await kept.json()).toEqual([{ a: 7 }]);
  });
});
