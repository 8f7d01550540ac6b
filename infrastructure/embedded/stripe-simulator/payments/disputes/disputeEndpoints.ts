import { z } from 'zod';
import { endpoint } from '../../http/endpoint.js';
import { listOf } from '../../http/lists.js';
import {
  clearable,
  flag,
  mergedMetadata,
  metadata,
  paging,
  parameters,
  text,
  timeRange,
} from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { closeDispute, isClosed } from './closeDispute.js';
import { EVIDENCE_FIELDS } from './disputeObject.js';

const paper = clearable(text()).optional();
const evidence = z.strictObject(Object.fromEntries(EVIDENCE_FIELDS.map((field) => [field, paper])));

/** Papers whose text decides a dispute at once (docs.stripe.com/testing#evidence). */
const DECIDING: Readonly<Record<string, 'lost' | 'won'>> = { losing_evidence: 'lost', winning_evidence: 'won' };

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/disputes/:dispute',
  params: parameters({}),
  handle: (context, { path }) => context.inPath('dispute', path.dispute),
});

const update = endpoint({
  method: 'POST',
  path: '/v1/disputes/:dispute',
  params: parameters({ evidence: evidence.optional(), metadata: metadata(), submit: flag().optional() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('dispute', path.dispute);
    if (params.evidence && isClosed(before)) {
      throw invalidRequest('The evidence of a closed dispute cannot be changed.', { param: 'evidence' });
    }
    const given = Object.entries(params.evidence ?? {}).filter(([, value]) => value !== undefined);
    const submits = params.evidence !== undefined && params.submit !== false;
    const details = before.evidence_details;
    const after = context.store.update('dispute', before.id, {
      evidence: { ...before.evidence, ...Object.fromEntries(given) },
      evidence_details: {
        ...details,
        has_evidence: details.has_evidence || given.length > 0,
        submission_count: details.submission_count + (submits ? 1 : 0),
      },
      metadata: mergedMetadata(before.metadata, params.metadata),
      status: submits ? 'under_review' : before.status,
    });
    context.emitChange('charge.dispute.updated', before, after);
    const decision = submits ? DECIDING[after.evidence.uncategorized_text ?? ''] : undefined;
    return decision ? closeDispute(context, before.id, decision) : after;
  },
});

const close = endpoint({
  method: 'POST',
  path: '/v1/disputes/:dispute/close',
  params: parameters({}),
  handle: (context, { path }) => closeDispute(context, path.dispute, 'lost'),
});

const list = endpoint({
  method: 'GET',
  path: '/v1/disputes',
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    charge: text().optional(),
    payment_intent: text().optional(),
  }),
  handle: (context, { params }) =>
    listOf(
      context,
      'dispute',
      params,
      '/v1/disputes',
      (dispute) =>
        (params.charge ?? dispute.charge) === dispute.charge &&
        (params.payment_intent ?? dispute.payment_intent) === dispute.payment_intent,
    ),
});

/** Charges that their holders object to. */
export const disputeEndpoints = [retrieve, update, close, list];
