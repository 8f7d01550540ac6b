import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { webhookPayloads } from '../../../api/http/team/webhookPayload.schemas.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import {
  testEvent,
  type WebhookData,
  webhookCatalogue,
} from '../../../domain/team/webhookEndpoint/webhookCatalogue.js';
import { root } from '../../architecture/cruise.js';
import { projectFiles } from '../../architecture/sourceFiles.js';

/** Every field that belongs to a person reads as erased. */
const codec = createEventCodec(eventRegistry, {
  encrypt: async () => '',
  decrypt: async () => undefined,
});
const golden = new Map(projectFiles().map(({ path, text }) => [path, text]));
const catalogue = Object.entries(webhookCatalogue) as [
  string,
  { type: string; description: string; data: (data: object) => WebhookData | undefined },
][];

/** The table of fields by type, as receivers read it. */
const documented = new Map(
  [
    ...readFileSync(join(root, 'docs/webhooks.md'), 'utf8').matchAll(/^\| (`[a-z]+\.[a-z_`., ]+`) \| (.+) \|$/gm),
  ].flatMap(([, types = '', fields = '']) => {
    const named = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    return named(types).map((type) => [type, named(fields)] as const);
  }),
);

describe.each(catalogue)('what is told of %s', (event, { type, description, data }) => {
  async function told() {
    const place = { id: '018f5e2a-0000-7000-8000-000000000001', stream: 's', revision: 0n, position: 1n };
    const stored = JSON.parse(String(golden.get(`test/golden/events/${event}.v1.json`)));
    const decoded = await codec.decode({ ...place, ...stored, recordedAt: new Date('2026-11-02T09:15:04.130Z') });
    return data(decoded.data as object);
  }

  it('holds nothing that belongs to a person', async () => {
    const text = JSON.stringify(await told());
    expect(text).toMatch(/^\{".+\}$/);
    expect(text).not.toMatch(/\[erased\]|@/);
  });

  it('has the documented fields, each of them every time', async () => {
    const fields = documented.get(type) ?? [];
    const shared = type === 'invoice.payment_failed' ? (documented.get('invoice.paid') ?? []) : [];
    expect(Object.keys((await told()) ?? {}).toSorted()).toEqual([...shared, ...fields].toSorted());
    expect(Object.values((await told()) ?? {})).not.toContain(undefined);
  });

  it('fits the schema of the OpenAPI document, to the field', async () => {
    const payload = { type, timestamp: '2026-11-02T09:15:04.120Z', data: { organizationId: 'o', ...(await told()) } };
    const schema = webhookPayloads.find((each) => each.type === type)?.body;
    expect(schema?.parse(payload)).toEqual(payload);
    expect(Object.keys(schema?.shape.data.shape ?? {}).toSorted()).toEqual(Object.keys(payload.data).toSorted());
  });

  it('has a name of the usual form and a sentence', () => {
    expect(type).toMatch(/^[a-z]+\.[a-z_]+$/);
    expect(description).toMatch(/^[A-Z].+\.$/);
  });
});

it('names each type once, and the page for receivers names no other', () => {
  const types = [...catalogue.map(([, { type }]) => type), testEvent.type];
  expect(new Set(types).size).toBe(types.length);
  expect([...documented.keys()].toSorted()).toEqual(types.toSorted());
});
