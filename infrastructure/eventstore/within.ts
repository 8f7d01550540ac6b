/** The promise's outcome, or a rejection with the given error after so many milliseconds. */
export function within<T>(promise: Promise<T>, ms: number, expired: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(expired()), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
