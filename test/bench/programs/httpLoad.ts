import { type Fire, fire } from '../harness/fire.js';
import { program } from '../harness/program.js';

export type HttpLoad = Pick<Fire, 'url' | 'headers' | 'connections' | 'requests'> &
  Readonly<{
    /** Addresses to go round about. */
    paths: readonly string[];
    body: string;
    /** A header that is new for every request, and what it begins with. */
    unique?: Readonly<{ header: string; prefix: string }>;
  }>;

async function start() {
  return {
    run: ({ paths, body, unique, ...load }: HttpLoad) =>
      fire({
        ...load,
        request: (at) => ({
          path: paths[at % paths.length] ?? '/',
          body,
          ...(unique && { headers: { [unique.header]: `${unique.prefix}${at}` } }),
        }),
      }),
  };
}
export type HttpLoader = Awaited<ReturnType<typeof start>>;

program(start);
