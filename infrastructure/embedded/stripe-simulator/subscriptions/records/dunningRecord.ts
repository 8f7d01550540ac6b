/** How far the retries of an invoice are. */
export type DunningRecord = Readonly<{
  /** The invoice's id. */
  id: string;
  /** When the first attempt failed; the days of the schedule count from here. */
  firstFailedAt: number;
  /** How many retries were scheduled. */
  slots: number;
  /** The method whose bank said that no retry can help. */
  refusedMethod: string | null;
}>;
