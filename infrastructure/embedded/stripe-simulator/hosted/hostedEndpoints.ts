import type { Subject } from '../subject.js';
import { authenticatePages } from './authenticatePage.js';
import { checkoutControls, checkoutEndpoints, checkoutIncludables } from './checkout/checkoutEndpoints.js';
import { checkoutPages } from './checkout/checkoutPage.js';
import { expireCheckout } from './checkout/expireCheckout.js';
import { configurationEndpoints } from './portal/portalConfigurations.js';
import { portalControls } from './portal/portalControls.js';
import { portalPages } from './portal/portalPage.js';
import { portalSessionEndpoints } from './portal/portalSessions.js';

/** Pages that people are sent to. */
export const hostedSubject: Subject = {
  endpoints: [...checkoutEndpoints, ...configurationEndpoints, ...portalSessionEndpoints],
  includables: checkoutIncludables,
  controls: [...checkoutControls, ...portalControls],
  pages: [...authenticatePages, ...checkoutPages, ...portalPages],
  work: {
    'checkout.expire': (context, { session }) => {
      const id = String(session);
      if (context.store.get('checkout.session', id)?.status === 'open') expireCheckout(context, id);
    },
  },
};
