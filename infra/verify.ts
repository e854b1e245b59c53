import { openRecordsTable } from "./commands/records-table.ts";
import { verifyRecords } from "./commands/verify-records.ts";

/** `npm run verify`: recomputes every hash chain and says where a stored item was altered. Ends with 1 where one was. */
const { table, close } = await openRecordsTable(process.env);
try {
  const { aggregates, changes, revisions, faults } = await verifyRecords(table);
  for (const { pk, sk, detail } of faults) console.log(`${pk}  ${sk}  ${detail}`);
  const checked = `${changes} changes of ${aggregates} records and ${revisions} revisions of observations`;
  console.log(faults.length === 0 ? `${checked}: all intact.` : `${checked}: ${faults.length} faults.`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await close();
}
