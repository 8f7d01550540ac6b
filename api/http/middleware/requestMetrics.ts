import { Histogram, type Registry } from 'prom-client';

type Series = Histogram.Internal<'operation' | 'status'>;

/** Time taken per operation and status. */
export class RequestMetrics {
  private readonly histogram: Histogram<'operation' | 'status'>;
  // Looking a series up by its labels costs more than observing.
  private readonly series = new Map<string, Map<number, Series>>();

  constructor(registry: Registry) {
    this.histogram = new Histogram({
      name: 'objecta_http_request_seconds',
      help: 'Time from the end of the headers to the answer, by operation and status',
      labelNames: ['operation', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
  }

  observe(operation: string, status: number, seconds: number): void {
    let byStatus = this.series.get(operation);
    if (!byStatus) {
      byStatus = new Map();
      this.series.set(operation, byStatus);
    }
    let series = byStatus.get(status);
    if (!series) {
      series = this.histogram.labels(operation, String(status));
      byStatus.set(status, series);
    }
    series.observe(seconds);
  }
}
