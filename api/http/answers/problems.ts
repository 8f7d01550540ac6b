import { AppendOutcomeUnknown, EventStoreUnavailable } from '../../../application/ports/eventStore.js';
import { IdentityProviderUnavailable } from '../../../application/ports/identityProvider.js';
import { TooManyPasswords } from '../../../application/ports/passwordHashes.js';
import { StripeUnavailable } from '../../../application/ports/stripeAnswer.js';
import { type Refusal, RequestRefused, refused } from '../problem.js';
import type { RefusalCode } from '../rejections.js';

// PostgreSQL: classes 08 (connection), 53 (resources), 57P (shutdown), 57014 (statement timeout), 40001/40P01 (retry),
// 42P01 (no such table: another process is about to make the read model for the first time).
const backendState = /^(08|53|57P)|^(57014|40001|40P01|42P01)$/;
const socketErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
// Errors of the drivers themselves, which carry no code.
const driverMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;
const driverNames =
  /^(Connection|BackendTerminated|BackendTerminatedUnexpectedly|StatementTimeout|StatementCancelled)Error$/;

const causesOf = (error: Error): unknown[] =>
  error instanceof AggregateError ? [error.cause, ...error.errors] : [error.cause];

/** Whether a backing service, not our code, is at fault. */
export function isBackendFault(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    error instanceof EventStoreUnavailable ||
    error instanceof StripeUnavailable ||
    error instanceof TooManyPasswords ||
    error instanceof IdentityProviderUnavailable ||
    socketErrors.has(code) ||
    backendState.test(code) ||
    driverMessages.test(error.message) ||
    driverNames.test(error.name) ||
    causesOf(error).some((cause) => isBackendFault(cause, depth + 1))
  );
}

const retrySoon = { headers: { 'Retry-After': '1' } };

/** What a caller is told about anything thrown. Texts of errors never leave the process. */
export function refusalFor(error: unknown): Refusal<RefusalCode> {
  if (error instanceof RequestRefused) return refused(error.code, error.options);
  if (error instanceof AppendOutcomeUnknown) return refused('outcome_unknown', retrySoon);
  if (isBackendFault(error)) return refused('temporarily_unavailable', retrySoon);
  return refused('internal_error');
}
