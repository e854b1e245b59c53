import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { TableDefinition } from "../../shared/platform/table-definition.ts";

/**
 * What a function may ask of a table: the very actions its commands need. A transaction has no permission of its own; each
 * of its parts is authorised as the single action it is. Nobody may Scan, or change a table itself.
 */
const ACTIONS = {
  read: ["GetItem", "BatchGetItem", "Query"],
  /** Reads, and items that are only ever put. */
  put: ["GetItem", "BatchGetItem", "Query", "PutItem"],
  write: ["GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem", "ConditionCheckItem"],
  /** Puts what is published, and drops what is withdrawn. */
  publish: ["GetItem", "Query", "PutItem", "DeleteItem", "ConditionCheckItem"],
} as const;

export type TableAccess = {
  readonly table: ITableV2;
  readonly definition: TableDefinition;
  readonly access: keyof typeof ACTIONS;
};

/** Item actions on the table alone; Query on it and on each of its indexes, by name. */
export function mayUse({ table, definition, access }: TableAccess): PolicyStatement[] {
  const indexes = definition.indexes.map((index) => `${table.tableArn}/index/${index.name}`);
  const items = ACTIONS[access].filter((action) => action !== "Query").map((action) => `dynamodb:${action}`);
  return [may(items, table.tableArn), may(["dynamodb:Query"], table.tableArn, ...indexes)];
}

/** Some actions on some resources. */
export function may(actions: string[], ...resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources });
}
