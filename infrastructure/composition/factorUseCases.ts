import type { CommandHandling } from '../../application/handleCommand.js';
import { changeProfile } from '../../application/identity/changeProfile.js';
import { confirmTotp } from '../../application/identity/confirmTotp.js';
import { enrolTotp } from '../../application/identity/enrolTotp.js';
import type { OrganizationIdsOf } from '../../application/identity/listOrganizations.js';
import { listOrganizations } from '../../application/identity/listOrganizations.js';
import { removeTotp } from '../../application/identity/removeTotp.js';
import { replaceRecoveryCodes } from '../../application/identity/replaceRecoveryCodes.js';
import { switchOrganization } from '../../application/identity/switchOrganization.js';
import { tryCode } from '../../application/identity/tryCode.js';
import type { Clock } from '../../application/ports/clock.js';
import type { OneTimePasswords } from '../../application/ports/oneTimePasswords.js';
import type { OrganizationNow } from '../../application/team/organizationNow.js';
import type { IdentityUseCases } from './identityUseCases.js';

export type FactorPorts = Readonly<{
  handling: CommandHandling;
  identity: IdentityUseCases;
  organizationNow: OrganizationNow;
  organizationIdsOf: OrganizationIdsOf;
  oneTimePasswords: OneTimePasswords;
  /** Whether access tokens are given out here. */
  issuesTokens: boolean;
  clock: Clock;
}>;

/** The use cases of the second factor, of profiles and of a person's organizations. */
export type FactorUseCases = ReturnType<typeof factorUseCases>;

export function factorUseCases(ports: FactorPorts) {
  const { handling, identity, organizationNow, oneTimePasswords, clock } = ports;
  const { handleCommand } = handling;
  const { people, verifyPassword, endSessions, issueSessionTokens } = identity;
  const attempt = tryCode({ ...identity, clock });
  const issue = ports.issuesTokens ? issueSessionTokens : null;
  return {
    enrolTotp: enrolTotp(handleCommand, people, verifyPassword, oneTimePasswords, clock),
    confirmTotp: confirmTotp(handleCommand, attempt, oneTimePasswords, endSessions),
    replaceRecoveryCodes: replaceRecoveryCodes(handleCommand, attempt, oneTimePasswords),
    removeTotp: removeTotp(handleCommand, people, verifyPassword, attempt, endSessions),
    changeProfile: changeProfile(handleCommand, clock),
    listOrganizations: listOrganizations(ports.organizationIdsOf, organizationNow),
    switchOrganization: switchOrganization(handleCommand, people, organizationNow, issue, clock),
  };
}
