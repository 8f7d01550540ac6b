import { Command } from 'commander';
import type { ParkedWebhooks } from '../../application/billing/parkedWebhooks.js';
import type { SweepStripeEvents } from '../../application/billing/sweepStripeEvents.js';
import type { StripeEndpoints } from '../../application/ports/stripeEndpoints.js';
import { aligned } from './aligned.js';

export type WebhooksProgramDependencies = Readonly<{
  parked: ParkedWebhooks;
  sweep: SweepStripeEvents;
  endpoints: StripeEndpoints;
  /** The id of this run. */
  runId: string;
  out: NodeJS.WritableStream;
}>;

const HEADER = ['STRIPE EVENT', 'TYPE', 'REACTION', 'ATTEMPTS', 'NEXT ATTEMPT', 'REASON'];

/** `webhooks connect | parked | replay | sweep`: how Stripe's events come here, and what of them has not become known. */
export function webhooksProgram({ parked, sweep, endpoints, runId, out }: WebhooksProgramDependencies): Command {
  const say = (line: string) => out.write(`${line}\n`);
  const program = new Command('webhooks')
    .description("Look after Stripe's events")
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => out.write(text) });
  program
    .command('connect <url>')
    .description('have Stripe deliver what is followed to <your address>/api/v1/billing/webhooks/stripe')
    .action(async (url: string) => {
      if (!/^https?:\/\/\S+$/.test(url)) throw new Error('the address begins with https://');
      const connected = await endpoints.connect(url);
      const rows = connected.map(({ id, delivers, secret }) => [id, delivers, secret ?? 'as before']);
      for (const line of aligned([['ENDPOINT', 'DELIVERS', 'SECRET'], ...rows], new Set())) say(line);
      const secrets = connected.flatMap(({ secret }) => secret ?? []);
      if (secrets.length > 0) say(`Add to STRIPE_WEBHOOK_SECRET, separated by commas: ${secrets.join(',')}`);
    });
  program
    .command('parked')
    .description('the events that could not be taken in yet, and why')
    .action(async () => {
      const events = await parked.list();
      if (events.length === 0) return void say('No event is parked.');
      const rows = events.map((event) => [
        event.stripeEventId,
        event.eventType,
        event.reaction,
        String(event.attempts),
        event.nextAttemptAt,
        event.reason,
      ]);
      for (const line of aligned([HEADER, ...rows], new Set([3]))) say(line);
    });
  program
    .command('replay <stripeEventId>')
    .description('try one parked event again now, or `all` of them')
    .action(async (stripeEventId: string) => {
      const due = await parked.replay(stripeEventId);
      if (due === 0 && stripeEventId !== 'all') throw new Error(`no event ${stripeEventId} is parked`);
      say(`${due} parked ${due === 1 ? 'event is' : 'events are'} tried again now.`);
    });
  program
    .command('sweep')
    .description('fetch the events that Stripe has and that were never delivered')
    .action(async () => {
      const { seen, found } = await sweep(runId);
      say(`${seen} events looked at, ${found} of them had not been delivered and are taken in now.`);
    });
  return program;
}
