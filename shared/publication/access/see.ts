import type { OpenedBy, See } from "../../measurement/index.ts";
import { defined } from "../../platform/defined.ts";
import { ok } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { byAgreement, viewWithAgreements } from "./agreement-view.ts";
import { findOpenTo } from "./data-use-agreement.store.ts";
import { logRead, type Reader } from "./logged-read.store.ts";
import type { ReadUnder } from "./logged-read.ts";

/**
 * How summaries are shown to somebody of another organisation: protected, with what agreements open to them by name, which is logged before
 * it is shown. One Query of the agreements; the log is a round more, where something was opened.
 */
export function seeAs(table: Table, reader: Reader): See {
  return async (partnershipId) => {
    const agreements = await findOpenTo(table, { partnershipId, reader: reader.principal, now: reader.now });
    return async (summaries, { levelOf, dimensionKey }) => {
      const opened = summaries.map((summary) =>
        viewWithAgreements(summary, agreements, { level: levelOf(summary), dimensionKey }),
      );
      const under = byAgreement(opened, agreements);
      const logged = await logRead(table, reader, under);
      if (!logged.ok) return logged;
      return ok({
        summaries: opened.map(({ summary }) => summary),
        ...defined({ openedBy: openedBy(under) }),
      });
    };
  };
}

/** The agreements that opened something, by id and version; undefined where none did. */
export function openedBy(under: readonly ReadUnder[]): OpenedBy | undefined {
  if (under.length === 0) return undefined;
  return under.map(({ open: { agreement, version } }) => ({ id: agreement.id, version }));
}
