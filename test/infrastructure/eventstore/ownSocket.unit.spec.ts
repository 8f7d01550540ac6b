import { describe, expect, it } from 'vitest';
import { withOwnSocket } from '../../../infrastructure/eventstore/ownSocket.js';

describe('a connection string with its own socket', () => {
  it('gets a keep-alive time-out that differs from connection to connection', () => {
    expect(withOwnSocket('esdb://localhost:2113', 0)).toBe('esdb://localhost:2113?keepAliveTimeout=10000');
    expect(withOwnSocket('esdb://localhost:2113?tls=false', 7)).toBe(
      'esdb://localhost:2113?tls=false&keepAliveTimeout=10007',
    );
  });

  it('stays near the time-out that was asked for', () => {
    expect(withOwnSocket('esdb://a,b?keepAliveTimeout=3000&tls=true', 12)).toBe(
      'esdb://a,b?keepAliveTimeout=3012&tls=true',
    );
    expect(withOwnSocket('esdb://a?tls=true&keep_alive_timeout=3000', 5_012)).toBe(
      'esdb://a?tls=true&keep_alive_timeout=3012',
    );
  });
});
