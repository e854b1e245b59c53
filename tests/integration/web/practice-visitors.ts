import { newId } from "../../../shared/platform/id.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { aTenant } from "../../support/tenants.ts";
import type { Setting } from "../partnerships/setting.ts";

const NOW = "2027-02-01T09:00:00.000Z";

/** Those in front of the pages of a partnership's practice: who keeps it, a funder it is shared with, somebody else. */
export function visitorsOf(at: { readonly current: Setting }) {
  type Rest = Partial<Parameters<typeof siteVisitor>[1]>;
  const visitor = (organisationId: string, rest: Rest) =>
    siteVisitor(at.current.table, { organisationId, ...rest }, NOW);
  return {
    keeper: (rest: Rest = {}) => visitor(at.current.ownerId, { kind: "partnership", ...rest }),
    stranger: () => visitor(newId("org"), { kind: "partnership" }),
    async reader() {
      const { table, backbone, path } = at.current;
      const readerId = await aTenant(table, "funder");
      const { version: ifMatch } = await backbone("GET", path);
      await backbone("PUT", `${path}/shares/${readerId}`, { body: { reason: "Funds it" }, ifMatch });
      return visitor(readerId, { kind: "funder" });
    },
  };
}
