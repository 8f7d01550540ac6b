import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoiceDecider as decider } from '../../../domain/billing/invoice/invoice.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { failed, paid, recordFailed, recordPaid } from '../../support/fixtures/billing.js';

const given = deciderSpec(decider);

describe('an invoice', () => {
  it('is paid once', () => {
    given().when(recordPaid()).thenRecorded(paid());
    given(paid()).when(recordPaid()).thenNothing();
  });

  it('remembers each failed attempt once', () => {
    given().when(recordFailed(1)).thenRecorded(failed(1));
    given(failed(1)).when(recordFailed(1)).thenNothing();
    given(failed(1)).when(recordFailed(2)).thenRecorded(failed(2));
    given(failed(2))
      .when(recordFailed(1))
      .thenRecorded(failed(1, { current: false }));
  });

  it('marks a failure that is told after the payment', () => {
    given(paid(2))
      .when(recordFailed(1))
      .thenRecorded(failed(1, { afterPayment: true, current: false }));
  });

  it('records nothing when an accepted command is repeated', () => {
    const commands = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }).map(recordFailed), fc.constant(recordPaid())));
    fc.assert(
      fc.property(commands, (sequence) => {
        let state = decider.initialState;
        for (const command of sequence) {
          const decision = decider.decide(command, state);
          if (decision.accepted) state = decision.events.reduce(decider.evolve, state);
          expect(decider.decide(command, state)).toEqual({ accepted: true, events: [] });
        }
      }),
    );
  });
});
