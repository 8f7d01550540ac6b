import type { Command } from '../../command.js';

type OfAddress = Readonly<{ digest: string; userId: string }>;

export type EmailAddressCommand = Command<'ClaimEmailAddress', OfAddress> | Command<'ReleaseEmailAddress', OfAddress>;

export type EmailAddressRejection = 'EMAIL_TAKEN';
