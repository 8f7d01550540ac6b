import type { Pool } from 'pg';
import type { PersonTracing } from '../../application/ports/personTraces.js';
import type { ReadModelProgress } from '../../application/ports/readModelProgress.js';
import { NotYetPossible } from '../../application/reactions/reaction.js';
import { customersWithEmail } from '../../projections/billing/customers/customers.query.js';
import type { CommonQueryMethods } from '../../projections/runtime/sql.js';
import { invitationsTo } from '../../projections/team/invitations/invitations.query.js';
import { organizationsAskedBy } from '../../projections/team/joinRequests/joinRequests.query.js';
import { organizationsOfPerson } from '../../projections/team/members/members.query.js';
import { erasePlaintextCopies } from '../postgres/plaintextCopies.js';

const WAIT_MS = 10_000;
const asked = ['team.members', 'team.join_requests', 'team.invitations', 'billing.customers'];

export type TracingParts = Readonly<{
  db: CommonQueryMethods;
  pool: Pool;
  progress: Pick<ReadModelProgress, 'waitFor'>;
  /** Removes mails from an inbox of ours; elsewhere there is none. */
  forgetMails: (words: readonly string[]) => Promise<void>;
}>;

/** Finds people in read models, and removes copies of what they are called. */
export const personTracing = ({ db, pool, progress, forgetMails }: TracingParts): PersonTracing => ({
  organizationsOf: (userId) => organizationsOfPerson(db, userId),

  async find(userId, email, position) {
    for (const readModel of asked) {
      if (!(await progress.waitFor(readModel, position, WAIT_MS)))
        throw new NotYetPossible(`${readModel} has not come as far as the erasure`);
    }
    const [members, askers, invitations, customerIds] = await Promise.all([
      organizationsOfPerson(db, userId),
      organizationsAskedBy(db, userId),
      invitationsTo(db, email, userId),
      customersWithEmail(db, email),
    ]);
    return { organizationIds: [...new Set([...members, ...askers])], invitations, customerIds };
  },

  async eraseCopies(words) {
    await erasePlaintextCopies(pool, words);
    await forgetMails(words);
  },
});
