import type { Context } from '../../account/context.js';
import type { WorkData } from '../../clock/dueWork.js';
import { markUncollectible, voidInvoice } from '../../invoices/changes/closeInvoice.js';
import { finalizeInvoice } from '../../invoices/changes/finalizeInvoice.js';
import type { Stored } from '../../store/storedObjects.js';
import { afterPayment } from '../collection/afterInvoice.js';
import { collectInvoice } from '../collection/collectInvoice.js';
import { scheduleDue } from '../collection/scheduleDue.js';
import { scheduleFinalization } from '../collection/scheduleFinalization.js';
import { subscriptionOf } from '../life/subscriptionOf.js';
import { recountUsage } from '../usage/recountUsage.js';

const HOUR = 3600;
const LONGEST_WAIT = 72 * HOUR;

/** The hour of a draft is over: it becomes final and is collected or sent. It waits while `invoice.created` is refused, up to 72 h. */
export function finalizeDraft(context: Context, { invoice: id }: WorkData): void {
  const draft = context.store.get('invoice', String(id));
  if (draft?.status !== 'draft' || draft.auto_advance !== true) return;
  if (isRefused(context, draft.id) && context.now() + HOUR <= draft.created + LONGEST_WAIT) {
    scheduleFinalization(context, draft, context.now() + HOUR);
    return;
  }
  recountUsage(context, draft);
  advanceInvoice(context, draft.id);
}

/** Finalizes a draft and does with it what its collection wants: charge, send, or what a paused collection says. */
export function advanceInvoice(context: Context, id: string): void {
  const open = finalizeInvoice(context, id);
  if (open.status === 'paid') {
    afterPayment(context, open);
    return;
  }
  const paused = subscriptionOf(context, open)?.pause_collection?.behavior;
  if (paused === 'void') voidInvoice(context, id);
  else if (paused === 'mark_uncollectible') afterPayment(context, markUncollectible(context, id));
  else if (open.collection_method === 'send_invoice') sendInvoice(context, open);
  else collectInvoice(context, id, { offSession: true, automatic: true });
}

/** Mails an open invoice; what happens when nobody pays it in time is scheduled. */
export function sendInvoice(context: Context, invoice: Stored<'invoice'>): void {
  scheduleDue(context, invoice);
  context.emit('invoice.sent', invoice);
}

/** Whether a webhook endpoint refused to take `invoice.created` of a draft and has not taken it since. */
const isRefused = ({ store }: Context, invoice: string): boolean =>
  store.where('sim.delivery', 'type', 'invoice.created').some((delivery) => {
    if (delivery.state !== 'waiting' || delivery.attempts.length === 0) return false;
    const object = store.get('event', delivery.event)?.data.object;
    return object !== undefined && 'id' in object && object.id === invoice;
  });
