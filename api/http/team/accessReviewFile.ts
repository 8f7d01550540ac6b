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
] as const;

/** The rows of a review, an interval each; `until` is null where it went on past the quarter, or goes on. */
function rowsOf({ intervals, people }: Reviewed) {
  return intervals.map((interval) => {
    const { userId, role, roleName, suspended, permissions, grantedBy, given, began, ended } = interval;
    const person = people.get(userId);
    const values: Record<(typeof columns)[number], string | null> = {
      ...{ kind: 'member', userId, name: person?.name ?? '', email: person?.email ?? '', role, roleName },
      ...{ status: suspended ? 'suspended' : 'active', permissions: permissions.join(' ') },
      ...{ from: began.at, until: ended?.at ?? null, grantedBy, grantedByName: people.get(grantedBy)?.name ?? '' },
      ...{ grantedAt: given.at, grantEventId: given.eventId, beganWith: began.type, beganEventId: began.eventId },
      ...{ endedWith: ended?.type ?? null, endedEventId: ended?.eventId ?? null },
    };
    return values;
  });
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
