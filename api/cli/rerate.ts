import { Command } from 'commander';
import type { RatedOf, Rerate, Rerating } from '../../application/billing/rerate.js';
import { aligned } from './aligned.js';

export type RerateProgramDependencies = Readonly<{ rerate: Rerate; out: NodeJS.WritableStream }>;

/** With the catalogue as it was sold an invoice comes to something else: the command has said where. */
export class InvoiceNotReproduced extends Error {
  override readonly name = 'InvoiceNotReproduced';
}

type Options = Readonly<{ plan?: string; from: string; to: string; lines?: boolean }>;

/** `rerate [--plan <planId>] [--from <day>] [--to <day>] [--lines]`; `parseAsync` rejects with the reason of a failure. */
export function rerateProgram({ rerate, out }: RerateProgramDependencies): Command {
  const say = (line: string) => out.write(`${line}\n`);
  return new Command('rerate')
    .description('Price past invoices anew: as they were sold, or with the draft of a plan in its place')
    .option('--plan <planId>', 'the plan whose draft takes the place of every version of it')
    .option('--from <time>', 'invoices made from then on', '1970-01-01')
    .option('--to <time>', 'up to then', '9999-01-01')
    .option('--lines', 'show what of each invoice comes to something else')
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => out.write(text) })
    .action(async ({ plan, from, to, lines }: Options) => {
      const draftOf = plan ?? null;
      const rerating = await rerate({ draftOf, from: instantOf(from), to: instantOf(to) });
      for (const line of revenueTable(rerating)) say(line);
      const differing = rerating.invoices.filter(({ invoiced, rated }) => invoiced !== rated);
      if (lines || draftOf === null) for (const invoice of differing) for (const line of details(invoice)) say(line);
      for (const line of remarks(rerating)) say(line);
      if (draftOf !== null) return;
      if (differing.length > 0)
        throw new InvoiceNotReproduced(
          `${differing.length} of ${rerating.invoices.length} invoices are not reproduced`,
        );
      say(`All ${rerating.invoices.length} invoices are reproduced to the cent.`);
    });
}

/** @throws Error when it is no time */
function instantOf(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`${text} is not a time such as 2026-11-01 or 2026-11-01T09:00:00Z`);
  return new Date(time).toISOString();
}

const signed = (amount: number): string => (amount > 0 ? `+${amount}` : String(amount));

function revenueTable({ revenue }: Rerating): string[] {
  if (revenue.length === 0) return ['There is no invoice in this time.'];
  const header = ['ORGANIZATION', 'CURRENCY', 'INVOICES', 'INVOICED', 'RE-RATED', 'DIFFERENCE'];
  const rows = revenue.map(({ organizationId, currency, invoices, invoiced, rated }) => [
    organizationId,
    currency,
    String(invoices),
    String(invoiced),
    String(rated),
    signed(rated - invoiced),
  ]);
  return ['Amounts in minor units.', ...aligned([header, ...rows], new Set([2, 3, 4, 5]))];
}

const details = ({ invoiceId, number, currency, invoiced, rated, groups }: RatedOf): string[] => [
  `${number ?? invoiceId}: ${invoiced} ${currency} invoiced, ${rated} re-rated`,
  ...groups
    .filter((group) => group.invoiced !== group.rated)
    .map((group) => `  ${group.what}: ${group.invoiced} invoiced, ${group.rated} re-rated`),
];

function remarks({ invoices, incomplete }: Rerating): string[] {
  const kept = invoices.flatMap(({ groups }) =>
    groups.filter(({ note }) => note !== null && note !== 'NOT_BILLED_BEFORE'),
  );
  const counts = new Map<string, number>();
  for (const { note } of kept) counts.set(String(note), (counts.get(String(note)) ?? 0) + 1);
  return [
    ...[...counts].map(([note, count]) => `${count} items keep what was invoiced (${note}).`),
    ...(incomplete.length > 0 ? [`${incomplete.length} invoices are left out: not all of their lines are known.`] : []),
  ];
}
