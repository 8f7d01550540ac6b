import type pg from 'pg';

/**
 * What a connection may do. Whoever `DATABASE_URL` names owns the tables and makes them; its connections then work as one of these.
 * - writer: projectors, reactions and keys; sees and changes rows of every organization
 * - reader: the API's queries; only reads, and only rows of the organization or person the query is for
 * - platformReader: tools and comparisons across organizations; only reads
 */
export const ROLES = {
  writer: 'objecta_writer',
  reader: 'objecta_reader',
  platformReader: 'objecta_platform_reader',
} as const;

export type Role = (typeof ROLES)[keyof typeof ROLES];

/** The database's user may not make the roles the product works as, or they would see too much: the message says what to do. */
export class RolesUnusable extends Error {
  override readonly name = 'RolesUnusable';
}

type Known = Readonly<{ name: Role; usable: boolean | null; sees_all: boolean | null }>;

const INHERITANCE_OF_GRANTS = 160_000;

/**
 * Makes the roles that are missing; those that an administrator has made are used as they are.
 * @throws RolesUnusable
 */
export async function ensureRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; is_user: string }>(
    `SELECT current_setting('server_version_num')::integer AS version, current_user AS is_user`,
  );
  const { version = 0, is_user: user = '' } = rows[0] ?? {};
  const grant = (role: Role) =>
    `GRANT ${role} TO ${client.escapeIdentifier(user)}${version >= INHERITANCE_OF_GRANTS ? ' WITH INHERIT FALSE, SET TRUE' : ''}`;
  for (const { name, usable, sees_all: seesAll } of await known(client, version)) {
    if (seesAll)
      throw new RolesUnusable(
        `the role ${name} sees through row-level security: ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS`,
      );
    if (usable) continue;
    try {
      if (usable === null) await client.query(makeRole(name));
      if (!(await known(client, version)).find((role) => role.name === name)?.usable) await client.query(grant(name));
    } catch (error) {
      throw new RolesUnusable(
        `the database user ${user} may not make or use the role ${name}. Let it create roles, or have an administrator run:\n` +
          Object.values(ROLES)
            .map((role) => `  CREATE ROLE ${role} NOLOGIN; ${grant(role)};`)
            .join('\n'),
        { cause: error },
      );
    }
  }
}

/** Roles belong to the whole server: a product that starts beside this one may make them at the same time. */
const makeRole = (role: Role): string => `
  DO $$ BEGIN CREATE ROLE ${role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

async function known(client: pg.Client, version: number): Promise<readonly Known[]> {
  const { rows } = await client.query<Known>(
    `SELECT name, pg_has_role(oid, $2) AS usable, rolsuper OR rolbypassrls AS sees_all
     FROM unnest($1::text[]) AS name LEFT JOIN pg_roles ON rolname = name`,
    [Object.values(ROLES), version >= INHERITANCE_OF_GRANTS ? 'SET' : 'MEMBER'],
  );
  return rows;
}

/** The address of a database for connections that work as a role from their first statement on. */
export function asRole(connectionString: string, role: Role): string {
  const url = new URL(connectionString);
  const given = url.searchParams.get('options');
  const readOnly = role === ROLES.writer ? '' : ' -c default_transaction_read_only=on';
  url.searchParams.set('options', `${given ? `${given} ` : ''}-c role=${role}${readOnly}`);
  return url.toString();
}
