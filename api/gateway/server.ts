import uWS from 'uWebSockets.js';

/** An open socket, valid until its close handler has run. */
export type RealtimeSocket = Pick<uWS.WebSocket<unknown>, 'send' | 'cork' | 'end' | 'close' | 'getBufferedAmount'>;

/** What `send` answers when some of the message waits until the client reads. */
export const BUFFERED = 0;
/** What `send` answers when the message was thrown away because too much already waits. */
export const DROPPED = 2;

export type UpgradeRequest = Readonly<{ origin: string; query: string; protocols: string; ip: string }>;
export type UpgradeAnswer<T> =
  | Readonly<{ accepted: false; status: string; reason: string }>
  | Readonly<{ accepted: true; protocol: string; peer: T }>;

/** What happens to a socket. Handlers must not throw; the message's bytes are gone when its handler returns. */
export interface RealtimeHandlers<T> {
  upgrade(request: UpgradeRequest): UpgradeAnswer<T>;
  open(peer: T, socket: RealtimeSocket): void;
  message(peer: T, message: ArrayBuffer, isBinary: boolean): void;
  ping(peer: T): void;
  drain(peer: T): void;
  close(peer: T, code: number): void;
}

export type RealtimeOptions = Readonly<{
  host: string;
  port: number;
  path: string;
  /** Longer messages end the connection without a close frame; the handler refuses politely below it. */
  maxMessageBytes: number;
  maxBackpressureBytes: number;
  idleSeconds: number;
}>;

/** `refuse` stops new sockets and keeps the open ones; `close` ends everything at once. */
export type RealtimeServer = Readonly<{ port: number; refuse: () => void; close: () => void }>;

/**
 * The only file that knows uWebSockets.
 * @throws when the address cannot be listened on
 */
export async function listen<T extends object>(
  options: RealtimeOptions,
  handlers: RealtimeHandlers<T>,
): Promise<RealtimeServer> {
  type Socket = uWS.WebSocket<{ peer: T }>;
  const peerOf = (socket: Socket): T => socket.getUserData().peer;
  const app = uWS.App();

  app.ws<{ peer: T }>(options.path, {
    compression: uWS.DISABLED,
    maxPayloadLength: options.maxMessageBytes,
    maxBackpressure: options.maxBackpressureBytes,
    idleTimeout: options.idleSeconds,
    sendPingsAutomatically: true,
    // Answered before it returns: a response or request must not be touched after an await (it may be gone).
    upgrade(response, request, context) {
      const answer = handlers.upgrade({
        origin: request.getHeader('origin'),
        // Undefined, whatever its type says, where the address has no question mark.
        query: request.getQuery() ?? '',
        protocols: request.getHeader('sec-websocket-protocol'),
        ip: Buffer.from(response.getRemoteAddressAsText()).toString('latin1'),
      });
      if (!answer.accepted) return void refuse(response, answer.status, answer.reason);
      response.upgrade(
        { peer: answer.peer },
        request.getHeader('sec-websocket-key'),
        answer.protocol,
        request.getHeader('sec-websocket-extensions'),
        context,
      );
    },
    open: (socket) => handlers.open(peerOf(socket), socket),
    message: (socket, message, isBinary) => handlers.message(peerOf(socket), message, isBinary),
    ping: (socket) => handlers.ping(peerOf(socket)),
    drain: (socket) => handlers.drain(peerOf(socket)),
    close: (socket, code) => handlers.close(peerOf(socket), code),
  });
  app.get(
    '/health',
    (response) => void response.writeHeader('content-type', 'application/json').end('{"status":"ok"}'),
  );
  app.any('/*', (response, request) =>
    request.getUrl() === options.path
      ? refuse(response, '426 Upgrade Required', 'this address speaks WebSocket')
      : refuse(response, '404 Not Found', 'nothing is here'),
  );

  const listening = await new Promise<uWS.us_listen_socket | false>((resolve) => {
    app.listen(options.host, options.port, resolve);
  });
  if (listening === false)
    throw new Error(`The gateway cannot listen on ${options.host}:${options.port}: is the port in use?`);
  const port = uWS.us_socket_local_port(listening as uWS.us_socket);
  let open = true;
  const stopListening = (): void => {
    if (open) uWS.us_listen_socket_close(listening);
    open = false;
  };
  return {
    port,
    refuse: stopListening,
    close() {
      stopListening();
      app.close();
    },
  };
}

function refuse(response: uWS.HttpResponse, status: string, reason: string): void {
  response.writeStatus(status).writeHeader('content-type', 'text/plain; charset=utf-8').end(`${reason}\n`, true);
}
