import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { sharedPb } from './clientPackage.js';

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The lower-case text of a UUID in either form; undefined when there is none or it is malformed. */
export function readUuid(uuid: UUID | undefined): string | undefined {
  const structured = uuid?.getStructured();
  const text = structured
    ? textOf(half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits()))
    : uuid?.getString().toLowerCase();
  return text !== undefined && isUuid(text) ? text : undefined;
}

export const isUuid = (text: string): boolean => pattern.test(text);

/** The two halves of a UUID text as signed 64-bit integers. */
export function uuidHalves(text: string): [most: bigint, least: bigint] {
  const hex = text.replaceAll('-', '');
  return [BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`)), BigInt.asIntN(64, BigInt(`0x${hex.slice(16)}`))];
}

/** A UUID message in structured form. */
export function structuredUuid(text: string): UUID {
  const [most, least] = uuidHalves(text);
  const structured = new sharedPb.UUID.Structured()
    .setMostSignificantBits(most.toString())
    .setLeastSignificantBits(least.toString());
  return new sharedPb.UUID().setStructured(structured);
}

const half = (bits: string): string => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');

const textOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
