import { expect, it } from 'vitest';
import type { ForkedEventStoreNode } from '../../../infrastructure/embedded/eventstore-node/forkEventStoreNode.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { forkNode } from './forkNode.js';
import { connect } from './nodeUnderTest.js';
import { contiguous, positions, wholeLog } from './reading.js';
import { events, newStream } from './testEvents.js';

const writers = 16;
const perAppend = 3;

type Acknowledged = Readonly<{ stream: string; number: number; position: bigint }>;

/** Appends batches from many writers until the node is gone; returns what it acknowledged. */
async function flood(node: ForkedEventStoreNode, round: number, killAfter: number): Promise<Acknowledged[]> {
  const client = connect(node.connectionString);
  const acknowledged: Acknowledged[] = [];
  const write = async (writer: number) => {
    const stream = newStream(`flood-${round}-${writer}`);
    for (let number = 0; ; number += perAppend) {
      const answer = await client.appendToStream(stream, events(stream, perAppend, number), {
        expectedRevision: number === 0 ? 'no_stream' : BigInt(number - 1),
      });
      if (answer.position) acknowledged.push({ stream, number, position: answer.position.commit });
      if (acknowledged.length === killAfter) process.kill(node.pid, 'SIGKILL');
    }
  };
  await Promise.allSettled(Array.from({ length: writers }, (_, writer) => write(writer)));
  await client.dispose();
  return acknowledged;
}

it('has every acknowledged event, whole appends only and no gap, however often it is killed', async () => {
  const databaseUrl = await freshDatabase();
  const acknowledged: Acknowledged[] = [];
  for (const [round, killAfter] of [37, 150, 333].entries()) {
    const node = await forkNode(databaseUrl);
    acknowledged.push(...(await flood(node, round, killAfter)));
    expect(await node.exited).toMatchObject({ signal: 'SIGKILL' });
  }
  const node = await forkNode(databaseUrl);
  const client = connect(node.connectionString);
  const log = await wholeLog(client);
  expect(positions(log)).toEqual(contiguous(log.length));
  expect(node.head).toBe(BigInt(log.length));

  const streams = new Map<string, bigint[]>();
  for (const { event } of log)
    if (event) streams.set(event.streamId, [...(streams.get(event.streamId) ?? []), event.revision]);
  for (const [stream, found] of streams) {
    if (stream.startsWith('flood')) expect(found.length % perAppend).toBe(0);
    expect(found).toEqual(found.map((_, index) => BigInt(index)));
  }
  for (const { stream, number, position } of acknowledged) {
    expect(log[Number(position) - 1]?.event).toMatchObject({
      streamId: stream,
      revision: BigInt(number + perAppend - 1),
    });
  }
  await client.dispose();
  await node.stop();
});
