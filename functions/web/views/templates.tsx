import type {
  ReportTemplateSummary,
  ReportTemplateView,
} from "../../../shared/investments/requirements/report-template.ts";
import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { SECTION_WORDS } from "../section-words.ts";
import { Further } from "./elements.tsx";
import { SettingActs, SettingsPlace } from "./settings-place.tsx";
import { Versions } from "./versions.tsx";

type Frame = Omit<DocumentOptions, "title">;

/** The page of all report templates of an organisation. */
export function renderTemplates(
  { templates, mayWrite }: { readonly templates: Listed<ReportTemplateSummary>; readonly mayWrite: boolean },
  frame: Frame,
): Page {
  return renderDocument(
    { ...frame, title: "Report templates" },
    <>
      <SettingsPlace />
      <h1>Report templates</h1>
      <p class="lead">What reports to you are to hold, section by section.</p>
      <SettingActs
        mayWrite={mayWrite}
        action="template:write"
        offers={[{ address: "/settings/templates/new", text: "Record a template", isMain: true }]}
      />
      {templates.items.length === 0 ? (
        <p>
          None is recorded yet. With one, partnerships read what you ask before they write, and one text of
          theirs can answer several funders.
        </p>
      ) : (
        <TemplateTable templates={templates.items} />
      )}
      <Further address="/settings/templates" cursor={templates.next} text="Further templates" />
    </>,
  );
}

function TemplateTable({ templates }: { templates: readonly ReportTemplateSummary[] }) {
  return (
    <Scroll label="Report templates">
      <table>
        <caption>Oldest first</caption>
        <thead>
          <tr>
            <th scope="col">Template</th>
            <th scope="col" class="n">
              Version
            </th>
            <th scope="col">Recorded</th>
          </tr>
        </thead>
        <tbody>
          {templates.map(({ id, name, version, recordedAt }) => (
            <tr>
              <th scope="row">
                <a href={`/settings/templates/${id}`}>{name}</a>
              </th>
              <td class="n">{version}</td>
              <td data-v={recordedAt}>{formatDate(recordedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

type Shown = {
  readonly template: ReportTemplateView;
  readonly latestVersion: number;
  readonly mayWrite: boolean;
  readonly maySeeHistory: boolean;
};

/** The page of a version of one template. */
export function renderTemplate(shown: Shown, frame: Frame): Page {
  const { template, latestVersion, mayWrite, maySeeHistory } = shown;
  const address = `/settings/templates/${template.id}`;
  return renderDocument(
    { ...frame, title: template.name },
    <>
      <p class="eyebrow">
        <a href="/settings/templates">Report templates</a>
      </p>
      <h1>{template.name}</h1>
      {template.description !== undefined && <p class="lead">{template.description}</p>}
      <SettingActs
        mayWrite={mayWrite}
        action="template:write"
        offers={[{ address: `${address}/versions/new`, text: "Record a new version", isMain: true }]}
      />
      <Versions address={address} shown={template.version} latest={latestVersion} />
      <Scroll label="Sections">
        <table>
          <caption>Sections, as they are read</caption>
          <thead>
            <tr>
              <th scope="col">Section</th>
              <th scope="col">What it asks for</th>
              <th scope="col">Guidance</th>
              <th scope="col">Must be answered</th>
            </tr>
          </thead>
          <tbody>
            {template.sections.map(({ title, kind, guidance, isRequired }) => (
              <tr>
                <th scope="row">{title}</th>
                <td>{SECTION_WORDS[kind]}</td>
                <td>{guidance ?? ""}</td>
                <td>{isRequired ? "yes" : "no"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {maySeeHistory && (
        <p>
          <a href={`/settings/audit/${template.id}`}>Who changed this, when and why</a>
        </p>
      )}
    </>,
  );
}
