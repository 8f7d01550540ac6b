import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { PersonalData } from '../ports/personalData.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type AddDomain = (
  request: MemberRequest,
  domain: string,
) => Promise<Handled<OrganizationRejection> & Readonly<{ challenge: string }>>;

/** Of the digest, in hexadecimal digits: 128 bits. */
const CHALLENGE_DIGITS = 32;

/**
 * Puts an e-mail domain on the organization's list, with the text of the TXT record that proves it. Nobody can guess the
 * text of another organization; asked again it is the same.
 * @param domain in canonical form
 */
export const addDomain = (
  handleCommand: HandleCommand,
  personalData: Pick<PersonalData, 'digest'>,
  clock: Clock,
): AddDomain => {
  const put = organizationCommand(handleCommand, clock, 'AddDomain');
  return async (request, domain) => {
    const digest = await personalData.digest('domainChallenges', `${request.organizationId}|${domain}`);
    const challenge = `objecta-verification=${digest.slice(0, CHALLENGE_DIGITS)}`;
    return { ...(await put(request, { domain, challenge })), challenge };
  };
};
