/** The stream that holds the metadata of `stream`. */
export const metastreamOf = (stream: string): string => `$$${stream}`;

export const isMetastream = (stream: string): boolean => stream.startsWith('$$');

/** The stream that a metastream describes. */
export const describedBy = (metastream: string): string => metastream.slice(2);

/** Whether `$all` shows the records of `stream`: the bookkeeping of groups on `$all` would feed itself. */
export const visibleInAll = (stream: string): boolean =>
  !stream.startsWith('$') ||
  (stream !== '$epoch-information' &&
    !(
      stream.startsWith('$persistentsubscription-$all::') &&
      (stream.endsWith('-checkpoint') || stream.endsWith('-parked'))
    ));
