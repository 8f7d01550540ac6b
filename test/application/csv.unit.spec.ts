import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../application/csv.js';

describe('a line of CSV', () => {
  it.each([
    ["=cmd|'/c calc'!A0", `"'=cmd|'/c calc'!A0"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@x', `"'@x"`],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    [' =1', `"' =1"`],
    ['\u00a0=1', `"'\u00a0=1"`],
    ['＝1', `"'＝1"`],
    ['Name\n=1', `"Name\n'=1"`],
    ['a=1', `"a=1"`],
    ['say "hi"', `"say ""hi"""`],
    ['', `""`],
  ])('takes the formula out of %j', (text, expected) => {
    expect(csvLine([text])).toBe(`${expected}\r\n`);
  });

  it('leaves numbers numbers, and nothing empty', () => {
    expect(csvLine([-1, 4.5, true, null, 'x'])).toBe('-1,4.5,true,,"x"\r\n');
  });

  it('never begins a cell or a line of one as a formula, and keeps the text', () => {
    const text = fc.array(
      fc.constantFrom('=', '+', '-', '@', '＝', '\t', '\r', '\n', ' ', '\u00a0', '"', "'", 'a', '1'),
    );
    fc.assert(
      fc.property(
        text.map((parts) => parts.join('')),
        (written) => {
          const cell = csvLine([written]).slice(1, -3).replaceAll('""', '"');
          for (const line of cell.split(/\r\n|\n|\r/)) expect(line).not.toMatch(/^[\s\u00a0]*[=+\-@＝＋－＠]/u);
          expect(cell.replaceAll("'", '')).toBe(written.replaceAll("'", ''));
        },
      ),
    );
  });
});
