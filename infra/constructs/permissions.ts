import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { TableDefinition } from "../../shared/platform/table-definition.ts";

/** What a function may ask of a table. A transaction is authorised by the action of each of its parts. */
const READ = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
const WRITE = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:ConditionCheckItem",
];

type Target = { readonly table: ITableV2; readonly definition: TableDefinition };

/** Reads of items and of the table's own indexes, named one by one. */
export function mayRead({ table, definition }: Target): PolicyStatement[] {
  const statements = [new PolicyStatement({ actions: READ, resources: [table.tableArn] })];
  if (definition.indexes.length > 0)
    statements.push(
      new PolicyStatement({ actions: ["dynamodb:Query"], resources: indexArns({ table, definition }) }),
    );
  return statements;
}

/** Reads, and writes of single items and in transactions. Nobody may scan, nor change the table itself. */
export function mayReadAndWrite(target: Target): PolicyStatement[] {
  return [...mayRead(target), new PolicyStatement({ actions: WRITE, resources: [target.table.tableArn] })];
}

/** One thing on one resource. */
export function may(actions: string[], ...resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources });
}

function indexArns({ table, definition }: Target): string[] {
  return definition.indexes.map((index) => `${table.tableArn}/index/${index.name}`);
}
