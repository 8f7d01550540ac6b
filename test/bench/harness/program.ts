/** What a program does for the runner: one argument in, one answer out. */
export type Methods = Readonly<Record<string, (argument: never) => Promise<unknown>>>;

export type Request = Readonly<{ id: number; method: string; argument: unknown }>;
export type Reply = Readonly<{ id: number; value: unknown } | { id: number; error: string }>;

const START = 'start';

/**
 * Makes this process a program of the bench: `start` is called once with the runner's options, then its methods as asked.
 * The process ends with the runner, whose going closes the channel.
 */
export function program<Options>(start: (options: Options) => Promise<Methods>): void {
  let methods: Methods | undefined;
  const reply = (message: Reply) => process.send?.(message);

  async function answer({ method, argument }: Request): Promise<unknown> {
    if (method === START) {
      methods = await start(argument as Options);
      return undefined;
    }
    const run = methods?.[method];
    if (!run) throw new Error(`the program has no method ${method}`);
    return run(argument as never);
  }
  process.on('message', (request: Request) => {
    answer(request).then(
      (value) => reply({ id: request.id, value }),
      (error: unknown) =>
        reply({ id: request.id, error: error instanceof Error ? String(error.stack) : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C in a terminal reaches every process; the runner ends this one when its turn comes.
  process.on('SIGINT', () => undefined);
}
