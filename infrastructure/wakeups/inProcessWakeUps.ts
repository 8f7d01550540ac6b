import type { WakeUp, WakeUpSubject, WakeUps } from '../../application/ports/wakeUps.js';

type Handler = (wakeUp: WakeUp) => void;
type Options = Readonly<{
  /** Told of a handler that threw; the other handlers and the publisher never notice. */
  onHandlerError: (error: unknown, subject: WakeUpSubject) => void;
}>;

/**
 * Wake-ups for when all processes run in one. Handlers run after `publish` has returned, in the order of
 * publication, so that who publishes is never slowed down or broken by who listens.
 */
export function inProcessWakeUps({ onHandlerError }: Options): WakeUps {
  const handlersOf = new Map<WakeUpSubject, Set<Handler>>();
  let closed = false;

  function deliver(subject: WakeUpSubject, wakeUp: WakeUp): void {
    for (const handler of handlersOf.get(subject) ?? []) {
      try {
        handler(wakeUp);
      } catch (error) {
        onHandlerError(error, subject);
      }
    }
  }

  return {
    publish(subject, wakeUp) {
      if (closed || !handlersOf.has(subject)) return;
      setImmediate(deliver, subject, wakeUp);
    },
    subscribe(subject, handler) {
      if (closed) return () => undefined;
      const handlers = handlersOf.get(subject) ?? new Set();
      handlersOf.set(subject, handlers);
      // Wrapped, so that the same function subscribed twice is two listeners, as it is on any other bus.
      const listener: Handler = (wakeUp) => handler(wakeUp);
      handlers.add(listener);
      return () => {
        handlers.delete(listener);
        if (handlers.size === 0 && handlersOf.get(subject) === handlers) handlersOf.delete(subject);
      };
    },
    healthy: () => !closed,
    async close() {
      closed = true;
      handlersOf.clear();
    },
  };
}
