import type { CSSProperties } from 'react';

const fonts = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Styles stand on the elements: many mail clients drop style sheets. Contrast is at least 4.5:1 (WCAG 2.2, 1.4.3). */
const styles = {
  page: { margin: 0, padding: 0, width: '100%', backgroundColor: '#f3f4f7', WebkitTextSizeAdjust: '100%' },
  outside: { padding: '32px 12px', backgroundColor: '#f3f4f7' },
  column: { width: '100%', maxWidth: 560 },
  brand: { padding: '0 4px 16px', fontFamily: fonts, fontSize: 17, fontWeight: 700, color: '#16192b' },
  brandMark: {
    display: 'inline-block',
    width: 26,
    height: 26,
    marginRight: 9,
    borderRadius: 7,
    backgroundColor: '#4338ca',
    color: '#ffffff',
    fontSize: 15,
    lineHeight: '26px',
    textAlign: 'center',
    verticalAlign: 'middle',
  },
  brandOrganization: { fontWeight: 400, color: '#5a6072' },
  card: { padding: '32px 32px 12px', backgroundColor: '#ffffff', border: '1px solid #e3e5ec', borderRadius: 12 },
  heading: {
    margin: '0 0 16px',
    fontFamily: fonts,
    fontSize: 22,
    lineHeight: '30px',
    fontWeight: 700,
    color: '#16192b',
    overflowWrap: 'anywhere',
  },
  paragraph: {
    margin: '0 0 20px',
    fontFamily: fonts,
    fontSize: 16,
    lineHeight: '25px',
    color: '#343a4d',
    overflowWrap: 'anywhere',
  },
  buttonRow: { margin: '4px 0 12px' },
  buttonCell: { borderRadius: 8, backgroundColor: '#4338ca' },
  button: {
    display: 'inline-block',
    padding: '13px 24px',
    border: '1px solid #4338ca',
    borderRadius: 8,
    fontFamily: fonts,
    fontSize: 16,
    lineHeight: '20px',
    fontWeight: 600,
    color: '#ffffff',
    textDecoration: 'none',
  },
  fallback: { margin: '0 0 24px', fontFamily: fonts, fontSize: 13, lineHeight: '20px', color: '#5a6072' },
  fallbackLink: { color: '#4338ca', wordBreak: 'break-all' },
  details: { margin: '0 0 24px', borderTop: '1px solid #e3e5ec' },
  label: {
    padding: '10px 16px 10px 0',
    borderBottom: '1px solid #e3e5ec',
    fontFamily: fonts,
    fontSize: 14,
    lineHeight: '20px',
    fontWeight: 400,
    color: '#5a6072',
    textAlign: 'left',
    verticalAlign: 'top',
  },
  value: {
    padding: '10px 0',
    borderBottom: '1px solid #e3e5ec',
    fontFamily: fonts,
    fontSize: 14,
    lineHeight: '20px',
    fontWeight: 600,
    color: '#16192b',
    textAlign: 'right',
    overflowWrap: 'anywhere',
  },
  note: {
    padding: '12px 16px',
    backgroundColor: '#fff7e6',
    borderLeft: '4px solid #d98a00',
    borderRadius: 6,
    fontFamily: fonts,
    fontSize: 14,
    lineHeight: '22px',
    color: '#5b3d00',
    overflowWrap: 'anywhere',
  },
  noteSpace: { height: 24, fontSize: 0, lineHeight: '24px' },
  foot: { padding: '20px 8px 0', fontFamily: fonts, fontSize: 13, lineHeight: '20px', color: '#5a6072' },
  hidden: { display: 'none', overflow: 'hidden', maxHeight: 0, maxWidth: 0, opacity: 0 },
} satisfies Readonly<Record<string, CSSProperties>>;

export type Part = keyof typeof styles;

/** The look of one part of a mail, and the name under which the dark colours find it. */
export const look = (part: Part): Readonly<{ className: Part; style: CSSProperties }> => ({
  className: part,
  style: styles[part],
});

/** Dark colours, for clients that ask for them. `!important` is what gets past the styles on the elements. */
export const darkMode = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .outside { background-color: #0f1117 !important; }
  .card { background-color: #1a1d27 !important; border-color: #2d3140 !important; }
  .brand, .heading, .value { color: #f3f4f8 !important; }
  .paragraph { color: #d3d7e3 !important; }
  .label, .foot, .fallback, .brandOrganization { color: #a3a9bb !important; }
  .details, .label, .value { border-color: #2d3140 !important; }
  .buttonCell, .button { background-color: #6366f1 !important; border-color: #6366f1 !important; }
  .fallbackLink { color: #a5b4fc !important; }
  .note { background-color: #33270c !important; color: #ffe3a8 !important; }
}
@media (max-width: 480px) { .card { padding: 24px 20px 8px !important; } }`;
