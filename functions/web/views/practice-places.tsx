const PLACES = [
  { part: "tests-of-change", text: "Tests of change" },
  { part: "systems-changes", text: "Systems changes" },
  { part: "gateways", text: "Gateways" },
  { part: "capacity-assessments", text: "Capacities" },
  { part: "stories", text: "Stories" },
  { part: "lessons", text: "Lessons" },
] as const;

type Part = (typeof PLACES)[number]["part"];

/** The pages of a partnership's practice and learning, for whoever may read it; the one that is open is marked. */
export function PracticePlaces(props: { partnershipId: string; current?: Part }) {
  const { partnershipId, current } = props;
  const address = `/partnerships/${partnershipId}`;
  return (
    <nav aria-label="Practice and learning">
      <ul class="onpage">
        {current !== undefined && (
          <li>
            <a href={address}>The partnership</a>
          </li>
        )}
        {PLACES.map(({ part, text }) => (
          <li>
            <a href={`${address}/${part}`} {...(part === current ? { "aria-current": "page" as const } : {})}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
