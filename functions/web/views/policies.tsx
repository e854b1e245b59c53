import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { PolicyView } from "../../../shared/publication/policies/policy.ts";
import { HIDING, RATES_SHOWN } from "../policy-words.ts";
import { Acts, Further } from "./elements.tsx";
import { Facts } from "./facts.tsx";
import { ReadOnly, SettingActs, SettingsPlace } from "./settings-place.tsx";
import { Versions } from "./versions.tsx";

type Frame = Omit<DocumentOptions, "title">;

/** The page of all disclosure policies. */
export function renderPolicies(
  { policies, mayWrite }: { readonly policies: Listed<PolicyView>; readonly mayWrite: boolean },
  frame: Frame,
): Page {
  return renderDocument(
    { ...frame, title: "Disclosure policies" },
    <>
      <SettingsPlace />
      <h1>Disclosure policies</h1>
      <p class="lead">By which rules what you publish is kept from singling out a child.</p>
      <SettingActs
        mayWrite={mayWrite}
        action="release:write"
        offers={[{ address: "/settings/policies/new", text: "Record a policy", isMain: true }]}
      />
      <Scroll label="Disclosure policies">
        <table>
          <caption>That of the product, then your own, oldest first</caption>
          <thead>
            <tr>
              <th scope="col">Policy</th>
              <th scope="col" class="n">
                Version
              </th>
              <th scope="col" class="n">
                Smallest count shown
              </th>
              <th scope="col">Recorded</th>
            </tr>
          </thead>
          <tbody>
            {policies.items.map(({ id, name, version, minimumCell, recordedAt, ownerId }) => (
              <tr>
                <th scope="row">
                  <a href={`/settings/policies/${id}`}>{name}</a>
                  {ownerId === undefined && <div class="soft small">of the product</div>}
                </th>
                <td class="n">{version}</td>
                <td class="n">{minimumCell}</td>
                <td data-v={recordedAt}>{recordedAt === undefined ? "" : formatDate(recordedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Further address="/settings/policies" cursor={policies.next} text="Further policies" />
    </>,
  );
}

type Shown = { readonly policy: PolicyView; readonly mayWrite: boolean; readonly maySeeHistory: boolean };

/** The page of a version of one policy. */
export function renderPolicy({ policy, mayWrite, maySeeHistory }: Shown, frame: Frame): Page {
  const address = `/settings/policies/${policy.id}`;
  const isOwn = policy.ownerId !== undefined;
  return renderDocument(
    { ...frame, title: policy.name },
    <>
      <p class="eyebrow">
        <a href="/settings/policies">Disclosure policies</a>
      </p>
      <h1>{policy.name}</h1>
      <p class="lead">{policy.note ?? "Where its rules come from was not noted."}</p>
      {mayWrite && isOwn && (
        <Acts offers={[{ address: `${address}/versions/new`, text: "Record a new version", isMain: true }]} />
      )}
      {!isOwn && (
        <p class="soft">This one comes with the product, and does not change. Record your own to differ.</p>
      )}
      {!mayWrite && isOwn && <ReadOnly action="release:write" />}
      <Versions address={address} shown={policy.version} latest={policy.latestVersion} />
      <Facts
        facts={[
          ["Counts that are hidden", `1 to ${policy.minimumCell - 1}`],
          ["Possible values that each hidden count keeps", `at least ${policy.minimumWidth}`],
          ["Rates called unreliable", `of fewer than ${policy.reliabilityMinimum} children`],
          ["Nobody and everybody of a group", policy.protectZero ? "protected as well" : "shown"],
          ["In place of a hidden rate", RATES_SHOWN[policy.rates]],
          ["Where more has to be hidden, kept low", HIDING[policy.complementary]],
          ["Breakdowns kept first", policy.keep.length === 0 ? undefined : policy.keep.join(", ")],
        ]}
      />
      {isOwn && maySeeHistory && (
        <p>
          <a href={`/settings/audit/${policy.id}`}>Who changed this, when and why</a>
        </p>
      )}
    </>,
  );
}
