import type { Pool } from 'pg';
import { createEventCodec, type EventCodec } from '../../../../application/events/eventCodec.js';
import { personalDataKeys } from '../../../../infrastructure/crypto/personalDataKeys.js';
import { createPool } from '../../../../infrastructure/postgres/pool.js';
import { eventsByContext } from './testEvents.js';

const MASTER_KEY = 'a master key for tests, 32 characters long';

export const testPool = (databaseUrl: string): Pool =>
  createPool({ connectionString: databaseUrl, applicationName: 'test', onConnectionError: () => undefined });

export const testCodec = (pool: Pool): EventCodec =>
  createEventCodec({ ...eventsByContext.store, ...eventsByContext.people }, personalDataKeys(pool, [MASTER_KEY]));
