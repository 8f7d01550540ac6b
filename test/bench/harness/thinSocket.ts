import { connect, type Socket } from 'node:net';

export type ThinSocket = Readonly<{ send: (text: string) => void; end: () => void }>;

const TEXT = 0x1;
const PING = 0x9;

/** A client frame (RFC 6455, 5.2); its mask is zero, which every server has to take. */
function frame(opcode: number, payload: Buffer): Buffer {
  const extended = payload.length > 125;
  const head = Buffer.alloc(extended ? 8 : 6);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (extended ? 126 : payload.length);
  if (extended) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

/**
 * A WebSocket client that does next to nothing, the same for every server, so that what is measured is the server.
 * Resolves when the server has switched protocols.
 * @param onText gets the bytes of each text frame
 * @throws Error with what the server answered instead
 */
export async function openThinSocket(url: string, onText: (payload: Buffer) => void): Promise<ThinSocket> {
  const { hostname, port, pathname, search } = new URL(url);
  const socket: Socket = connect({
    host: hostname === 'localhost' ? '127.0.0.1' : hostname,
    port: Number(port),
    noDelay: true,
  });
  const key = 'dGhlIHNhbXBsZSBub25jZQ==';
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  let rest: Buffer = Buffer.alloc(0);
  let open = false;

  /** The length of the first frame, undefined while not all of it is here. */
  function take(from: number): number | undefined {
    if (rest.length < from + 2) return undefined;
    const short = (rest[from + 1] ?? 0) & 0x7f;
    const head = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (rest.length < from + head) return undefined;
    const length =
      short === 126 ? rest.readUInt16BE(from + 2) : short === 127 ? Number(rest.readBigUInt64BE(from + 2)) : short;
    if (rest.length < from + head + length) return undefined;
    const payload = rest.subarray(from + head, from + head + length);
    const opcode = (rest[from] ?? 0) & 0x0f;
    if (opcode === TEXT) onText(payload);
    else if (opcode === PING) socket.write(frame(0xa, payload));
    return head + length;
  }
  function readFrames(): void {
    let at = 0;
    for (let length = take(at); length !== undefined; length = take(at)) at += length;
    rest = rest.subarray(at);
  }

  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`${url} hung up: ${rest.toString('latin1', 0, 200)}`)));
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (open) return readFrames();
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      const answer = rest.toString('latin1', 0, end);
      if (!answer.startsWith('HTTP/1.1 101')) return reject(new Error(`${url} answered ${answer}`));
      open = true;
      rest = rest.subarray(end + 4);
      resolve();
      readFrames();
    });
  });
  return { send: (text) => void socket.write(frame(TEXT, Buffer.from(text))), end: () => void socket.destroy() };
}
