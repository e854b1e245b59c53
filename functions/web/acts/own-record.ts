import { showRecord } from "../../../shared/partnerships/read-records.ts";
import type { LoadedRecord } from "../../../shared/partnerships/record.store.ts";
import type { RecordKind, RecordView } from "../../../shared/partnerships/record-kind.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Form } from "../forms/form.ts";
import type { NoticeCode } from "../forms/notices.ts";
import type { Visit } from "../signed-in.ts";
import { REASON } from "./own-commitment.ts";

/** Something recorded that its backbone is about to change, with what every form of it shares. */
export type OpenedRecord<R> = {
  readonly loaded: LoadedRecord<R>;
  readonly record: RecordView<R>;
  readonly partnershipId: string;
  /** The address of its page, which is its path in the API as well. */
  readonly address: string;
  readonly of: (notice: NoticeCode) => Pick<Form, "back" | "version" | "done">;
};

/**
 * The record of the address, for who keeps its partnership. One round. Refused with `conflict` where it was withdrawn, unless a form is
 * sent: that is for the operation to judge.
 */
export async function openedRecord<F extends object, R extends { readonly title: string }>(
  { c, principal }: Visit,
  deps: WebDeps,
  kind: RecordKind<F, R>,
): Promise<Result<OpenedRecord<R>>> {
  const partnershipId = c.req.param("partnershipId") ?? "";
  const recordId = c.req.param("recordId") ?? "";
  const { organisationId } = principal;
  const read = await showRecord(deps, kind, { partnershipId, recordId, organisationId });
  if (!read.ok) return read;
  const loaded = read.value;
  if (loaded.ownerId !== organisationId)
    return fail({ code: "forbidden", detail: "Only the organisation that keeps the partnership does this." });
  if (loaded.view.withdrawn && c.req.method !== "POST")
    return fail({ code: "conflict", detail: "It was withdrawn: nothing changes any more." });
  const address = `/partnerships/${partnershipId}/${kind.plural}/${recordId}`;
  return ok({
    loaded,
    record: loaded.view,
    partnershipId,
    address,
    of: (notice) => ({
      back: { address, text: loaded.view.title },
      version: loaded.version,
      done: () => ({ address, notice }),
    }),
  });
}

/** The form that withdraws a record of a kind, for a reason. */
export function withdrawalForm<F extends object, R extends { readonly title: string }>(
  kind: RecordKind<F, R>,
): MakeForm {
  return async (visit, deps) => {
    const opened = await openedRecord(visit, deps, kind);
    if (!opened.ok) return opened;
    const { record, address, of } = opened.value;
    return ok({
      title: `Withdraw “${record.title}”`,
      lead: "Only where it should not have been recorded. It stays, with the reason; nothing changes it any more, and nothing new rests on it.",
      parts: [REASON],
      submit: "Withdraw it",
      isGrave: true,
      call: { method: "POST", path: `${address}/withdrawal` },
      ...of("record-withdrawn"),
    });
  };
}

/** Who reads a record. */
export function visibilityField(value: string | undefined): Field {
  return {
    kind: "choice",
    name: "visibility",
    label: "Who reads it",
    options: [
      { value: "readers", text: "Those the partnership is shared with, too" },
      { value: "partnership", text: "The partnership alone" },
    ],
    isRequired: true,
    value: value ?? "readers",
  };
}
