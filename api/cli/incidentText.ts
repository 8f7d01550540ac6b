import type { Incident } from '../../application/ports/openIncidents.js';

/** One line on what an operator has to look at. */
export function incidentText(observed: Incident['observed']): string {
  switch (observed.kind) {
    case 'rejectedUsage': {
      const codes = observed.errors.map(({ code, count }) => `${code} × ${count}`).join(', ');
      return `${observed.summary}${codes === '' ? '' : `: ${codes}`} (meter ${observed.meterId ?? 'unknown'})`;
    }
    case 'fraudFlag':
      return `${observed.source}: ${observed.reason}, payment ${observed.paymentIntentId ?? observed.chargeId}`;
    case 'schedule':
      return `schedule of ${observed.subscriptionId ?? 'no subscription'} was broken off by arrears`;
    case 'finalizationFailure':
      return `invoice ${observed.id} could not be made final: ${observed.message ?? observed.code ?? 'no reason was given'}`;
    case 'catalogueEdit':
      return `${observed.of} ${observed.name} (${observed.id}) was ${observed.state} at Stripe: it cannot be sold`;
    case 'payment':
    case 'pendingCharge':
    case 'checkout':
    case 'setup':
    case 'creditGrant':
    case 'creditUse':
      return observed.kind;
  }
}
