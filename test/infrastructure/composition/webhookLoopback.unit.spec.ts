import { expect, it } from 'vitest';
import { mayDeliverToLoopback } from '../../../infrastructure/composition/webhookLoopback.js';
import { ConfigurationError, readEnvironment } from '../../../infrastructure/config/environment.js';

const services = {
  DATABASE_URL: 'postgres://user@db:5432/objecta',
  EVENTSTORE_URL: 'esdb://eventstore:2113',
  CLICKHOUSE_URL: 'http://clickhouse:8123/objecta',
  STRIPE_SECRET_KEY: 'sk_test_123456789012345678901234',
  SMTP_URL: 'smtp://mail:587',
};
const may = (environment: NodeJS.ProcessEnv) => mayDeliverToLoopback(readEnvironment(environment));

it('webhooks go to this machine in development while something is embedded, or where that is said', () => {
  expect(may({})).toBe(true);
  expect(may({ WEBHOOKS_ALLOW_LOOPBACK: 'false' })).toBe(false);
  expect(may(services)).toBe(false);
  expect(may({ ...services, WEBHOOKS_ALLOW_LOOPBACK: 'true' })).toBe(true);
});

it('webhooks never go to this machine in production', () => {
  expect(may({ NODE_ENV: 'production', ALLOW_EMBEDDED: 'true' })).toBe(false);
  expect(may({ NODE_ENV: 'production', ...services })).toBe(false);
  const asked = () => readEnvironment({ NODE_ENV: 'production', WEBHOOKS_ALLOW_LOOPBACK: 'true' });
  expect(asked).toThrow(ConfigurationError);
  expect(asked).toThrow('WEBHOOKS_ALLOW_LOOPBACK is for development');
});
