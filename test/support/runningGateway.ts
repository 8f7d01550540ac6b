import type { FeedItem } from '../../api/gateway/feed.js';
import { type GatewayOptions, startGateway } from '../../api/gateway/startGateway.js';
import type { WakeUps } from '../../application/ports/wakeUps.js';
import { HmacAccessTokens } from '../../infrastructure/crypto/accessTokens.js';
import { inProcessWakeUps } from '../../infrastructure/wakeups/inProcessWakeUps.js';
import { type FeedDatabase, feedDatabase } from './feedDatabase.js';
import type { GivenMember } from './givenOrganization.js';
import { type KnownCallers, knownCallers } from './knownCallers.js';

const start = Date.UTC(2026, 0, 1);
const FEED = 'readModel.notifications.feed';
export const gatewaySecret = 'a secret of this test, long enough';

export type RunningGateway = Readonly<{
  url: string;
  port: number;
  database: FeedDatabase;
  wakeUps: WakeUps;
  /** What the gateway logged as a warning or an error. */
  problems: unknown[];
  /** Of somebody who is a member from now on; by default an owner of acme. */
  token: (claims?: Partial<GivenMember>, lifetimeSeconds?: number) => Promise<string>;
  /** Who is what, as the gateway asks it. */
  known: KnownCallers;
  passTime: (seconds: number) => void;
  /** Items of organizations at the next positions, committed together; answers their ids. */
  write: (...organizationIds: readonly string[]) => Promise<string[]>;
  /** As `write`, and tells of it. */
  notify: (...organizationIds: readonly string[]) => Promise<string[]>;
  stop: () => Promise<void>;
}>;

/** A gateway on a free port over a read model in PostgreSQL, with the in-process bus and real tokens. */
export async function runningGateway(
  options: Partial<GatewayOptions> & { body?: string } = {},
): Promise<RunningGateway> {
  const database = await feedDatabase();
  const problems: unknown[] = [];
  const wakeUps = inProcessWakeUps({ onHandlerError: (error) => problems.push(error) });
  let now = start;
  const clock = { now: () => new Date(now) };
  const accessTokens = new HmacAccessTokens([gatewaySecret], clock);
  const known = knownCallers(accessTokens, clock);
  const keep = (details: object) => problems.push(details);
  const gateway = await startGateway({
    ...{ host: '127.0.0.1', port: 0, origins: ['https://app.example.com'], feed: database.feed },
    ...{
      accessTokens,
      callers: known.callers,
      wakeUps,
      clock,
      logger: { info: () => undefined, warn: keep, error: keep },
    },
    ...options,
  });

  let position = 0;
  async function write(...organizationIds: readonly string[]): Promise<string[]> {
    const items = organizationIds.map((organizationId): FeedItem => {
      position += 1;
      return {
        notificationId: `00000000-0000-7000-8000-${position.toString(16).padStart(12, '0')}`,
        organizationId,
        position: BigInt(position),
        ...{ type: 'invoicePaid', title: `Invoice ${position} was paid`, body: options.body ?? 'Thank you.' },
        ...{ link: '/billing/invoices', urgency: 'normal', occurredAt: '2026-01-01T00:00:00.000Z' },
      };
    });
    await database.write(BigInt(position), ...items);
    return items.map(({ notificationId }) => notificationId);
  }

  async function stopAll(): Promise<void> {
    await gateway.stop();
    await wakeUps.close();
    await database.close();
  }
  let stopped: Promise<void> | undefined;

  return {
    ...{ url: `ws://127.0.0.1:${gateway.port}/notifications`, port: gateway.port, database, wakeUps, problems, write },
    token: (claims = {}, lifetimeSeconds = 300) =>
      known.issue(
        { userId: 'user-1', organizationId: 'acme', sessionId: `session-${claims.userId ?? 'user-1'}`, ...claims },
        lifetimeSeconds,
      ),
    known,
    passTime(seconds) {
      now += seconds * 1_000;
    },
    async notify(...organizationIds) {
      const ids = await write(...organizationIds);
      wakeUps.publish(FEED, { position: `${position}`, organizationIds: [...new Set(organizationIds)] });
      return ids;
    },
    stop() {
      stopped ??= stopAll();
      return stopped;
    },
  };
}
