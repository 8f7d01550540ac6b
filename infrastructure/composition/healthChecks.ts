import type { Container } from 'inversify';
import type { HealthChecks } from '../../api/http/platform/readiness.js';
import { TOKENS } from './tokens.js';

/** What `/ready` asks: each backing service, and how far each read model is behind the log. */
export function healthChecks(container: Container): HealthChecks {
  const pool = container.get(TOKENS.pool);
  const eventStore = container.get(TOKENS.eventStore);
  const clickHouse = container.get(TOKENS.clickHouse);
  const wakeUps = container.get(TOKENS.wakeUps);
  return {
    services: {
      postgres: async () => {
        await pool.query('SELECT 1');
      },
      eventStore: async () => {
        await eventStore.head();
      },
      clickHouse: async () => {
        const answer = await clickHouse.ping({ select: true });
        if (!answer.success) throw answer.error;
      },
      wakeUps: async () => {
        if (!wakeUps.healthy()) throw new Error('wake-ups do not reach other processes');
      },
    },
    projectors: async () => {
      const [head, { rows }] = await Promise.all([
        eventStore.head(),
        pool.query<{ name: string; position: bigint; last_error: string | null }>(
          `SELECT name, position, last_error FROM projections.checkpoints WHERE state = 'live' ORDER BY name`,
        ),
      ]);
      return rows.map(({ name, position, last_error }) => ({
        name,
        position: position.toString(),
        lag: Number(head - position),
        stopped: last_error !== null,
      }));
    },
  };
}
