import type { ClickHouseClient } from '@clickhouse/client';

type Insert = ClickHouseClient['exec'];

/** The client, with something around every insert of rows: it may run it, or not, and fail before or after. */
export function interceptedInserts(
  client: ClickHouseClient,
  around: (run: () => ReturnType<Insert>) => ReturnType<Insert>,
): ClickHouseClient {
  const exec: Insert = (params) => around(() => client.exec(params));
  return new Proxy(client, {
    get: (target, property) => {
      if (property === 'exec') return exec;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
