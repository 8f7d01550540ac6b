import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { projectionsProgram } from '../../../api/cli/projections.js';
import { postgresCommands, type ReadModelCommands } from '../../../projections/runtime/readModelCommands.js';
import { accounts, append, opened, stored, traffic } from '../../projections/runtime/support/bank.js';
import { committed } from '../../projections/runtime/support/stack.js';
import { testStack } from '../../projections/runtime/support/testStack.js';
import { until } from '../../support/until.js';

async function commandLine() {
  const stack = await testStack();
  const { pool: db, eventStore, feed, dependencies } = stack;
  const unknown = { ...accounts, name: 'bank.never' };
  const commandLineOf =
    (...readModels: ReadModelCommands[]) =>
    async (...args: string[]) => {
      const out = new PassThrough();
      const program = projectionsProgram({ readModels, db, eventStore, feed, out });
      program.configureOutput({ writeErr: (text) => out.write(text) });
      const failure = await program.parseAsync(args, { from: 'user' }).then(
        () => undefined,
        (error: Error) => error.message,
      );
      out.end();
      return { text: String((await out.toArray()).join('')), failure };
    };
  const runCommand = commandLineOf(postgresCommands(accounts, dependencies), postgresCommands(unknown, dependencies));
  return { ...stack, commandLineOf, runCommand };
}

it('shows where each read model is, which runs, and what stopped the others', async () => {
  const { eventStore, pool, run, runCommand, stop } = await commandLine();
  run(accounts);
  const position = await append(eventStore, opened(3));
  await until(async () => (await committed(pool)).position === position);
  const running = await runCommand('status');
  expect(running.text).toContain(`The log is at position ${position}.`);
  expect(running.text).toMatch(/bank\.accounts +PostgreSQL +1 +1 +running +\d+ +0 +3 +\S+ \d+\n/);
  expect(running.text).toMatch(/bank\.never +PostgreSQL +1 +never ran\n/);

  const poison = await append(eventStore, [stored('AccountClosed', { accountId: 7 })]);
  await until(async () => (await runCommand('status')).text.includes(`bank.accounts stopped at position ${poison}`));
  expect((await runCommand('status')).text).toMatch(/bank\.accounts .* stopped /);
  await stop();
});

it('verifies: plain lines without a terminal, differing keys, and a failure', async () => {
  const { eventStore, pool, progress, run, runCommand } = await commandLine();
  run(accounts);
  const position = await append(eventStore, [...opened(30), ...traffic(500, 30)]);
  expect(await progress.waitFor('bank.accounts', position, 20_000)).toBe(true);
  const equal = await runCommand('verify', 'bank.accounts');
  expect(equal.failure).toBeUndefined();
  expect(equal.text).toMatch(/verifying bank\.accounts: \d+ %, position \d+ of \d+\n/);
  expect(equal.text).toContain('bank.accounts, as it is served, equals the log: ');

  await pool.query(
    `INSERT INTO bank.accounts (account_id, owner, balance, moves, last_position) VALUES ('stray', '', 0, 0, 0)`,
  );
  const differing = await runCommand('verify', 'bank.accounts');
  expect(differing.text).toContain('in 1 of');
  expect(differing.text).toContain('  stray: unexpected\n');
  expect(differing.failure).toBe('bank.accounts differs from the log');

  const rebuilt = await runCommand('rebuild', 'bank.accounts');
  expect(rebuilt.failure).toBeUndefined();
  expect(rebuilt.text).toContain('bank.accounts is served from the rebuilt generation.\n');
  expect((await runCommand('verify', 'bank.accounts')).failure).toBeUndefined();
});

it('does several side by side: what fails of them does not stop the others', async () => {
  const { eventStore, progress, run, dependencies, commandLineOf } = await commandLine();
  const copies = { ...accounts, name: 'bank.copies' };
  for (const projector of [accounts, copies]) run(projector);
  const both = commandLineOf(postgresCommands(accounts, dependencies), postgresCommands(copies, dependencies));
  const position = await append(eventStore, [...opened(30), ...traffic(500, 30)]);
  for (const { name } of [accounts, copies]) expect(await progress.waitFor(name, position, 20_000)).toBe(true);

  const rebuilt = await both('rebuild', '--all');
  expect(rebuilt.failure).toBeUndefined();
  expect(rebuilt.text).toMatch(/rebuilding 2 read models: \d+ %, position \d+ of \d+\n/);
  for (const name of ['bank.accounts', 'bank.copies']) {
    expect(rebuilt.text).toContain(`${name}, as it was served until now, equals the log: `);
    expect(rebuilt.text).toContain(`${name} is served from the rebuilt generation.\n`);
  }
  const verified = await both('verify', 'bank.copies', 'bank.accounts', 'bank.copies');
  expect(verified.failure).toBeUndefined();
  expect(verified.text.match(/equals the log/g)).toHaveLength(2);

  const never = postgresCommands({ ...accounts, name: 'bank.never' }, dependencies);
  const mixed = await commandLineOf(postgresCommands(accounts, dependencies), never)('verify', '--all');
  expect(mixed.text).toContain('bank.accounts, as it is served, equals the log: ');
  expect(mixed.failure).toBe('1 of 2 failed: bank.never: bank.never has never run');
  expect((await both('rebuild')).failure).toBe('name the read models, or say --all');
});

it('names the read models there are when it is given another name', async () => {
  const { runCommand } = await commandLine();
  expect((await runCommand('rebuild', 'bank.account')).failure).toBe(
    'there is no read model bank.account; there are bank.accounts, bank.never',
  );
  expect((await runCommand('verify', 'bank.never')).failure).toBe('bank.never has never run');
});
