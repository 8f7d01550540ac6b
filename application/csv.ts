export type CsvCell = string | number | bigint | boolean | null;

/**
 * Where a spreadsheet would begin to calculate: at the start of a cell or of a line in it, also behind space that it
 * passes over, also with the full-width signs that it takes for the others (OWASP, CSV Injection).
 */
const formula = /(?<=^|[\r\n])(?=[^\S\r\n]*[\u200b\ufeff]*[^\S\r\n]*[=+\-@＝＋－＠]|[\t\r])/gu;

/** A text is always quoted, and never a formula; a number stays a number. */
function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return `"${value.replace(formula, "'").replaceAll('"', '""')}"`;
}

/** One line of a CSV file (RFC 4180), its end included. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(cell).join(',')}\r\n`;
