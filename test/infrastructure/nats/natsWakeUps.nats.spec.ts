import { connect } from 'nats';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { WakeUps } from '../../../application/ports/wakeUps.js';
import { NatsUnreachable, type NatsWakeUpsOptions, natsWakeUps } from '../../../infrastructure/nats/natsWakeUps.js';
import { wakeUpsContract } from '../../contracts/wakeUps.contract.js';
import { type NatsServer, startNatsServer } from '../../support/natsServer.js';
import { until } from '../../support/until.js';

const feed = 'readModel.notifications.feed';
let server: NatsServer;
beforeAll(async () => {
  server = await startNatsServer();
});
afterAll(() => server.kill());

async function open(options: Partial<NatsWakeUpsOptions> = {}): Promise<{ wakeUps: WakeUps; problems: unknown[] }> {
  const problems: unknown[] = [];
  const wakeUps = await natsWakeUps({
    url: server.url,
    reconnectIntervalMs: 20,
    onProblem: (message, error) => problems.push(error ?? message),
    ...options,
  });
  onTestFinished(() => wakeUps.close());
  return { wakeUps, problems };
}

/** Waits until what one end publishes reaches the other, publishing again and again. */
async function untilDelivered(from: WakeUps, to: WakeUps): Promise<void> {
  let delivered = false;
  const stop = to.subscribe(feed, () => {
    delivered = true;
  });
  await until(() => {
    if (!delivered) from.publish(feed, { position: '1', organizationIds: [] });
    return delivered;
  });
  stop();
}

wakeUpsContract(async (problems) =>
  natsWakeUps({ url: server.url, onProblem: (message, error) => problems.push(error ?? message) }),
);

it('reach listeners in other processes', async () => {
  const [{ wakeUps: publisher }, { wakeUps: listener }] = [await open(), await open()];
  await untilDelivered(publisher, listener);
});

it('stay under their prefix', async () => {
  const [{ wakeUps: ours }, { wakeUps: theirs }] = [await open(), await open({ subjectPrefix: 'staging' })];
  const heard: string[] = [];
  theirs.subscribe(feed, ({ position }) => heard.push(position));
  await untilDelivered(theirs, theirs);
  heard.length = 0;
  ours.publish(feed, { position: '2', organizationIds: [] });
  await untilDelivered(ours, ours);
  theirs.publish(feed, { position: '3', organizationIds: [] });
  await until(() => heard.includes('3'));
  expect(heard).not.toContain('2');
});

it('outlive a killed server: unhealthy meanwhile, publishing never throws, delivery resumes for old listeners', async () => {
  const [{ wakeUps: publisher }, { wakeUps: listener, problems }] = [await open(), await open()];
  const heard: string[] = [];
  listener.subscribe(feed, ({ position }) => heard.push(position));
  await untilDelivered(publisher, listener);

  await server.kill();
  await until(() => !publisher.healthy() && !listener.healthy());
  for (let position = 100; position < 200; position++)
    publisher.publish(feed, { position: `${position}`, organizationIds: [] });
  expect(problems.join()).toMatch(/connection to NATS is lost/);

  heard.length = 0;
  await server.start();
  await until(() => publisher.healthy() && listener.healthy());
  await until(() => {
    publisher.publish(feed, { position: '300', organizationIds: [] });
    return heard.length > 0;
  });
  expect(new Set(heard)).toEqual(new Set(['300']));
});

it('notice a server that hangs without closing the connection', async () => {
  const { wakeUps } = await open({ pingIntervalMs: 50 });
  server.freeze();
  await until(() => !wakeUps.healthy());
  wakeUps.publish(feed, { position: '1', organizationIds: [] });
  server.thaw();
  await until(() => wakeUps.healthy());
  await untilDelivered(wakeUps, wakeUps);
});

it('close within bounds while the server is away', async () => {
  const { wakeUps } = await open();
  await server.kill();
  await until(() => !wakeUps.healthy());
  await wakeUps.close();
  expect(wakeUps.healthy()).toBe(false);
  await server.start();
});

it('close within bounds while the server hangs', async () => {
  const { wakeUps } = await open();
  server.freeze();
  await wakeUps.close();
  server.thaw();
  expect(wakeUps.healthy()).toBe(false);
});

it('flush what was published before closing', async () => {
  const [{ wakeUps: publisher }, { wakeUps: listener }] = [await open(), await open()];
  const heard: string[] = [];
  listener.subscribe(feed, ({ position }) => heard.push(position));
  await untilDelivered(publisher, listener);
  publisher.publish(feed, { position: '777', organizationIds: [] });
  await publisher.close();
  await until(() => heard.includes('777'));
});

it('ignore and report what others put on the bus that is not a wake-up', async () => {
  const { wakeUps, problems } = await open();
  const stranger = await connect({ servers: server.url });
  onTestFinished(() => stranger.close());
  await untilDelivered(wakeUps, wakeUps);
  const heard: unknown[] = [];
  wakeUps.subscribe(feed, (each) => heard.push(each));
  const notWakeUps = [
    '',
    '{',
    'null',
    '[]',
    '{"position":1,"organizationIds":[]}',
    '{"position":"1"}',
    '{"position":"x","organizationIds":[]}',
  ];
  await until(() => {
    for (const message of notWakeUps) stranger.publish(`objecta.${feed}`, message);
    return problems.length >= notWakeUps.length;
  });
  expect(heard).toEqual([]);
  await untilDelivered(wakeUps, wakeUps);
});

it('sign in with the user of the address, and never show the password', async () => {
  const guarded = await startNatsServer('--user', 'objecta', '--pass', 's3cr3t:@');
  onTestFinished(() => guarded.kill());
  const address = (password: string) => guarded.url.replace('//', `//objecta:${encodeURIComponent(password)}@`);
  const { wakeUps } = await open({ url: address('s3cr3t:@') });
  await untilDelivered(wakeUps, wakeUps);
  const refused = natsWakeUps({ url: address('wrong-password'), onProblem: () => undefined });
  await expect(refused).rejects.toThrow(NatsUnreachable);
  await expect(refused).rejects.not.toThrow(/wrong-password/);
});

it('refuse to start on an address where no server is', async () => {
  await expect(natsWakeUps({ url: 'nats://127.0.0.1:1', onProblem: () => undefined })).rejects.toThrow(NatsUnreachable);
});
