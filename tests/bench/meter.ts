import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** What a piece of work asked of the table: requests, rounds (requests issued together are one), and capacity consumed. */
export type Metered = { requests: number; rounds: number; readUnits: number; writeUnits: number };

export type Meter = { readonly measure: <T>(work: () => Promise<T>) => Promise<{ value: T; used: Metered }> };

type Consumed = { CapacityUnits?: number };
const WRITES = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

/** Counts what a client sends while `measure` runs. A request that starts while none is under way begins a round. */
export function meterOf(client: DynamoDBClient): Meter {
  let used: Metered = nothing();
  let underWay = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (underWay === 0) used.rounds++;
      underWay++;
      used.requests++;
      try {
        const result = await next(args);
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        const units = [ConsumedCapacity ?? []]
          .flat()
          .reduce((sum, each) => sum + (each.CapacityUnits ?? 0), 0);
        if (WRITES.test(String(context.commandName))) used.writeUnits += units;
        else used.readUnits += units;
        return result;
      } finally {
        underWay--;
      }
    },
    { step: "initialize", name: "meter" },
  );
  return {
    measure: async (work) => {
      used = nothing();
      const value = await work();
      return { value, used };
    },
  };
}

function nothing(): Metered {
  return { requests: 0, rounds: 0, readUnits: 0, writeUnits: 0 };
}
