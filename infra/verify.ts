import { openTables } from "./commands/open-tables.ts";
import { verifyRecords } from "./commands/verify-records.ts";
import { verifyReleases } from "./commands/verify-releases.ts";

type Fault = { readonly pk: string; readonly sk: string; readonly detail: string };

/** `npm run verify`: recomputes every hash and says where a stored item was altered. Ends with 1 where one was. */
const { records, releases, close } = await openTables(process.env);
try {
  const { aggregates, changes, revisions, faults } = await verifyRecords(records);
  tell(`${changes} changes of ${aggregates} records and ${revisions} revisions of observations`, faults);
  if (releases) {
    const published = await verifyReleases(releases);
    tell(`${published.releases} published releases and ${published.scorecards} scorecards`, published.faults);
  } else console.log("Published releases are not looked at: name their table in RELEASES_TABLE.");
} finally {
  await close();
}

function tell(checked: string, faults: readonly Fault[]): void {
  for (const { pk, sk, detail } of faults) console.log(`${pk}  ${sk}  ${detail}`);
  console.log(faults.length === 0 ? `${checked}: all intact.` : `${checked}: ${faults.length} faults.`);
  if (faults.length > 0) process.exitCode = 1;
}
