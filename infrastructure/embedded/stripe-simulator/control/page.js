const $ = (id) => document.getElementById(id);
const time = (seconds) => (seconds ? new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ') : '–');
const money = (amount, currency) =>
  amount == null ? '–' : new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount / 100);
const tones = {
  active: 'good',
  paid: 'good',
  delivered: 'good',
  trialing: 'good',
  past_due: 'bad',
  unpaid: 'bad',
  canceled: 'bad',
  failed: 'bad',
  dropped: 'bad',
  open: 'wait',
  pending: 'wait',
  waiting: 'wait',
  incomplete: 'wait',
};
const status = (text) => ({ text, tone: tones[text] });
const id = (text) => ({ text, code: true });
const views = {
  customers: [
    ['Customer', (o) => id(o.id)],
    ['Name', (o) => o.name ?? o.email ?? '–'],
    ['Balance', (o) => ({ text: o.balance / 100, number: true })],
    ['Default method', (o) => id(o.invoice_settings.default_payment_method ?? '–')],
    ['Made', (o) => time(o.created)],
  ],
  subscriptions: [
    ['Subscription', (o) => id(o.id)],
    ['Status', (o) => status(o.status)],
    ['Customer', (o) => id(o.customer)],
    [
      'Items',
      (o) =>
        o.items.data
          .map((i) => `${i.quantity ?? '∙'} × ${i.price.nickname ?? i.price.lookup_key ?? i.price.id}`)
          .join(', '),
    ],
    ['Period ends', (o) => time(o.items.data[0]?.current_period_end)],
    ['Cancels', (o) => time(o.cancel_at)],
  ],
  invoices: [
    ['Invoice', (o) => o.number ?? '(draft)'],
    ['Status', (o) => status(o.status)],
    ['Total', (o) => ({ text: money(o.total, o.currency), number: true })],
    ['Due', (o) => ({ text: money(o.amount_remaining, o.currency), number: true })],
    ['Attempts', (o) => ({ text: o.attempt_count, number: true })],
    ['Customer', (o) => id(o.customer)],
    ['Made', (o) => time(o.created)],
  ],
  events: [
    ['Event', (o) => o.type],
    ['When', (o) => time(o.created)],
    ['Id', (o) => id(o.id)],
    ['To deliver', (o) => ({ text: o.pending_webhooks, number: true })],
  ],
  deliveries: [
    ['Event', (o) => o.type],
    ['State', (o) => status(o.state)],
    ['Attempts', (o) => ({ text: o.attempts.length, number: true })],
    ['Last answer', (o) => o.attempts.at(-1)?.error ?? o.attempts.at(-1)?.status ?? '–'],
    ['Id', (o) => id(o.event)],
  ],
  due: [
    ['When', (o) => time(o.at)],
    ['What', (o) => o.kind],
    ['For', (o) => id(o.id)],
  ],
};
const numbers = new Set(['Balance', 'Total', 'Due', 'Attempts', 'To deliver']);
const kinds = {
  customers: 'customer',
  subscriptions: 'subscription',
  invoices: 'invoice',
  events: 'event',
  deliveries: 'sim.delivery',
  due: 'sim.work',
};
let shown = 'subscriptions';
let account = new URLSearchParams(location.search).get('account') ?? '';

async function call(path, body) {
  const address = `/_sim${path}${account ? `?account=${encodeURIComponent(account)}` : ''}`;
  const answer = await fetch(
    address,
    body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {},
  );
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error?.message ?? answer.statusText);
  return told;
}
async function ask(path, body, tell) {
  try {
    $('said').className = '';
    $('said').textContent = '…';
    const told = await call(path, body);
    $('said').textContent = tell(told);
  } catch (error) {
    $('said').className = 'bad';
    $('said').textContent = error.message;
  }
  await refresh();
}
function cell(value) {
  const td = document.createElement('td');
  const { text, tone, code, number } = typeof value === 'object' && value !== null ? value : { text: value };
  const inner = code ? td.appendChild(document.createElement('code')) : td;
  inner.textContent = String(text ?? '–');
  if (tone) td.classList.add(tone);
  if (number) td.classList.add('number');
  return td;
}
function line(cells) {
  const tr = document.createElement('tr');
  tr.append(...cells);
  return tr;
}
function th(text) {
  const made = document.createElement('th');
  made.textContent = text;
  made.scope = 'col';
  if (numbers.has(text)) made.classList.add('number');
  return made;
}
async function refresh() {
  const state = await call('/state').catch(() => undefined);
  if (!state) {
    $('mode').textContent = 'does not answer';
    return;
  }
  $('now').textContent = `${new Date(state.now * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  $('mode').textContent = state.mode === 'running' ? 'runs' : 'stands still until it is moved';
  const keys = [...new Set([state.account, ...state.accounts])];
  $('account').replaceChildren(...keys.map((key) => new Option(key, key, false, key === state.account)));
  const mode = state.webhookMode;
  const faults = mode
    ? Object.entries(mode).filter(
        ([name, value]) => !['id', 'drawn', 'seed'].includes(name) && value && value.length !== 0,
      )
    : [];
  $('hooks').textContent =
    faults.map(([name, value]) => `${name}: ${value}`).join(', ') ||
    `Delivered as they should be, to ${state.endpoints.length} endpoint(s).`;
  $('tabs').replaceChildren(
    ...Object.keys(views).map((name) => {
      const tab = document.createElement('button');
      tab.textContent = `${name} ${state.counts[kinds[name]] ?? 0}`;
      tab.role = 'tab';
      tab.ariaSelected = String(name === shown);
      tab.onclick = () => {
        shown = name;
        void refresh();
      };
      return tab;
    }),
  );
  $('head').replaceChildren(line(views[shown].map(([title]) => th(title))));
  $('rows').replaceChildren(...state[shown].map((object) => line(views[shown].map(([, show]) => cell(show(object))))));
  $('none').hidden = state[shown].length > 0;
}
const moved = ({ now, steps }) =>
  `It is ${time(now)}. Done on the way: ${steps.map(({ kind }) => kind).join(', ') || 'nothing was due'}.`;
const json = (text) => JSON.parse(text);
for (const button of document.querySelectorAll('[data-clock]'))
  button.onclick = () => ask('/clock', json(button.dataset.clock), moved);
for (const button of document.querySelectorAll('[data-pay]'))
  button.onclick = () =>
    ask('/payments/next', { ...json(button.dataset.pay), times: 1 }, () => `The next payment: ${button.textContent}.`);
for (const button of document.querySelectorAll('[data-hooks]'))
  button.onclick = () => ask('/webhooks/mode', json(button.dataset.hooks), () => `Webhooks: ${button.textContent}.`);
$('move').onclick = () => ask('/clock', { to: Date.parse(`${$('to').value}:00Z`) / 1000 }, moved);
$('flush').onclick = () =>
  ask('/webhooks/flush', { retry: true }, (counts) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
  );
$('account').onchange = () => {
  account = $('account').value;
  void refresh();
};
await refresh();
setInterval(refresh, 2000);
