import { openThinSocket } from './thinSocket.js';

/** A person at the gateway: resolves when the gateway has welcomed them. @param onNotification gets each frame as text */
export async function openWelcomed(
  gateway: string,
  token: string,
  onNotification: (text: string) => void,
): Promise<Readonly<{ end: () => void }>> {
  let welcomed: () => void = () => undefined;
  const welcome = new Promise<void>((resolve) => {
    welcomed = resolve;
  });
  const socket = await openThinSocket(gateway, (payload) => {
    const text = payload.toString();
    if (text.startsWith('{"type":"welcome"')) welcomed();
    else if (text.startsWith('{"type":"notification"')) onNotification(text);
  });
  socket.send(JSON.stringify({ type: 'authenticate', token }));
  await welcome;
  return socket;
}
