import { describe, expect, it } from 'vitest';
import { emailAddressDecider } from '../../../domain/identity/emailAddress/emailAddress.decider.js';
import { networkOf } from '../../../domain/identity/networkOf.js';
import { deciderSpec } from '../../support/deciderSpec.js';

const given = deciderSpec(emailAddressDecider);
const now = new Date('2026-11-24T12:00:00.000Z');
const claimed = (userId: string) => ({ type: 'EmailAddressClaimed', data: { digest: 'd', userId } }) as const;
const claim = (userId: string) => ({ type: 'ClaimEmailAddress', data: { digest: 'd', userId }, now }) as const;
const release = (userId: string) => ({ type: 'ReleaseEmailAddress', data: { digest: 'd', userId }, now }) as const;

describe('an e-mail address', () => {
  it('belongs to whoever claims it first, until released', () => {
    given().when(claim('a')).thenRecorded(claimed('a'));
    given(claimed('a')).when(claim('a')).thenNothing();
    given(claimed('a')).when(claim('b')).thenRejected('EMAIL_TAKEN');
    const released = { type: 'EmailAddressReleased', data: { digest: 'd', userId: 'a' } } as const;
    given(claimed('a')).when(release('a')).thenRecorded(released);
    given(claimed('a'), released).when(claim('b')).thenRecorded(claimed('b'));
  });

  it('is released by its owner only', () => {
    given(claimed('a')).when(release('b')).thenNothing();
  });
});

describe('the network of an IP address', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:db8:0:12::1', '2001:db8:0:12::/64'],
    ['2001:0DB8:0000:0012:ffff::9', '2001:db8:0:12::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (ip, network) => expect(networkOf(ip)).toBe(network));
});
