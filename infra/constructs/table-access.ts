import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { TableDefinition } from "../../shared/platform/table-definition.ts";

/**
 * What a function may do with a table: the very actions its commands need. A transaction needs the actions of its
 * parts (a ConditionCheck is one of them); there is no permission for TransactWriteItems itself. Nobody may Scan.
 */
const ACTIONS = {
  read: ["GetItem", "BatchGetItem", "Query"],
  write: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
  project: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
  remind: ["GetItem", "Query", "PutItem"],
} as const;

export type TableAccess = {
  readonly table: TableV2;
  readonly definition: TableDefinition;
  readonly access: keyof typeof ACTIONS;
};

/** Lets a function use a table: item actions on the table alone, Query on it and on each index by name. */
export function grantTable(grantee: IGrantable, { table, definition, access }: TableAccess): void {
  const indexes = definition.indexes.map((index) => `${table.tableArn}/index/${index.name}`);
  const items = ACTIONS[access].filter((action) => action !== "Query");
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: items.map(qualified), resources: [table.tableArn] }),
  );
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [qualified("Query")], resources: [table.tableArn, ...indexes] }),
  );
}

function qualified(action: string): string {
  return `dynamodb:${action}`;
}
