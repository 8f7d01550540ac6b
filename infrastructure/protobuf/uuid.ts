import type { WireReader } from './wireReader.js';

/** The text, lower case with dashes, of a UUID message of EventStoreDB, which holds it as text or as two halves of 64 bits. */
export function readUuid(reader: WireReader): string {
  let uuid = '';
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) uuid = readHalves(reader.within());
    else if (field === 2) uuid = reader.text().toLowerCase();
  }
  return uuid;
}

function readHalves(reader: WireReader): string {
  let [most, least] = [0n, 0n];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) most = reader.uint64();
    else if (field === 2) least = reader.uint64();
  }
  const [high, low] = [hex(most), hex(least)];
  return `${high.slice(0, 8)}-${high.slice(8, 12)}-${high.slice(12)}-${low.slice(0, 4)}-${low.slice(4)}`;
}

const hex = (half: bigint): string => half.toString(16).padStart(16, '0');
