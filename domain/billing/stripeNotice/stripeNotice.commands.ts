import type { Command } from '../../command.js';
import type { OrganizationId } from '../ids.js';
import type { WatchedObject } from './watchedObject.js';

/** Stripe described something that is only watched. */
export type NoteStripeObject = Command<
  'NoteStripeObject',
  Readonly<{
    /** Null for what belongs to no organization. */
    organizationId: OrganizationId | null;
    observed: WatchedObject;
    /** Read from Stripe just now: it overrules what is known. */
    fetched: boolean;
  }>
>;

/** An operator has dealt with it. */
export type ResolveStripeNotice = Command<'ResolveStripeNotice', Readonly<{ objectId: string; note: string }>>;

export type StripeNoticeCommand = NoteStripeObject | ResolveStripeNotice;

export type StripeNoticeRejection = 'STRIPE_NOTICE_UNKNOWN';
