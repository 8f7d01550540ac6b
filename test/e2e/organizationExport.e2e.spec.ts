import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportManifest } from '../../application/ports/exportedData.js';
import { exportedEvents } from '../../application/team/organizationExport/exportedEvents.js';
import { exportedReadModels } from '../../application/team/organizationExport/exportedReadModels.js';
import { keptReadModels } from '../../application/team/organizationExport/keptReadModels.js';
import { verifyExport } from '../../application/team/organizationExport/verifyExport.js';
import { sha256 } from '../../infrastructure/crypto/sha256.js';
import { zipArchives } from '../../infrastructure/zip/zipArchives.js';
import { busyOrganization } from '../support/busyOrganization.js';
import type { IdentityClient } from '../support/identityClient.js';
import { withProductLog } from '../support/productLog.js';
import { SharedProduct } from '../support/sharedProduct.js';
import { linesOf, unpacked } from '../support/unpacked.js';
import { until } from '../support/until.js';

const RECORDS = 2_400;
const product = new SharedProduct();
let client: IdentityClient;
let organizationId: string;
let mia: Record<string, string>;
let archive: Buffer;
let files: ReadonlyMap<string, string>;
let manifest: ExportManifest;
const path = () => join(product.dataDir, 'organization.zip');
const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const rowsOf = (file: string) => linesOf(files.get(`${file}.jsonl`));

const list = async (address: string) =>
  (await client.call('GET', address, undefined, mia)).body.data as Record<string, unknown>[];

beforeAll(async () => {
  await product.start();
  const ours = { name: 'Mia Berg', email: 'mia@lakeside.example', guest: 'jo@lakeside.example', records: RECORDS };
  ({ client, organizationId, headers: mia } = await busyOrganization(product, ours));
  const theirs = { name: 'Otto Hillside', email: 'otto@hillside.example', guest: 'guest@hillside.example' };
  await busyOrganization(product, { ...theirs, records: 800 });
  await until(async () => (await list('billing/invoices')).some(({ status }) => status === 'paid'));
}, 90_000);
afterAll(() => product.dispose());

async function download(): Promise<Buffer> {
  const answer = await fetch(`${product.runtime().http}/api/v1/organization/export`, { headers: mia });
  expect(answer.status, answer.headers.get('content-type') ?? '').toBe(200);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="organization.zip"');
  return Buffer.from(await answer.arrayBuffer());
}

it('leaves as one archive whose manifest tells the rows, bytes and hash of every file', {
  timeout: 60_000,
}, async () => {
  archive = await download();
  files = await unpacked(archive, path());
  manifest = JSON.parse(files.get('manifest.json') ?? '') as ExportManifest;
  expect(manifest).toMatchObject({ product: 'Objecta', organizationId });
  expect([...files.keys()].filter((name) => name !== 'manifest.json')).toEqual(manifest.files.map(({ name }) => name));
  for (const { name, rows, bytes, sha256: hash, columns, position } of manifest.files) {
    const text = files.get(name) ?? '';
    expect([name, Buffer.byteLength(text), hashOf(text)]).toEqual([name, bytes, hash]);
    expect(BigInt(position), name).toBeGreaterThanOrEqual(BigInt(manifest.position));
    if (name.endsWith('.jsonl')) {
      const lines = linesOf(text);
      expect([name, lines.length]).toEqual([name, rows]);
      for (const line of lines) expect(Object.keys(line).sort(), name).toEqual(columns.map((each) => each.name).sort());
    } else {
      expect(rows, name).toBe(manifest.files.find((file) => file.name === name.replace('.csv', '.jsonl'))?.rows);
      expect(text.split('\r\n')[0], name).toBe(columns.map((each) => `"${each.name}"`).join(','));
    }
  }
  expect(await verifyExport(zipArchives, sha256)(path())).toMatchObject({ problems: [] });
});

it('holds what the API lists, and every record of usage', async () => {
  for (const [file, address, id] of [
    ['members', 'team/members', 'userId'],
    ['invitations', 'team/invitations', 'invitationId'],
    ['roles', 'team/roles', 'roleId'],
    ['domains', 'team/domains', 'domain'],
    ['invoices', 'billing/invoices?limit=200', 'invoiceId'],
    ['notifications', 'notifications?limit=200', 'type'],
  ] as const) {
    const listed = (await list(address)).map((each) => String(each[id] ?? each.id)).sort();
    expect(listed.length, file).toBeGreaterThan(0);
    expect(
      rowsOf(file)
        .map((row) => String(row[id]))
        .sort(),
      file,
    ).toEqual(listed);
  }
  expect(new Set(rowsOf('usage-records').map(({ recordId }) => recordId)).size).toBe(RECORDS);
  const sentences = (await list('team/activity?limit=200')).map(({ sentence }) => sentence);
  const taken = rowsOf('activity').map(({ sentence }) => sentence);
  expect(sentences.reverse().slice(0, taken.length)).toEqual(taken);
  expect(taken).toContain('Mia Berg invited jo@lakeside.example with the role member');
  expect(rowsOf('members')).toMatchObject([{ name: 'Mia Berg', email: 'mia@lakeside.example' }]);
});

it('holds the log itself: every event of the organization that leaves, with what is personal and without secrets', async () => {
  const { position } = manifest.files.find(({ name }) => name === 'events.jsonl') ?? { position: '-1' };
  const expected: object[] = [];
  await withProductLog(product.stores(), async ({ eventStore, codec }) => {
    for await (const stored of eventStore.readAll(undefined)) {
      const event = await codec.decode(stored);
      const rule = exportedEvents.get(event.type);
      if (event.metadata.organizationId !== organizationId || event.position > BigInt(position)) continue;
      if (rule === undefined || (typeof rule === 'object' && 'stays' in rule)) continue;
      const kept = rule === 'whole' ? [] : rule.without;
      const data = Object.entries(event.data as object).filter(([field]) => !kept.includes(field));
      expected.push({ eventId: event.id, position: Number(event.position), data: Object.fromEntries(data) });
    }
  });
  const events = rowsOf('events').map(({ eventId, position: at, data }) => ({ eventId, position: at, data }));
  expect(events).toEqual(expected);
  const invited = rowsOf('events').find(({ type }) => type === 'MemberInvited');
  expect(invited?.data).toMatchObject({ email: 'jo@lakeside.example' });
  expect(JSON.stringify(rowsOf('events'))).not.toMatch(/tokenHash|passwordHash|clientSecret|payload/);
});

it('holds nothing of another organization, and no formula', () => {
  for (const [name, text] of files) {
    expect(text.toLowerCase(), name).not.toMatch(/hillside|otto/);
    if (name.endsWith('.csv')) expect(text, name).not.toMatch(/(^|,|\n)"?[=+@]/);
  }
  expect(files.get('invitations.csv')).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(rowsOf('invitations')).toMatchObject([{ message: '=HYPERLINK("https://evil.example")' }]);
});

it('is an entry of the activity log, with the rows and the hash of the archive', async () => {
  const rows = manifest.files.filter(({ name }) => name.endsWith('.jsonl')).reduce((sum, file) => sum + file.rows, 0);
  const entry = `Mia Berg exported the organization's data as zip: ${rows} rows, SHA-256 ${hashOf(archive)}`;
  const told = async () => (await list('team/activity?action=DataExportEnded')).map(({ sentence }) => sentence);
  await until(async () => (await told()).length > 0);
  expect(await told()).toEqual([entry]);
});

it('is found out when what it holds is changed, and every byte by the hash in the activity log', {
  timeout: 60_000,
}, async () => {
  const changed = join(product.dataDir, 'changed.zip');
  const verify = async (bytes: Uint8Array) => {
    writeFileSync(changed, bytes);
    return (await verifyExport(zipArchives, sha256)(changed)).problems;
  };
  const sound = readFileSync(path());
  for (const name of ['members.jsonl', 'usage-records.csv', 'events.jsonl', 'manifest.json']) {
    const bytes = Buffer.from(sound);
    const place = sound.indexOf(name) + name.length + 90;
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    expect(await verify(bytes), name).not.toEqual([]);
  }
  const cut = await verify(sound.subarray(0, sound.length - 1));
  expect(cut.join()).toContain('it cannot be read to its end');
  const text = (name: string) =>
    name === 'members.jsonl' ? (files.get(name) ?? '').replace('Mia', 'Max') : files.get(name);
  const repacked = zipArchives.pack(
    [...files.keys()].map((name) => ({
      name,
      async *open() {
        yield text(name) ?? '';
      },
    })),
    new Date(Date.now()),
  );
  const pieces: Uint8Array[] = [];
  for await (const piece of repacked) pieces.push(piece);
  expect((await verify(Buffer.concat(pieces))).join()).toMatch(/members\.jsonl has been changed/);

  const run = (...words: string[]) =>
    spawnSync('npm', ['run', '--silent', 'export:verify', '--', ...words], { encoding: 'utf8' });
  const good = run(path(), hashOf(archive));
  expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('files are as the manifest says')]);
  const bad = run(path(), hashOf('another'));
  expect([bad.status, bad.stdout]).toEqual([1, expect.stringContaining('the archive has been changed')]);
});

it('decides for every table with rows of organizations whether they leave', async () => {
  const db = new pg.Client({ connectionString: product.stores().postgres });
  await db.connect();
  try {
    const { rows } = await db.query<{ name: string }>(`
      SELECT DISTINCT regexp_replace(table_schema || '.' || table_name, '__g\\d+$', '') AS name
      FROM information_schema.columns WHERE column_name = 'organization_id' AND table_schema NOT IN ('pg_catalog')`);
    const decided = [...Object.keys(exportedReadModels), ...Object.keys(keptReadModels)];
    expect(rows.map(({ name }) => name).filter((name) => !decided.includes(name))).toEqual([]);
  } finally {
    await db.end();
  }
});
