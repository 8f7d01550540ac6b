import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../infrastructure/embedded/postgres/embeddedPostgres.js';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES, type Role, RolesUnusable } from '../../../infrastructure/postgres/roles.js';
import { settleGeneration } from '../../../projections/runtime/generations.js';
import { accounts } from '../../projections/runtime/support/bank.js';

/** A server of this file's own: roles belong to the whole server. */
let server: EmbeddedPostgres;
beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'objecta-roles-'));
  server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
});

async function asAdmin(...statements: string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  try {
    for (const statement of statements) await admin.query(statement);
  } finally {
    await admin.end();
  }
}

async function databaseOf(user: string, attributes = ''): Promise<string> {
  await asAdmin(
    `CREATE ROLE ${user} LOGIN PASSWORD 'secret' ${attributes}`,
    `CREATE DATABASE of_${user} OWNER ${user}`,
  );
  return server.url(`of_${user}`).replace('objecta:objecta', `${user}:secret`);
}

const as = (databaseUrl: string, role: Role) => {
  const pool = createPool({
    connectionString: asRole(databaseUrl, role),
    ...{ applicationName: 'test', max: 1, onConnectionError: () => undefined },
  });
  onTestFinished(() => pool.end());
  return pool;
};

describe('a database whose user', () => {
  it('may not make roles says which statements an administrator has to run, and works once they have run', async () => {
    const databaseUrl = await databaseOf('plain');
    const refusal = await migrate(databaseUrl).catch((error: unknown) => error as Error);
    expect(refusal).toBeInstanceOf(RolesUnusable);
    const statements = String((refusal as Error).message)
      .split('\n')
      .slice(1);
    expect(statements).toHaveLength(3);
    await asAdmin(...statements);
    await migrate(databaseUrl);
    expect((await as(databaseUrl, ROLES.reader).query('SELECT current_user::text AS role')).rows).toEqual([
      { role: ROLES.reader },
    ]);
  });

  it('may make roles makes them, owns the tables and is itself subject to their policies', async () => {
    await asAdmin(
      'DROP DATABASE IF EXISTS of_plain',
      ...Object.values(ROLES).map((role) => `DROP ROLE IF EXISTS ${role}`),
    );
    const databaseUrl = await databaseOf('maker', 'CREATEROLE');
    await migrate(databaseUrl);
    const writer = as(databaseUrl, ROLES.writer);
    expect(await settleGeneration(writer, accounts, true)).toMatchObject({ kind: 'live' });
    const key = `INSERT INTO platform.idempotency_keys (command_id, organization_id, request_hash, claim)
      VALUES (gen_random_uuid(), 'acme', '', gen_random_uuid())`;
    await writer.query(key);
    const owner = createPool({
      connectionString: databaseUrl,
      applicationName: 'test',
      onConnectionError: () => undefined,
    });
    onTestFinished(() => owner.end());
    expect((await owner.query('SELECT FROM platform.idempotency_keys')).rowCount).toBe(0);
    await expect(owner.query(key)).rejects.toThrow('row-level security');
    expect((await as(databaseUrl, ROLES.platformReader).query('SELECT FROM platform.idempotency_keys')).rowCount).toBe(
      1,
    );
  });

  it('has roles that see through row-level security refuses to start', async () => {
    const databaseUrl = await databaseOf('seeing', 'SUPERUSER');
    await asAdmin(`ALTER ROLE ${ROLES.reader} BYPASSRLS`);
    await expect(migrate(databaseUrl)).rejects.toThrow('sees through row-level security');
    await asAdmin(`ALTER ROLE ${ROLES.reader} NOBYPASSRLS`);
  });
});
