import { z } from 'zod';
import type { JustSignedIn } from '../../../application/identity/justSignedIn.js';
import type { ExportOrganization } from '../../../application/team/organizationExport/exportOrganization.js';
import { actorOf } from '../actorOf.js';
import type { AccountRefusals } from '../identity/accountRefusals.js';
import { newId } from '../newId.js';
import { RequestRefused } from '../problem.js';
import { type Route, route } from '../route.js';

type Uses = Readonly<{
  exportOrganization: ExportOrganization;
  justSignedIn: JustSignedIn;
  refusals: Pick<AccountRefusals, 'proofRequired'>;
}>;

/** Taking everything along. */
export const organizationExportRoutes = ({ exportOrganization, justSignedIn, refusals }: Uses): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/organization/export',
    operationId: 'exportOrganization',
    summary: 'Everything of your organization as a ZIP file',
    description:
      'For people within ten minutes of signing in, and for API keys that may. JSON Lines and CSV files of every list and of the log itself, and `manifest.json` with rows, bytes, SHA-256 and log position of each. Made while you take it and kept nowhere; that it was taken, by whom, how many rows and its SHA-256 is told in the activity log. Whoever takes nothing for a minute is broken off.',
    tag: 'Team',
    permission: 'team:export',
    kind: 'query',
    query: z.object({}),
    perIp: { requests: 20, seconds: 3_600 },
    answers: { 200: null },
    fileType: 'application/zip',
    refusals: ['PROOF_REQUIRED'],
    handle: async ({ caller, correlationId }) => {
      const { organizationId } = caller;
      if (caller.kind === 'user' && !(await justSignedIn(caller.sessionId)))
        return refusals.proofRequired(caller.sessionId, { detail: 'Sign in again, and ask within ten minutes.' });
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
