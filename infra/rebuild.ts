import { rebuildReadModels } from "../functions/projections/rebuild-read-models.ts";
import { openRecordsTable } from "./commands/records-table.ts";

/** `npm run rebuild`: drops every read model and makes it again from what was recorded. */
const { table, close } = await openRecordsTable(process.env);
try {
  const { dropped, replayed } = await rebuildReadModels(table);
  console.log(`${dropped} items of read models dropped, ${replayed} records replayed.`);
} finally {
  await close();
}
