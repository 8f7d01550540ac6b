/** What people are told of one event. */
export type Notification = Readonly<{
  type: string;
  title: string;
  body: string;
  /** Path in the dashboard where one can act on it. */
  link: string;
  urgency: 'low' | 'normal' | 'high';
}>;
