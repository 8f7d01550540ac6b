import { describe, expect, it } from 'vitest';
import { isChargeable } from '../../domain/currencyDecimals.js';
import { writtenMoney, writtenUnitAmount } from '../../domain/writtenMoney.js';

describe('money', () => {
  it.each([
    [104_900, 'usd', '1,049.00 USD'],
    [-5, 'eur', '-0.05 EUR'],
    [500, 'jpy', '500 JPY'],
    [500, 'ugx', '5.00 UGX'],
    [500, 'isk', '5.00 ISK'],
    [5_120, 'kwd', '5.120 KWD'],
  ])('%d %s is written %s', (amount, currency, written) => {
    expect(writtenMoney({ amount, currency })).toBe(written);
  });

  it('of one unit keeps every decimal', () => {
    const written = [
      writtenUnitAmount('0.25', 'usd'),
      writtenUnitAmount('0.25', 'jpy'),
      writtenUnitAmount('12', 'kwd'),
    ];
    expect(written).toEqual(['0.0025', '0.25', '0.012']);
  });

  it.each([
    ['usd', [1, 49], [0.5, 10.005]],
    ['jpy', [1, 500], [10.25]],
    ['isk', [100, 500], [50, 550]],
    ['ugx', [100], [1]],
    ['kwd', [5_120, 10], [5_124]],
  ])('in %s is charged in its own steps', (currency, can, cannot) => {
    expect(can.filter((amount) => !isChargeable(amount, currency))).toEqual([]);
    expect(cannot.filter((amount) => isChargeable(amount, currency))).toEqual([]);
  });
});
