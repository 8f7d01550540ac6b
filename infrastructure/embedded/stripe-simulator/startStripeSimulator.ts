import { listen } from './http/server.js';
import { Simulator, type SimulatorOptions } from './simulator.js';
import { Database } from './store/database.js';
import { subjects } from './subjects.js';

export type StripeSimulatorOptions = SimulatorOptions &
  Readonly<{
    /** Its own database; it makes its tables. */
    databaseUrl: string;
    /** 0, the default, picks a free port. */
    port?: number;
  }>;

/** A running simulator of Stripe; every `sk_test_…` key is an account of its own. */
export type StripeSimulator = Readonly<{
  url: string;
  port: number;
  simulator: Simulator;
  /** Answers what it has accepted, finishes the deliveries under way, and lets go of the database. */
  stop: () => Promise<void>;
}>;

/** Starts a Stripe on loopback for the unmodified SDK: `new Stripe(key, { host: '127.0.0.1', port, protocol: 'http' })`. */
export async function startStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const database = await Database.open(options.databaseUrl);
  const simulator = new Simulator(database, subjects, options);
  const { port, url, close } = await listen(simulator, options.port ?? 0);
  simulator.baseUrl = url;
  await simulator.resume();
  const stop = async () => {
    await close();
    await simulator.stop();
  };
  return { url, port, simulator, stop };
}
