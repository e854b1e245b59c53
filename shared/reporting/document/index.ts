/** Reports as documents: what functions load with the first one that is asked for in another format than JSON. */

export { documentOf } from "./document-of.ts";
export { tableList, tableNamed } from "./table-list.ts";
export { tableCsv, tablesCsv } from "./tables-csv.ts";
export { tablesXlsx } from "./tables-xlsx.ts";
