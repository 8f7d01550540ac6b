import { v7 } from 'uuid';
import { invoicesProgram } from '../../api/cli/invoices.js';
import { invoiceDecider } from '../../domain/billing/invoice/invoice.decider.js';
import { invoiceStream } from '../../domain/billing/streams.js';
import { TOKENS } from './tokens.js';
import type { ContainerTool } from './tools.js';

/** Runs `invoices …` over these connections. @throws what the command says of a failure */
export const runInvoicesTool: ContainerTool = async (container, words, out) => {
  const { currentState } = container.get(TOKENS.commandHandling);
  const program = invoicesProgram({
    request: container.get(TOKENS.requestInvoiceAction),
    ownerOf: async (invoiceId) => (await currentState(invoiceStream(invoiceId), invoiceDecider)).organizationId,
    commandId: v7(),
    out,
  });
  await program.parseAsync(words, { from: 'user' });
};
