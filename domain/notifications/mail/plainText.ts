/**
 * Control characters, line breaks and marks that turn the direction of text: what holds them could add a header or a
 * line, or show something else than it says (Unicode TR 36, section 2.5).
 */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** Text somebody wrote as one line of at most `longest` characters. */
export function oneLine(text: string, longest = 100): string {
  const characters = [...text.replace(unprintable, ' ').replace(/\s+/gu, ' ').trim()];
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}

/** What mail clients take for the middle of an address: `://`, `@`, and a full stop before a letter. */
const linkJoint = /:\/\/|[@＠]|[.。．｡](?=[\p{L}\p{N}_-]*\p{L})|\b(?:mailto|tel|www)\b/giu;

/**
 * Text in which no mail client finds an address to make a link of: nothing written by a stranger becomes something to
 * click. A hair space breaks what would be one: those without any width are overlooked by clients and browsers alike.
 */
export const withoutLinks = (text: string): string => text.replace(linkJoint, '$&\u200a');
