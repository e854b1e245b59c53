import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findMapping } from "./import-mapping.store.ts";
import { type CsvOptions, type NewCsvOptions, optionFaults } from "./import-options.ts";

/**
 * The options of an import with the saved mapping that they name copied into them, with its version, so that the import stays what it is
 * whatever becomes of the mapping. What the import says itself comes first. Refused at `/options/mappingId` where there is no such
 * mapping in the organisation, and where something is still missing. A GetItem, none where no saved mapping is named.
 */
export async function resolveOptions(
  table: Table,
  organisationId: string,
  { mappingId, ...own }: NewCsvOptions,
): Promise<Result<CsvOptions>> {
  if (mappingId === undefined) return complete(own);
  const found = await findMapping(table, { id: mappingId, organisationId });
  if (!found) return fail(invalidAt("/options/mappingId", "There is no such import mapping."));
  const { mapping, source, version, indicatorId, indicatorIds } = found.saved;
  const isNamed = own.indicatorId !== undefined || own.indicatorIds !== undefined;
  return complete({
    source,
    ...(isNamed || indicatorId === undefined ? {} : { indicatorId }),
    ...(isNamed || indicatorIds === undefined ? {} : { indicatorIds }),
    ...own,
    mapping,
    mappingFrom: { id: mappingId, version },
  });
}

function complete(
  options: Omit<NewCsvOptions, "mappingId"> & Pick<CsvOptions, "mappingFrom">,
): Result<CsvOptions> {
  const { mapping, source } = options;
  const errors = optionFaults(options).map(({ path, message }) => ({
    pointer: `/options/${path}`,
    detail: message,
  }));
  if (errors.length === 0 && mapping && source !== undefined) return ok({ ...options, mapping, source });
  return fail({ code: "validation_failed", detail: "The options are not complete.", errors });
}
