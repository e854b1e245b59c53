import { rebuildReadModels } from "../functions/projections/rebuild-read-models.ts";
import { openTables } from "./commands/open-tables.ts";

/** `npm run rebuild`: drops every read model and makes it again from what was recorded. */
const { records, close } = await openTables(process.env);
try {
  const { dropped, replayed } = await rebuildReadModels(records);
  console.log(`${dropped} items of read models dropped, ${replayed} records replayed.`);
} finally {
  await close();
}
