import { assertSame } from '../harness/ask.js';
import { type Answer, addressOf, fromAddress } from '../harness/fromAnywhere.js';
import { inFlight } from '../harness/inFlight.js';
import { withProcessorTime } from '../harness/processorTime.js';
import { atMost, type Row } from '../harness/rows.js';
import { runProduct } from '../harness/runProduct.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import { median, quantile } from '../harness/statistics.js';

const password = 'a quiet lake at dawn';
const wrong = 'not the password of anybody';
const LOCK_OUT = 10;
/** Of attackers, all at once: each sends its next try as soon as the last is answered. */
const FLOOD = 300;

/**
 * P14: whether the time of a refused sign-in tells an account from none (2,000 tries of each kind, at random, each from an
 * address of its own), what a sign-in costs, and what others feel while many sign in at once.
 */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const product = await runProduct(stage.folder());
  stage.after(product.stop);
  let asked = 0;
  const call = (path: string, body: unknown, from = addressOf(asked++)): Promise<Answer> =>
    fromAddress(from, `${product.http}/api/v1/${path}`, { body });
  const signIn = (email: string, given: string, from?: string) =>
    call('auth/sign-in', { email, password: given }, from);
  const signUp = async (email: string) => {
    const { status, body } = await call('auth/sign-up', { email, password, name: 'Mia' });
    assertSame(`sign-up of ${email}`, status, 201);
    return body;
  };

  const { accessToken } = await signUp('known@example.com');
  await signUp('unverified@example.com');
  await signUp('locked@example.com');
  const token = await mailedToken(product.inbox, 'known@example.com');
  assertSame('verified', (await call('auth/verify-email', { token })).status < 300, true);
  const jail = addressOf(10_000_000);
  for (let attempt = 0; attempt < LOCK_OUT; attempt++) await signIn('locked@example.com', wrong, jail);
  assertSame('locked out', (await signIn('locked@example.com', wrong, jail)).status, 429);

  const kinds = {
    'wrong password': 'known@example.com',
    'unknown address': 'nobody@example.com',
    'unverified address': 'unverified@example.com',
    'locked out elsewhere': 'locked@example.com',
  };
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<keyof typeof kinds, number[]>;
  const bodies = new Set<string>();
  const after: Record<'an account' | 'none', number[]> = { 'an account': [], none: [] };
  const tries = scaled(settings, 2_000, 20);
  const next = dice(20_261_124);
  let before: keyof typeof kinds | undefined;
  // At random, so that every kind follows every other as often: what a try leaves to do falls to the one after it.
  while (names.some((name) => times[name].length < tries)) {
    const name = names[next(names.length)] ?? 'wrong password';
    const answer = await signIn(kinds[name], wrong);
    assertSame(`status of ${name}`, answer.status, 401);
    const { correlationId: _differs, ...problem } = answer.body;
    bodies.add(JSON.stringify(problem));
    if (times[name].length < tries) times[name].push(answer.ms);
    if (before !== undefined) after[before === 'unknown address' ? 'none' : 'an account'].push(answer.ms);
    before = name;
  }
  assertSame('different answers to refused sign-ins', bodies.size, 1);
  const medians = names.map((name) => median(times[name]));

  const signIns = scaled(settings, 200, 10);
  const cost = await withProcessorTime(signIns, () =>
    inFlight(1, signIns, async () => assertSame('sign-in', (await signIn('known@example.com', password)).status, 200)),
  );
  const statuses = new Map<number, number>();
  const bystander: number[] = [];
  let flooding = true;
  const watch = (async () => {
    while (flooding) {
      const headers = { authorization: `Bearer ${String(accessToken)}` };
      const { ms } = await fromAddress(addressOf(asked++), `${product.http}/api/v1/me`, { method: 'GET', headers });
      bystander.push(ms);
    }
  })();
  const floods = scaled(settings, 1_500, FLOOD);
  const { totalMs } = await inFlight(FLOOD, floods, async () => {
    const { status } = await signIn('nobody@example.com', wrong);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  });
  flooding = false;
  await watch;
  const looked = statuses.get(401) ?? 0;
  assertSame('tries answered with 401 or 503', looked + (statuses.get(503) ?? 0), floods);

  const bar = { unit: 'ms', bar: atMost(5) };
  return [
    ...names.map((name) => ({ figure: `refused sign-in, ${name}, median`, unit: 'ms', values: [median(times[name])] })),
    {
      figure: 'a try right after one at an account, beside one after none, median',
      unit: 'ms',
      values: [median(after['an account']) - median(after.none)],
    },
    { figure: 'largest difference of these medians', ...bar, values: [Math.max(...medians) - Math.min(...medians)] },
    { figure: 'a sign-in, CPU of all processes', unit: 'ms', values: [cost.cpuMicroseconds / 1_000] },
    { figure: `passwords looked at, ${FLOOD} tries at once`, unit: '/s', values: [(looked * 1_000) / totalMs] },
    { figure: 'of these tries sent away with 503', unit: '', values: [(floods - looked) / floods] },
    {
      figure: 'GET /me of somebody else meanwhile, p99',
      unit: 'ms',
      values: [quantile(bystander, 0.99)],
      bar: atMost(1_000),
    },
  ];
}

/** The token of a person's newest mail that has one, once it is there. */
async function mailedToken(inbox: string, email: string): Promise<string> {
  for (;;) {
    const mails = (await (await fetch(`${inbox}/api/mails`)).json()) as readonly Readonly<{
      to: unknown;
      text: string;
    }>[];
    const mail = mails.find(({ to }) => JSON.stringify(to).includes(email));
    const found = mail && /#([\w-]{40,})/.exec(mail.text);
    if (found?.[1]) return found[1];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Numbers below a bound, the same row of them every time (Numerical Recipes' linear congruence). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
