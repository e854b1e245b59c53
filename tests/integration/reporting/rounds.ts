import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Table } from "../../../shared/platform/table.ts";

/**
 * A table that counts rounds: a request begins a round unless it is sent while another of the same round is under way, before
 * any answer came. Also adds up the read units that the engine says it took.
 */
export function countingRounds(table: Table): {
  table: Table;
  rounds: () => number;
  readUnits: () => number;
} {
  let rounds = 0;
  let underWay = 0;
  let answered = true;
  let units = 0;
  const send = async (command: Parameters<DynamoDBClient["send"]>[0]) => {
    if (underWay === 0 || answered) {
      rounds += 1;
      answered = false;
    }
    underWay += 1;
    try {
      const output: unknown = await table.client.send(command);
      units += unitsOf(output);
      return output;
    } finally {
      underWay -= 1;
      answered = true;
    }
  };
  const client = new Proxy(table.client, {
    get: (target, name) => (name === "send" ? send : Reflect.get(target, name)),
  });
  return { table: { ...table, client }, rounds: () => rounds, readUnits: () => units };
}

function unitsOf(output: unknown): number {
  const consumed = (output as { ConsumedCapacity?: unknown }).ConsumedCapacity;
  const all = Array.isArray(consumed) ? consumed : [consumed];
  return all.reduce(
    (sum: number, one) => sum + Number((one as { CapacityUnits?: number })?.CapacityUnits ?? 0),
    0,
  );
}
