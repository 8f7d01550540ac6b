import { z } from 'zod';
import type { ExportOrganization } from '../../../application/team/organizationExport/exportOrganization.js';
import { actorOf } from '../actorOf.js';
import { newId } from '../newId.js';
import { RequestRefused } from '../problem.js';
import { type Route, route } from '../route.js';

/** Taking everything along. */
export const organizationExportRoutes = (exportOrganization: ExportOrganization): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/organization/export',
    operationId: 'exportOrganization',
    summary: 'Everything of your organization as a ZIP file',
    description:
      'JSON Lines and CSV files of every list and of the log itself, and `manifest.json` with rows, bytes, SHA-256 and log position of each. Made while you take it and kept nowhere; that it was taken, by whom, how many rows and its SHA-256 is told in the activity log. Whoever takes nothing for a minute is broken off.',
    tag: 'Team',
    permission: 'team:export',
    kind: 'query',
    query: z.object({}),
    perIp: { requests: 20, seconds: 3_600 },
    answers: { 200: null },
    fileType: 'application/zip',
    handle: async ({ caller, correlationId }) => {
      const { organizationId } = caller;
      const commandId = newId();
      const exported = await exportOrganization(organizationId, {
        ...{ commandId, correlationId, causationId: commandId, organizationId, actor: actorOf(caller) },
      });
      if (!exported.accepted) throw new RequestRefused('not_yet_visible', { headers: { 'Retry-After': '5' } });
      const { bytes } = exported;
      return { status: 200, file: { name: 'organization.zip', type: 'application/zip', bytes, attachment: true } };
    },
  }),
];
