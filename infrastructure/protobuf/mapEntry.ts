import type { WireReader } from './wireReader.js';

/** An entry of a map from text to text; its fields may be left out where they are empty. */
export function readMapEntry(reader: WireReader): Readonly<{ key: string; value: string }> {
  let [key, value] = ['', ''];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) key = reader.text();
    else if (field === 2) value = reader.text();
  }
  return { key, value };
}
