import { type DocumentOptions, type Page, renderDocument } from "./document.tsx";

/** Why there is no page, and where to go on; never what somebody may not know. */
export type Refusal = {
  readonly title: string;
  readonly detail: string;
  /** What to do next, if there is something. */
  readonly link?: { readonly address: string; readonly text: string };
  /** By which the log line of this request is found. */
  readonly requestId?: string;
};

/** The page of a refusal. */
export function renderRefusal(refusal: Refusal, options: Omit<DocumentOptions, "title"> = {}): Page {
  const link = refusal.link ?? { address: "/", text: "Go to the start" };
  return renderDocument(
    { ...options, title: refusal.title },
    <>
      <h1>{refusal.title}</h1>
      <p class="lead">{refusal.detail}</p>
      <p>
        <a class="button" href={link.address}>
          {link.text}
        </a>
      </p>
      {refusal.requestId !== undefined && (
        <p class="small soft">
          If you tell somebody about this, give them the number of the request:{" "}
          <code>{refusal.requestId}</code>
        </p>
      )}
    </>,
  );
}

/** What is said where something unexpected went wrong. */
export const TROUBLE: Readonly<Record<500 | 503 | 504, Refusal>> = {
  500: {
    title: "Something went wrong on our side",
    detail: "Nothing you did caused this. Try again in a moment.",
  },
  503: { title: "The system is busy", detail: "Nothing was changed. Try again in a moment." },
  504: { title: "This took too long", detail: "The records did not answer in time. Try again in a moment." },
};
