/** One accepted meter event. */
export type MeterEventRecord = Readonly<{
  /** The identifier given, unique for a day and more. */
  id: string;
  eventName: string;
  customer: string;
  /** Decimal string. */
  value: string;
  /** Seconds. */
  timestamp: number;
  created: number;
  payload: Readonly<Record<string, string>>;
  cancelled: boolean;
}>;
