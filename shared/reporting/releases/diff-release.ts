import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import { defined } from "../../platform/defined.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { ExplainedShape } from "../outcome/diff/report-diff.ts";
import type { PortfolioDeps } from "../outcome/present-portfolio.ts";
import { compare, readFrozen } from "./compare.ts";
import { compose, subjectOf } from "./compose.ts";
import { findOwn } from "./read-releases.ts";
import { releaseView } from "./release-view.ts";

/** What a report says otherwise today than its release, and why. */
export const ReleaseDiffSchema = lazy(() =>
  z
    .strictObject({
      id: idSchema("rpr"),
      number: z.int(),
      releasedAt: z.iso.datetime(),
      hashes: z.strictObject({
        from: z.string().meta({ description: "The content hash of the report that was released." }),
        to: z.string().meta({ description: "That of the report as it is read now." }),
      }),
      ...ExplainedShape(),
    })
    .meta({ id: "ReportReleaseDiff" }),
);
export type ReleaseDiff = z.infer<ReturnType<typeof ReleaseDiffSchema>>;

/**
 * What a fresh report, read now by the query of a release, says otherwise than the release, and why: what was recorded since, what was
 * taken back, and methods whose versions moved. For its owner, by whose rights it was made. At the cost of the report and of `readCauses`,
 * and refused as these are; `gone` where the release was withdrawn.
 */
export async function diffRelease(
  deps: PortfolioDeps,
  asked: {
    readonly releaseId: string;
    readonly principal: Principal;
    readonly now: string;
    readonly origin: string;
  },
): Promise<Result<ReleaseDiff>> {
  const { releaseId: id, principal, now, origin } = asked;
  const found = await findOwn(deps.table, asked);
  if (!found.ok) return found;
  const { manifest } = found.value.release;
  const frozen = await readFrozen(deps.table, found.value);
  if (!frozen) {
    const detail = "This release was withdrawn: its bytes are not there any more to be compared.";
    return fail({ code: "gone", detail, extra: { release: releaseView(found.value, origin) } });
  }
  const { number, releasedAt, query, subject, kind, partnershipId } = manifest;
  const of = subjectOf({ kind, subjectId: subject.id, ...defined({ partnershipId }) });
  const composed = await compose(deps, of, { principal, now, query });
  if (!composed.ok) return composed;
  const told = await compare(deps.table, frozen, composed.value, principal);
  if (!told.ok) return told;
  const hashes = { from: frozen.report.contentHash, to: composed.value.report.contentHash };
  return ok({ id, number, releasedAt, hashes, ...told.value });
}
