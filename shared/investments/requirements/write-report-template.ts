import { staleVersion } from "../../identity/stale-version.ts";
import { headFields } from "../../platform/aggregate.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Item, Table } from "../../platform/table.ts";
import { after } from "../../platform/time.ts";
import { noSuchTemplate } from "./read-report-templates.ts";
import { ownedTemplateHead, templateHead, templatePk, versionPart } from "./report-template.store.ts";
import type {
  NewReportTemplate,
  NewTemplateVersion,
  ReportTemplateView,
  TemplateVersion,
} from "./report-template.ts";

/** Who writes which template, when. */
export type TemplateCall = {
  readonly id: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/** Records a new template of the author's organisation, with its first version. One transaction. */
export async function createReportTemplate(
  deps: { readonly table: Table },
  call: TemplateCall & { readonly input: NewReportTemplate },
): Promise<Result<ReportTemplateView>> {
  const { input, now } = call;
  return writeVersion(deps.table, call, { version: { ...input, version: 1, recordedAt: now } });
}

/**
 * Records the next version of a template under the version that was read; earlier ones stay as they are, and so does every
 * requirement made under them. One GetItem and one transaction. Refused with `not_found` and `version_conflict`.
 */
export async function addTemplateVersion(
  deps: { readonly table: Table },
  call: TemplateCall & { readonly input: NewTemplateVersion; readonly ifMatch: number },
): Promise<Result<ReportTemplateView>> {
  const head = await ownedTemplateHead(deps.table, call.id, call.author.organisationId);
  if (!head) return fail(noSuchTemplate());
  const { version, recordedAt } = headFields(head);
  if (version !== call.ifMatch) return fail(staleVersion(version));
  const { reason, ...fields } = call.input;
  const next = { ...fields, version: version + 1, recordedAt: after(recordedAt, call.now) };
  return writeVersion(deps.table, call, { version: next, head, reason });
}

/** A template changes by new versions only, so the aggregate's version is the template's. */
async function writeVersion(
  table: Table,
  { id, author, now, idempotency }: TemplateCall,
  made: { version: TemplateVersion; head?: Item; reason?: string },
): Promise<Result<ReportTemplateView>> {
  const { version, head, reason } = made;
  const ownerId = author.organisationId;
  const written = await writeAggregate(table, {
    pk: templatePk(id),
    ownerId,
    ...(head ? { previousHead: head } : {}),
    parts: [
      { ...(head ? { before: head } : {}), after: templateHead(id, ownerId, version) },
      { after: versionPart(version), isNew: true },
    ],
    action: head ? "report-template.version-added" : "report-template.created",
    ...(reason === undefined ? {} : { reason }),
    by: author,
    now,
    ...(idempotency ? { idempotency } : {}),
  });
  return written.ok ? ok({ id, ...version }) : written;
}
