import * as z from "zod";
import {
  findIndicator,
  findSummary,
  type LoadedIndicator,
  SeriesSchema,
  seriesHead,
  seriesKey,
  toRows,
} from "../../measurement/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { shownCells, viewUnder } from "./agreement-view.ts";
import { findAgreement, isParty, type LoadedAgreement } from "./data-use-agreement.store.ts";
import { covers, names, type OpenAgreement, standingAt } from "./data-use-agreement.ts";
import { logRead } from "./logged-read.store.ts";
import { noSuchAgreement } from "./read-data-use-agreements.ts";

export const AgreementSeriesSchema = lazy(() =>
  SeriesSchema()
    .omit({ protected: true, dataUseAgreements: true, notes: true, asOf: true, next: true })
    .extend({
      agreement: z.object({
        id: idSchema("dua"),
        version: z.int(),
        minimumCell: z.int(),
        through: z.iso.date(),
      }),
    })
    .meta({
      id: "DataUseSeries",
      description: "The figures of an indicator in one place that a data use agreement opens, a row a cell.",
    }),
);
export type AgreementSeries = z.infer<ReturnType<typeof AgreementSeriesSchema>>;

type Asked = {
  readonly agreementId: string;
  readonly indicatorId: string;
  readonly placeCode?: string | undefined;
  readonly reader: { readonly id: string; readonly organisationId: string };
  readonly now: string;
};

/**
 * The series of an indicator in a place as a data use agreement opens it, for those whom it names, within its days. It is logged before it
 * is answered. Rounds: the heads of agreement and indicator; the summary; the log. Refused with `not_found` for whoever is no party and at
 * what it does not open, whether that is there or not; with `forbidden` for others of a party and outside its days; with `busy` where the
 * read cannot be logged.
 */
export async function readSeriesUnder(
  deps: { readonly table: Table },
  asked: Asked,
): Promise<Result<AgreementSeries>> {
  const { agreementId, indicatorId, placeCode, reader, now } = asked;
  const [found, loaded] = await Promise.all([
    findAgreement(deps.table, agreementId),
    findIndicator(deps.table, indicatorId),
  ]);
  const admitted = admit(found, asked);
  if (!admitted.ok) return admitted;
  const open = admitted.value;
  if (!isOpened(open, loaded, placeCode)) return fail(NOT_OPENED);
  const { indicator, head } = loaded;
  const stored = await findSummary(deps.table, seriesKey(indicator, placeCode));
  const seen = stored && viewUnder(stored, open, indicator.level);
  const figures = {
    indicatorId,
    placeCode: placeCode ?? indicator.placeCode,
    cells: seen ? shownCells(seen) : 0,
  };
  const reading = { principal: reader, now, shownIn: "agreement-series" } as const;
  const logged = await logRead(deps.table, reading, [{ open, figures: [figures] }]);
  if (!logged.ok) return logged;
  const { minimumCell, through } = open.agreement;
  return ok({
    ...seriesHead({ ...indicator, version: head.version }, placeCode, seen),
    agreement: { id: agreementId, version: open.version, minimumCell, through },
    rows: seen ? toRows(seen) : [],
  });
}

/** The same words for an indicator that is not there, one of somebody else, and one that the agreement leaves out. */
const NOT_OPENED: Problem = {
  code: "not_found",
  detail: "This agreement opens no such indicator in this place. What it opens is in the agreement.",
};

function isOpened(
  { agreement }: OpenAgreement,
  loaded: LoadedIndicator | undefined,
  placeCode: string | undefined,
): loaded is LoadedIndicator {
  if (loaded?.indicator.partnershipId !== agreement.partnershipId) return false;
  const { id: indicatorId, placeCode: own } = loaded.indicator;
  return covers(agreement, { indicatorId, placeCode: placeCode ?? own });
}

/** Whether somebody may read under an agreement now. */
function admit(found: LoadedAgreement | undefined, { reader, now }: Asked): Result<OpenAgreement> {
  if (!found) return fail(noSuchAgreement());
  const { agreement, ownerId, head } = found;
  if (ownerId === reader.organisationId) return fail(forbidden(OWN));
  if (!isParty(agreement, reader.organisationId)) return fail(noSuchAgreement());
  if (!names(agreement, reader))
    return fail(
      forbidden(
        `The agreement does not name you. Ask its partnership to add ${reader.id} to your organisation's people.`,
      ),
    );
  const standing = standingAt(agreement, now);
  if (standing === "in-force") return ok({ agreement, ownerId, version: head.version });
  return fail(forbidden(outside(agreement, standing)));
}

const OWN = "The partnership reads its own figures at /v1/indicators/{indicatorId}/series.";

function outside(
  { from, through, endedAt }: OpenAgreement["agreement"],
  standing: "to-come" | "ended",
): string {
  if (standing === "to-come") return `The agreement begins on ${from}. Read from that day on.`;
  const end = endedAt?.slice(0, 10) ?? through;
  return `The agreement ended on ${end}. Ask its partnership for a new one if you still need these figures.`;
}

function forbidden(detail: string): Problem {
  return { code: "forbidden", detail };
}
