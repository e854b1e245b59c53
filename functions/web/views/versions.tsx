type Of = { readonly address: string; readonly shown: number; readonly latest: number };

/** Versions that are led to from a page; older ones by their number in the address. */
const MOST_LINKS = 12;

/** Which version is shown, with links to the others. */
export function Versions({ address, shown, latest }: Of) {
  if (latest === 1) return <p class="soft">Version 1, the only one.</p>;
  const count = Math.min(latest, MOST_LINKS);
  const others = Array.from({ length: count }, (_, index) => latest - index).filter((one) => one !== shown);
  return (
    <nav aria-label="Versions">
      <p>
        Version {shown}
        {shown === latest ? ", the latest" : `; the latest is ${latest}`}. Look at{" "}
        {others.map((version, index) => (
          <>
            {index > 0 && ", "}
            <a href={`${address}?version=${version}`}>version {version}</a>
          </>
        ))}
        .
      </p>
    </nav>
  );
}
