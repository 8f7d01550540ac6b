import { decimalsOf } from './currencyDecimals.js';
import type { Money } from './money.js';

/** An amount without its currency, such as `1,049.00`. */
export function writtenAmount({ amount, currency }: Money): string {
  const places = decimalsOf(currency);
  const digits = String(Math.abs(amount)).padStart(places + 1, '0');
  const whole = places === 0 ? digits : digits.slice(0, -places);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}${grouped}${places === 0 ? '' : `.${digits.slice(-places)}`}`;
}

/** An amount as people write it, such as `49.00 USD`. */
export const writtenMoney = (money: Money): string => `${writtenAmount(money)} ${money.currency.toUpperCase()}`;

/** A decimal of minor units as an amount of the currency, such as `0.25` cents as `0.0025`. */
export function writtenUnitAmount(minorUnits: string, currency: string): string {
  const places = decimalsOf(currency);
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(minorUnits) ?? [];
  const digits = whole.padStart(places + 1, '0');
  const major = places === 0 ? digits : digits.slice(0, -places);
  const minor = `${places === 0 ? '' : digits.slice(-places)}${fraction}`.replace(/0+$/, '').padEnd(places, '0');
  return `${sign}${major}${minor === '' ? '' : `.${minor}`}`;
}
