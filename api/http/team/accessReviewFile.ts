import { csvLine } from '../../../application/csv.js';
import type { Reviewed } from '../../../application/team/accessReview.js';

const columns = [
  ...['kind', 'userId', 'name', 'email', 'role', 'roleName', 'status', 'permissions', 'from', 'until'],
  ...[
    'grantedBy',
    'grantedByName',
    'grantedAt',
    'grantEventId',
    'beganWith',
    'beganEventId',
    'endedWith',
    'endedEventId',
  ],
  ...['apiKeyId', 'expiresAt', 'lastUsed'],
] as const;

type Row = Readonly<Record<(typeof columns)[number], string | null>>;

/** The rows of a review, an interval each; `until` is null where it went on past the quarter, or goes on. */
const rowsOf = (reviewed: Reviewed): readonly Row[] => [...rowsOfMembers(reviewed), ...rowsOfKeys(reviewed)];

function rowsOfMembers({ intervals, people }: Reviewed): readonly Row[] {
  return intervals.map((interval) => {
    const { userId, role, roleName, suspended, permissions, grantedBy, given, began, ended } = interval;
    const person = people.get(userId);
    return {
      ...{ kind: 'member', userId, name: person?.name ?? '', email: person?.email ?? '', role, roleName },
      ...{ status: suspended ? 'suspended' : 'active', permissions: permissions.join(' ') },
      ...{ from: began.at, until: ended?.at ?? null, grantedBy, grantedByName: people.get(grantedBy)?.name ?? '' },
      ...{ grantedAt: given.at, grantEventId: given.eventId, beganWith: began.type, beganEventId: began.eventId },
      ...{ endedWith: ended?.type ?? null, endedEventId: ended?.eventId ?? null },
      ...{ apiKeyId: null, expiresAt: null, lastUsed: null },
    };
  });
}

function rowsOfKeys({ keys, lastUses, people, to }: Reviewed): readonly Row[] {
  return keys.map(({ apiKeyId, name, permissions, expiresAt, given, revoked, until }) => {
    const by = given.by ?? '';
    const expired = until !== null && revoked === null;
    return {
      ...{ kind: 'apiKey', userId: null, name, email: null, role: null, roleName: null, status: 'active' },
      ...{ permissions: permissions.join(' '), from: given.at, until },
      ...{ grantedBy: by, grantedByName: people.get(by)?.name ?? '', grantedAt: given.at, grantEventId: given.eventId },
      ...{ beganWith: given.type, beganEventId: given.eventId },
      ...{ endedWith: expired ? 'expiry' : (revoked?.type ?? null), endedEventId: revoked?.eventId ?? null },
      ...{ apiKeyId, expiresAt, lastUsed: lastUsedBefore(to, lastUses.get(apiKeyId)) },
    };
  });
}

/** Only the last use of a key is known: of one used after the quarter nobody can say when it was last used in it. */
function lastUsedBefore(to: string, lastUse: string | undefined): string {
  if (lastUse === undefined) return 'none recorded';
  return lastUse < to ? lastUse : 'unknown: used after the quarter';
}

export type ReviewFile = Readonly<{ bytes: Buffer; rows: number; type: string }>;

/** An access review as a file. */
export function accessReviewFile(reviewed: Reviewed, format: 'csv' | 'jsonl'): ReviewFile {
  const rows = rowsOf(reviewed);
  if (format === 'csv') {
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))].map((cells) => csvLine(cells));
    const bytes = Buffer.from(lines.join(''));
    return { bytes, rows: rows.length, type: 'text/csv; charset=utf-8' };
  }
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return { bytes: Buffer.from(lines), rows: rows.length, type: 'application/jsonl; charset=utf-8' };
}
