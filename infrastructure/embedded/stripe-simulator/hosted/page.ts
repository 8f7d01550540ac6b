const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** An amount as people write it, with the decimals its currency has. */
export function moneyText(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

const STYLE = `
  :root { color-scheme: light dark; --line: #d9dde3; --ink: #1b1f24; --soft: #5b6572; --back: #f6f7f9; --card: #fff; --act: #4b4fd8; }
  @media (prefers-color-scheme: dark) {
    :root { --line: #333a44; --ink: #e8eaee; --soft: #9aa4b1; --back: #15181c; --card: #1d2126; --act: #7d81ff; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; }
  section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem; margin: 1rem 0; }
  h1 { font-size: 1.35rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 0 0 .75rem; }
  p { margin: .25rem 0; } .soft { color: var(--soft); font-size: .9rem; } .problem { color: #d1344b; }
  table { width: 100%; border-collapse: collapse; } td { padding: .35rem 0; } td:last-child { text-align: right; }
  tr.total td { border-top: 1px solid var(--line); font-weight: 600; }
  label { display: block; margin: .6rem 0 .2rem; font-size: .9rem; }
  input, select { width: 100%; padding: .55rem .7rem; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; font: inherit; }
  button { margin-top: 1rem; padding: .6rem 1.1rem; border: 0; border-radius: 8px; background: var(--act); color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
  button.quiet { background: transparent; color: var(--act); border: 1px solid var(--line); } a { color: var(--act); }
`;

/** A whole page of the simulator; the body is HTML already. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>${body}<p class="soft">Stripe simulator: no card is charged and no number leaves this machine.</p></main></body>
</html>
`;
