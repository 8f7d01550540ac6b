import 'reflect-metadata';
import { Body, Controller, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, EntitySchema } from 'typeorm';
import { program } from '../harness/program.js';

const columns = {
  id: { type: 'bigint', primary: true, generated: 'increment' },
  accountId: { type: 'text' },
  amount: { type: 'int' },
  currency: { type: 'text' },
  reference: { type: 'text' },
} as const;
const depositEntity = new EntitySchema({ name: 'deposit', columns });
const auditEntity = new EntitySchema({ name: 'audit_entry', columns });
type Given = Readonly<{ amount: number; currency: string; reference: string }>;

/** The peer: NestJS on Fastify and TypeORM, two rows in a transaction; without authentication, validation and idempotency. */
async function start({ databaseUrl }: Readonly<{ databaseUrl: string }>) {
  const entities = [depositEntity, auditEntity];
  const database = new DataSource({ type: 'postgres', url: databaseUrl, entities, synchronize: true, poolSize: 32 });
  await database.initialize();

  class Deposits {
    async add(accountId: string, given: Given): Promise<{ accountId: string }> {
      await database.transaction(async (manager) => {
        await manager.getRepository(depositEntity).insert({ accountId, ...given });
        await manager.getRepository(auditEntity).insert({ accountId, ...given });
      });
      return { accountId };
    }
  }
  class App {}
  // What decorators would do; the bench has none, like the product.
  const add = Object.getOwnPropertyDescriptor(Deposits.prototype, 'add') ?? {};
  Reflect.defineMetadata('design:paramtypes', [String, Object], Deposits.prototype, 'add');
  Param('accountId')(Deposits.prototype, 'add', 0);
  Body()(Deposits.prototype, 'add', 1);
  Post(':accountId/deposits')(Deposits.prototype, 'add', add);
  Controller('accounts')(Deposits);
  Module({ controllers: [Deposits] })(App);

  const app = await NestFactory.create<NestFastifyApplication>(App, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return { address: async () => ({ url: await app.getUrl() }) };
}
export type NestApi = Awaited<ReturnType<typeof start>>;

program(start);
