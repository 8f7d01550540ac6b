import { z } from 'zod';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import type { EventDefinitions } from '../../../application/events/eventDefinition.js';
import type { Command } from '../../../domain/command.js';
import { accept, type Decider } from '../../../domain/decider.js';
import type { Event } from '../../../domain/event.js';

/** A small aggregate with events of the usual size, about 300 bytes with their metadata: what both sides of a comparison decide. */
export type Deposited = Event<
  'Deposited',
  { accountId: string; amount: number; currency: string; reference: string; balance: number }
>;
export type Deposit = Command<
  'Deposit',
  { accountId: string; amount: number; currency: string; reference: string; times: number }
>;
export type Account = Readonly<{ balance: number; deposits: number }>;

export const noAccount: Account = { balance: 0, deposits: 0 };

export const evolveAccount = (account: Account, { data }: Deposited): Account => ({
  balance: data.balance,
  deposits: account.deposits + 1,
});

/** The events of `times` deposits, one after the other. */
export const deposits = ({ times, ...data }: Deposit['data'], { balance }: Account): Deposited[] =>
  Array.from({ length: times }, (_, index) => ({
    type: 'Deposited',
    data: { ...data, balance: balance + data.amount * (index + 1) },
  }));

export const accountDecider: Decider<Account, Deposit, Deposited, never> = {
  initialState: noAccount,
  evolve: evolveAccount,
  decide: ({ data }, account) => accept(...deposits(data, account)),
};

const definitions: EventDefinitions<Deposited> = {
  Deposited: {
    version: 1,
    data: z.object({
      accountId: z.string(),
      amount: z.int(),
      currency: z.string().length(3),
      reference: z.string(),
      balance: z.int(),
    }),
  },
};

const none = () => Promise.reject(new Error('the ledger has no personal data'));

export const ledgerCodec = createEventCodec(definitions, { encrypt: none, decrypt: none });

export const deposit = (accountId: string, times = 1): Deposit['data'] => ({
  accountId,
  amount: 1_250,
  currency: 'eur',
  reference: `transfer to ${accountId}, as agreed`,
  times,
});

/** Where a command of the bench comes from. */
export const contextOf = (commandId: string) => ({
  commandId,
  correlationId: `request-${commandId}`,
  causationId: `request-${commandId}`,
  organizationId: 'organization-1',
  actor: { kind: 'user', id: 'user-1' } as const,
});
