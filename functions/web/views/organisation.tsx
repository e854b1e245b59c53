import type { Organisation } from "../../../shared/identity/organisation.ts";
import {
  capitalised,
  type DocumentOptions,
  formatInstant,
  type Page,
  renderDocument,
} from "../../../shared/pages/index.ts";
import { monthName } from "../months.ts";
import { Facts } from "./facts.tsx";
import { SettingActs, SettingsPlace } from "./settings-place.tsx";

type Shown = {
  readonly organisation: Organisation;
  readonly mayWrite: boolean;
  readonly maySeeHistory: boolean;
};

/** The page of what is recorded of one's own organisation. */
export function renderOrganisation(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { organisation, mayWrite, maySeeHistory } = shown;
  const changing = { address: "/settings/organisation/change", text: "Change this", isMain: true };
  return renderDocument(
    { ...frame, title: "Your organisation" },
    <>
      <SettingsPlace />
      <h1>Your organisation</h1>
      <p class="lead">
        What others read of you beside what you share, and by which clock and year your days and totals go.
      </p>
      <SettingActs mayWrite={mayWrite} action="organisation:write" offers={[changing]} />
      <Facts
        facts={[
          ["Name", organisation.name],
          ["Kind", capitalised(organisation.kind.replaceAll("-", " "))],
          [
            "Country",
            organisation.country === undefined ? "not recorded" : countryName(organisation.country),
          ],
          ["Fiscal year begins in", monthName(organisation.fiscalYearStartMonth)],
          ["Time zone", organisation.timeZone],
          ["Known in registers as", <Identifiers of={organisation} />],
          ["Id, by which others share with you", organisation.id],
          ["Recorded", formatInstant(organisation.recordedAt)],
        ]}
      />
      {maySeeHistory && (
        <p>
          <a href={`/settings/audit/${organisation.id}`}>Who changed this, when and why</a>
        </p>
      )}
    </>,
  );
}

function Identifiers({ of: { identifiers } }: { of: Organisation }) {
  if (identifiers.length === 0) return <>no register recorded yet</>;
  return (
    <>
      {identifiers.map(({ scheme, value }) => (
        <div>
          {scheme} {value}
        </div>
      ))}
    </>
  );
}

function countryName(code: string): string {
  const name = new Intl.DisplayNames(["en"], { type: "region" }).of(code);
  return name === undefined ? code : `${name} (${code})`;
}
