import { endpoint } from '../../http/endpoint.js';
import { listOf, pageOf } from '../../http/lists.js';
import { clearable, mergedMetadata, metadata, paging, parameters, text, timeRange } from '../../http/parameters.js';
import { creditNoteObject } from './creditNoteObject.js';
import { creditNoteFields, creditNoteParameters } from './creditNoteParameters.js';
import { creditNoteTerms } from './creditNoteTerms.js';
import { issueCreditNote, voidCreditNote } from './issueCreditNote.js';

const create = endpoint({
  method: 'POST',
  path: '/v1/credit_notes',
  params: creditNoteParameters,
  handle: (context, { params }) => issueCreditNote(context, params),
});

const preview = endpoint({
  method: 'GET',
  path: '/v1/credit_notes/preview',
  params: creditNoteParameters,
  handle: (context, { params }) => creditNoteObject(context, creditNoteTerms(context, params), params),
});

const previewLines = endpoint({
  method: 'GET',
  path: '/v1/credit_notes/preview/lines',
  params: parameters({ ...creditNoteFields, ...paging }),
  handle: (context, { params }) => {
    const { lines } = creditNoteObject(context, creditNoteTerms(context, params), params);
    return pageOf(lines.data, params, '/v1/credit_notes/preview/lines');
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/credit_notes/:id',
  params: parameters({}),
  handle: (context, { path }) => context.inPath('credit_note', path.id),
});

const update = endpoint({
  method: 'POST',
  path: '/v1/credit_notes/:id',
  params: parameters({ memo: clearable(text()).optional(), metadata: metadata() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('credit_note', path.id);
    const after = context.store.update('credit_note', before.id, {
      memo: params.memo === undefined ? before.memo : params.memo,
      metadata: mergedMetadata(before.metadata ?? {}, params.metadata),
    });
    context.emitChange('credit_note.updated', before, after);
    return after;
  },
});

const voidOne = endpoint({
  method: 'POST',
  path: '/v1/credit_notes/:id/void',
  params: parameters({}),
  handle: (context, { path }) => voidCreditNote(context, path.id),
});

const lines = endpoint({
  method: 'GET',
  path: '/v1/credit_notes/:id/lines',
  params: parameters(paging),
  handle: (context, { path, params }) =>
    pageOf(context.inPath('credit_note', path.id).lines.data, params, `/v1/credit_notes/${path.id}/lines`),
});

const list = endpoint({
  method: 'GET',
  path: '/v1/credit_notes',
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    customer: text().optional(),
    invoice: text().optional(),
  }),
  handle: (context, { params }) =>
    listOf(
      context,
      'credit_note',
      params,
      '/v1/credit_notes',
      (note) =>
        (params.customer ?? note.customer) === note.customer && (params.invoice ?? note.invoice) === note.invoice,
    ),
});

/** What is taken back of invoices. */
export const creditNoteEndpoints = [create, preview, previewLines, retrieve, update, voidOne, lines, list];
