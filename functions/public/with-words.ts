import type { ListedRelease } from "../../shared/publication/published/published.store.ts";

/** Those of a page of releases in whose title or partnership's name every word stands, in whatever case and with or without accents. */
export function withWords<Release extends Pick<ListedRelease, "title" | "partnership">>(
  releases: readonly Release[],
  words: string,
): readonly Release[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return releases.filter(({ title, partnership }) => {
    const text = plain(`${title} ${partnership.name}`);
    return wanted.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
