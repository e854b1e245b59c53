import { ownedTemplateHead, readTemplateVersion } from "../../investments/index.ts";
import { headFields } from "../../platform/aggregate.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Item, Table } from "../../platform/table.ts";
import type { SectionQuery, SectionTemplate } from "./section-keys.ts";

/** A template that a report is made in the manner of. */
export type NamedTemplate = SectionTemplate & { readonly id: string };

/** The head of the template that is asked for: a GetItem, to be sent beside the first round; none where none is asked for. */
export async function templateHead(
  table: Table,
  { template }: SectionQuery,
  organisationId: string,
): Promise<Result<Item | undefined>> {
  if (template === undefined) return ok(undefined);
  const head = await ownedTemplateHead(table, template, organisationId);
  return head ? ok(head) : fail(noSuchTemplate("template"));
}

/** The version of it that is asked for: a GetItem, to be sent beside the second round. */
export async function templateAt(
  table: Table,
  { template, templateVersion }: SectionQuery,
  head: Item | undefined,
): Promise<Result<NamedTemplate | undefined>> {
  if (template === undefined || !head) return ok(undefined);
  const found = await readTemplateVersion(table, template, templateVersion ?? headFields(head).version);
  if (!found) return fail(noSuchTemplate("templateVersion"));
  const { name, version, sections } = found;
  return ok({ id: template, name, version, sections: sections.map(({ key, title }) => ({ key, title })) });
}

function noSuchTemplate(parameter: "template" | "templateVersion"): Problem {
  const detail = "Your organisation has no such report template.";
  return { code: "invalid_request", detail, errors: [{ parameter, detail }] };
}
