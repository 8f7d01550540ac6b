import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { demoOrganizationId } from '../../infrastructure/composition/demo/demoOrganization.js';
import { newDataFolder } from '../support/dataFolder.js';
import { IdentityClient } from '../support/identityClient.js';
import { ProductClient } from '../support/productClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

// From nothing, as on the machine of whoever tries it.
const product = new RunningProduct(newDataFolder(), { DEMO_DATA: 'true' });
afterAll(() => product.dispose());

const invoices = () => new ProductClient(product).get(demoOrganizationId, 'billing/invoices?limit=200');

/** Of the demo's year: the first, twelve renewals, and two changes within a period. */
const INVOICES = 15;

const count = ({ body }: { body: unknown }): number => (body as { data: unknown[] }).data.length;

/** Everybody of the demo organization, with the password that is printed. */
async function signInAsDemoPeople(): Promise<void> {
  const client = new IdentityClient(product);
  const { demo = {} } = product.runtime();
  expect(Object.keys(demo)).toEqual(['owner', 'admin', 'member', 'viewer']);
  for (const [role, { email, password, userId, organizationId, token }] of Object.entries(demo)) {
    expect(product.output).toContain(password);
    const { status, body } = await client.signIn(email, password);
    expect(status).toBe(200);
    expect(body).toMatchObject({ userId, organizationId });
    for (const bearer of [token, body.accessToken]) {
      const invited = await client.post('team/invite', { email: 'nobody', role: 'member' }, client.as(bearer));
      expect(invited.status).toBe(role === 'owner' || role === 'admin' ? 422 : 403);
    }
  }
}

describe('the product', () => {
  it('starts with demo data, says where everything is, and stops cleanly', async () => {
    const runtime = await product.start();
    for (const address of [runtime.http, 'npm run demo:webhook', 'mia@northwind.example'])
      expect(product.output).toContain(address);
    const ready = await fetch(`${runtime.http}/ready`);
    expect(await ready.json()).toMatchObject({
      services: { postgres: { ok: true }, eventStore: { ok: true }, clickHouse: { ok: true } },
    });
    await signInAsDemoPeople();
    expect(await product.stop('SIGINT')).toBe(0);
    expect(product.output).toContain('Stopped. All data is kept');
    expect(existsSync(join(product.dataDir, 'runtime.json'))).toBe(false);
  });

  it('finds all data again at the second start, and seeds nothing twice', async () => {
    await product.start();
    await until(async () => count(await invoices()) === INVOICES);
    const first = await invoices();
    await product.stop();
    await product.start();
    await until(async () => count(await invoices()) === INVOICES);
    expect(await invoices()).toEqual(first);
  });

  it('says every mistake in the environment at once and does not start', async () => {
    const wrong = new RunningProduct(newDataFolder(), { DATABASE_URL: 'mysql://x', JWT_SECRET: 'short' });
    await expect(wrong.start()).rejects.toThrow(/DATABASE_URL[\s\S]*JWT_SECRET|JWT_SECRET[\s\S]*DATABASE_URL/);
    await wrong.dispose();
  });

  it('refuses embedded services in production unless told otherwise', async () => {
    const wrong = new RunningProduct(newDataFolder(), { NODE_ENV: 'production' });
    await expect(wrong.start()).rejects.toThrow('ALLOW_EMBEDDED');
    await wrong.dispose();
  });

  it('says which service cannot be reached instead of falling back to the embedded one', async () => {
    const wrong = new RunningProduct(newDataFolder(), { CLICKHOUSE_URL: 'http://127.0.0.1:9' });
    await expect(wrong.start()).rejects.toThrow('ClickHouse at 127.0.0.1:9');
    await wrong.dispose();
  });
});
