import pg from 'pg';

/** The one row a query gives, its columns as text. */
export async function ask(databaseUrl: string, text: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, string>>(text, [...values]);
    return rows[0] ?? {};
  } finally {
    await client.end();
  }
}

/** @throws Error that says what was expected and what was found */
export function assertSame(what: string, found: unknown, expected: unknown): void {
  if (String(found) !== String(expected)) throw new Error(`${what}: ${expected} expected, ${found} found`);
}

/** What was accepted is in the log, once: so many events in streams that begin with `prefix`, none with the id of another. */
export async function assertInLog(databaseUrl: string, prefix: string, accepted: number): Promise<void> {
  const { events, ids } = await ask(
    databaseUrl,
    'SELECT count(*)::text AS events, count(DISTINCT id)::text AS ids FROM event_log.records WHERE starts_with(stream, $1)',
    [prefix],
  );
  assertSame(`events in ${prefix}…`, events, accepted);
  assertSame(`distinct events in ${prefix}…`, ids, accepted);
}
