import { z } from 'zod';
import { paymentMethodId } from './subscription.schemas.js';

export const paymentMethodAnswer = z
  .object({
    paymentMethodId: z.string(),
    type: z.string().meta({ example: 'card' }),
    brand: z.string().nullable().meta({ example: 'visa' }),
    last4: z.string().nullable(),
    expMonth: z.int().nullable(),
    expYear: z.int().nullable(),
    isDefault: z.boolean().meta({ description: 'Whether the subscription is charged to it.' }),
    attachedAt: z.iso.datetime(),
  })
  .meta({ id: 'PaymentMethod' });

export const paymentMethodsAnswer = z.object({ data: z.array(paymentMethodAnswer) });
export const paymentMethodParams = z.object({ paymentMethodId });
export const attachBody = z.strictObject({
  paymentMethodId,
  makeDefault: z.boolean().default(false).meta({ description: 'The first one is the default in any case.' }),
});
