import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";

const PLACES = [
  { part: "", text: "Overview", action: "partnership:read" },
  { part: "data", text: "Data", action: "import:read" },
  { part: "plan", text: "Plan", action: "partnership:read" },
  { part: "indicators", text: "Indicators", action: "indicator:read" },
  { part: "due-reports", text: "Reports to funders", action: "commitment:read" },
  { part: "releases", text: "Data releases", action: "release:read" },
  { part: "data-requests", text: "Requests for data", action: "agreement:read" },
  { part: "scorecards", text: "Public scorecards", action: "release:read" },
] as const;

type Part = (typeof PLACES)[number]["part"];

/** The pages of one partnership, as far as who keeps it may see them; the one that is open is marked. */
export function PartnershipPlaces(props: { partnershipId: string; current: Part; principal: Principal }) {
  const { partnershipId, current, principal } = props;
  const address = `/partnerships/${partnershipId}`;
  return (
    <nav aria-label="This partnership">
      <ul class="onpage">
        {PLACES.filter(({ action }) => can(principal, action)).map(({ part, text }) => (
          <li>
            <a
              href={part === "" ? address : `${address}/${part}`}
              {...(part === current ? { "aria-current": "page" as const } : {})}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
