import type { Container } from 'inversify';
import { accountRefusals } from '../../api/http/identity/accountRefusals.js';
import type { Route } from '../../api/http/route.js';
import { acceptInvitationRoutes } from '../../api/http/team/acceptInvitation.routes.js';
import { domainRoutes } from '../../api/http/team/domain.routes.js';
import { invitationRoutes } from '../../api/http/team/invitation.routes.js';
import { inviteRoutes } from '../../api/http/team/invite.routes.js';
import { joiningRoutes } from '../../api/http/team/joining.routes.js';
import { memberRoutes } from '../../api/http/team/member.routes.js';
import { memberActionRoutes } from '../../api/http/team/memberAction.routes.js';
import { organizationRoutes } from '../../api/http/team/organization.routes.js';
import { organizationDeletionRoutes } from '../../api/http/team/organizationDeletion.routes.js';
import { organizationExportRoutes } from '../../api/http/team/organizationExport.routes.js';
import { decidingEvents } from '../../application/identity/decidingEvents.js';
import { justSignedIn } from '../../application/identity/justSignedIn.js';
import { people } from '../../application/identity/people.js';
import { addDomain } from '../../application/team/addDomain.js';
import { approveJoinRequest } from '../../application/team/approveJoinRequest.js';
import { changeDomainPolicy } from '../../application/team/changeDomainPolicy.js';
import { changeMemberRole } from '../../application/team/changeMemberRole.js';
import { declineJoinRequest } from '../../application/team/declineJoinRequest.js';
import { deleteOrganization } from '../../application/team/deleteOrganization.js';
import { inviteMember } from '../../application/team/inviteMember.js';
import { joinableOrganization } from '../../application/team/joinableOrganization.js';
import { joinByDomain } from '../../application/team/joinByDomain.js';
import { reactivateMember } from '../../application/team/reactivateMember.js';
import { removeDomain } from '../../application/team/removeDomain.js';
import { removeMember } from '../../application/team/removeMember.js';
import { renameOrganization } from '../../application/team/renameOrganization.js';
import { resendInvitation } from '../../application/team/resendInvitation.js';
import { revokeInvitation } from '../../application/team/revokeInvitation.js';
import { suspendMember } from '../../application/team/suspendMember.js';
import { transferOwnership } from '../../application/team/transferOwnership.js';
import { verifyDomain } from '../../application/team/verifyDomain.js';
import { viewInvitation } from '../../application/team/viewInvitation.js';
import type { Person } from '../../domain/team/organization/organization.commands.js';
import { domainRecords } from '../dns/domainRecords.js';
import { teamRefusals } from './teamRefusals.js';
import { TOKENS } from './tokens.js';

/** A person as identity knows them now. */
function personOf(container: Container) {
  const { byId } = people(container.get(TOKENS.commandHandling).currentState, container.get(TOKENS.personalData));
  return async (userId: string): Promise<Person | undefined> => {
    const user = await byId(userId);
    if (user.status !== 'registered') return undefined;
    const { name, email, emailVerified } = user;
    return { userId, name, email, emailVerified };
  };
}

/** The routes of an organization, its members and its invitations. */
export function teamRoutes(container: Container): readonly Route[] {
  const db = container.get(TOKENS.queries);
  const clock = container.get(TOKENS.clock);
  const environment = container.get(TOKENS.environment);
  const handling = container.get(TOKENS.commandHandling);
  const { handleCommand } = handling;
  const tokens = container.get(TOKENS.secretTokens);
  const seatLimitOf = container.get(TOKENS.seatLimitOf);
  const organizationNow = container.get(TOKENS.organizationNow);
  const events = decidingEvents(container.get(TOKENS.streamFolds));
  const recently = justSignedIn(events, clock);
  const shared = {
    clock,
    tokens,
    seatLimitOf,
    organizationNow,
    teamRefusal: teamRefusals(container),
  };
  return [
    ...memberRoutes(db, organizationNow),
    ...memberActionRoutes({
      ...shared,
      changeMemberRole: changeMemberRole(handleCommand, clock),
      suspendMember: suspendMember(handleCommand, clock),
      reactivateMember: reactivateMember(handleCommand, seatLimitOf, clock),
      removeMember: removeMember(handleCommand, clock),
      transferOwnership: transferOwnership(handleCommand, clock),
    }),
    ...inviteRoutes({ ...shared, inviteMember: inviteMember(handleCommand, seatLimitOf, tokens, clock) }),
    ...invitationRoutes(db, {
      ...shared,
      resendInvitation: resendInvitation(handling, seatLimitOf, tokens, clock),
      revokeInvitation: revokeInvitation(handleCommand, clock),
    }),
    ...acceptInvitationRoutes({
      ...shared,
      viewInvitation: viewInvitation(organizationNow, clock),
      acceptInvitation: container.get(TOKENS.acceptInvitation),
      personOf: personOf(container),
    }),
    ...domainRoutes(db, {
      ...shared,
      addDomain: addDomain(handleCommand, container.get(TOKENS.personalData), clock),
      verifyDomain: verifyDomain(handling, organizationNow, domainRecords(environment.DNS_SERVERS), clock),
      changeDomainPolicy: changeDomainPolicy(handleCommand, clock),
      removeDomain: removeDomain(handleCommand, clock),
    }),
    ...joiningRoutes(db, {
      ...shared,
      personOf: personOf(container),
      joinableOrganization: joinableOrganization(handling.currentState, organizationNow),
      joinByDomain: joinByDomain(handleCommand, seatLimitOf, clock),
      approveJoinRequest: approveJoinRequest(handleCommand, seatLimitOf, clock),
      declineJoinRequest: declineJoinRequest(handleCommand, clock),
    }),
    ...organizationDeletionRoutes({
      ...shared,
      refusals: accountRefusals(events),
      deleteOrganization: deleteOrganization(handleCommand, recently, clock),
    }),
    ...organizationExportRoutes({
      exportOrganization: container.get(TOKENS.exportOrganization),
      justSignedIn: recently,
      refusals: accountRefusals(events),
    }),
    ...organizationRoutes(db, { ...shared, renameOrganization: renameOrganization(handleCommand, clock) }),
  ];
}
