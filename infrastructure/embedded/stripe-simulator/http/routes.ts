type Routed = Readonly<{ method: string; path: string }>;
type Match<T> = Readonly<{ route: T; path: Readonly<Record<string, string>> }>;

/** Finds the route of a request; where several fit, the one with fewer names (`/search` before `/:id`). */
export function routesOf<T extends Routed>(
  routes: readonly T[],
): (method: string, path: string) => Match<T> | undefined {
  const known = routes
    .map((route) => ({ route, steps: route.path.split('/') }))
    .sort((one, other) => namesIn(one.steps) - namesIn(other.steps));
  return (method, path) => {
    const steps = path.split('/');
    for (const { route, steps: pattern } of known) {
      const names = route.method === method && matched(pattern, steps);
      if (names) return { route, path: names };
    }
    return undefined;
  };
}

const namesIn = (steps: readonly string[]): number => steps.filter((step) => step.startsWith(':')).length;

function matched(pattern: readonly string[], steps: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== steps.length) return undefined;
  const names: Record<string, string> = {};
  for (const [at, step] of pattern.entries()) {
    const given = steps[at] ?? '';
    if (step.startsWith(':') && given !== '') names[step.slice(1)] = decodeURIComponent(given);
    else if (step !== given) return undefined;
  }
  return names;
}
