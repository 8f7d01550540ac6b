import { onTestFinished } from 'vitest';
import { startEventStoreNode } from '../../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { migrate } from '../../../../infrastructure/postgres/migrations.js';
import { freshDatabase } from '../../../support/freshDatabase.js';
import { openStack, type Stack, type StackOptions } from './stack.js';

export type TestStack = Stack & Readonly<{ databaseUrl: string; eventStoreUrl: string }>;

/** A node and a migrated database of the test's own, and a process's view of both; all closed after the test. */
export async function testStack(options: StackOptions = {}): Promise<TestStack> {
  const databaseUrl = await freshDatabase();
  await migrate(databaseUrl);
  const node = await startEventStoreNode({ databaseUrl: await freshDatabase(), port: 0 });
  onTestFinished(() => node.stop());
  const addresses = { databaseUrl, eventStoreUrl: node.connectionString };
  return { ...(await anotherProcess(addresses, options)), ...addresses };
}

/** What a second process of the product would have: its own pool, feed and leases. */
export async function anotherProcess(
  { databaseUrl, eventStoreUrl }: Pick<TestStack, 'databaseUrl' | 'eventStoreUrl'>,
  options: StackOptions = {},
): Promise<Stack> {
  const stack = await openStack(databaseUrl, eventStoreUrl, options);
  onTestFinished(() => stack.close());
  return stack;
}
