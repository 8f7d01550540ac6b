import type { WireReader } from '../protobuf/wireReader.js';

/** The commit position of any of the protocol's messages that hold one as their first field, such as a checkpoint. */
export function readCommitPosition(reader: WireReader): bigint {
  let position = 0n;
  for (let field = reader.next(); field !== 0; field = reader.next()) if (field === 1) position = reader.uint64();
  return position;
}
