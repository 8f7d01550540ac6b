import { expect, it, onTestFinished } from 'vitest';
import type { OrganizationSnapshot } from '../../../application/ports/organizationSnapshots.js';
import { organizationSnapshots } from '../../../infrastructure/postgres/organizationSnapshots.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../../infrastructure/postgres/roles.js';
import { packZip } from '../../../infrastructure/zip/packZip.js';
import { migratedDatabase } from '../../support/freshDatabase.js';
import { until } from '../../support/until.js';

const ROWS = 1_200;

/** A read model of two organizations, and snapshots of it, two at a time. */
async function things() {
  const connectionString = await migratedDatabase();
  const onConnectionError = () => undefined;
  const admin = createPool({ connectionString, applicationName: 'test', onConnectionError });
  onTestFinished(() => admin.end());
  await admin.query(`
    CREATE SCHEMA billing;
    CREATE TABLE billing.things__g1 (thing_id integer PRIMARY KEY, organization_id text NOT NULL, held_back text);
    CREATE VIEW billing.things WITH (security_invoker = true) AS SELECT * FROM billing.things__g1;
    SELECT platform.protect_table('billing.things__g1', true), platform.show_view('billing.things');
    INSERT INTO billing.things__g1 SELECT n, CASE WHEN n % 2 = 0 THEN 'acme' ELSE 'globex' END, 'secret'
      FROM generate_series(1, ${2 * ROWS}) AS n`);
  const reader = asRole(connectionString, ROLES.reader);
  const pool = createPool({ connectionString: reader, applicationName: 'snapshots', max: 2, onConnectionError });
  const snapshots = organizationSnapshots(pool);
  onTestFinished(() => snapshots.end());
  return { admin, snapshots };
}

const pages = (snapshot: OrganizationSnapshot) => snapshot.rows('billing.things', ['thing_id'], ['thing_id']);

async function idsIn(snapshot: OrganizationSnapshot): Promise<number[]> {
  const ids: number[] = [];
  for await (const page of pages(snapshot)) ids.push(...page.map(({ thingId }) => Number(thingId)));
  return ids;
}

it('shows one organization at one moment, whatever is written meanwhile, and only the columns that are named', async () => {
  const { admin, snapshots } = await things();
  const acme = await snapshots.open('acme');
  await admin.query(`DELETE FROM billing.things__g1 WHERE thing_id > 10`);
  expect(await idsIn(acme)).toEqual(Array.from({ length: ROWS }, (_, n) => 2 * n + 2));
  expect(await idsIn(acme)).toHaveLength(ROWS);
  expect(await acme.columns('billing.things', ['thing_id', 'organization_id'])).toEqual([
    { name: 'thingId', type: 'integer' },
    { name: 'organizationId', type: 'text' },
  ]);
  await acme.close();
  const later = await snapshots.open('globex');
  expect(await idsIn(later)).toEqual([1, 3, 5, 7, 9]);
  await later.close();
});

it('opens two at a time, and the next when one is closed or has broken', async () => {
  const { admin, snapshots } = await things();
  const [first, second] = [await snapshots.open('acme'), await snapshots.open('acme')];
  const third = snapshots.open('globex');
  await first.close();
  expect(await idsIn(await third)).toHaveLength(ROWS);
  const fourth = snapshots.open('globex');
  await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'snapshots' AND state = 'idle in transaction'`);
  expect(await idsIn(await fourth)).toHaveLength(ROWS);
  await expect(idsIn(second)).rejects.toThrow();
});

it('is left by whoever stops reading an archive of it', async () => {
  const { admin, snapshots } = await things();
  const snapshot = await snapshots.open('acme');
  let read = 0;
  const open = async function* () {
    for await (const page of pages(snapshot)) {
      read += page.length;
      yield JSON.stringify(page).repeat(50);
    }
  };
  for await (const _ of packZip(
    ['a', 'b', 'c', 'd'].map((name) => ({ name, open })),
    new Date(0),
  ))
    break;
  await snapshot.close();
  expect(read).toBeLessThan(4 * ROWS);
  await until(async () => {
    const { rows } = await admin.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'snapshots' AND state LIKE 'idle in%'`,
    );
    return rows.length === 0;
  });
});
