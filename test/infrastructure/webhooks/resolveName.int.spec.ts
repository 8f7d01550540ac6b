import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { resolveName } from '../../../infrastructure/webhooks/resolveName.js';

const A = 1;
const REFUSED = 5;
const NAME_ERROR = 3;
const HEADER_BYTES = 12;

type Answer = Readonly<{ code: number; addresses: readonly (readonly number[])[] }>;

/** A name server that answers each question as it is told (RFC 1035, 4.1). */
async function nameServer(answer: (type: number) => Answer) {
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    const nameEnd = query.indexOf(0, HEADER_BYTES);
    const question = query.subarray(HEADER_BYTES, nameEnd + 5);
    const { code, addresses } = answer(query.readUInt16BE(nameEnd + 1));
    const header = Buffer.from([...query.subarray(0, 2), 0x81, 0x80 | code, 0, 1, 0, addresses.length, 0, 0, 0, 0]);
    const records = addresses.map((bytes) => {
      const type = bytes.length === 4 ? A : 28;
      return Buffer.from([0xc0, HEADER_BYTES, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length, ...bytes]);
    });
    socket.send(Buffer.concat([header, question, ...records]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => {
    socket.close();
  });
  return resolveName([`127.0.0.1:${socket.address().port}`]);
}

it('finds every address of a name, of both kinds', async () => {
  const resolve = await nameServer((type) => ({
    code: 0,
    addresses:
      type === A
        ? [
            [93, 184, 216, 34],
            [10, 0, 0, 7],
          ]
        : [[0x26, 0x06, ...Array<number>(13).fill(0), 1]],
  }));
  expect(await resolve('hooks.northwind.example')).toEqual([
    { address: '93.184.216.34', family: 4 },
    { address: '10.0.0.7', family: 4 },
    { address: '2606::1', family: 6 },
  ]);
});

it('is content with one kind', async () => {
  const resolve = await nameServer((type) => ({ code: 0, addresses: type === A ? [[93, 184, 216, 34]] : [] }));
  expect(await resolve('hooks.northwind.example')).toEqual([{ address: '93.184.216.34', family: 4 }]);
});

it('tells a name that is not there from a server that does not say', async () => {
  const none = await nameServer(() => ({ code: NAME_ERROR, addresses: [] }));
  await expect(none('nowhere.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  const refusing = await nameServer(() => ({ code: REFUSED, addresses: [] }));
  await expect(refusing('hooks.northwind.example')).rejects.toMatchObject({ code: 'EREFUSED' });
});

it('asks nobody for names of this machine', async () => {
  const asked: number[] = [];
  const resolve = await nameServer((type) => ({
    code: NAME_ERROR,
    addresses: [Array<number>(asked.push(type)).fill(0)],
  }));
  expect((await resolve('api.localhost')).map(({ address }) => address)).toEqual(['127.0.0.1', '::1']);
  expect(asked).toEqual([]);
});
