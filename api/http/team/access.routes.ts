import { createHash } from 'node:crypto';
import type { StreamFolds } from '../../../application/streamFolds.js';
import type { AccessAsOf, AccessAt } from '../../../application/team/accessAsOf.js';
import type { AccessReview } from '../../../application/team/accessReview.js';
import type { RecordAccessReview } from '../../../application/team/recordAccessReview.js';
import type { Evidence } from '../../../domain/team/access/evidence.js';
import { actorOf } from '../actorOf.js';
import { newId } from '../newId.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { accessAnswer, accessQuery, reviewQuery } from './access.schemas.js';
import { accessReviewFile } from './accessReviewFile.js';

type Uses = Readonly<{
  accessAsOf: AccessAsOf;
  hasCome: StreamFolds['hasCome'];
  accessReview: AccessReview;
  recordAccessReview: RecordAccessReview;
}>;

function shown({ upTo, members, apiKeys, people }: AccessAt) {
  const evidence = ({ by, ...event }: Evidence) => ({
    ...event,
    by: by === null ? null : { id: by, name: people.get(by)?.name ?? '' },
  });
  const maybe = (event: Evidence | null) => (event === null ? null : evidence(event));
  const ofMembers = members.map(({ joined, given, suspended, roleDecidedBy, permissions, ...member }) => ({
    ...{ ...member, kind: 'member' as const, permissions: [...permissions], joined: evidence(joined) },
    ...{ grant: evidence(given), roleDecidedBy: maybe(roleDecidedBy), suspendedBy: maybe(suspended) },
  }));
  const ofKeys = apiKeys.map(({ given, rotated, permissions, ...key }) => ({
    ...{ ...key, kind: 'apiKey' as const, permissions: [...permissions] },
    ...{ grant: evidence(given), rotatedBy: maybe(rotated) },
  }));
  return { upTo, data: [...ofMembers, ...ofKeys] };
}

/** Who and which API key could do what in an organization: at any moment, and over a quarter. */
export const accessRoutes = ({ accessAsOf, hasCome, accessReview, recordAccessReview }: Uses): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/team/access',
    operationId: 'getAccess',
    summary: 'Who can do what in your organization, or could at any moment, and through which grant',
    description:
      'Answered from the log itself: each entry, a member or an API key, names the events that made it so, by whom and when.',
    tag: 'Team',
    permission: 'team:access',
    kind: 'query',
    query: accessQuery,
    answers: { 200: accessAnswer },
    refusals: ['AS_OF_NOT_YET'],
    handle: async ({ caller, query: { asOf } }) => {
      if (asOf && !(await hasCome(asOf))) return refused('AS_OF_NOT_YET');
      return { status: 200, body: shown(await accessAsOf(caller.organizationId, asOf)) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/team/access/review',
    operationId: 'exportAccessReview',
    summary: 'Access review of a quarter (UTC) as CSV or JSON Lines',
    description:
      'A row for each time during which what somebody could do stayed the same, and one for each API key. The export is recorded with the SHA-256 of its bytes, which `Content-Digest` repeats (RFC 9530).',
    tag: 'Team',
    permission: 'team:access',
    kind: 'query',
    query: reviewQuery,
    answers: { 200: null },
    fileType: 'text/csv',
    refusals: ['QUARTER_NOT_BEGUN', 'STREAM_BUSY'],
    handle: async ({ caller, query: { quarter, format }, correlationId }) => {
      const { organizationId } = caller;
      const asked = { year: Number(quarter.slice(0, 4)), quarter: Number(quarter.slice(-1)) as 1 | 2 | 3 | 4 };
      const reviewed = await accessReview(organizationId, asked);
      if (reviewed === 'QUARTER_NOT_BEGUN') return refused(reviewed);
      const { bytes, rows, type } = accessReviewFile(reviewed, format);
      const digest = createHash('sha256').update(bytes).digest();
      const actor = actorOf(caller);
      const recorded = await recordAccessReview(
        { organizationId, quarter, format, rows, sha256: digest.toString('hex'), by: actor.id },
        { commandId: newId(), correlationId, causationId: correlationId, organizationId, actor },
      );
      if (recorded === 'STREAM_BUSY') return refused(recorded);
      return {
        status: 200,
        position: recorded.position,
        headers: {
          'Content-Digest': `sha-256=:${digest.toString('base64')}:`,
          'Objecta-Export-Event': recorded.eventId,
        },
        file: { name: `access-review-${quarter}.${format}`, type, bytes },
      };
    },
  }),
];
