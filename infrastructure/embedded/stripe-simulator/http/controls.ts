import type { z } from 'zod';
import type { Account } from '../account/account.js';
import type { Simulator } from '../simulator.js';

/** A call of the control API under `/_sim`; its handler may wait, and changes things through `account.run`. */
export type Control = Readonly<{
  method: 'GET' | 'POST';
  /** Without the prefix `/_sim`. */
  path: string;
  params: z.ZodType;
  handle: (
    account: Account,
    request: Readonly<{ path: Readonly<Record<string, string>>; params: never; simulator: Simulator }>,
  ) => Promise<object> | object;
}>;

/** Declares a control call, with its parameters (JSON body, or query of a GET) typed. */
export const control = <S extends z.ZodType>(
  definition: Readonly<{
    method: 'GET' | 'POST';
    path: string;
    params: S;
    handle: (
      account: Account,
      request: Readonly<{ path: Readonly<Record<string, string>>; params: z.infer<S>; simulator: Simulator }>,
    ) => Promise<object> | object;
  }>,
): Control => definition as unknown as Control;
