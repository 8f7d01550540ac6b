import { loadavg } from 'node:os';
import { installPeers } from './harness/installPeers.js';
import { type ScenarioResult, writeResults } from './harness/results.js';
import { judged, type Row } from './harness/rows.js';
import { readSettings, type Settings } from './harness/settings.js';
import { openStage, type Stage } from './harness/stage.js';
import { table } from './harness/table.js';

type Scenario = (stage: Stage, settings: Settings) => Promise<readonly Row[]>;

/** In the order they run; each is `scenarios/<name>.ts`. */
const names = [
  'append',
  'command',
  'http',
  'growth',
  'webhook',
  'usage',
  'projection',
  'clickhouse',
  'rebuild',
  'live',
  'latency',
  'sockets',
  'signIn',
  'start',
];

let open: Stage | undefined;
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function runScenario(name: string, settings: Settings): Promise<ScenarioResult> {
  const started = performance.now();
  const stage = openStage();
  open = stage;
  const took = () => Math.round((performance.now() - started) / 100) / 10;
  try {
    const { scenario } = (await import(`./scenarios/${name}.js`)) as { scenario: Scenario };
    const rows = (await scenario(stage, settings)).map(judged);
    return { scenario: name, seconds: took(), rows };
  } catch (error) {
    return {
      scenario: name,
      seconds: took(),
      rows: [],
      error: error instanceof Error ? String(error.stack) : String(error),
    };
  } finally {
    open = undefined;
    await stage.close();
  }
}

/** Told to stop: what runs is stopped and deleted; what was measured so far has been written. */
async function stop(): Promise<void> {
  await open?.close();
  process.exit(1);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

const settings = readSettings(process.argv.slice(2));
const unknown = settings.only.filter((name) => !names.includes(name));
if (unknown.length > 0)
  throw new TypeError(`there is no scenario ${unknown.join(', ')}; there are ${names.join(', ')}`);

installPeers(say);
const startedAt = new Date();
say(`${settings.runs} runs of each after one to warm up; load average ${loadavg()[0]?.toFixed(1)}`);
if (settings.scale !== 1) say(`Loads are ${settings.scale} of their size: the figures mean nothing.`);
const results: ScenarioResult[] = [];
for (const name of settings.only.length > 0 ? names.filter((each) => settings.only.includes(each)) : names) {
  const result = await runScenario(name, settings);
  results.push(result);
  writeResults(settings, startedAt, results);
  say(
    `\n${name} (${result.seconds} s, load average ${loadavg()[0]?.toFixed(1)})\n${result.error ?? table(result.rows)}`,
  );
}
say(`\n${table(results.flatMap(({ rows }) => rows))}`);
say(`\nEvery measurement: ${writeResults(settings, startedAt, results)}`);
const failed = results.filter(({ error }) => error !== undefined).map(({ scenario }) => scenario);
if (failed.length > 0) {
  say(`FAILED: ${failed.join(', ')}`);
  process.exitCode = 1;
}
