import 'reflect-metadata';
import { createHash } from 'node:crypto';
import {
  Body,
  type CanActivate,
  ConflictException,
  Controller,
  type ExecutionContext,
  Headers,
  Module,
  Param,
  Post,
  UnauthorizedException,
  UseGuards,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsInt, IsPositive, IsString, Length, MaxLength } from 'class-validator';
import { DataSource, EntitySchema } from 'typeorm';
import { program } from '../harness/program.js';

const text = { type: 'text' } as const;
const accounts = new EntitySchema<{ id: string; balance: number }>({
  name: 'account',
  columns: { id: { ...text, primary: true }, balance: { type: 'int' } },
});
const deposits = new EntitySchema({
  name: 'deposit',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    ...{ accountId: text, amount: { type: 'int' }, currency: text, reference: text, balance: { type: 'int' } },
  },
});
const keys = new EntitySchema<{ key: string; requestHash: string; answer: string | null }>({
  name: 'idempotency_key',
  columns: { key: { ...text, primary: true }, requestHash: text, answer: { ...text, nullable: true } },
});

class Deposit {
  declare amount: number;
  declare currency: string;
  declare reference: string;
}
class BearerGuard implements CanActivate {
  constructor(private readonly tokens: JwtService) {}
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { authorization = '' } = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>().headers;
    await this.tokens.verifyAsync(authorization.replace(/^Bearer /, '')).catch(() => {
      throw new UnauthorizedException();
    });
    return true;
  }
}

/**
 * The peer doing what the product does for a command: a token, a validated body, an idempotency key with the answer kept,
 * a decision on the state of the account, and what was decided recorded, all of it in one transaction.
 */
async function start({ databaseUrl, secret }: Readonly<{ databaseUrl: string; secret: string }>) {
  const entities = [accounts, deposits, keys];
  const database = new DataSource({ type: 'postgres', url: databaseUrl, entities, synchronize: true, poolSize: 32 });
  await database.initialize();

  class Deposits {
    async add(accountId: string, given: Deposit, key: string): Promise<{ accountId: string }> {
      const requestHash = createHash('sha256')
        .update(`${accountId}\n${JSON.stringify(given)}`)
        .digest('hex');
      return database.transaction(async (manager) => {
        const known = manager.getRepository(keys);
        await known.createQueryBuilder().insert().values({ key, requestHash, answer: null }).orIgnore().execute();
        const claimed = await known.findOneByOrFail({ key });
        if (claimed.requestHash !== requestHash) throw new ConflictException();
        if (claimed.answer !== null) return JSON.parse(claimed.answer) as { accountId: string };
        const account = await manager
          .getRepository(accounts)
          .findOne({ where: { id: accountId }, lock: { mode: 'pessimistic_write' } });
        const balance = (account?.balance ?? 0) + given.amount;
        await manager.getRepository(accounts).upsert({ id: accountId, balance }, ['id']);
        await manager.getRepository(deposits).insert({ accountId, ...given, balance });
        const answer = { accountId };
        await known.update({ key }, { answer: JSON.stringify(answer) });
        return answer;
      });
    }
  }
  class App {}
  // What decorators would do; the bench has none, like the product.
  for (const validator of [IsInt(), IsPositive()]) validator(Deposit.prototype, 'amount');
  for (const validator of [IsString(), Length(3, 3)]) validator(Deposit.prototype, 'currency');
  for (const validator of [IsString(), MaxLength(200)]) validator(Deposit.prototype, 'reference');
  Reflect.defineMetadata('design:paramtypes', [JwtService], BearerGuard);
  const add = Object.getOwnPropertyDescriptor(Deposits.prototype, 'add') ?? {};
  Reflect.defineMetadata('design:paramtypes', [String, Deposit, String], Deposits.prototype, 'add');
  Param('accountId')(Deposits.prototype, 'add', 0);
  Body()(Deposits.prototype, 'add', 1);
  Headers('idempotency-key')(Deposits.prototype, 'add', 2);
  Post(':accountId/deposits')(Deposits.prototype, 'add', add);
  UseGuards(BearerGuard)(Deposits);
  Controller('accounts')(Deposits);
  Module({ imports: [JwtModule.register({ secret })], controllers: [Deposits] })(App);

  const app = await NestFactory.create<NestFastifyApplication>(App, new FastifyAdapter(), { logger: false });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
  await app.listen(0, '127.0.0.1');
  const token = await new JwtService({ secret }).signAsync({ sub: 'user-1' }, { expiresIn: '1h' });
  return { address: async () => ({ url: await app.getUrl(), token }) };
}
export type NestWholeApi = Awaited<ReturnType<typeof start>>;

program(start);
