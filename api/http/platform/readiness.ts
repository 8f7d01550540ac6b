import type { Middleware } from 'koa';

/** Resolves when the service answers, rejects with the reason when it does not. */
export type ServiceCheck = () => Promise<void>;

export type ProjectorHealth = Readonly<{
  name: string;
  /** Positions are decimal strings, as everywhere on the wire. */
  position: string;
  /** Events of the log, in positions, that it has not yet handled. */
  lag: number;
  /** Stopped on an event that keeps failing. */
  stopped: boolean;
}>;

export type HealthChecks = Readonly<{
  /** By the name of the backing service. */
  services: Readonly<Record<string, ServiceCheck>>;
  projectors: () => readonly ProjectorHealth[] | Promise<readonly ProjectorHealth[]>;
}>;

type ServiceHealth = Readonly<{ ok: boolean; ms: number; problem?: string }>;

async function timed(check: ServiceCheck, timeoutMs: number): Promise<ServiceHealth> {
  const started = performance.now();
  const ms = () => Math.round((performance.now() - started) * 10) / 10;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  try {
    const outcome = await Promise.race([check(), deadline]);
    if (outcome === 'late') return { ok: false, ms: ms(), problem: `no answer within ${timeoutMs} ms` };
    return { ok: true, ms: ms() };
  } catch {
    // The reason is the service's own text: it goes to the log of whoever checks, never to the wire.
    return { ok: false, ms: ms(), problem: 'does not work' };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * `/ready`: 200 while every backing service answers and no projector has stopped, else 503 and which it is. Lag is
 * shown but does not count: a projector that is behind still serves. Checks under way are shared, so that probing
 * often costs no more.
 */
export function readiness(checks: HealthChecks, timeoutMs: number, isClosing: () => boolean): Middleware {
  async function look() {
    const named = Object.entries(checks.services).map(
      async ([name, check]) => [name, await timed(check, timeoutMs)] as const,
    );
    const services = Object.fromEntries(await Promise.all(named));
    const projectors = await checks.projectors();
    const failing = [
      ...Object.entries(services).flatMap(([name, { ok }]) => (ok ? [] : [name])),
      ...projectors.flatMap(({ name, stopped }) => (stopped ? [name] : [])),
    ];
    return { services, projectors, failing };
  }
  let underWay: ReturnType<typeof look> | undefined;
  return async (context) => {
    underWay ??= look().finally(() => {
      underWay = undefined;
    });
    const { services, projectors, failing } = await underWay;
    const ready = failing.length === 0 && !isClosing();
    context.status = ready ? 200 : 503;
    context.body = { status: isClosing() ? 'closing' : ready ? 'ready' : 'notReady', failing, services, projectors };
  };
}
