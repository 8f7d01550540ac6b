import { expect } from 'vitest';
import { subscriptionLife } from '../../infrastructure/embedded/stripe-simulator/subscriptionLife.js';
import { IdentityClient } from './identityClient.js';
import type { Product } from './product.js';
import { ProductClient } from './productClient.js';

const price = { planId: 'pro', unitAmount: 4_900, currency: 'usd', interval: 'month' } as const;
const PER_CALL = 800;

/** An organization of one person, by their name and address, with something in every part of the product. */
export async function busyOrganization(
  product: Product,
  { name, email, guest, records: total }: Readonly<{ name: string; email: string; guest: string; records: number }>,
) {
  const client = new IdentityClient(product);
  const { body } = await client.signUp(email, { name });
  const organizationId = String(body.organizationId);
  const headers = client.as(body.accessToken);
  const post = async (address: string, wish: unknown) => {
    const answer = await client.call('POST', address, wish, headers);
    expect(answer.status, `${address}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  };

  await post('team/invite', { email: guest, role: 'member', message: '=HYPERLINK("https://evil.example")' });
  await post('team/roles', { name: 'Book keeper', description: '', permissions: ['billing:read'] });
  await post('team/domains', { domain: email.split('@')[1] });
  const at = new Date(Date.now() - 60_000).toISOString();
  for (let first = 0; first < total; first += PER_CALL) {
    const records = Array.from({ length: PER_CALL }, (_, n) => ({
      ...{ id: `${email}-${first + n}`, meter: 'agent_runs', quantity: n % 7, at },
    }));
    await post('billing/usage', { records });
  }
  const startsAt = new Date('2026-01-03T09:00:00.000Z');
  const life = subscriptionLife({ seed: email, organizationId, price, quantity: 5, startsAt });
  const webhooks = new ProductClient(product);
  for (const event of [life.started(), life.paid(0)])
    expect(await webhooks.deliver(event)).toMatchObject({ status: 200 });
  return { client, organizationId, headers };
}
