import { createHash } from 'node:crypto';
import type { Container } from 'inversify';
import { analyticsRoutes } from '../../../api/http/analytics/analytics.routes.js';
import { usageAnalyticsRoutes } from '../../../api/http/analytics/usage.routes.js';
import { balanceRoutes } from '../../../api/http/billing/balance.routes.js';
import { entitlementRoutes } from '../../../api/http/billing/entitlement.routes.js';
import { explainRoutes } from '../../../api/http/billing/explain.routes.js';
import { invoiceRoutes } from '../../../api/http/billing/invoice.routes.js';
import { invoiceActionRoutes } from '../../../api/http/billing/invoiceAction.routes.js';
import { noticeRoutes } from '../../../api/http/billing/notice.routes.js';
import { planRoutes } from '../../../api/http/billing/plan.routes.js';
import { usageRoutes } from '../../../api/http/billing/usage.routes.js';
import { turnedOff } from '../../../api/http/identity/turnedOff.js';
import type { HttpServer } from '../../../api/http/listen.js';
import { notificationRoutes } from '../../../api/http/notifications/notification.routes.js';
import type { Route } from '../../../api/http/route.js';
import { createHttpApp } from '../../../api/http/server.js';
import { activityRoutes } from '../../../api/http/team/activity.routes.js';
import { stripeWebhookRoutes } from '../../../api/webhooks/stripe.routes.js';
import { type Environment, identityProviderOf } from '../../config/environment.js';
import { invoiceDocuments } from '../../pdf/invoiceDocuments.js';
import { PostgresIdempotencyKeys } from '../../postgres/idempotencyKeys.js';
import { accessRoutes } from '../accessRoutes.js';
import { apiKeyRoutes } from '../apiKeyRoutes.js';
import { billingAccountRoutes } from '../billingAccountRoutes.js';
import { factorRoutes } from '../factorRoutes.js';
import { healthChecks } from '../healthChecks.js';
import { identityRoutes } from '../identityRoutes.js';
import { PRODUCT_VERSION } from '../productVersion.js';
import { teamRoutes } from '../teamRoutes.js';
import { TOKENS } from '../tokens.js';
import { webhookRoutes } from '../webhookRoutes.js';

const sellerOf = ({ INVOICE_SELLER }: Environment) => {
  const [name = '', ...lines] = INVOICE_SELLER;
  return { name, lines };
};

/** Every route of the product. */
export function routesOf(container: Container): readonly Route[] {
  const queries = container.get(TOKENS.queries);
  return [
    ...identityRoutes(container),
    ...factorRoutes(container),
    ...billingAccountRoutes(container),
    ...planRoutes(queries),
    ...entitlementRoutes(queries, container.get(TOKENS.entitlements)),
    ...invoiceRoutes(queries, {
      documents: invoiceDocuments,
      seller: sellerOf(container.get(TOKENS.environment)),
      partOf: container.get(TOKENS.partOfPrice),
    }),
    ...balanceRoutes(queries),
    ...noticeRoutes(queries),
    ...explainRoutes(queries, {
      explainInvoice: container.get(TOKENS.explainInvoice),
      explainBalance: container.get(TOKENS.explainBalance),
    }),
    ...invoiceActionRoutes(container.get(TOKENS.requestInvoiceAction)),
    ...usageRoutes(queries, {
      recordUsage: container.get(TOKENS.recordUsage),
      termsOf: container.get(TOKENS.usageTermsOf),
      clock: container.get(TOKENS.clock),
    }),
    ...notificationRoutes(queries),
    ...activityRoutes(queries, {
      namesOf: container.get(TOKENS.namesOf),
      recordExport: container.get(TOKENS.recordExport),
    }),
    ...analyticsRoutes(container.get(TOKENS.clickHouse)),
    ...usageAnalyticsRoutes(container.get(TOKENS.clickHouse)),
    ...teamRoutes(container),
    ...accessRoutes(container),
    ...webhookRoutes(container),
    ...apiKeyRoutes(container),
    ...stripeWebhookRoutes(container.get(TOKENS.receiveStripeEvent)),
  ];
}

/** The routes as they are served: without the built-in sign-in where an identity provider stands in for it. */
function routesInForce(container: Container): readonly Route[] {
  const routes = routesOf(container);
  return identityProviderOf(container.get(TOKENS.environment)) ? turnedOff(routes) : routes;
}

/** Serves the HTTP API until it is closed. */
export const runApi = (container: Container): Promise<HttpServer> => serve(container, routesInForce(container));

/** What a process without the API serves: whether it lives, is ready, and its figures. */
export const runProbes = (container: Container): Promise<HttpServer> => serve(container, []);

async function serve(container: Container, routes: readonly Route[]): Promise<HttpServer> {
  const environment = container.get(TOKENS.environment);
  const { jwtSecrets } = container.get(TOKENS.secrets);
  const idempotencyKeys = new PostgresIdempotencyKeys(container.get(TOKENS.pool));
  const { listen } = createHttpApp({
    routes,
    accessTokens: container.get(TOKENS.accessTokens),
    callers: container.get(TOKENS.callers),
    apiKeys: container.get(TOKENS.apiKeyCallers),
    idempotencyKeys,
    progress: container.get(TOKENS.progress),
    logger: container.get(TOKENS.logger),
    metrics: container.get(TOKENS.metrics),
    cursorKey: createHash('sha256').update(`cursors|${jwtSecrets[0]}`).digest('hex'),
    corsOrigins: environment.CORS_ORIGINS,
    hosts: ['localhost', '127.0.0.1', '[::1]', new URL(environment.PUBLIC_URL).hostname],
    health: healthChecks(container),
    restrictionOf: container.get(TOKENS.restrictionOf),
    info: { title: 'Objecta', version: PRODUCT_VERSION, publicUrl: environment.PUBLIC_URL },
  });
  const server = await listen({ host: environment.HOST, port: environment.PORT });
  const close: HttpServer['close'] = async (withinMs) => {
    await server.close(withinMs);
    await idempotencyKeys.recorded();
  };
  return { ...server, close };
}
