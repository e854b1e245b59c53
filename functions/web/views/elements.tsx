import type { Offer } from "./timeline.tsx";

/** What can be begun here, as buttons that lead to forms. */
export function Acts({ offers }: { offers: readonly Offer[] }) {
  if (offers.length === 0) return null;
  return (
    <p class="acts">
      {offers.map(({ address, text, isMain }) => (
        <a class={isMain ? "button" : "button quiet"} href={address}>
          {text}
        </a>
      ))}
    </p>
  );
}

/** A link to the further part of a list, where there is one. */
export function Further({
  address,
  cursor,
  text,
}: {
  address: string;
  cursor: string | undefined;
  text: string;
}) {
  if (cursor === undefined) return null;
  const [path = "", query = ""] = address.split("?");
  const asked = new URLSearchParams(query);
  asked.set("cursor", cursor);
  return (
    <p>
      <a href={`${path}?${asked}`}>{text}</a>
    </p>
  );
}

/** How often a page of work that goes on asks for itself. */
export const REFRESH_SECONDS = 5;

/** Says that a page asks for itself again, and how to stop that; where it does not, how to look. */
export function LooksAgain({ address, isStill }: { address: string; isStill: boolean }) {
  return (
    <p>
      {isStill ? (
        <a href={address}>Look again</a>
      ) : (
        <>
          This page looks again every {REFRESH_SECONDS} seconds. <a href={`${address}?still=1`}>Stop that</a>
        </>
      )}
    </p>
  );
}
