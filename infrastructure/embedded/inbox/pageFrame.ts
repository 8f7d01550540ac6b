const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 68rem; margin: 0 auto; padding: 0 1rem 3rem; }
  nav { display: flex; gap: 1.2rem; align-items: baseline; padding: 1.2rem 0; border-bottom: 1px solid #8884; }
  nav b { margin-right: auto; } nav a[aria-current] { font-weight: 600; text-decoration: none; }
  h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin-top: 1.6rem; } a { color: inherit; }
  ul { list-style: none; padding: 0; } .mails li { border-top: 1px solid #8884; padding: .7rem 0; }
  .faint { opacity: .7; font-size: .9em; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; padding: 1rem;
    border: 1px solid #8884; border-radius: 8px; max-width: 40rem; }
  iframe { border: 1px solid #8884; border-radius: 8px; background: Canvas; }
  .sizes { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
  .wide { width: 40rem; max-width: 100%; height: 44rem; resize: vertical; } .phone { width: 23.4rem; height: 44rem; }
  .sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1.6rem; }
  .sheet a { display: block; text-decoration: none; }
  .sheet .view { display: block; height: 22rem; overflow: hidden; border: 1px solid #8884; border-radius: 8px; }
  .sheet iframe { border: 0; border-radius: 0; width: 200%; height: 44rem; transform: scale(.5); transform-origin: 0 0;
    pointer-events: none; }`;

const places = { Inbox: '/', Templates: '/templates' } as const;

/** A page of the inbox, with the way to its other pages. */
export function pageFrame(place: keyof typeof places, title: string, body: string): string {
  const links = Object.entries(places).map(
    ([name, path]) => `<a href="${path}"${name === place ? ' aria-current="page"' : ''}>${name}</a>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${style}</style>
<body><nav><b>Mail</b>${links.join('')}</nav><main>${body}</main></body></html>`;
}

/** A mail's HTML in a frame where nothing runs, and whose links open elsewhere. */
export const mailFrame = (address: string, title: string, size: 'wide' | 'phone' | 'small'): string =>
  `<iframe class="${size}" src="${escaped(address)}" title="${escaped(title)}" loading="lazy"
  sandbox="allow-popups allow-popups-to-escape-sandbox"${size === 'small' ? ' tabindex="-1"' : ''}></iframe>`;
