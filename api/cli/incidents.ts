import { Command } from 'commander';
import type { ResolveStripeNotice } from '../../application/billing/resolveStripeNotice.js';
import type { CommandContext } from '../../application/commandContext.js';
import type { OpenIncidents } from '../../application/ports/openIncidents.js';
import { aligned } from './aligned.js';
import { incidentText } from './incidentText.js';

export type IncidentsProgramDependencies = Readonly<{
  openIncidents: OpenIncidents;
  resolve: ResolveStripeNotice;
  /** Where a command of this run comes from. */
  context: CommandContext;
  out: NodeJS.WritableStream;
}>;

const HEADER = ['ID', 'KIND', 'ORGANIZATION', 'SINCE', 'WHAT'];

/** `incidents list | resolve`: what Stripe told that somebody who runs the product has to look at. */
export function incidentsProgram({ openIncidents, resolve, context, out }: IncidentsProgramDependencies): Command {
  const say = (line: string) => out.write(`${line}\n`);
  const program = new Command('incidents')
    .description('Rejected usage, suspicious payments, planned changes that were broken off')
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => out.write(text) });
  program
    .command('list')
    .description('what is open, oldest first')
    .action(async () => {
      const open = await openIncidents();
      if (open.length === 0) return void say('Nothing is open.');
      const rows = open.map(({ objectId, kind, organizationId, observedAt, observed }) => [
        objectId,
        kind,
        organizationId ?? '-',
        observedAt,
        incidentText(observed),
      ]);
      for (const line of aligned([HEADER, ...rows], new Set())) say(line);
    });
  program
    .command('resolve <id> <note>')
    .description('write down what was done about it')
    .action(async (id: string, note: string) => {
      if (note.trim() === '') throw new Error('say in the note what was done');
      const resolved = await resolve(id, note.trim().slice(0, 500), context);
      if (!resolved.accepted) throw new Error(`there is no incident ${id}`);
      say(`${id} is resolved.`);
    });
  return program;
}
