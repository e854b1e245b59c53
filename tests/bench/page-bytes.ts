import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";

type Attributes = Readonly<Record<string, AttributeValue>>;
type Answer = {
  readonly Items?: readonly Attributes[];
  readonly Item?: Attributes;
  readonly Responses?: Readonly<Record<string, readonly Attributes[]>>;
};

/** The read units that a piece of work could not do without: the bytes of each page it was answered, read eventually consistent. */
export type PageMeter = { readonly measure: (work: () => Promise<unknown>) => Promise<number> };

/**
 * Adds up Σ ceil(bytes of a page / 4 KB) × 0.5 while `measure` runs. A Query's answer is a page; what is read by key is a page each, for
 * that is how the table counts.
 */
export function pageMeterOf(client: DynamoDBClient): PageMeter {
  let units = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const answer = result.output as Answer;
      const byKey = [...Object.values(answer.Responses ?? {}).flat(), ...(answer.Item ? [answer.Item] : [])];
      for (const item of byKey) units += unitsOf(bytesOf(item));
      if (answer.Items) units += unitsOf(answer.Items.reduce((sum, item) => sum + bytesOf(item), 0));
      return result;
    },
    { step: "initialize", name: "page-bytes" },
  );
  return {
    measure: async (work) => {
      units = 0;
      await work();
      return units;
    },
  };
}

function unitsOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * 0.5;
}

/** The size of an item as the table counts it: names and values. */
function bytesOf(item: Attributes): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value),
    0,
  );
}

function sizeOf(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B !== undefined) return value.B.byteLength;
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  if (value.M !== undefined) return 3 + bytesOf(value.M);
  if (value.L !== undefined) return value.L.reduce((sum, inner) => sum + 1 + sizeOf(inner), 3);
  return 1;
}
