import { readReportTemplate } from "../../../shared/investments/requirements/read-report-templates.ts";
import type {
  ReportSection,
  ReportTemplateView,
} from "../../../shared/investments/requirements/report-template.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Part } from "../forms/form.ts";
import { SECTION_WORDS } from "../section-words.ts";
import { REASON } from "./own-commitment.ts";

const TEMPLATES = "/settings/templates";
const MOST_SECTIONS = 60;
const BLANK_ROWS = 2;

/** Records what a report is to hold, section by section. */
export const newTemplateForm: MakeForm = async () =>
  ok({
    title: "Record a report template",
    lead: "What a report to you is to hold. Reports that you ask for name a template, and keep the version it had then.",
    parts: templateParts(),
    shape: withKeys,
    submit: "Record it",
    call: { method: "POST", path: "/report-templates" },
    back: { address: TEMPLATES, text: "Report templates" },
    done: ({ body }) => ({
      address: `${TEMPLATES}/${(body as { readonly id: string }).id}`,
      notice: "template-recorded",
    }),
  });

/** Records the next version of a template, for a reason. Two rounds. */
export const templateVersionForm: MakeForm = async ({ principal: { organisationId }, c }, deps) => {
  const id = c.req.param("templateId") ?? "";
  const read = await readReportTemplate(deps.table, { id, organisationId });
  if (!read.ok) return read;
  const { name, version } = read.value;
  const address = `${TEMPLATES}/${id}`;
  return ok({
    title: "Record a new version",
    eyebrow: name,
    lead: "Reports that were asked for under an earlier version stay as they are. Empty a section's title and guidance to leave it out.",
    parts: [...templateParts(read.value), REASON],
    shape: withKeys,
    submit: "Record the version",
    call: { method: "POST", path: `/report-templates/${id}/versions` },
    version,
    back: { address, text: name },
    done: () => ({ address, notice: "version-recorded" }),
  });
};

function templateParts(template?: ReportTemplateView): Part[] {
  const sections = template?.sections ?? [];
  return [
    { kind: "text", name: "name", label: "Name", most: 200, value: template?.name, isRequired: true },
    { kind: "area", name: "description", label: "What it is for", value: template?.description },
    {
      kind: "rows",
      name: "sections",
      legend: "Sections",
      rowLegend: (index) => `Section ${index + 1}`,
      hint: "In the order in which they are read.",
      count: sections.length + BLANK_ROWS,
      most: MOST_SECTIONS,
      more: "Add a section",
      fields: (index) => sectionFields(sections[index]),
    },
  ];
}

function sectionFields(section: ReportSection | undefined): Field[] {
  return [
    // What answers name the section by stays as it is, whatever its title becomes.
    ...(section ? [{ kind: "fixed", name: "key", label: "Key", content: section.key } as const] : []),
    { kind: "text", name: "title", label: "Title", most: 200, value: section?.title, isRequired: true },
    {
      kind: "choice",
      name: "kind",
      label: "What it asks for",
      options: Object.entries(SECTION_WORDS).map(([value, text]) => ({ value, text })),
      value: section?.kind ?? "text",
      isRequired: true,
    },
    { kind: "area", name: "guidance", label: "Guidance for who writes it", value: section?.guidance },
    {
      kind: "check",
      name: "isRequired",
      label: "It must be answered",
      value: section?.isRequired === false ? undefined : "yes",
    },
  ];
}

type Sent = { readonly key?: string; readonly title?: string };

/** New sections get a key of their own, made from their title. */
function withKeys(body: Readonly<Record<string, unknown>>): unknown {
  const sections = (body.sections ?? []) as readonly Sent[];
  const taken = new Set(sections.flatMap(({ key }) => key ?? []));
  const keyed = sections.map((section) => {
    if (section.key !== undefined) return section;
    const key = freeKey(section.title ?? "", taken);
    taken.add(key);
    return { ...section, key };
  });
  return { ...body, sections: keyed };
}

function freeKey(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  const base = plain.slice(0, 50).replace(/^-|-$/g, "") || "section";
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(key)) return key;
  }
}
