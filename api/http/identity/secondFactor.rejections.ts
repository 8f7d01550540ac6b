import type { SecondFactorRejection } from '../../../domain/identity/user/secondFactor.commands.js';
import type { ProblemKind } from '../httpRefusals.js';

/** How changes and uses of a second factor are refused. */
export const secondFactorRejections = {
  TOTP_NOT_ENROLLED: {
    status: 409,
    title: 'No second factor was begun',
    detail: 'Ask for a secret first, put it in an authenticator app, and confirm it with a code of the app.',
  },
  TOTP_NOT_IN_FORCE: {
    status: 409,
    title: 'No second factor is in force',
    detail: 'Signing in takes your password alone.',
  },
  TOTP_IN_FORCE: {
    status: 409,
    title: 'A second factor is in force',
    detail: 'Remove it before you set up another. New recovery codes can be asked for with a code of the app.',
  },
  CODE_INVALID: {
    status: 401,
    title: 'The code is not right',
    detail:
      'Codes of the app are good for about a minute and once each; wait for the next one. A recovery code is good once.',
  },
} as const satisfies Record<SecondFactorRejection, ProblemKind>;
