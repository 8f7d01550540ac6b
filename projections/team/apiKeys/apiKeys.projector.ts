import type { Recorded } from '../../../application/events/recordedEvent.js';
import type {
  ApiKeyCreated,
  ApiKeyEvent,
  ApiKeyRevoked,
  ApiKeyRotated,
} from '../../../domain/team/organization/apiKey.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type ApiKeyRow = Readonly<{
  apiKeyId: string;
  organizationId: string;
  name: string;
  permissions: readonly string[];
  expiresAt: string | null;
  createdAt: string;
  createdBy: string;
  lastFour: string;
  rotatedAt: string | null;
  rotatedBy: string | null;
  formerGoodUntil: string | null;
}>;

const apiKeyId = ({ data }: Readonly<{ data: Readonly<{ apiKeyId: string }> }>): string => data.apiKeyId;

const created = row<Recorded<ApiKeyCreated>, ApiKeyRow>(apiKeyId, (_, { data, metadata }) => {
  const { organizationId, name, permissions, expiresAt, lastFour, by } = data;
  const terms = { apiKeyId: data.apiKeyId, organizationId, name, permissions, expiresAt, lastFour };
  const never = { rotatedAt: null, rotatedBy: null, formerGoodUntil: null };
  return { ...terms, createdAt: metadata.occurredAt, createdBy: by, ...never };
});

const rotated = row<Recorded<ApiKeyRotated>, ApiKeyRow>(apiKeyId, (present, { data, metadata }) => {
  const { lastFour, formerGoodUntil, by } = data;
  return present && { ...present, lastFour, formerGoodUntil, rotatedAt: metadata.occurredAt, rotatedBy: by };
});

const revoked = row<Recorded<ApiKeyRevoked>, ApiKeyRow>(apiKeyId, () => undefined);

/** The API keys of organizations. */
export const apiKeysProjector = postgresProjector<ApiKeyEvent, ApiKeyRow>({
  name: 'team.api_keys',
  version: 1,
  tableSql: tableSql(import.meta.url, 'apiKeys'),
  key: 'apiKeyId',
  on: { ApiKeyCreated: created, ApiKeyRotated: rotated, ApiKeyRevoked: revoked },
});
