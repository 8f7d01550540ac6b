import type pg from 'pg';

/** The role a node works as: it reads and appends, and what has been recorded it cannot change, delete or truncate. */
const LOG_ROLE = 'objecta_log';

const makeRole = `
DO $$ BEGIN
  IF to_regrole('${LOG_ROLE}') IS NULL THEN CREATE ROLE ${LOG_ROLE} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  IF NOT pg_has_role('${LOG_ROLE}', 'MEMBER') THEN EXECUTE format('GRANT ${LOG_ROLE} TO %I', current_user); END IF;
END $$;
GRANT USAGE ON SCHEMA event_log TO ${LOG_ROLE};
GRANT SELECT, INSERT ON event_log.records TO ${LOG_ROLE};
GRANT SELECT, UPDATE ON event_log.writer TO ${LOG_ROLE};`;

/**
 * From here on the session may only append to the log.
 * @throws when the user of the database may neither make nor use the role
 */
export async function becomeLogRole(session: pg.Client): Promise<void> {
  try {
    await session.query(makeRole);
    await session.query(`SET ROLE ${LOG_ROLE}`);
  } catch (error) {
    throw new Error(
      `the database user may not make or use the role ${LOG_ROLE}, which appends to the log; have an administrator run ` +
        `CREATE ROLE ${LOG_ROLE} NOLOGIN; GRANT ${LOG_ROLE} TO the user`,
      { cause: error },
    );
  }
}

/** The address of the log's database for connections that work as that role from their first statement on. */
export function asLogRole(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', `${given ? `${given} ` : ''}-c role=${LOG_ROLE} -c default_transaction_read_only=on`);
  return url.toString();
}
