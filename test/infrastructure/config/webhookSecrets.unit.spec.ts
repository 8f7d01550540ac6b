import { describe, expect, it } from 'vitest';
import { secretsOf } from '../../../infrastructure/composition/keptSecrets.js';
import { ConfigurationError, readEnvironment } from '../../../infrastructure/config/environment.js';

const others = { JWT_SECRET: 'j'.repeat(32), PERSONAL_DATA_KEY: 'p'.repeat(32) };
const secret = 'whsec_the_one_in_force';

describe('secrets that webhooks of Stripe are checked with', () => {
  it.each([' ', 'whsec_short', `${secret},whsec_short`])('"%s" stops the start', (STRIPE_WEBHOOK_SECRET) => {
    const read = () => secretsOf(readEnvironment({ ...others, STRIPE_WEBHOOK_SECRET }), false);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow('STRIPE_WEBHOOK_SECRET');
  });

  it.each([undefined, '', ','])('none at all (%j) stops the start with real services', (STRIPE_WEBHOOK_SECRET) => {
    const read = () => secretsOf(readEnvironment({ ...others, STRIPE_WEBHOOK_SECRET }), false);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow('STRIPE_WEBHOOK_SECRET');
  });

  it('are several while one is being rolled', () => {
    const environment = readEnvironment({ ...others, STRIPE_WEBHOOK_SECRET: `${secret},whsec_the_one_before` });
    expect(secretsOf(environment, false).stripeWebhookSecrets).toEqual([secret, 'whsec_the_one_before']);
  });
});
