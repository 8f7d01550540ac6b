import type { BatchAppendReq, BatchAppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import {
  emptyPb,
  grpc,
  StreamsService,
  sharedPb,
  streamsPb,
} from '../../../infrastructure/embedded/eventstore-node/protocol/clientPackage.js';
import { streamIdentifier } from '../../../infrastructure/embedded/eventstore-node/protocol/streamIdentifiers.js';
import { idOf } from './testEvents.js';

/** A connection for calls that the official client never makes. */
export const rawClient = (port: number) => new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());

type RawClient = ReturnType<typeof rawClient>;

/** Every response to a Read call, or the error it ends with. */
export function readRaw(client: RawClient, options: ReadReq.Options): Promise<ReadResp[]> {
  const { path, requestSerialize, responseDeserialize } = StreamsService.read;
  const request = new streamsPb.ReadReq().setOptions(options);
  const call = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request);
  const responses: ReadResp[] = [];
  return new Promise((resolve, reject) => {
    call.on('data', (response: ReadResp) => responses.push(response));
    call.on('error', reject);
    call.on('end', () => resolve(responses));
  });
}

/** A BatchAppend call, with everything it has answered. */
export function batchCall(client: RawClient) {
  const { path, requestSerialize, responseDeserialize } = StreamsService.batchAppend;
  const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  const responses: BatchAppendResp[] = [];
  const ended = new Promise<BatchAppendResp[]>((resolve, reject) => {
    call.on('data', (response: BatchAppendResp) => responses.push(response));
    call.on('error', reject);
    call.on('end', () => resolve(responses));
  });
  return { send: (message: BatchAppendReq) => call.write(message), end: () => call.end(), ended, responses };
}

export const uuid = (name: string) => new sharedPb.UUID().setString(idOf(name));

/** The options of a batch append to `stream` that expects any revision. */
export const batchOptions = (stream: string) =>
  new streamsPb.BatchAppendReq.Options().setStreamIdentifier(streamIdentifier(stream)).setAny(new emptyPb.Empty());

export function proposed(name: string): BatchAppendReq.ProposedMessage {
  const message = new streamsPb.BatchAppendReq.ProposedMessage().setId(uuid(name)).setData(Buffer.from('{}'));
  message.getMetadataMap().set('type', 'Raw');
  message.getMetadataMap().set('content-type', 'application/json');
  return message;
}

/** One message of the append `name`; options belong on the first one. */
export const batchMessage = (
  name: string,
  options: BatchAppendReq.Options | undefined,
  messages: BatchAppendReq.ProposedMessage[],
  final: boolean,
) =>
  new streamsPb.BatchAppendReq()
    .setCorrelationId(uuid(name))
    .setOptions(options)
    .setProposedMessagesList(messages)
    .setIsFinal(final);

/** The answers to each of the named appends: `ok`, or the text of the error. */
export function outcomes(responses: readonly BatchAppendResp[], names: readonly string[]): string[] {
  const answers = new Map<string | undefined, string[]>();
  for (const response of responses) {
    const id = response.getCorrelationId()?.getString();
    answers.set(id, [...(answers.get(id) ?? []), response.getError()?.getMessage() ?? 'ok']);
  }
  return names.map((name) => (answers.get(idOf(name)) ?? []).join());
}
