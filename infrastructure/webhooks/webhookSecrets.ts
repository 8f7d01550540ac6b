import type { PersonalData } from '../../application/ports/personalData.js';
import type { WebhookSecrets } from '../../application/ports/webhookSecrets.js';

/** 256 bits as an HMAC of the endpoint and the generation; the key lies with those of personal data, wrapped. */
export const webhookSecrets = (personalData: Pick<PersonalData, 'digest'>): WebhookSecrets => ({
  async of(endpointId, generation) {
    const digest = await personalData.digest('webhookSecrets', `${endpointId}|${generation}`);
    return `whsec_${Buffer.from(digest, 'hex').toString('base64')}`;
  },
});
