type Page<Key> = Readonly<{ limit: number; cursorAfter: (key: Key) => string }>;

/** A page of a list, from one item more than the page holds: the surplus item only tells that there is a next page. */
export function pageOf<Item, Key>(found: readonly Item[], page: Page<Key>, keyOf: (item: Item) => Key) {
  const data = found.slice(0, page.limit);
  const last = data.at(-1);
  const nextCursor = found.length > page.limit && last !== undefined ? page.cursorAfter(keyOf(last)) : null;
  return { data, nextCursor };
}
