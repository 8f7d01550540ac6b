import { z } from 'zod';
import { newestNotifications } from '../../../projections/notifications/feed/feed.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { pageOf } from '../answers/pageOf.js';
import { type Route, route } from '../route.js';

const notification = z
  .object({
    notificationId: z.string(),
    type: z.string().meta({ example: 'billing.paymentFailed' }),
    title: z.string(),
    body: z.string(),
    link: z.string().meta({ description: 'Path in the dashboard.' }),
    urgency: z.string(),
    occurredAt: z.iso.datetime(),
  })
  .meta({ id: 'Notification' });

const place = z.object({ position: z.string().regex(/^\d{1,19}$/) });

export const notificationRoutes = (db: ScopedQueries): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/notifications',
    operationId: 'listNotifications',
    summary: 'Notifications of your organization, newest first',
    tag: 'Notifications',
    permission: 'notifications:read',
    kind: 'query',
    readModels: ['notifications.feed'],
    list: { sorts: ['-occurredAt'], key: place },
    answers: { 200: z.object({ data: z.array(notification), nextCursor: z.string().nullable() }) },
    handle: async ({ caller, page }) => {
      const before = page.after && BigInt(page.after.position);
      const found = await newestNotifications(db.of(caller.organizationId), caller.organizationId, {
        limit: page.limit + 1,
        before,
      });
      const { data, nextCursor } = pageOf(found, page, ({ position }) => ({ position: position.toString() }));
      return {
        status: 200,
        body: { data: data.map(({ organizationId: _, position: __, ...shown }) => shown), nextCursor },
      };
    },
  }),
];
