import type { OrganizationRejection } from '../../../domain/team/organization/organization.commands.js';
import type { ProblemKind } from '../httpRefusals.js';

const kind = (status: number, title: string, detail: string): ProblemKind => ({ status, title, detail });

type ApiKeyRejection = Exclude<Extract<OrganizationRejection, `API_KEY${string}`>, 'API_KEY_UNKNOWN'>;

/** How requests about API keys are refused. */
export const apiKeyRejections = {
  API_KEYS_TOO_MANY: kind(
    409,
    'Too many API keys',
    'An organization has at most 50 API keys, expired ones included. Revoke one that nobody needs first.',
  ),
  API_KEY_NAME_TAKEN: kind(409, 'An API key of this name exists', 'Give it a name that no other key has.'),
  API_KEY_EXCEEDS_OWN: kind(
    403,
    'The API key can do what you cannot',
    'Nobody gives a key, or takes its secret, that can do what they cannot. Ask someone whose role covers it.',
  ),
  API_KEY_EXPIRY_PAST: kind(422, 'The API key would have expired already', 'Let it expire later, or never.'),
  API_KEY_EXPIRED: kind(409, 'The API key has expired', 'Make a new one, and revoke this one.'),
  API_KEY_REQUEST_REPEATED: kind(
    409,
    'This was done before',
    'The same request was carried out long ago, and what it made has been replaced or revoked since. Send a new Idempotency-Key.',
  ),
} satisfies Record<ApiKeyRejection, ProblemKind>;
