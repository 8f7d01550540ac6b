import { seatsPolicyOf } from '../../application/billing/seatsPolicyOf.js';
import type { CommandHandling } from '../../application/handleCommand.js';
import { attempts as countAttempts } from '../../application/identity/attempts.js';
import { changePassword } from '../../application/identity/changePassword.js';
import { chooseOrganization, type MembershipsOf } from '../../application/identity/chooseOrganization.js';
import { endSessions } from '../../application/identity/endSessions.js';
import { finishSignIn } from '../../application/identity/finishSignIn.js';
import { type IssueAccessToken, issueSessionTokens } from '../../application/identity/issueSessionTokens.js';
import { joinOnSignUp } from '../../application/identity/joinOnSignUp.js';
import { listSessions } from '../../application/identity/listSessions.js';
import { openSession } from '../../application/identity/openSession.js';
import { people } from '../../application/identity/people.js';
import { readSecondFactor } from '../../application/identity/readSecondFactor.js';
import { recordFailedSignIn } from '../../application/identity/recordFailedSignIn.js';
import { refreshSession } from '../../application/identity/refreshSession.js';
import { registerPerson } from '../../application/identity/registerPerson.js';
import { requestEmailVerification } from '../../application/identity/requestEmailVerification.js';
import { requestPasswordReset } from '../../application/identity/requestPasswordReset.js';
import { resetPassword } from '../../application/identity/resetPassword.js';
import { revokeSessions } from '../../application/identity/revokeSessions.js';
import { signIn } from '../../application/identity/signIn.js';
import { signOut } from '../../application/identity/signOut.js';
import { signUp } from '../../application/identity/signUp.js';
import { verifyEmail } from '../../application/identity/verifyEmail.js';
import { verifyPassword } from '../../application/identity/verifyPassword.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Entitlements } from '../../application/ports/entitlements.js';
import type { Logger } from '../../application/ports/logger.js';
import type { OneTimePasswords } from '../../application/ports/oneTimePasswords.js';
import type { PasswordHashes } from '../../application/ports/passwordHashes.js';
import type { PersonalData } from '../../application/ports/personalData.js';
import type { SecretTokens } from '../../application/ports/secretTokens.js';
import { acceptInvitation } from '../../application/team/acceptInvitation.js';
import { createOrganization } from '../../application/team/createOrganization.js';
import { seatLimitOf } from '../../application/team/seatLimitOf.js';

export type IdentityPorts = Readonly<{
  handling: CommandHandling;
  personalData: PersonalData;
  secretTokens: SecretTokens;
  passwordHashes: PasswordHashes;
  oneTimePasswords: OneTimePasswords;
  issueAccessToken: IssueAccessToken;
  membershipsOf: MembershipsOf;
  entitlements: Pick<Entitlements, 'of'>;
  clock: Clock;
  logger: Logger;
}>;

/** The use cases of identity, and the parts they share. */
export type IdentityUseCases = ReturnType<typeof identityUseCases>;

export function identityUseCases(ports: IdentityPorts) {
  const { handling, personalData, secretTokens, passwordHashes, clock } = ports;
  const { handleCommand, currentState } = handling;
  const attempts = countAttempts();
  const known = people(currentState, personalData);
  const issue = issueSessionTokens(ports.issueAccessToken, secretTokens);
  const open = openSession(handling, issue, clock);
  const end = endSessions(handleCommand, clock);
  const fail = recordFailedSignIn(handleCommand, clock, ports.logger);
  const verify = verifyPassword({ people: known, passwordHashes, attempts, recordFailedSignIn: fail, clock });
  const accept = acceptInvitation(handleCommand, seatLimitOf(ports.entitlements, seatsPolicyOf(currentState)), clock);
  const create = createOrganization(handleCommand, clock);
  const register = registerPerson(handling, secretTokens, clock);
  const read = readSecondFactor(ports.oneTimePasswords);
  const choose = chooseOrganization(currentState, known, ports.membershipsOf);
  const finish = finishSignIn({
    attempts,
    readSecondFactor: read,
    chooseOrganization: choose,
    openSession: open,
    recordFailedSignIn: fail,
    clock,
  });
  const list = listSessions(known, clock);
  return {
    attempts,
    people: known,
    recordFailedSignIn: fail,
    readSecondFactor: read,
    registerPerson: register,
    endSessions: end,
    issueSessionTokens: issue,
    openSession: open,
    signUp: signUp({
      people: known,
      passwordHashes,
      registerPerson: register,
      join: joinOnSignUp(currentState, secretTokens, create, accept, clock),
      openSession: open,
    }),
    verifyPassword: verify,
    signIn: signIn({ verifyPassword: verify, finishSignIn: finish }),
    refreshSession: refreshSession(handleCommand, known, secretTokens, issue, clock),
    signOut: signOut(known, secretTokens, end),
    verifyEmail: verifyEmail(handleCommand, secretTokens, clock),
    requestEmailVerification: requestEmailVerification(handleCommand, known, secretTokens, clock),
    requestPasswordReset: requestPasswordReset(handleCommand, known, secretTokens, clock),
    resetPassword: resetPassword(handleCommand, known, secretTokens, passwordHashes, end, clock),
    changePassword: changePassword({
      handleCommand,
      people: known,
      verifyPassword: verify,
      attempts,
      passwordHashes,
      endSessions: end,
      clock,
    }),
    listSessions: list,
    revokeSessions: revokeSessions(known, list, end),
  };
}
