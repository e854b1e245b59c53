import { expect, it } from "vitest";
import { sectionParts, toContent } from "../../../functions/web/acts/section-parts.ts";
import { bodyOf } from "../../../functions/web/forms/body-of.ts";
import { fieldsOf } from "../../../functions/web/forms/form.ts";
import type { SectionContent } from "../../../shared/reporting/submissions/section.ts";

const COMMITMENT = "cmt_01JD0000000000000000000001";
const NOTHING = { get: () => undefined };

/** What a section holds after its form was sent as it was shown. */
function sentAsShown(content: SectionContent) {
  const askers = [{ commitmentId: COMMITMENT, name: "Harbour Fund", currency: "USD" }];
  const parts = sectionParts({ content, askers, offers: { indicators: [], documents: [] }, kinds: ["text"] });
  const shown = new Map(fieldsOf(parts, NOTHING).map(({ name, value }) => [name, value]));
  const form = {
    ...{ title: "", submit: "", parts, shape: toContent(content) },
    call: { method: "PUT" as const, path: "" },
    back: { address: "", text: "" },
    done: () => ({ address: "", notice: "done" as const }),
  };
  return bodyOf(form, { get: (name) => shown.get(name) }, "en-US").body;
}

it("keeps the words for one funder where no other asks for the section any more", () => {
  const content = {
    text: "For the others",
    texts: [{ commitmentId: COMMITMENT, text: "For you alone" }],
  };
  expect(sentAsShown(content)).toEqual(content);
  expect(sentAsShown({ text: "For all" })).toEqual({ text: "For all" });
});

it("keeps figures and documents that are named already and not among those offered", () => {
  const content = {
    text: "See the count",
    figures: [{ indicatorId: "ind_01JD0000000000000000000001" }],
    attachments: [{ commitmentId: COMMITMENT, documentId: "doc_01JD0000000000000000000001" }],
  };
  expect(sentAsShown(content)).toEqual(content);
});
