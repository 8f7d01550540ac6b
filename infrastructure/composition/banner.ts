import colors from 'picocolors';
import type { Backends } from './backends.js';
import type { Runtime } from './runtimeFile.js';

export type Ready = Readonly<{
  http: string | undefined;
  probes: string | undefined;
  gateway: string | undefined;
  backends: Pick<Backends, 'embedded' | 'eventStoreUrl' | 'databaseUrl' | 'stripeSimulator' | 'inbox'>;
  demo: Runtime['demo'] | undefined;
  readyAfterMs: number;
}>;

const row = (name: string, value: string): string => `  ${name.padEnd(14)} ${value}`;

/** What a person needs once the product runs: addresses, log-ins and what to try first. */
export function banner({ http, probes, gateway, backends, demo, readyAfterMs }: Ready): string {
  const { embedded, eventStoreUrl, databaseUrl, stripeSimulator, inbox } = backends;
  const lines = ['', colors.bold(`Objecta is ready after ${(readyAfterMs / 1000).toFixed(1)} s`), ''];
  if (http) {
    lines.push(row('API', colors.cyan(`${http}/api/v1`)), row('API docs', colors.cyan(`${http}/docs`)));
    lines.push(row('Health', `${http}/health  ${http}/ready  ${http}/metrics`));
  }
  if (probes) lines.push(row('Health', `${probes}/health  ${probes}/ready  ${probes}/metrics`));
  if (gateway) lines.push(row('Gateway', colors.cyan(gateway)));
  if (embedded.includes('event store')) lines.push(row('Event store', eventStoreUrl));
  if (embedded.includes('PostgreSQL')) lines.push(row('PostgreSQL', databaseUrl));
  if (inbox) lines.push(row('Inbox', `${colors.cyan(inbox)} (every mail that is sent)`));
  if (stripeSimulator)
    lines.push(row('Stripe', `${colors.cyan(stripeSimulator.url)} (simulator: state, clock, webhooks)`));
  if (embedded.length > 0) lines.push(row('Embedded', embedded.join(', ')));
  if (demo) {
    lines.push('', 'Log-ins of the demo organization (POST /api/v1/auth/sign-in, or a token that stands for it):', '');
    for (const [name, { email, password }] of Object.entries(demo))
      lines.push(row(name, `${email.padEnd(24)} ${password.padEnd(20)} npm run --silent token -- ${name}`));
    lines.push('', 'Try:', '  npm run demo:webhook', '  npm run projections -- status');
    lines.push(
      `  curl -H "Authorization: Bearer $(npm run --silent token -- owner)" ${http ?? ''}/api/v1/billing/subscription`,
    );
  }
  return `${lines.join('\n')}\n\n`;
}
