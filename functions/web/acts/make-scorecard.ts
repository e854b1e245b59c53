import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import { readPartnership } from "../../../shared/partnerships/index.ts";
import { listRecords } from "../../../shared/partnerships/read-records.ts";
import { isForReaders, standing } from "../../../shared/partnerships/record-kind.ts";
import { SYSTEMS_CHANGES } from "../../../shared/partnerships/systems-changes/systems-change.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import { listReleases } from "../../../shared/publication/releases/read-releases.ts";
import type { ReleaseView } from "../../../shared/publication/releases/release.ts";
import { type Choices, ChoicesSchema } from "../../../shared/publication/scorecards/choices.ts";
import { readScorecard } from "../../../shared/publication/scorecards/read-scorecards.ts";
import { mayDo } from "../../../shared/publication/scorecards/scorecard.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Visit } from "../signed-in.ts";
import { SCORECARD_STATUSES_IN_WORDS } from "../views/scorecard-words.ts";
import { choiceParts, type Showable } from "./scorecard-choices.ts";
import { chosenOf } from "./scorecard-chosen.ts";

/** Releases, indicators and changes that the form offers. */
const MOST_OFFERED = 100;
const MOST_CHANGES = 60;

/** Prepares a scorecard of a published release: the one that the address names, else the latest. */
export const makeScorecardForm: MakeForm = async (visit, deps) => {
  const { c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const found = await readShowable(visit, deps, { partnershipId, releaseId: c.req.query("release") });
  if (!found.ok) return found;
  const { release, name, showable } = found.value;
  const chosen = ChoicesSchema().parse({
    releaseId: release.id,
    title: {
      en: `${name}: are our children better off?`.slice(0, 200),
      es: `${name}: ¿están mejor nuestros niños?`.slice(0, 200),
    },
  });
  return ok({
    title: "Make a public scorecard",
    eyebrow: `Of release ${release.number}: ${release.title}`,
    lead: "One page for everybody, in English and Spanish. Its figures are those of the release and nothing else; of your other records it shows only what you tick. You look at it before anything is published.",
    parts: choiceParts({ showable, chosen, at: "" }),
    fixed: { partnershipId },
    shape: (filled, { input }) => ({ partnershipId, ...chosenOf(filled, { showable, chosen, input }) }),
    submit: "Have it composed",
    call: { method: "POST", path: "/scorecards" },
    back: { address: `/partnerships/${partnershipId}/scorecards`, text: "Public scorecards" },
    done: ({ location }) => ({
      address: (location ?? "").replace(/^\/v1/, ""),
      notice: "scorecard-composing",
    }),
  });
};

/** Has a scorecard that is not published composed again, of other choices or of records as they stand now. */
export const composeScorecardForm: MakeForm = async (visit, deps) => {
  const { principal, c } = visit;
  const scorecardId = c.req.param("scorecardId") ?? "";
  const { organisationId } = principal;
  const read = await readScorecard(deps.table, { scorecardId, organisationId });
  if (!read.ok) return read;
  const { choices: chosen, partnershipId, status, version } = read.value;
  if (c.req.method !== "POST" && !mayDo("compose", read.value))
    return fail({ code: "conflict", detail: `${SCORECARD_STATUSES_IN_WORDS[status]}.` });
  const found = await readShowable(visit, deps, { partnershipId, releaseId: chosen.releaseId });
  if (!found.ok) return found;
  const { release } = found.value;
  const showable = chosenFirst(found.value.showable, chosen);
  const address = `/scorecards/${scorecardId}`;
  return ok({
    title: "Choose what it shows",
    eyebrow: `Of release ${release.number}: ${release.title}`,
    lead: "It is composed again, of what you choose here and of your records as they stand now. Look at it once more before it is published.",
    parts: choiceParts({ showable, chosen, at: "/choices" }),
    shape: ({ choices }, { input }) => ({
      choices: chosenOf((choices ?? {}) as Record<string, unknown>, { showable, chosen, input }),
    }),
    submit: "Have it composed again",
    version,
    call: { method: "POST", path: `${address}/compose` },
    back: { address, text: chosen.title.en },
    done: () => ({ address, notice: "scorecard-composing" }),
  });
};

type Found = { readonly release: ReleaseView; readonly name: string; readonly showable: Showable };

/** What may be shown of a partnership beside a release of its own. Two rounds. */
async function readShowable(
  { principal }: Visit,
  deps: WebDeps,
  asked: { readonly partnershipId: string; readonly releaseId: string | undefined },
): Promise<Result<Found>> {
  const { partnershipId, releaseId } = asked;
  const { organisationId } = principal;
  const page = { limit: MOST_OFFERED };
  const [releases, partnership, indicators, changes] = await Promise.all([
    listReleases(deps, { partnershipId, organisationId, page }),
    readPartnership(deps.table, partnershipId),
    listIndicators(deps, { partnershipId, organisationId, page }),
    listRecords(deps, SYSTEMS_CHANGES, { partnershipId, organisationId, page: { limit: MOST_CHANGES } }),
  ]);
  if (!releases.ok) return releases;
  const published = releases.value.items.filter(({ status }) => status === "published");
  const release = published.find(({ id }) => releaseId === undefined || id === releaseId);
  if (!release) return fail({ code: "conflict", detail: releaseId === undefined ? NONE_YET : NO_SUCH });
  const names = new Map(indicators.ok ? indicators.value.items.map(({ id, name }) => [id, name]) : []);
  const known = changes.ok ? standing(changes.value.items).filter(isForReaders) : [];
  return ok({
    release,
    name: partnership?.head.name ?? "",
    showable: {
      indicators: release.selection.indicatorIds.map((id) => ({ id, name: names.get(id) ?? id })),
      strategies: (partnership?.strategies ?? []).map(({ id, name }) => ({ id, name })),
      systemsChanges: known.map(({ id, title }) => ({ id, name: title })),
    },
  });
}

const NONE_YET =
  "Nothing is published yet: a scorecard shows published figures alone. Prepare a data release and publish it first.";
const NO_SUCH = "That release is not published, or not yours: a scorecard shows published figures alone.";

/** What was chosen stands first, in the order in which it was. */
function chosenFirst({ indicators, ...rest }: Showable, { indicators: chosen = [] }: Choices): Showable {
  const places = new Map(chosen.map(({ id }, index) => [id, index]));
  const place = (id: string) => places.get(id) ?? Number.MAX_SAFE_INTEGER;
  return { ...rest, indicators: indicators.toSorted((one, other) => place(one.id) - place(other.id)) };
}
