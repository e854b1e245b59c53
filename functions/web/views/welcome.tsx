import { type Page, renderDocument } from "../../../shared/pages/index.ts";

/** The page for those who are not signed in; with `refusal`, why the session that the browser sent was not accepted. */
export function renderWelcome({ refusal }: { refusal?: string }): Page {
  return renderDocument(
    { title: "Sign in" },
    <>
      <h1>Follow a dollar to what changes for children</h1>
      <p class="lead">
        Throughline ties multiyear commitments to the strategies they fund, to the systems those shift, and to
        what changes for children and families.
      </p>
      {refusal !== undefined && (
        <div class="note">
          <p>{refusal}</p>
        </div>
      )}
      <p>
        <a class="button" href="/sign-in">
          Sign in
        </a>
      </p>
      <p class="soft">
        Without signing in you can read <a href="/open">what is published</a> and{" "}
        <a href="/v1/docs">how the API works</a>.
      </p>
    </>,
  );
}
