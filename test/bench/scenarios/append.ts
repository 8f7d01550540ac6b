import { assertInLog, assertSame } from '../harness/ask.js';
import { rounds } from '../harness/rounds.js';
import type { Row } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import type { MemoryNode } from '../programs/memoryNode.js';
import type { OfficialClient } from '../programs/officialClient.js';

const WIDE = 64;

/** Durable appends of one event through the official client to our node, beside a node that answers from memory. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const node = await stage.node();
  const memory = await stage.program<MemoryNode>('memoryNode', {});
  const memoryAt = { connectionString: await memory.call('connectionString') };
  const client = await stage.program<OfficialClient>('officialClient', node);
  const memoryClient = await stage.program<OfficialClient>('officialClient', memoryAt);
  const few = scaled(settings, 1_000, 20);
  const many = scaled(settings, 10_000, 100);

  const durable = async (round: number, width: number, appends: number) => {
    const prefix = `append.${width}.${round}-`;
    const figures = await client.call('run', { prefix, width, appends });
    await assertInLog(node.databaseUrl, prefix, appends);
    return figures;
  };
  const fromMemory = async (round: number, width: number, appends: number) => {
    const before = await memory.call('appended');
    const figures = await memoryClient.call('run', { prefix: `memory.${width}.${round}-`, width, appends });
    assertSame('appends the memory node saw', (await memory.call('appended')) - before, appends);
    return figures;
  };
  const { one, oneMemory, wide, wideMemory } = await rounds(settings.runs, {
    one: (round) => durable(round, 1, few),
    oneMemory: (round) => fromMemory(round, 1, few),
    wide: (round) => durable(round, WIDE, many),
    wideMemory: (round) => fromMemory(round, WIDE, many),
  });
  const limit = (values: readonly number[]) => ({ role: 'limit' as const, name: 'memory node', values });
  return [
    { figure: 'append, one by one', unit: '/s', values: one.perSecond, against: limit(oneMemory.perSecond) },
    { figure: 'append, one by one, p50', unit: 'ms', values: one.p50, against: limit(oneMemory.p50) },
    { figure: `append, ${WIDE} in flight`, unit: '/s', values: wide.perSecond, against: limit(wideMemory.perSecond) },
    { figure: `append, ${WIDE} in flight, p99`, unit: 'ms', values: wide.p99, against: limit(wideMemory.p99) },
  ];
}
