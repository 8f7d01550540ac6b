import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import type { Organization } from '../../domain/team/organization/organizationState.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { CurrentState } from '../handleCommand.js';

export type OrganizationNow = (organizationId: string) => Promise<Organization>;

/** An organization as the log holds it now. */
export const organizationNow =
  (currentState: CurrentState): OrganizationNow =>
  (organizationId) =>
    currentState(organizationStream(organizationId), organizationDecider);
