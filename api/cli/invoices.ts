import { Command } from 'commander';
import type { RequestInvoiceAction } from '../../application/billing/requestInvoiceAction.js';
import type { InvoiceAction } from '../../domain/billing/invoice/invoiceAction.js';

export type InvoicesProgramDependencies = Readonly<{
  request: RequestInvoiceAction;
  /** Whose invoice it is; undefined when there is no such invoice. */
  ownerOf: (invoiceId: string) => Promise<string | null>;
  /** The id of this run's command. */
  commandId: string;
  out: NodeJS.WritableStream;
}>;

/** A command of `invoices` was refused or given something it cannot read. */
export class InvoicesMistake extends Error {
  override readonly name = 'InvoicesMistake';
}

const creditReasons = ['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'] as const;
const refundReasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

/** `invoices pay | void | credit | refund`: what the seller has done to a customer's invoice. */
export function invoicesProgram({ request, ownerOf, commandId, out }: InvoicesProgramDependencies): Command {
  async function ask(invoiceId: string, action: InvoiceAction): Promise<void> {
    const organizationId = await ownerOf(invoiceId);
    if (organizationId === null) throw new InvoicesMistake(`there is no invoice ${invoiceId}`);
    const context = { commandId, correlationId: commandId, causationId: commandId, organizationId };
    const actor = { kind: 'admin', id: 'command-line' } as const;
    const asked = await request(invoiceId, action, { ...context, actor });
    if (!asked.accepted) throw new InvoicesMistake(`refused: ${asked.rejection}`);
    out.write(`Taken down at position ${asked.position} as request ${commandId}; Stripe is asked now.\n`);
  }

  const program = new Command('invoices')
    .description("Have something done to a customer's invoice")
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => out.write(text) });
  program
    .command('pay <invoiceId>')
    .description('collect an open invoice now')
    .action((invoiceId: string) => ask(invoiceId, { kind: 'pay', paymentMethodId: null }));
  program
    .command('void <invoiceId>')
    .description('close an open invoice without money')
    .action((invoiceId: string) => ask(invoiceId, { kind: 'void' }));
  program
    .command('credit <invoiceId> <amount>')
    .description('credit part of an invoice, in minor units of its currency')
    .requiredOption('--reason <reason>', `one of ${creditReasons.join(', ')}`)
    .option('--to <where>', 'where the money of a paid invoice goes: balance or card', 'balance')
    .action((invoiceId: string, amount: string, { reason, to }: { reason: string; to: string }) =>
      ask(invoiceId, {
        kind: 'credit',
        amount: minorUnits(amount),
        reason: oneOf(creditReasons, reason, '--reason'),
        to: oneOf(['balance', 'card'] as const, to, '--to'),
      }),
    );
  program
    .command('refund <invoiceId> <amount>')
    .description('give back part of a payment, in minor units of its currency')
    .option('--reason <reason>', `one of ${refundReasons.join(', ')}`, 'requested_by_customer')
    .action((invoiceId: string, amount: string, { reason }: { reason: string }) =>
      ask(invoiceId, {
        kind: 'refund',
        amount: minorUnits(amount),
        reason: oneOf(refundReasons, reason, '--reason'),
      }),
    );
  return program;
}

function minorUnits(text: string): number {
  const amount = Number(text);
  if (/^\d{1,12}$/.test(text) && amount > 0) return amount;
  throw new InvoicesMistake(`${text} is not an amount: give a whole number of minor units, such as 1050 for 10.50`);
}

function oneOf<const T extends string>(known: readonly T[], given: string, option: string): T {
  const found = known.find((each) => each === given);
  if (found === undefined) throw new InvoicesMistake(`${option} takes one of ${known.join(', ')}`);
  return found;
}
