import { EventStoreDBClient } from '@eventstore/db-client';
import streamsGrpc, { type StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { decodeBatchAppendReply } from './batchAppendReply.js';
import { withOwnSocket } from './ownSocket.js';
import { decodeReadResponse } from './readResponses.js';

/** Takes requests that are encoded already. */
export type BatchAppendCall = ReturnType<typeof batchAppend>;
export type ReadCall = ReturnType<typeof read>;
type Call = BatchAppendCall | ReadCall;
type CallArguments = Required<Parameters<StreamsClient['batchAppend']>>;

/** What the operations of the client are built on: protected in its typings, hence the exact version in package.json. */
type ClientCore = {
  createChannel(): Promise<Channel>;
  supports(method: object): Promise<boolean>;
  callArguments(options: object, callOptions: Readonly<{ deadline: number }>): CallArguments;
  GRPCStreamCreator<C extends Call>(
    service: typeof StreamsClient,
    name: string,
    create: (client: StreamsClient) => C,
  ): () => Promise<C>;
  dispose(): Promise<void>;
};
type Channel = Readonly<{ internalChannel: Readonly<{ getOptions(): Record<string, unknown> }> }>;

/** Bytes that may be under way to us at once. With HTTP/2's 64 KiB a read stands still after every hundred events. */
const FLOW_CONTROL_WINDOW = 1024 * 1024;

const batchAppend = (client: StreamsClient, callArguments: CallArguments) =>
  client.makeBidiStreamRequest(
    streamsGrpc.StreamsService.batchAppend.path,
    (request: Buffer) => request,
    decodeBatchAppendReply,
    ...callArguments,
  );

const read = (client: StreamsClient, request: ReadReq, callArguments: CallArguments) =>
  client.makeServerStreamRequest(
    streamsGrpc.StreamsService.read.path,
    streamsGrpc.StreamsService.read.requestSerialize,
    decodeReadResponse,
    request,
    ...callArguments,
  );

let connections = 0;

/**
 * One official client on a socket of its own. The client does connection strings, discovery, TLS, credentials and
 * channels; its operations are not used, because in 6.2.1 they keep the pending appends of all clients in one table,
 * reject promises nobody can handle when a connection breaks under large appends (the process dies), never answer
 * after a half-close, and cannot read `$all` through a filter.
 */
export class StoreConnection {
  readonly #client: ClientCore;
  readonly #channels = new Set<Readonly<{ close(): void }>>();
  #discarded = false;

  /** @throws Error when the connection string is not one */
  constructor(connectionString: string) {
    const client = EventStoreDBClient.connectionString(withOwnSocket(connectionString, connections++));
    this.#client = withWiderWindow(client as unknown as ClientCore);
  }

  /** Opens a call for many appends; it settles only after the server was heard, so a failure has sent nothing. */
  async openBatchAppend(): Promise<BatchAppendCall> {
    if (!(await this.#client.supports(streamsGrpc.StreamsService.batchAppend))) {
      throw new Error('The event store has no BatchAppend: EventStoreDB 21.10 or later is needed');
    }
    return this.#open('batchAppend', batchAppend);
  }

  openRead(request: ReadReq): Promise<ReadCall> {
    return this.#open('read', (client, callArguments) => read(client, request, callArguments));
  }

  /** Cancels every call and closes the socket. */
  discard(): void {
    this.#discarded = true;
    // It waits for calls that may never end; what it has to do it does before it waits, and it cannot reject.
    void this.#client.dispose();
    for (const channel of this.#channels) channel.close();
  }

  #open<C extends Call>(name: string, create: (client: StreamsClient, callArguments: CallArguments) => C): Promise<C> {
    const callArguments = this.#client.callArguments({}, { deadline: Number.POSITIVE_INFINITY });
    const open = this.#client.GRPCStreamCreator(streamsGrpc.StreamsClient, name, (client) => {
      if (this.#discarded) throw new Error('The connection was discarded');
      this.#channels.add(client.getChannel());
      return create(client, callArguments);
    });
    return open();
  }
}

/** The client hands out no way to its channel's options, which count from the first call on. */
function withWiderWindow(client: ClientCore): ClientCore {
  const create = client.createChannel;
  client.createChannel = async () => {
    const channel = await create();
    channel.internalChannel.getOptions()['grpc-node.flow_control_window'] = FLOW_CONTROL_WINDOW;
    return channel;
  };
  return client;
}
