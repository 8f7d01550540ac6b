import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { MethodDefinition, Server } from '@grpc/grpc-js';
import { type BatchAppendRequest, readBatchAppendRequest } from '../protocol/batchAppendRequests.js';
import { GossipService, grpc, ServerFeaturesService, StreamsService } from '../protocol/clientPackage.js';
import { append } from './append.js';
import { batchAppend } from './batchAppend.js';
import { deleteStream, tombstone } from './deleteStream.js';
import { gossip } from './gossip.js';
import type { NodeContext } from './nodeContext.js';
import { read } from './read.js';
import { getSupportedMethods } from './serverFeatures.js';

const maxMessageBytes = 17 * 1024 * 1024;

/** Events are encoded once and kept as bytes; everything else is a message. */
const readMethod: MethodDefinition<ReadReq, ReadResp | Buffer> = {
  ...StreamsService.read,
  responseSerialize: (value) => (Buffer.isBuffer(value) ? value : Buffer.from(value.serializeBinary())),
};

/** Appends are the hot path: read and written without the generated classes. A server does no more with a method than this. */
const batchAppendMethod = {
  ...StreamsService.batchAppend,
  requestDeserialize: readBatchAppendRequest,
  responseSerialize: (response: Buffer) => response,
} as unknown as MethodDefinition<BatchAppendRequest, Buffer>;

export type Listener = Readonly<{ port: number; close: (graceMs: number) => Promise<void> }>;

/** Serves a node on `host` and `port` (0 picks a free one); on loopback, under both of its addresses. */
export async function listen(node: NodeContext, instanceId: string, host: string, port: number): Promise<Listener> {
  const server = new grpc.Server({
    'grpc.max_receive_message_length': maxMessageBytes,
    'grpc.max_send_message_length': -1,
  });
  let bound = port;
  server.addService(
    { ...StreamsService, read: readMethod, batchAppend: batchAppendMethod },
    {
      read: read(node),
      append: append(node),
      batchAppend: batchAppend(node),
      delete: deleteStream(node),
      tombstone: tombstone(node),
    },
  );
  server.addService(GossipService, { read: gossip(instanceId, { host, port: () => bound }) });
  server.addService(ServerFeaturesService, { getSupportedMethods });
  bound = await bind(server, host, port);
  if (host === '127.0.0.1') await bind(server, '[::1]', bound).catch(withoutIpv6);
  return { port: bound, close: (graceMs) => close(server, graceMs) };
}

/** Not every machine has IPv6. */
const withoutIpv6 = (): undefined => undefined;

const bind = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });

/** Lets what is being sent arrive, then closes the connections. */
async function close(server: Server, graceMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, graceMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
  server.forceShutdown();
}
