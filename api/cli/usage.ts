import { Command } from 'commander';
import type { CompareUsage, UsageCounts } from '../../application/billing/compareUsage.js';
import type { CorrectUsage } from '../../application/billing/correctUsage.js';
import type { CommandContext } from '../../application/commandContext.js';

export type UsageProgramDependencies = Readonly<{
  compare: CompareUsage;
  correct: CorrectUsage;
  /** Who asks, for an organization; one command a run. */
  contextFor: (organizationId: string, reason: string) => CommandContext;
  now: () => Date;
  out: NodeJS.WritableStream;
}>;

/** A command of `usage` was refused, was given something it cannot read, or found a difference. */
export class UsageMistake extends Error {
  override readonly name = 'UsageMistake';
}

type CorrectOptions = Readonly<{ reason: string; reference: string; at?: string }>;

/** `usage totals | correct`; `parseAsync` rejects with the reason of a failure. */
export function usageProgram({ compare, correct, contextFor, now, out }: UsageProgramDependencies): Command {
  const say = (line: string) => out.write(`${line}\n`);
  const program = new Command('usage')
    .description('Look after recorded usage')
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => out.write(text) });
  program
    .command('totals <organizationId>')
    .description('count its usage in the log, in the counters, in ClickHouse and at Stripe; fails when they differ')
    .action(async (organizationId: string) => {
      const counts = await compare(organizationId);
      for (const line of totalsTable(counts)) say(line);
      if (counts.differences.length > 0) throw new UsageMistake(counts.differences.join('\n'));
      say('All agree.');
    });
  program
    .command('correct <organizationId> <meter> <quantity>')
    .description(
      'add units to the period of a time, or take them away with a negative quantity: correct org runs -- -5',
    )
    .requiredOption('--reason <text>', 'why, for the organization to read')
    .requiredOption('--reference <text>', 'what it refers to, such as a ticket or a record id')
    .option('--at <instant>', 'any time of the period; default now')
    .action(async (organizationId: string, meter: string, quantity: string, options: CorrectOptions) => {
      if (!/^[+-]?\d{1,15}$/.test(quantity)) throw new UsageMistake(`${quantity} is not a whole number of units`);
      const at = new Date(options.at ?? now().getTime());
      if (Number.isNaN(at.getTime())) throw new UsageMistake(`${options.at} is not a time`);
      const { reason, reference } = options;
      const correction = { organizationId, meter, at: at.toISOString(), quantity: Number(quantity), reason, reference };
      const handled = await correct(correction, contextFor(organizationId, reason));
      if (!handled.accepted) throw new UsageMistake(`refused: ${handled.rejection}`);
      say(`Corrected ${meter} by ${quantity}, at position ${handled.position}.`);
    });
  return program;
}

function totalsTable({ log, counters, clickhouse, stripe }: UsageCounts): readonly string[] {
  const line = (name: string, ...columns: readonly unknown[]) =>
    [name.padEnd(12), ...columns.map((column) => String(column).padStart(16))].join('');
  return [
    line('', 'records', 'units', 'corrected', 'reported'),
    line('log', log.records, log.quantity, log.corrected, log.reported),
    line('counters', counters.records, counters.quantity, counters.corrected, counters.reported),
    line('ClickHouse', clickhouse.records, clickhouse.quantity, clickhouse.corrected, ''),
    line('Stripe', '', '', '', stripe),
  ];
}
