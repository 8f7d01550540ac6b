import { Command } from 'commander';
import type { ParkedWebhooks } from '../../application/billing/parkedWebhooks.js';
import type { SweepStripeEvents } from '../../application/billing/sweepStripeEvents.js';
import { aligned } from './aligned.js';

export type WebhooksProgramDependencies = Readonly<{
  parked: ParkedWebhooks;
  sweep: SweepStripeEvents;
  /** The id of this run. */
  runId: string;
  out: NodeJS.WritableStream;
}>;

const HEADER = ['STRIPE EVENT', 'TYPE', 'REACTION', 'ATTEMPTS', 'NEXT ATTEMPT', 'REASON'];

/** `webhooks parked | replay | sweep`: what of Stripe's events has not become known here, and what can be done about it. */
export function webhooksProgram({ parked, sweep, runId, out }: WebhooksProgramDependencies): Command {
  const say = (line: string) => out.write(`${line}\n`);
  const program = new Command('webhooks')
    .description("Look after Stripe's events")
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => out.write(text) });
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
