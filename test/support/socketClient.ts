import { WebSocket } from 'ws';
import { until } from './until.js';

export type Frame = Readonly<{
  type: string;
  cursor?: string;
  item?: Readonly<{ id: string; title: string }>;
  resource?: string;
  position?: string;
  code?: string;
  reason?: string;
}>;

/** A client of the gateway that keeps all it receives. */
export type SocketClient = Readonly<{
  socket: WebSocket;
  frames: Frame[];
  send: (frame: object) => void;
  /** The ids of the notifications so far. */
  ids: () => string[];
  /** The newest cursor it was given. */
  cursor: () => string;
  /** Resolves with the first frame of the type, come or to come. */
  first: (type: string) => Promise<Frame>;
  /** The close code and reason, or the HTTP status that refused the upgrade. */
  ended: Promise<Readonly<{ code: number; reason: string }>>;
  /** Leaves without a word, as a lost connection does. */
  drop: () => Promise<void>;
}>;

export type ClientOptions = Readonly<{
  token?: string;
  protocols?: readonly string[];
  origin?: string;
  autoPong?: boolean;
}>;

export function socketClient(url: string, options: ClientOptions = {}): SocketClient {
  const { token, origin, autoPong = true } = options;
  const protocols = options.protocols ?? (token === undefined ? [] : ['objecta.v1', `bearer.${token}`]);
  const socket = new WebSocket(url, [...protocols], { ...(origin === undefined ? {} : { origin }), autoPong });
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  const ended = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    socket.on('unexpected-response', (request, { statusCode = 0, statusMessage = '' }) => {
      request.destroy();
      resolve({ code: statusCode, reason: statusMessage });
    });
    // What failed, the close code and the status tell.
    socket.on('error', () => undefined);
  });
  const first = async (type: string): Promise<Frame> => {
    let found: Frame | undefined;
    await until(() => {
      found = frames.find((frame) => frame.type === type);
      if (!found && socket.readyState === WebSocket.CLOSED) throw new Error(`closed before any ${type}`);
      return found !== undefined;
    });
    return found ?? { type };
  };

  return {
    socket,
    frames,
    first,
    ended,
    send: (frame) => socket.send(JSON.stringify(frame)),
    ids: () => frames.flatMap(({ item }) => (item ? [item.id] : [])),
    cursor: () => frames.findLast(({ cursor }) => cursor !== undefined)?.cursor ?? '',
    async drop() {
      socket.terminate();
      await ended;
    },
  };
}
