import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';

/** Whether a dispute took the money of a charge and has not given it back. */
export const holdsMoney = ({ status }: Pick<Stored<'dispute'>, 'status'>): boolean => status !== 'won';

/** Whether a charge is disputed, or was and the holder won. */
export const isContested = ({ store }: Context, charge: string): boolean =>
  store.where('dispute', 'charge', charge).some(holdsMoney);
