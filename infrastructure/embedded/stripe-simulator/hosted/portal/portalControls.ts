import { control } from '../../http/controls.js';
import { integer, oneOf, parameters, text } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { actInPortal, type PortalAct } from './actInPortal.js';

const params = parameters({
  action: oneOf(
    'customer_update',
    'payment_method_update',
    'subscription_cancel',
    'subscription_renew',
    'subscription_update',
  ),
  subscription: text().optional(),
  payment_method: text().optional(),
  price: text().optional(),
  quantity: integer().optional(),
  email: text().optional(),
  name: text().optional(),
});

const needed = (value: string | undefined, param: string): string => {
  if (value !== undefined) return value;
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
};

const act = control({
  method: 'POST',
  path: '/portal/:id/act',
  params,
  handle: (account, { path: { id = '' }, params: { action, ...given } }) => {
    const wish = (): PortalAct => {
      switch (action) {
        case 'customer_update':
          return { action, email: given.email, name: given.name };
        case 'payment_method_update':
          return { action, payment_method: needed(given.payment_method, 'payment_method') };
        case 'subscription_update':
          return {
            action,
            subscription: needed(given.subscription, 'subscription'),
            price: given.price,
            quantity: given.quantity,
          };
        default:
          return { action, subscription: needed(given.subscription, 'subscription') };
      }
    };
    return account.run((context) => actInPortal(context, id, wish()));
  },
});

/** What a customer does in the portal (stripe.md 5.10). */
export const portalControls = [act];
