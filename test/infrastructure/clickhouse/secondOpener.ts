/** A process that tries to open a folder of the engine and says what it was told. */
import { startEmbeddedClickHouse } from '../../../infrastructure/embedded/chdb/embeddedClickHouse.js';

startEmbeddedClickHouse({ dataDir: process.argv[2] ?? '' }).then(
  () => process.stdout.write('opened'),
  (error: Error) => process.stdout.write(`${error.name}: ${error.message}`),
);
