import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { HttpRefusal } from './httpRefusals.js';
import type { HttpLimits } from './limits.js';
import { newId } from './newId.js';
import { problemBody, refused } from './problem.js';
import { problemKind } from './rejections.js';

export type HttpServer = Readonly<{
  port: number;
  url: string;
  /**
   * Stops accepting, lets requests under way finish, and ends what is left when the grace is over.
   * Resolves once every connection is gone.
   */
  close: (graceMs?: number) => Promise<void>;
}>;

const refusalOfParserError: Readonly<Record<string, HttpRefusal>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_INVALID_METHOD: 'method_not_allowed',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Answers bytes that never became a request, then hangs up. */
function answerUnreadable(error: Error, socket: Socket): void {
  const parserCode = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (parserCode === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = refusalOfParserError[parserCode] ?? 'malformed_request';
  const { status } = problemKind(code);
  const body = problemBody(refused(code), '/', newId());
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(status === 405 ? ['Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'] : []),
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function closeGracefully(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close((error) => {
      clearTimeout(deadline);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}

/** Serves HTTP with bounds on everything a client can do slowly or in numbers. */
export async function listen(
  callback: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  limits: HttpLimits,
  { host, port, onClosing }: Readonly<{ host: string; port: number; onClosing: () => void }>,
): Promise<HttpServer> {
  const server = createServer({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxHeaderSize: limits.maxHeaderBytes,
    connectionsCheckingInterval: limits.timeoutCheckMs,
    requireHostHeader: true,
  });
  server.maxConnections = limits.maxConnections;
  server.on('request', (request, response) => void callback(request, response));
  server.on('clientError', answerUnreadable);
  server.on('connect', (_request, socket: Socket) =>
    answerUnreadable(Object.assign(new Error('CONNECT'), { code: 'HPE_INVALID_METHOD' }), socket),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    port: address.port,
    url: `http://${name}:${address.port}`,
    close: (graceMs = 10_000) => {
      onClosing();
      return closeGracefully(server, graceMs);
    },
  };
}
