const PLACES = [
  { part: "", text: "Overview" },
  { part: "due-reports", text: "Reports to funders" },
  { part: "releases", text: "Data releases" },
] as const;

type Part = (typeof PLACES)[number]["part"];

/** The pages of one partnership for who keeps it; the one that is open is marked. */
export function PartnershipPlaces({ partnershipId, current }: { partnershipId: string; current: Part }) {
  const address = `/partnerships/${partnershipId}`;
  return (
    <nav aria-label="This partnership">
      <ul class="onpage">
        {PLACES.map(({ part, text }) => (
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
