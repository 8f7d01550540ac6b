/** Space around what is printed, in points. */
export const MARGIN = 48;
export const INK = '#1f2933';
export const FAINT = '#7b8794';
export const RULE = '#d9dee4';
export const ACCENT = '#2f5bea';

export const widthOf = ({ page }: PDFKit.PDFDocument): number => page.width - 2 * MARGIN;

/** What cannot be printed in the built-in fonts (WinAnsi) loses its accents, or becomes a question mark. */
export function printable(text: string): string {
  return [...text]
    .map((character) => {
      if (isPrintable(character)) return character;
      const base = strokeLetters[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
      return base !== '' && [...base].every(isPrintable) ? base : '?';
    })
    .join('');
}

/** Letters whose stroke Unicode does not take for an accent. */
const strokeLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  Ħ: 'H',
  ŧ: 't',
  Ŧ: 'T',
};
const beyondLatin = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');
const isPrintable = (character: string): boolean =>
  /[\x20-\x7e\xa0-\xff]/.test(character) || beyondLatin.has(character);

/** A day as people write it, in UTC, such as `3 Nov 2026`. */
export function day(instant: string): string {
  const date = new Date(instant);
  const month = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[date.getUTCMonth()];
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}

export function rule(document: PDFKit.PDFDocument, y: number, color = RULE): void {
  document.lineWidth(0.75).strokeColor(color);
  document
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + widthOf(document), y)
    .stroke();
}

/** The foot of every page: what it belongs to, and which page of how many it is. */
export function drawFooters(document: PDFKit.PDFDocument, text: string): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(page);
    // Below the margin, where text would begin a new page.
    document.page.margins.bottom = 0;
    const y = document.page.height - 34;
    document.font('Helvetica').fontSize(8).fillColor(FAINT);
    document.text(printable(text), MARGIN, y, { lineBreak: false });
    document.text(`Page ${page + 1} of ${count}`, MARGIN, y, { width: widthOf(document), align: 'right' });
    document.page.margins.bottom = MARGIN;
  }
}
