import type { Pool } from 'pg';
import type { ApiKeyUses } from '../../application/ports/apiKeyUses.js';

const MINUTE_MS = 60_000;

type Noted = Readonly<{ organizationId: string; minute: number }>;

const instantOf = ({ minute }: Noted): string => new Date(minute * MINUTE_MS).toISOString();

/** Notes uses in memory, and writes those of many requests down at once. */
export class PostgresApiKeyUses implements ApiKeyUses {
  /** Keys of the newest minute, so that another use of one in it costs nothing. */
  #newest = { minute: 0, keys: new Set<string>() };
  #unwritten = new Map<string, Noted>();
  readonly #pool: Pick<Pool, 'query'>;

  constructor(pool: Pick<Pool, 'query'>) {
    this.#pool = pool;
  }

  note({ organizationId, apiKeyId, at }: Parameters<ApiKeyUses['note']>[0]): void {
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    if (minute > this.#newest.minute) this.#newest = { minute, keys: new Set() };
    if (this.#newest.keys.has(apiKeyId)) return;
    this.#newest.keys.add(apiKeyId);
    this.#unwritten.set(apiKeyId, { organizationId, minute });
  }

  async lastUses(organizationId: string): Promise<ReadonlyMap<string, string>> {
    await this.write();
    const { rows } = await this.#pool.query<{ api_key_id: string; minute: string }>(
      `SELECT api_key_id, extract(epoch FROM last_used_at) / 60 AS minute
       FROM platform.api_key_uses WHERE organization_id = $1`,
      [organizationId],
    );
    return new Map(
      rows.map(({ api_key_id: apiKeyId, minute }) => [apiKeyId, instantOf({ organizationId, minute: Number(minute) })]),
    );
  }

  /** Writes down what has been noted since the last time; what fails is written the next time. */
  async write(): Promise<void> {
    if (this.#unwritten.size === 0) return;
    const noted = this.#unwritten;
    this.#unwritten = new Map();
    const uses = [...noted].map(([apiKeyId, use]) => [apiKeyId, use.organizationId, instantOf(use)] as const);
    try {
      await this.#pool.query(
        `INSERT INTO platform.api_key_uses AS u (api_key_id, organization_id, last_used_at)
         SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[])
         ON CONFLICT (api_key_id) DO UPDATE SET last_used_at = greatest(u.last_used_at, EXCLUDED.last_used_at)`,
        [uses.map(([apiKeyId]) => apiKeyId), uses.map(([, of]) => of), uses.map(([, , at]) => at)],
      );
    } catch (error) {
      this.#unwritten = new Map([...noted, ...this.#unwritten]);
      throw error;
    }
  }
}
