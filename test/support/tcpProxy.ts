import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type TcpProxy = Readonly<{
  port: number;
  /** Connections opened through the proxy since it started. */
  accepted: () => number;
  /** From now on what the server sends on open and new connections vanishes. */
  dropReplies: () => void;
  /** From now on both directions of open connections vanish, without an end; new connections work. */
  freezeOpen: () => void;
  /** Resets all open connections. */
  cut: () => void;
  /** Resets all connections, open and new, until `forward`. */
  refuse: () => void;
  /** New connections work again, and open ones that are not frozen. */
  forward: () => void;
  stop: () => Promise<void>;
}>;

type Link = { client: Socket; server: Socket; frozen: boolean };

/** A wire between a client and a server that a test can damage. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const links = new Set<Link>();
  let accepted = 0;
  let replies = true;
  let refusing = false;

  const proxy = createServer((client) => {
    client.on('error', () => client.destroy());
    if (refusing) {
      client.resetAndDestroy();
      return;
    }
    accepted++;
    const server = connect(targetPort, '127.0.0.1');
    const link: Link = { client, server, frozen: false };
    links.add(link);
    client.on('data', (bytes) => link.frozen || server.write(bytes));
    server.on('data', (bytes) => link.frozen || !replies || client.write(bytes));
    server.on('error', () => server.destroy());
    const close = () => {
      if (link.frozen && !client.destroyed) return;
      links.delete(link);
      client.destroy();
      server.destroy();
    };
    client.on('close', close);
    server.on('close', close);
  });
  const cut = () => {
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  };

  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    accepted: () => accepted,
    dropReplies: () => {
      replies = false;
    },
    freezeOpen: () => {
      for (const link of links) link.frozen = true;
    },
    cut,
    refuse: () => {
      refusing = true;
      cut();
    },
    forward: () => {
      replies = true;
      refusing = false;
    },
    stop: async () => {
      const closed = once(proxy, 'close');
      proxy.close();
      cut();
      await closed;
    },
  };
}
