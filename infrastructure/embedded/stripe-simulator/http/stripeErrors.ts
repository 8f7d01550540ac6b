/** The `error` of an answer (docs.stripe.com/api/errors). */
export type ErrorBody = Readonly<{
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: object;
  payment_method?: object;
  setup_intent?: object;
}>;

/** A request is refused as Stripe would. Thrown by handlers; what they changed is taken back unless `keepsChanges`. */
export class StripeError extends Error {
  override readonly name = 'StripeError';
  readonly status: number;
  readonly body: ErrorBody;
  readonly keepsChanges: boolean;

  constructor(status: number, body: ErrorBody, { keepsChanges = false } = {}) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.keepsChanges = keepsChanges;
  }
}

type Details = Readonly<{ code?: string; param?: string }>;

/** 400 `invalid_request_error`. */
export const invalidRequest = (message: string, details: Details = {}): StripeError =>
  new StripeError(400, { type: 'invalid_request_error', message, ...details });

/** 404 for an id in the path that is unknown. */
export const notFound = (type: string, id: string, param = 'id'): StripeError =>
  new StripeError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${type}: '${id}'`,
    param,
  });

/** 400 for an id in the parameters that is unknown. */
export const unknownReference = (type: string, id: string, param: string): StripeError =>
  invalidRequest(`No such ${type}: '${id}'`, { code: 'resource_missing', param });

/**
 * 402: a card was declined or wants authentication. What was written (the failed charge, the intent) stays, unless the
 * caller asked for all or nothing.
 */
export const cardError = (body: Omit<ErrorBody, 'type'>, { keepsChanges = true } = {}): StripeError =>
  new StripeError(402, { type: 'card_error', ...body }, { keepsChanges });

/** The connection breaks instead of an answer: before anything was done, or after all of it. */
export class ConnectionDrop extends Error {
  override readonly name = 'ConnectionDrop';
  readonly keepsChanges: boolean;

  constructor({ keepsChanges }: Readonly<{ keepsChanges: boolean }>) {
    super('the connection is dropped');
    this.keepsChanges = keepsChanges;
  }
}
