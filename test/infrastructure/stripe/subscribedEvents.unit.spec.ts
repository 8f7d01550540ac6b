import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { subscribedEvents, subscribedThinEvents } from '../../../infrastructure/stripe/subscribedEvents.js';

const sdk = join(dirname(createRequire(import.meta.url).resolve('stripe')), '..', 'esm', 'resources');
const namesIn = (file: string) => readFileSync(join(sdk, file), 'utf8');

/** Every type that has to do with money owed to the seller; other groups of Stripe's are nothing to billing. */
const ours =
  /^(customer\.(?!_cash)|customer$|payment_method|mandate|setup_intent|subscription_schedule|invoice|invoiceitem|invoice_payment|credit_note|charge\.|refund|radar|review|payment_intent|checkout|billing|billing_portal|entitlements|product|price|plan|coupon|promotion_code|tax_rate)/;
/** Of those groups, what cannot come about here: charges are captured at once, and nobody pays by bank transfer. */
const impossible = ['charge.captured', 'charge.expired', 'payment_intent.partially_funded'];

it('is told of every type that the SDK knows of billing, and of no other', () => {
  const all = [...namesIn('Events.d.ts').matchAll(/^ {4}type: '([a-z_.]+)';$/gm)].map(([, type = '']) => type);
  expect(all.length).toBeGreaterThan(200);
  const expected = [...new Set(all)].filter((type) => ours.test(type) && !impossible.includes(type));
  expect(subscribedEvents).toEqual(expected.sort());
  const enabled = namesIn('WebhookEndpoints.d.ts');
  for (const type of subscribedEvents) expect(enabled).toContain(`'${type}'`);
});

it('is told by thin events of what exists as nothing else', () => {
  const known = namesIn('V2/Core/Events.d.ts');
  expect(subscribedThinEvents).toHaveLength(2);
  for (const type of subscribedThinEvents) expect(known).toContain(`'${type}'`);
});
