import { Counter, Gauge, type Registry } from 'prom-client';
import type { GatewayMetrics } from '../../api/gateway/metrics.js';

/** The gateway's counters on `/metrics`. */
export function gatewayMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const sockets = new Gauge({ name: 'objecta_gateway_sockets', help: 'Open sockets', registers });
  const closed = counter('objecta_gateway_closed_total', 'Sockets closed, by close code', ['code']);
  const frames = counter('objecta_gateway_frames_total', 'Notification frames handed to sockets');
  const stalled = counter('objecta_gateway_stalled_total', 'Sockets that were too slow and missed something');
  const failures = counter('objecta_gateway_read_failures_total', 'Reads of the feed that failed');
  return {
    opened: () => sockets.inc(),
    closed: (code) => {
      sockets.dec();
      closed.inc({ code: String(code) });
    },
    delivered: (count) => frames.inc(count),
    stalled: () => stalled.inc(),
    readFailed: () => failures.inc(),
  };
}
