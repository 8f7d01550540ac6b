import { onTestFinished } from 'vitest';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import { createCommandHandling } from '../../application/handleCommand.js';
import { people } from '../../application/identity/people.js';
import { personalDataKeys } from '../../infrastructure/crypto/personalDataKeys.js';
import { createPool } from '../../infrastructure/postgres/pool.js';
import { migratedDatabase } from './freshDatabase.js';
import { memoryLog } from './memoryLog.js';

/** A log in memory, keys of people in PostgreSQL, and as many processes over them as are asked for; closed after the test. */
export async function identityStack() {
  const connectionString = await migratedDatabase();
  const onConnectionError = (error: Error) => {
    throw error;
  };
  const pool = createPool({ connectionString, applicationName: 'test', onConnectionError });
  onTestFinished(() => pool.end());
  const personalData = personalDataKeys(pool, ['a master key of at least thirty-two characters']);
  const codec = createEventCodec(eventRegistry, personalData);
  const log = memoryLog(new Date(0));

  return {
    log,
    codec,
    personalData,
    async events(stream: string) {
      const events = [];
      for await (const stored of log.readStream(stream)) events.push(await codec.decode(stored));
      return events;
    },
    process() {
      const handling = createCommandHandling(log, codec);
      return { ...handling, people: people(handling.currentState, personalData) };
    },
  };
}
