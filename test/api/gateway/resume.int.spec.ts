import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { encodeCursor } from '../../../api/gateway/cursor.js';
import type { FeedItem, NotificationFeed } from '../../../api/gateway/feed.js';
import { type RunningGateway, runningGateway } from '../../support/runningGateway.js';
import { type SocketClient, socketClient } from '../../support/socketClient.js';
import { until } from '../../support/until.js';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await runningGateway({ limits: { pageSize: 3, pollMs: 100, resumeWindowMs: 500 } });
});
afterAll(() => gateway.stop());

/** A client as it should be: it resumes from the last cursor it was given with an item, at once after connecting. */
class Reader {
  readonly #seen: string[] = [];
  #client: SocketClient | undefined;
  #cursor: string | undefined;

  constructor(
    readonly on: RunningGateway,
    readonly organizationId: string,
  ) {}

  async connect(beforeWelcome: boolean): Promise<void> {
    const client = socketClient(this.on.url, { token: await this.on.token({ organizationId: this.organizationId }) });
    this.#client = client;
    await until(() => client.socket.readyState === WebSocket.OPEN);
    const resume = () => this.#cursor !== undefined && client.send({ type: 'resume', cursor: this.#cursor });
    if (beforeWelcome) resume();
    const { cursor } = await client.first('welcome');
    if (!beforeWelcome) resume();
    this.#cursor ??= cursor;
  }
  async reconnect(beforeWelcome: boolean): Promise<void> {
    await this.#client?.drop();
    this.#seen.push(...(this.#client?.ids() ?? []));
    this.#cursor = this.#client?.frames.findLast(({ type }) => type === 'notification')?.cursor ?? this.#cursor;
    await this.connect(beforeWelcome);
  }
  seen(): string[] {
    return [...this.#seen, ...(this.#client?.ids() ?? [])];
  }
  async leave(): Promise<void> {
    await this.#client?.drop();
  }
}

const step = fc.oneof(
  fc.record({ write: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), told: fc.boolean() }),
  fc.record({ reconnect: fc.boolean() }),
  fc.record({ settle: fc.constant(true) }),
);

it('brings what was missed first, in order, none lost and none twice, wherever the connection breaks', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      runs += 1;
      const organizationId = `organization-${runs}`;
      const reader = new Reader(gateway, organizationId);
      const written: string[] = [];
      await reader.connect(false);
      for (const each of steps) {
        if ('write' in each) {
          const owners = each.write.map((own) => (own ? organizationId : 'others'));
          const ids = await (each.told ? gateway.notify(...owners) : gateway.write(...owners));
          written.push(...ids.filter((_, index) => each.write[index]));
        } else if ('reconnect' in each) await reader.reconnect(each.reconnect);
        else await until(() => reader.seen().length === written.length);
      }
      await until(() => reader.seen().length >= written.length);
      await reader.reconnect(true);
      const last = await gateway.notify(organizationId);
      await until(() => reader.seen().length > written.length);
      expect(reader.seen()).toEqual([...written, ...last]);
      await reader.leave();
    }),
    { numRuns: 25, seed: 20260822 },
  );
});

it('is exact while items are being written without pause, for sockets of one organization that break at their own times', async () => {
  const readers = Array.from({ length: 4 }, () => new Reader(gateway, 'busy'));
  await Promise.all(readers.map((reader) => reader.connect(false)));
  const written: string[] = [];
  let writing = true;
  const writer = (async () => {
    for (let commit = 0; commit < 150; commit++) {
      const owners = ['busy', 'others', 'busy'].slice(0, 1 + (commit % 3));
      const ids = await (commit % 4 === 0 ? gateway.write(...owners) : gateway.notify(...owners));
      written.push(...ids.filter((_, index) => owners[index] === 'busy'));
    }
    writing = false;
  })();
  const breaking = readers.map(async (reader, index) => {
    for (let times = 0; writing; times++) {
      const enough = reader.seen().length + 1 + ((times * 7 + index * 3) % 5);
      await until(() => !writing || reader.seen().length >= enough);
      await reader.reconnect(times % 2 === 0);
    }
  });
  await Promise.all([writer, ...breaking]);
  await until(() => readers.every((reader) => reader.seen().length >= written.length));
  await gateway.notify('busy').then((ids) => written.push(...ids));
  await until(() => readers.every((reader) => reader.seen().length >= written.length));
  for (const reader of readers) {
    expect(reader.seen()).toEqual(written);
    await reader.leave();
  }
});

async function connected(on = gateway): Promise<SocketClient> {
  const client = socketClient(on.url, { token: await on.token() });
  onTestFinished(() => client.drop());
  await client.first('welcome');
  return client;
}

it('may begin at the very first item', async () => {
  const ids = await gateway.notify('acme', 'acme', 'acme', 'acme', 'acme', 'acme', 'acme');
  const client = await connected();
  client.send({ type: 'resume', cursor: encodeCursor({ position: -1n }) });
  await until(() => client.ids().length >= ids.length);
  expect(client.ids()).toEqual(ids);
});

it('may be asked for again, and then starts anew from there', async () => {
  const client = await connected();
  const cursor = client.cursor();
  client.send({ type: 'resume', cursor });
  const ids = await gateway.notify('acme', 'acme');
  await until(() => client.ids().length === 2);
  client.send({ type: 'resume', cursor });
  await until(() => client.ids().length === 4);
  expect(client.ids()).toEqual([...ids, ...ids]);
});

it('from a place the log does not have is answered by where to go on', async () => {
  const client = await connected();
  const here = client.cursor();
  client.send({ type: 'resume', cursor: encodeCursor({ position: 9_223_372_036_854_775_807n }) });
  expect(await client.first('refetch')).toEqual({ type: 'refetch', cursor: here });
  client.send({ type: 'resume', cursor: here });
  const ids = await gateway.notify('acme');
  await until(() => client.ids().length === 1);
  expect(client.ids()).toEqual(ids);
});

it('with what is no cursor changes nothing', async () => {
  const client = await connected();
  const wrong = [
    'x',
    'MQ',
    '1.5',
    encodeCursor({ position: 1n }).slice(1),
    Buffer.from('1.99999999999999999999').toString('base64url'),
  ];
  for (const cursor of wrong) client.send({ type: 'resume', cursor });
  await until(() => client.frames.filter(({ code }) => code === 'invalid_cursor').length === wrong.length);
  const ids = await gateway.notify('acme');
  await until(() => client.ids().length === 1);
  expect(client.ids()).toEqual(ids);
});

it('goes on inside a position that several notifications share', async () => {
  const item = (position: bigint, id: string): FeedItem => ({
    ...{ notificationId: id, organizationId: 'acme', position, type: 'x', title: id, body: '', link: null },
    ...{ urgency: 'low', occurredAt: '2026-01-01T00:00:00.000Z' },
  });
  const items = [item(5n, 'c'), item(5n, 'a'), item(5n, 'b'), item(9n, 'd')];
  const after = async (position: bigint) => items.filter((each) => each.position > position);
  const feed: NotificationFeed = {
    reached: async () => 9n,
    after: (_, position) => after(position),
    afterForMany: async (_, position) => ({ reached: 9n, items: await after(position) }),
  };
  const shared = await runningGateway({ feed });
  onTestFinished(() => shared.stop());
  const whole = await connected(shared);
  whole.send({ type: 'resume', cursor: encodeCursor({ position: 0n }) });
  await until(() => whole.ids().length === 4);
  expect(whole.ids()).toEqual(['a', 'b', 'c', 'd']);
  const cursors = whole.frames.filter(({ type }) => type === 'notification').map(({ cursor }) => cursor);
  for (const [index, cursor] of cursors.entries()) {
    const rest = whole.ids().slice(index + 1);
    const client = await connected(shared);
    client.send({ type: 'resume', cursor });
    client.send({ type: 'ping' });
    await client.first('pong');
    await until(() => client.ids().length >= rest.length);
    expect(client.ids()).toEqual(rest);
  }
});
