import type { Evidence } from '../../domain/billing/entitlements/evidence.js';
import type { RecordedAs } from './recordedEvent.js';

/** A recorded event as the reason for something. */
export const evidenceOf = ({ id, type, position, metadata }: RecordedAs & Readonly<{ type: string }>): Evidence => ({
  eventId: id,
  type,
  position: position.toString(),
  at: metadata.occurredAt,
});
