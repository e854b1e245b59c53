import type { Manifest } from "../publication/published/manifest.ts";
import { Scroll } from "./elements.tsx";

/** Everything of a release as files, each part of its figures with its hash. */
export function Downloads({ manifest }: { manifest: Manifest }) {
  const base = `/open/releases/${manifest.id}`;
  return (
    <>
      <h2>Downloads</h2>
      <ul>
        <li>
          <a href={`${base}/codebook.csv`}>Codebook</a> (CSV)
        </li>
        <li>
          <a href={`${base}.json`}>Manifest</a> (JSON): all that the release says of itself, and what became
          of it
        </li>
        <li>
          <a href={`${base}/package.json`}>Description for programs</a> (Frictionless Data Package)
        </li>
      </ul>
      {manifest.chunks.length > 0 && (
        <Scroll label="Figures as files">
          <table>
            <caption>Figures</caption>
            <thead>
              <tr>
                <th scope="col">Part</th>
                <th scope="col" class="n">
                  Figures
                </th>
                <th scope="col">With labels</th>
                <th scope="col">As they were hashed</th>
                <th scope="col">SHA-256 of the JSON</th>
              </tr>
            </thead>
            <tbody>
              {manifest.chunks.map(({ number, cells, hash }) => (
                <tr>
                  <th scope="row">{number}</th>
                  <td class="n">{cells.toLocaleString("en-US")}</td>
                  <td>
                    <a href={`${base}/cells.csv?page=${number}`}>CSV of part {number}</a>
                  </td>
                  <td>
                    <a href={`${base}/cells.json?page=${number}`}>JSON of part {number}</a>,{" "}
                    <a href={`${base}/cells.ndjson?page=${number}`}>lines of JSON of part {number}</a>
                  </td>
                  <td>
                    <code>{hash}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
