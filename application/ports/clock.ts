/** The only source of time in business code. */
export interface Clock {
  now(): Date;
}
