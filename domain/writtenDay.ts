const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The day of a UTC instant as people write it, such as `8 December 2026`. */
export const writtenDay = (instant: string): string =>
  `${Number(instant.slice(8, 10))} ${months[Number(instant.slice(5, 7)) - 1]} ${instant.slice(0, 4)}`;

/** A UTC instant as people write it, such as `8 December 2026, 09:15 UTC`. */
export const writtenTime = (instant: string): string => `${writtenDay(instant)}, ${instant.slice(11, 16)} UTC`;
