import type { Container } from 'inversify';
import type { Route } from '../../api/http/route.js';
import { accessRoutes as asOfAndReview } from '../../api/http/team/access.routes.js';
import { roleRoutes } from '../../api/http/team/role.routes.js';
import { accessAsOf } from '../../application/team/accessAsOf.js';
import { accessHistory } from '../../application/team/accessHistory.js';
import { accessReview } from '../../application/team/accessReview.js';
import { changeRole } from '../../application/team/changeRole.js';
import { defineRole } from '../../application/team/defineRole.js';
import { deleteRole } from '../../application/team/deleteRole.js';
import { recordAccessReview } from '../../application/team/recordAccessReview.js';
import { teamRefusals } from './teamRefusals.js';
import { TOKENS } from './tokens.js';

/** The routes of who may do what: roles, access as of any moment, reviews. */
export function accessRoutes(container: Container): readonly Route[] {
  const clock = container.get(TOKENS.clock);
  const organizationNow = container.get(TOKENS.organizationNow);
  const { handleCommand } = container.get(TOKENS.commandHandling);
  const history = accessHistory(container.get(TOKENS.eventStore), container.get(TOKENS.codec));
  return [
    ...roleRoutes({
      organizationNow,
      teamRefusal: teamRefusals(container),
      defineRole: defineRole(handleCommand, clock),
      changeRole: changeRole(handleCommand, clock),
      deleteRole: deleteRole(handleCommand, clock),
    }),
    ...asOfAndReview({
      accessAsOf: accessAsOf(history, clock),
      hasCome: container.get(TOKENS.streamFolds).hasCome,
      accessReview: accessReview(history, container.get(TOKENS.apiKeyUses), clock),
      recordAccessReview: recordAccessReview(handleCommand, clock),
    }),
  ];
}
