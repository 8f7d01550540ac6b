import { holds } from '../../domain/team/organization/rights.js';
import type { OrganizationNow } from './organizationNow.js';

/** User ids of the members who may let others into an organization, at this moment. */
export type ApproversOf = (organizationId: string) => Promise<readonly string[]>;

export const approversOf =
  (organizationNow: OrganizationNow): ApproversOf =>
  async (organizationId) => {
    const organization = await organizationNow(organizationId);
    return Object.keys(organization.members).filter((userId) => holds(organization, userId, 'team:invite'));
  };
