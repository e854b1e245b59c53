import type { CommitmentState, Tranche } from "../../../shared/investments/index.ts";
import { readCommitment } from "../../../shared/investments/index.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import { dayIn } from "../../../shared/platform/time.ts";
import type { WebDeps } from "../deps.ts";
import type { Field, Form } from "../forms/form.ts";
import type { NoticeCode } from "../forms/notices.ts";
import type { Visit } from "../signed-in.ts";

/** A commitment that somebody is about to change, as it stands. */
export type Opened = {
  readonly state: CommitmentState;
  readonly version: number;
  /** The address of its page, which is its path in the API as well. */
  readonly address: string;
  readonly currency: string;
  readonly today: string;
};

/** The commitment of the address, for its funder. One Query. */
export async function ownCommitment({ principal, now, c }: Visit, deps: WebDeps): Promise<Result<Opened>> {
  const id = c.req.param("commitmentId") ?? "";
  const loaded = await readCommitment(deps.table, id, principal);
  if (!loaded.ok) return loaded;
  const { state, head } = loaded.value;
  const { funder, timeZone, currency } = state.commitment;
  if (funder.organisationId !== principal.organisationId)
    return fail({ code: "forbidden", detail: "Only the funder of a commitment does this." });
  const today = dayIn(timeZone, now);
  return ok({ state, version: head.version, address: `/commitments/${id}`, currency, today });
}

/** The same, with the tranche that the address names. */
export async function ownTranche(
  visit: Visit,
  deps: WebDeps,
): Promise<Result<Opened & { readonly tranche: Tranche }>> {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const number = Number(visit.c.req.param("trancheNumber"));
  const tranche = opened.value.state.tranches.find((each) => each.number === number);
  if (!tranche) return fail({ code: "not_found", detail: `There is no tranche ${number}.` });
  return ok({ ...opened.value, tranche });
}

/** What every form of a commitment shares: where it leads back to, what was seen, and what is said when it is done. */
export function ofCommitment(
  { state, version, address }: Opened,
  notice: NoticeCode,
  part = "",
): Pick<Form, "back" | "version" | "done"> {
  return {
    back: { address: address + part, text: state.commitment.title },
    version,
    done: () => ({ address: address + part, notice }),
  };
}

/** The reason that a recorded fact changes for. */
export const REASON: Field = {
  kind: "area",
  name: "reason",
  label: "Why",
  hint: "It stays in the history for good. Name no child, and nobody who need not be named.",
  isRequired: true,
};
