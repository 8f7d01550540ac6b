import type { Container } from 'inversify';
import { startGateway } from '../../../api/gateway/startGateway.js';
import { notificationsAfter, notificationsOfMany } from '../../../projections/notifications/feed/feed.query.js';
import { reachedPosition } from '../../../projections/runtime/reachedPosition.js';
import { gatewayMetrics } from '../gatewayMetrics.js';
import { TOKENS } from '../tokens.js';

/** What a client may watch: the read model behind each resource, and the permission that reading it takes. */
const watchableResources = {
  'billing.subscription': { projector: 'billing.subscriptions', permission: 'billing:read' },
  'billing.invoices': { projector: 'billing.invoices', permission: 'billing:read' },
  'team.activity': { projector: 'team.activity', permission: 'team:activity' },
} as const;

/** Streams notifications to people's sockets until it is stopped. */
export function runGateway(container: Container) {
  const environment = container.get(TOKENS.environment);
  const platformQueries = container.get(TOKENS.platformQueries);
  const progress = container.get(TOKENS.progress);
  return startGateway({
    host: environment.HOST,
    port: environment.GATEWAY_PORT,
    origins: environment.CORS_ORIGINS,
    accessTokens: container.get(TOKENS.accessTokens),
    callers: container.get(TOKENS.callers),
    feed: {
      reached: () => reachedPosition(platformQueries, 'notifications.feed'),
      after: (organizationId, position, limit) => notificationsAfter(platformQueries, organizationId, position, limit),
      afterForMany: (organizationIds, position, limit) =>
        notificationsOfMany(platformQueries, organizationIds, position, limit),
    },
    wakeUps: container.get(TOKENS.wakeUps),
    clock: container.get(TOKENS.clock),
    logger: container.get(TOKENS.logger),
    metrics: gatewayMetrics(container.get(TOKENS.metrics)),
    resources: watchableResources,
    progress,
  });
}
