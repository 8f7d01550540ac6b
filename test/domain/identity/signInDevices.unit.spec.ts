import { describe, expect, it } from 'vitest';
import { deviceOf, wideNetworkOf } from '../../../domain/identity/signInDevices/deviceOf.js';
import { signInDevicesDecider } from '../../../domain/identity/signInDevices/signInDevices.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { now } from '../../support/fixtures/billing.js';

const given = deciderSpec(signInDevicesDecider);
const of = (browserDigest: string, networkDigest: string) => ({
  ...{ userId: 'u', sessionId: 's', ip: '203.0.113.7', device: 'Firefox on Linux' },
  ...{ browserDigest, networkDigest },
});
const see = (browser: string, network: string) => ({ type: 'SeeDevice', data: of(browser, network), now }) as const;
const seen = (browser: string, network: string, first = false) =>
  ({ type: 'NewDeviceSeen', data: { ...of(browser, network), first } }) as const;

describe('devices somebody signs in with', () => {
  it('are new by their browser or by their network, and the first is nothing to be told of', () => {
    given()
      .when(see('b', 'n'))
      .thenRecorded(seen('b', 'n', true));
    given(seen('b', 'n', true))
      .when(see('b', 'n'))
      .thenNothing();
    given(seen('b', 'n', true))
      .when(see('b', 'm'))
      .thenRecorded(seen('b', 'm'));
    given(seen('b', 'n', true))
      .when(see('c', 'n'))
      .thenRecorded(seen('c', 'n'));
    given(seen('b', 'n', true), seen('c', 'm'))
      .when(see('b', 'm'))
      .thenNothing();
  });

  it('are forgotten when fifty others have been used since', () => {
    const others = Array.from({ length: 50 }, (_, at) => seen(`b${at}`, 'n'));
    given(seen('b', 'n', true), ...others)
      .when(see('b', 'n'))
      .thenRecorded(seen('b', 'n'));
  });

  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
      'Safari on iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    ['curl/8.5.0', 'curl'],
    ['node', 'node'],
    ['<script>', 'An unknown program'],
    ['', 'An unknown program'],
  ])('read %s as people would', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });

  it.each([
    ['203.0.113.7', '203.0'],
    ['::ffff:203.0.113.7', '203.0'],
    ['2001:DB8:1::1', '2001:db8'],
    ['', ':'],
  ])('are in the network of %s', (ip, network) => {
    expect(wideNetworkOf(ip)).toBe(network);
  });
});
