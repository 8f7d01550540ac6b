import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** What the DNS says of a name: TXT records, each in its pieces, or one of the ways to say that there is nothing. */
export type Zone = Record<string, readonly (readonly string[])[] | 'servfail'>;

const HEADER = 12;
const [QUESTION_TAIL, TXT, IN] = [4, 16, 1];
const rcode = { noError: 0, servfail: 2, nameError: 3 };

/** The name a query asks for, and where its question ends (RFC 1035, 4.1.2). */
function questionOf(query: Buffer) {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 1 + QUESTION_TAIL };
}

/** A TXT record of the name in the question, to which 0xC00C points (RFC 1035, 3.3.14 and 4.1.4). */
function record(pieces: readonly string[]): Buffer {
  const data = Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)])));
  const head = Buffer.alloc(HEADER);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(IN, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function answerTo(query: Buffer, zone: Zone): Buffer {
  const { name, type, end } = questionOf(query);
  const found = zone[name];
  const records = type === TXT && Array.isArray(found) ? found.map(record) : [];
  const head = Buffer.alloc(HEADER);
  query.copy(head, 0, 0, 2);
  const code = found === 'servfail' ? rcode.servfail : found ? rcode.noError : rcode.nameError;
  // A response, recursion desired and available.
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, query.subarray(HEADER, end), ...records]);
}

/** A name server on a free UDP port of this machine, which answers from a zone that the test may change. */
export async function startDnsServer(zone: Zone) {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    asked.push(questionOf(query).name);
    socket.send(answerTo(query, zone), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { server: `127.0.0.1:${socket.address().port}`, asked, stop: () => void socket.close() };
}

/** The same until the end of one test. */
export async function dnsServer(zone: Zone) {
  const started = await startDnsServer(zone);
  onTestFinished(started.stop);
  return started;
}
