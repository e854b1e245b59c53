import { DeleteItemCommand, ScanCommand, type ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type Item, type Key, type Table, toItem } from "./table.ts";

/** Every item of the table, a page of at most 1 MB at a time, strongly consistent. Costs all bytes / 4 KB: for commands only. */
export async function* scanPages(table: Table): AsyncGenerator<readonly Item[]> {
  let from: ScanCommandOutput["LastEvaluatedKey"];
  do {
    const page: ScanCommandOutput = await table.client.send(
      new ScanCommand({
        TableName: table.name,
        ConsistentRead: true,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    yield (page.Items ?? []).map(toItem);
    from = page.LastEvaluatedKey;
  } while (from);
}

/** Deletes one item. Its size / 1 KB write units. */
export async function deleteItem(table: Table, { pk, sk }: Key): Promise<void> {
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: marshall({ pk, sk }) }));
}
