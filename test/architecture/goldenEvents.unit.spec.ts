import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import { goldenFilesAmiss, unreadable } from './goldenEvents.js';
import { projectFiles } from './sourceFiles.js';

const golden = projectFiles().filter(({ path }) => path.startsWith('test/golden/events/'));

describe('the stored example of every event type and version', () => {
  it('is there', () => expect(goldenFilesAmiss(eventRegistry, golden)).toEqual([]));

  it.each(golden.map((file) => [file.path.replace('test/golden/events/', ''), file] as const))(
    'is read by this release: %s',
    async (_name, file) => expect(await unreadable(eventRegistry, file)).toBeUndefined(),
  );
});

describe('the check sees', () => {
  const plan = { version: 2, data: z.object({ planId: z.string() }), upcasters: { 1: (data: unknown) => data } };
  const registry = { PlanChanged: plan };
  const metadata = {
    commandId: 'c',
    $correlationId: 'c',
    $causationId: 'c',
    organizationId: null,
    actor: { kind: 'system', id: 's' },
    occurredAt: '2026-11-02T09:15:04.120Z',
    schemaVersion: 2,
  };
  const example = (data: object, version = 2) => ({
    path: `test/golden/events/PlanChanged.v${version}.json`,
    text: JSON.stringify({ type: 'PlanChanged', data, metadata: { ...metadata, schemaVersion: version } }),
  });

  it('a version without an example, and an example without a version', () => {
    const files = [example({}), { path: 'test/golden/events/PlanRenamed.v1.json', text: '' }];
    expect(goldenFilesAmiss(registry, files)).toEqual([
      'test/golden/events/PlanChanged.v1.json is missing',
      'test/golden/events/PlanRenamed.v1.json belongs to no event type and version',
    ]);
  });

  it('a definition that no longer reads what was stored', async () => {
    expect(await unreadable(registry, example({ plan: 'pro' }))).toContain('does not have the shape of its type');
  });

  it('a definition that drops a stored field', async () => {
    expect(await unreadable(registry, example({ planId: 'pro', seats: 3 }))).toContain('is not read as written');
  });

  it('a missing upcaster', async () => {
    const without = { PlanChanged: { version: 2, data: plan.data } };
    expect(await unreadable(without, example({ planId: 'pro' }, 1))).toContain('no upcaster from schema version 1');
  });

  it('nothing where all is well, an older version included', async () => {
    expect(await unreadable(registry, example({ planId: 'pro' }))).toBeUndefined();
    expect(await unreadable(registry, example({ planId: 'pro' }, 1))).toBeUndefined();
  });
});
