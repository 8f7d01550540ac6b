import { nameOfRole } from '../../domain/team/organization/rights.js';
import type { OrganizationNow } from '../team/organizationNow.js';

export type Membership = Readonly<{
  organizationId: string;
  name: string;
  role: string;
  /** What people call the role. */
  roleName: string;
  status: 'active' | 'suspended';
}>;

/** Ids of organizations a person may belong to, as a read model lists them; the log has the last word. */
export type OrganizationIdsOf = (userId: string) => Promise<readonly string[]>;

/** @param known an organization that is listed although the read model may not have come to it yet */
export type ListOrganizations = (userId: string, known: string | null) => Promise<readonly Membership[]>;

/** The organizations a person belongs to now, by name. */
export const listOrganizations =
  (organizationIdsOf: OrganizationIdsOf, organizationNow: OrganizationNow): ListOrganizations =>
  async (userId, known) => {
    const ids = new Set([...(await organizationIdsOf(userId)), ...(known === null ? [] : [known])]);
    const memberships = await Promise.all(
      [...ids].map(async (organizationId): Promise<Membership | undefined> => {
        const organization = await organizationNow(organizationId);
        const member = organization.members[userId];
        if (!member) return undefined;
        const { role, suspended } = member;
        const roleName = nameOfRole(organization, role);
        return { organizationId, name: organization.name, role, roleName, status: suspended ? 'suspended' : 'active' };
      }),
    );
    return memberships
      .filter((membership) => membership !== undefined)
      .sort((one, other) => one.name.localeCompare(other.name) || (one.organizationId < other.organizationId ? -1 : 1));
  };
