import type { ServerDuplexStream } from '@grpc/grpc-js';
import { grpc } from '../../infrastructure/embedded/eventstore-node/protocol/clientPackage.js';

const methods = {
  supportedMethods: '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
  read: '/event_store.client.streams.Streams/Read',
  batchAppend: '/event_store.client.streams.Streams/BatchAppend',
} as const;
type Method = keyof typeof methods;
type Call = ServerDuplexStream<Buffer, Buffer>;

export type GrpcProxy = Readonly<{
  connectionString: string;
  openCalls: (method: Method) => number;
  /** Messages the server sent in answer to a method. */
  replies: (method: Method) => number;
  /** Ends every open call of a method with a gRPC status. */
  end: (method: Method, status: 'OK' | 'UNAVAILABLE') => void;
  /** From now on requests of a method reach the server, and its answers vanish. */
  swallowReplies: (method: Method, swallow: boolean) => void;
  stop: () => void;
}>;

const asIs = (bytes: Buffer) => bytes;

/** Passes the calls of an event store client on to a real node, and can end them as no healthy node would. */
export async function startGrpcProxy(targetPort: number): Promise<GrpcProxy> {
  const upstream = new grpc.Client(`127.0.0.1:${targetPort}`, grpc.credentials.createInsecure());
  const server = new grpc.Server();
  const open = { supportedMethods: new Map<Call, () => void>(), read: new Map(), batchAppend: new Map() };
  const replies = { supportedMethods: 0, read: 0, batchAppend: 0 };
  const swallowed = new Set<Method>();

  for (const name of Object.keys(methods) as Method[]) {
    const pass = (call: Call) => {
      const target = upstream.makeBidiStreamRequest(methods[name], asIs, asIs);
      const cancel = () => target.cancel();
      open[name].set(call, cancel);
      call.on('data', (request: Buffer) => target.write(request));
      call.on('end', () => target.end());
      call.on('cancelled', cancel);
      call.on('close', () => open[name].delete(call));
      target.on('data', (reply: Buffer) => {
        replies[name]++;
        if (swallowed.has(name) || call.write(reply)) return;
        target.pause();
        call.once('drain', () => target.resume());
      });
      target.on('error', (error) => open[name].has(call) && call.emit('error', error));
      target.on('end', () => open[name].has(call) && !swallowed.has(name) && call.end());
    };
    server.register(methods[name], pass, asIs, asIs, 'bidi');
  }
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });

  return {
    connectionString: `esdb://127.0.0.1:${port}?tls=false`,
    openCalls: (method) => open[method].size,
    replies: (method) => replies[method],
    end: (method, status) => {
      for (const [call, cancel] of [...open[method]]) {
        open[method].delete(call);
        cancel();
        if (status === 'OK') call.end();
        else call.emit('error', { code: grpc.status[status], details: 'ended by the test' });
      }
    },
    swallowReplies: (method, swallow) => {
      if (swallow) swallowed.add(method);
      else swallowed.delete(method);
    },
    stop: () => {
      server.forceShutdown();
      upstream.close();
    },
  };
}
