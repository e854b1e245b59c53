/**
 * Builds a value the first time it is asked for and keeps it.
 *
 * Schemas are wrapped in it: building every zod schema while a function starts would almost double its cold start,
 * although a single request needs only a few of them.
 *
 * @example const MoneySchema = lazy(() => z.strictObject({ amount: z.string(), currency: z.string() }));
 */
export function lazy<T>(build: () => T): () => T {
  let built: { value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}
