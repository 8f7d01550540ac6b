import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { recordExport } from '../../../application/team/recordExport.js';
import { sha256 } from '../../../infrastructure/crypto/sha256.js';
import { memoryLog } from '../../support/memoryLog.js';

const now = new Date('2026-11-02T09:15:04.120Z');
const context = {
  ...{ commandId: 'export-1', correlationId: 'asked', causationId: 'asked', organizationId: 'acme' },
  actor: { kind: 'user', id: 'mia' },
} as const;
const terms = { organizationId: 'acme', what: 'activity log', format: 'csv', filters: {} };
const pieces = [
  { piece: 'a,b\r\n', rows: 0 },
  { piece: Buffer.from('1,ä\r\n'), rows: 1 },
  { piece: '2,c\r\n3,d\r\n', rows: 2 },
];

/** An export of the pieces, and what the log tells of it. */
async function exportOf(chunks: typeof pieces) {
  const personalData = { encrypt: async () => '', decrypt: async () => '' };
  const log = memoryLog(now);
  const { handleCommand } = createCommandHandling(log, createEventCodec(eventRegistry, personalData));
  async function* given() {
    yield* chunks;
  }
  const bytes = await recordExport(handleCommand, { now: () => now }, sha256)(terms, context, given());
  const told = async () => {
    const events: unknown[] = [];
    for await (const { type, data } of log.readAll(undefined)) events.push({ type, data });
    return events;
  };
  return { bytes, told };
}

const started = {
  type: 'DataExportStarted',
  data: expect.objectContaining({ what: 'activity log', exportId: 'export-1' }),
};
const ended = (data: object) => ({ type: 'DataExportEnded', data: expect.objectContaining(data) });
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

it('tells of an export before its first byte, and before its last with rows and hash', async () => {
  const { bytes, told } = await exportOf(pieces);
  expect(await told()).toEqual([started]);
  let text = '';
  for await (const piece of bytes) text += piece.toString();
  expect(text).toBe('a,b\r\n1,ä\r\n2,c\r\n3,d\r\n');
  expect(await told()).toEqual([started, ended({ complete: true, rows: 3, sha256: hashOf(text) })]);
});

it('tells of one that was broken off what had left', async () => {
  const { bytes, told } = await exportOf(pieces);
  let taken = 0;
  for await (const _ of bytes) if (++taken === 2) break;
  expect(await told()).toEqual([started, ended({ complete: false, rows: 1, sha256: hashOf('a,b\r\n1,ä\r\n') })]);
});

it('tells of one without anything in it', async () => {
  const { bytes, told } = await exportOf([]);
  for await (const _ of bytes) throw new Error('nothing was given');
  expect(await told()).toEqual([started, ended({ complete: true, rows: 0, sha256: hashOf('') })]);
});
