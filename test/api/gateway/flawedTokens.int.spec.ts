import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { flawedTokens } from '../../support/flawedTokens.js';
import { gatewaySecret, type RunningGateway, runningGateway } from '../../support/runningGateway.js';
import { type ClientOptions, socketClient } from '../../support/socketClient.js';
import { until } from '../../support/until.js';

let gateway: RunningGateway;
let flawed: Awaited<ReturnType<typeof flawedTokens>>;
beforeAll(async () => {
  gateway = await runningGateway();
  flawed = await flawedTokens(await gateway.token(), gatewaySecret, Date.UTC(2026, 0, 1) / 1_000);
});
afterAll(() => gateway.stop());

function connect(options: ClientOptions) {
  const client = socketClient(gateway.url, options);
  onTestFinished(() => client.drop());
  return client;
}
const refusal = { code: 4401, reason: 'the token is not valid' };
/** What a header can hold: the others are refused before they are tokens. */
const fitsSubprotocol = (token: string) => /^[\w.-]*$/.test(token);

it('every flawed token in the list of protocols ends the socket alike, and nothing is said before', async () => {
  for (const [flaw, token] of flawed.filter(([, each]) => fitsSubprotocol(each))) {
    const client = connect({ token });
    expect({ flaw, ...(await client.ended) }).toEqual({ flaw, ...refusal });
    expect(client.frames).toEqual([]);
  }
});

it('every flawed token as the first frame ends the socket alike, and nothing is said before', async () => {
  // Nothing, and more than a frame takes, are frames that cannot be read: the wait for a token goes on.
  for (const [flaw, token] of flawed.filter(([, { length }]) => length > 0 && length <= 8_192)) {
    const client = connect({});
    await until(() => client.socket.readyState === WebSocket.OPEN);
    client.send({ type: 'authenticate', token });
    expect({ flaw, ...(await client.ended) }).toEqual({ flaw, ...refusal });
    expect(client.frames).toEqual([]);
  }
});

it('no good token is refused by the same measure', async () => {
  await connect({ token: await gateway.token() }).first('welcome');
});
