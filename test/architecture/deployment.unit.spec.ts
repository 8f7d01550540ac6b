import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { environmentSchema, readEnvironment } from '../../infrastructure/config/environment.js';
import { root } from './cruise.js';
import { composeFaults, floatingImages, namesIn, namesTakenBy } from './deployment.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'objecta-compose-'));
afterAll(() => rmSync(folder, { recursive: true }));
const compose = read('docker-compose.yml');
const composeWith = (from: string, to: string) => {
  const file = join(folder, 'docker-compose.yml');
  expect(compose).toContain(from);
  writeFileSync(file, compose.replace(from, to));
  return composeFaults(file);
};

describe('docker-compose.yml', () => {
  it('satisfies the Compose schema and binds every port to loopback', async () => {
    expect(await composeFaults(join(root, 'docker-compose.yml'))).toEqual([]);
  });

  it('would be refused with a key that Compose does not know', async () => {
    expect(await composeWith('healthcheck:', 'healthchek:')).toContain('invalid-schema');
  });

  it('would be refused with a port open to every machine', async () => {
    expect(await composeWith('"127.0.0.1:5432:5432"', '"5432:5432"')).toContain('no-unbound-port-interfaces');
  });

  it('would be refused with an image of any version', async () => {
    expect(await composeWith('eventstore/eventstore:24.10.5', 'eventstore/eventstore')).toContain(
      'service-image-require-explicit-tag',
    );
  });

  it('and the Dockerfile pin every image', () => {
    expect([...floatingImages(compose), ...floatingImages(read('Dockerfile'))]).toEqual([]);
    expect(floatingImages('FROM node:20 AS build\n    image: nats:latest\n    image: nats:2.11.6')).toEqual([
      'node:20',
      'nats:latest',
    ]);
  });

  it('sets only variables that the product reads', () => {
    const [, block = ''] = /^x-environment:.*\n((?: {2}\S.*\n)+)/m.exec(compose) ?? [];
    const names = [...block.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !(name in environmentSchema.shape))).toEqual([]);
  });
});

describe('.env.example', () => {
  const names = namesIn(read('.env.example'));
  const known = Object.keys(environmentSchema.shape);

  it('names every variable that the product reads, once', () => {
    expect(known.filter((name) => names.filter((one) => one === name).length !== 1)).toEqual([]);
  });

  it('names nothing else but what docker-compose.yml takes for itself', () => {
    const taken = namesTakenBy(compose);
    expect(names.filter((name) => !known.includes(name) && !taken.includes(name))).toEqual([]);
    expect(taken.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('shows the defaults: the product reads it as if nothing were set', () => {
    const lines = read('.env.example').matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm);
    const shown = Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
    expect(readEnvironment(shown)).toEqual(readEnvironment({}));
  });
});
