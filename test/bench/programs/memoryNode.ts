import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import {
  grpc,
  ServerFeaturesService,
  StreamsService,
  sharedPb,
  streamsPb,
} from '../../../infrastructure/embedded/eventstore-node/protocol/clientPackage.js';
import { getSupportedMethods } from '../../../infrastructure/embedded/eventstore-node/services/serverFeatures.js';
import { program } from '../harness/program.js';

/** A node that only counts what it is sent and answers from memory: what gRPC and the client can do at all. */
async function start() {
  let appended = 0;

  const batchAppend = (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    call.on('data', (request: BatchAppendReq) => {
      const correlationId = request.getCorrelationId();
      if (!correlationId) throw new Error('an append without a correlation id');
      const stream = request.getOptions()?.getStreamIdentifier();
      const events = request.getProposedMessagesList().length;
      appended += events;
      const position = new sharedPb.AllStreamPosition()
        .setCommitPosition(String(appended))
        .setPreparePosition(String(appended));
      const success = new streamsPb.BatchAppendResp.Success()
        .setCurrentRevision(String(events - 1))
        .setPosition(position);
      const response = new streamsPb.BatchAppendResp().setCorrelationId(correlationId).setSuccess(success);
      call.write(response.setStreamIdentifier(stream));
    });
    call.on('end', () => call.end());
  };
  const refuse = (_call: unknown, callback: (error: { code: number }) => void) =>
    callback({ code: grpc.status.UNIMPLEMENTED });

  const server = new grpc.Server();
  server.addService(StreamsService, { batchAppend, append: refuse, read: refuse, delete: refuse, tombstone: refuse });
  server.addService(ServerFeaturesService, { getSupportedMethods });
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return {
    connectionString: async () => `esdb://127.0.0.1:${port}?tls=false`,
    appended: async () => appended,
  };
}
export type MemoryNode = Awaited<ReturnType<typeof start>>;

program(start);
