import { type ImportView, importView } from "../../../shared/interchange/import-view.ts";
import { ownImport } from "../../../shared/interchange/start-import.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";

/** Has what a look at a file found recorded. */
export const applyImportForm: MakeForm = async ({ principal: { organisationId }, c }, deps) => {
  const importId = c.req.param("importId") ?? "";
  const job = await ownImport(deps.table, { organisationId, importId });
  if (!job.ok) return job;
  const { progress } = importView(job.value);
  const address = `/partnerships/${c.req.param("partnershipId")}/data/imports/${importId}`;
  return ok({
    title: "Record the figures of this file",
    lead: leadOf(progress),
    parts: [
      {
        kind: "area",
        name: "reason",
        label: "Why recorded figures change",
        hint: "Shown with each restated figure; without it those stay as they are. Like: The state corrected its file.",
        isRequired: progress.changed > 0 && !job.value.options?.reason,
        value: job.value.options?.reason,
      },
    ],
    submit: "Record them",
    call: { method: "POST", path: `/imports/${importId}/apply` },
    back: { address, text: "The file" },
    done: () => ({ address, notice: "file-recording" }),
  });
};

function leadOf({ new: fresh, changed, rejected, needsDecision }: ImportView["progress"]): string {
  return [
    `${fresh} rows are new, ${changed} change figures that are recorded already.`,
    ...(needsDecision > 0
      ? [
          `${needsDecision} need a decision: where they change recorded figures, they do if you say why below.`,
        ]
      : []),
    "What was there before stays readable as an earlier revision.",
    ...(rejected > 0
      ? [`${rejected} rows that cannot be read stay out; mend the file and send it again to have them in.`]
      : []),
  ].join(" ");
}

/** Calls an import off: what was recorded stays. */
export const cancelImportForm: MakeForm = async ({ principal: { organisationId }, c }, deps) => {
  const importId = c.req.param("importId") ?? "";
  const job = await ownImport(deps.table, { organisationId, importId });
  if (!job.ok) return job;
  const address = `/partnerships/${c.req.param("partnershipId")}/data/imports/${importId}`;
  return ok({
    title: "Call it off",
    lead: "Nothing more of the file is recorded. What was recorded stays.",
    parts: [],
    submit: "Call it off",
    isGrave: true,
    call: { method: "POST", path: `/imports/${importId}/cancel` },
    back: { address, text: "The file" },
    done: () => ({ address, notice: "file-called-off" }),
  });
};
