import { type Page, renderDocument } from "./document.tsx";

/** How somebody who holds a copy of a release finds out whether it is what was published. */
export function renderCheck(): Page {
  return renderDocument(
    { title: "How to check a copy" },
    <>
      <p class="eyebrow">
        <a href="/open">What is published</a>
      </p>
      <h1>How to check a copy</h1>
      <p class="lead">
        Every release has hashes. With them you can tell whether a file you hold is what was published, even
        after the release was withdrawn.
      </p>
      <h2>The manifest</h2>
      <p>
        The manifest says what a release holds, and lists the hash of each part of its figures. You find it at
        the release's own address, with <code>.json</code> after it. To check it:
      </p>
      <ol>
        <li>
          Take away <code>contentHash</code> and <code>state</code>. The state is what became of the release
          later, and no part of what was published.
        </li>
        <li>
          Write the rest as canonical JSON: in every object the keys in the order of their code points, no
          blanks and no line ends, in UTF-8.
        </li>
        <li>
          Its SHA-256, in hexadecimal, is <code>contentHash</code>. The citation of a release has it too.
        </li>
      </ol>
      <h2>The figures</h2>
      <p>
        The figures come in parts. Part 1 is at <code>cells.json</code> beneath the address of the release,
        part 2 at <code>cells.json?page=2</code>, and so on. The SHA-256 of each file, byte for byte, is the{" "}
        <code>hash</code> of that part in the manifest. It is the file's <code>ETag</code> as well.
      </p>
      <p>For instance, with tools that most computers have:</p>
      <pre tabindex={0}>
        <code>{EXAMPLE}</code>
      </pre>
      <h2>Other formats</h2>
      <p>
        CSV files and lines of JSON are made from these parts when you ask for them: they hold the same
        figures, and their <code>ETag</code> is the SHA-256 of the file that you get. Keep the JSON parts and
        the manifest, if you want to be able to prove later what was published.
      </p>
    </>,
  );
}

const EXAMPLE = `sha256sum cells.json
jq -cjS 'del(.contentHash, .state)' rel_….json | sha256sum`;
