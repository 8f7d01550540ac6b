import type { Context } from '../../account/context.js';
import { endpoint } from '../../http/endpoint.js';
import { listOf } from '../../http/lists.js';
import { flag, mergedMetadata, paging, parameters } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { DEFAULT_FEATURES, portalConfigurationObject } from './portalConfigurationObject.js';
import { configurationFields, type FeaturesWish } from './portalParameters.js';

type Configuration = Stored<'billing_portal.configuration'>;
type Features = Configuration['features'];

const configurations = '/v1/billing_portal/configurations';

const given = (fields: object | undefined) =>
  Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined));

/** What a configuration allows after a wish was merged into it, field by field. */
function mergedFeatures(known: Features, wish: FeaturesWish): Features {
  const cancel = wish?.subscription_cancel;
  const update = wish?.subscription_update;
  const products = update?.products?.map((one) => ({
    product: one.product,
    prices: one.prices,
    adjustable_quantity: { enabled: false, maximum: null, minimum: 1, ...given(one.adjustable_quantity) },
  }));
  const updates = update?.default_allowed_updates;
  return {
    ...known,
    customer_update: { ...known.customer_update, ...given(wish?.customer_update) },
    invoice_history: wish?.invoice_history ?? known.invoice_history,
    payment_method_update: { ...known.payment_method_update, ...given(wish?.payment_method_update) },
    subscription_cancel: {
      ...known.subscription_cancel,
      ...given(cancel),
      cancellation_reason: {
        ...known.subscription_cancel.cancellation_reason,
        ...given(cancel?.cancellation_reason),
      },
    },
    subscription_update: {
      ...known.subscription_update,
      ...given(update),
      default_allowed_updates:
        updates === undefined ? known.subscription_update.default_allowed_updates : (updates ?? []),
      products: products ?? known.subscription_update.products ?? null,
    },
  };
}

const nothingSaid = { headline: null, privacy_policy_url: null, terms_of_service_url: null };

/** The configuration that sessions get unless they name one; made when it is first wanted. */
export function defaultConfiguration(context: Context): Configuration {
  const known = context.store.all('billing_portal.configuration').find(({ is_default }) => is_default);
  if (known) return known;
  const terms = { id: context.newId('bpc'), created: context.now(), isDefault: true, name: null, metadata: {} };
  const rest = { businessProfile: nothingSaid, defaultReturnUrl: null, features: DEFAULT_FEATURES, loginPageUrl: null };
  return context.store.put('billing_portal.configuration', portalConfigurationObject({ ...terms, ...rest }));
}

const create = endpoint({
  method: 'POST',
  path: configurations,
  params: parameters(configurationFields),
  handle: (context, { params }) => {
    const off: Features = {
      ...DEFAULT_FEATURES,
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: false },
      payment_method_update: { ...DEFAULT_FEATURES.payment_method_update, enabled: false },
      subscription_cancel: { ...DEFAULT_FEATURES.subscription_cancel, enabled: false },
    };
    if (!params.features) {
      throw invalidRequest('Missing required param: features.', { code: 'parameter_missing', param: 'features' });
    }
    const id = context.newId('bpc');
    const configuration = portalConfigurationObject({
      id,
      created: context.now(),
      isDefault: false,
      name: params.name ?? null,
      businessProfile: { ...nothingSaid, ...given(params.business_profile) },
      defaultReturnUrl: params.default_return_url ?? null,
      features: mergedFeatures(off, params.features),
      loginPageUrl: params.login_page?.enabled ? `${context.baseUrl}/portal/login/${id}` : null,
      metadata: mergedMetadata({}, params.metadata),
    });
    context.emit('billing_portal.configuration.created', configuration);
    return context.store.put('billing_portal.configuration', configuration);
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${configurations}/:configuration`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('billing_portal.configuration', path.configuration, 'configuration'),
});

const update = endpoint({
  method: 'POST',
  path: `${configurations}/:configuration`,
  params: parameters({ ...configurationFields, active: flag().optional() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('billing_portal.configuration', path.configuration, 'configuration');
    const returnUrl = params.default_return_url;
    const after = context.store.update('billing_portal.configuration', before.id, {
      active: params.active ?? before.active,
      business_profile: { ...before.business_profile, ...given(params.business_profile) },
      default_return_url: returnUrl === undefined ? before.default_return_url : returnUrl,
      features: mergedFeatures(before.features, params.features),
      metadata: mergedMetadata(before.metadata ?? {}, params.metadata),
      name: params.name === undefined ? before.name : params.name,
      updated: context.now(),
    });
    context.emitChange('billing_portal.configuration.updated', before, after);
    return after;
  },
});

const list = endpoint({
  method: 'GET',
  path: configurations,
  params: parameters({ ...paging, active: flag().optional(), is_default: flag().optional() }),
  handle: (context, { params }) =>
    listOf(
      context,
      'billing_portal.configuration',
      params,
      configurations,
      (one) => (params.active ?? one.active) === one.active && (params.is_default ?? one.is_default) === one.is_default,
    ),
});

/** What portals let customers do. */
export const configurationEndpoints = [create, retrieve, update, list];
