import { shuttingDown, unavailable } from '../protocol/failures.js';
import { isFailure, type ReadRequest, readRequest } from '../protocol/readRequests.js';
import type { NodeContext } from './nodeContext.js';
import { readAll } from './readAll.js';
import { readStream } from './readStream.js';
import { type ReadCall, ResponseSink } from './responseSink.js';
import { subscribeToAll } from './subscribeToAll.js';
import { subscribeToStream } from './subscribeToStream.js';

/** Streams.Read: reads and catch-up subscriptions. */
export const read =
  (node: NodeContext) =>
  (call: ReadCall): void => {
    const request = readRequest(call.request.getOptions());
    if (isFailure(request)) {
      call.emit('error', request);
      return;
    }
    if (!node.isServing()) {
      call.emit('error', unavailable());
      return;
    }
    void serve(node, request, call);
  };

async function serve(node: NodeContext, request: ReadRequest, call: ReadCall): Promise<void> {
  const kind = request.count === undefined ? 'subscription' : 'read';
  const sink = new ResponseSink(call);
  sink.whenClosed(node.openCalls.add(kind, (failure) => sink.end(failure)));
  try {
    await answer(node, request, sink);
    sink.end();
  } catch {
    // PostgreSQL did not answer: the client is to come back later.
    sink.end(node.isServing() ? unavailable() : shuttingDown());
  }
}

function answer({ log, reading }: NodeContext, request: ReadRequest, sink: ResponseSink): Promise<void> {
  const { stream } = request.source;
  if (request.count === undefined) {
    return stream === undefined
      ? subscribeToAll(log, request, reading, sink)
      : subscribeToStream(log, stream, request, reading, sink);
  }
  return stream === undefined
    ? readAll(log, request, request.count, reading.pageSize, sink)
    : readStream(log, stream, request, request.count, reading.pageSize, sink);
}
