import { defaultSettings } from '../account/accountRecord.js';
import { control } from '../http/controls.js';
import { array, flag, integer, oneOf, parameters, text } from '../http/parameters.js';
import { notFound } from '../http/stripeErrors.js';
import type { Subject } from '../subject.js';

const settings = control({
  method: 'POST',
  path: '/settings',
  params: parameters({
    dunning: array(integer()).optional(),
    end_action: oneOf('cancel', 'unpaid', 'leave_past_due').optional(),
    upcoming_days: integer().optional(),
    finalize_delay_s: integer().optional(),
    billing_mode_default: oneOf('classic', 'flexible').optional(),
    retry_profile: oneOf('fast', 'sandbox', 'live').optional(),
    emit_created_as: oneOf('incomplete', 'active').optional(),
    payment_failed_on_action: flag().optional(),
    search_lag_s: integer().optional(),
  }),
  handle: (account, { params }) =>
    account.run((context) => {
      const before = { ...defaultSettings, ...context.settings };
      const after = {
        dunningDays: params.dunning ?? before.dunningDays,
        endAction: (params.end_action ?? before.endAction) as typeof before.endAction,
        upcomingDays: params.upcoming_days ?? before.upcomingDays,
        finalizeDelay: params.finalize_delay_s ?? before.finalizeDelay,
        billingModeDefault: (params.billing_mode_default ??
          before.billingModeDefault) as typeof before.billingModeDefault,
        retryProfile: (params.retry_profile ?? before.retryProfile) as typeof before.retryProfile,
        emitCreatedAs: (params.emit_created_as ?? before.emitCreatedAs) as typeof before.emitCreatedAs,
        paymentFailedOnAction: params.payment_failed_on_action ?? before.paymentFailedOnAction,
        searchLag: params.search_lag_s ?? before.searchLag ?? 0,
      };
      context.store.update('sim.account', 'account', { settings: after });
      return after;
    }),
});

const showSettings = control({
  method: 'GET',
  path: '/settings',
  params: parameters({}),
  handle: ({ records }) => records.get('sim.account', 'account')?.settings ?? defaultSettings,
});

const reset = control({
  method: 'POST',
  path: '/reset',
  params: parameters({}),
  handle: (account, { simulator }) =>
    account.run((context) => {
      const all = context.store.everything();
      for (const { type, value } of all) context.store.delete(type, value.id);
      simulator.begin(context, account.key);
      return { removed: all.length };
    }),
});

const snapshot = control({
  method: 'POST',
  path: '/snapshot',
  params: parameters({ name: text().optional() }),
  handle: (account, { params, simulator }) =>
    account.run(({ store }) => {
      const { name = 'default' } = params;
      simulator.snapshots.set(`${account.key} ${name}`, store.everything());
      return { name, objects: store.everything().length };
    }),
});

const restore = control({
  method: 'POST',
  path: '/restore',
  params: parameters({ name: text().optional() }),
  handle: (account, { params, simulator }) =>
    account.run(({ store }) => {
      const { name = 'default' } = params;
      const kept = simulator.snapshots.get(`${account.key} ${name}`);
      if (!kept) throw notFound('snapshot', name, 'name');
      for (const { type, value } of store.everything()) store.delete(type, value.id);
      for (const { type, value } of kept) store.put(type, value);
      return { name, objects: kept.length };
    }),
});

/** An account as a whole: its settings, emptied, kept and brought back. */
export const accountSubject: Subject = { controls: [settings, showSettings, reset, snapshot, restore] };
