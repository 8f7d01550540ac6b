import type { EntitlementAnswer } from '../../domain/billing/entitlements/entitlementAnswer.js';
import type { EntitlementSet } from '../../domain/billing/entitlements/entitlements.js';

/** What an organization may do by its plan; for whoever has to know before acting. Reads the log: never behind a command. */
export interface Entitlements {
  of(organizationId: string): Promise<EntitlementSet>;
  /** Whether it may use a feature or count on a meter, and why. */
  answer(organizationId: string, feature: string): Promise<EntitlementAnswer>;
}
