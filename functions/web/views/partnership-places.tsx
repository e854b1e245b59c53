const PLACES = [
  { part: "", text: "Overview" },
  { part: "due-reports", text: "Reports to funders" },
] as const;

type Part = (typeof PLACES)[number]["part"];

/** The pages of one partnership for who keeps it; the one that is open is marked. */
export function PartnershipPlaces(props: {
  partnership: { readonly id: string; readonly name: string };
  current?: Part;
}) {
  const { partnership, current } = props;
  const address = `/partnerships/${partnership.id}`;
  return (
    <nav aria-label={partnership.name}>
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
