import { expect, test } from "vitest";
import type { ImportFile } from "../../../shared/interchange/import-file.ts";
import { keepOpenedFile } from "../../../shared/interchange/opened-file.ts";
import { fail, ok } from "../../../shared/platform/result.ts";

const file: ImportFile = {
  form: { format: "csv" },
  total: 0,
  batches: [],
  width: 1,
  findings: () => [],
  check: async () => [],
  record: async () => [],
};

/** How often a file was opened, and how. */
function anOpener() {
  const opener = {
    times: 0,
    open: () => {
      opener.times += 1;
      return ok(file);
    },
  };
  return opener;
}

test("a file is opened once for all steps of its job, and again where its bytes are others", async () => {
  const [kept, opener] = [keepOpenedFile(), anOpener()];
  for (const name of ["job_1 a", "job_1 a", "job_1 b", "job_1 b"]) await kept.of(name, opener.open);
  expect(opener.times).toBe(2);
});

test("one file is kept, never two, and none once it is forgotten", async () => {
  const [kept, opener] = [keepOpenedFile(), anOpener()];
  for (const name of ["job_1 a", "job_2 a", "job_1 a"]) await kept.of(name, opener.open);
  expect(opener.times).toBe(3);
  kept.forget();
  await kept.of("job_1 a", opener.open);
  expect(opener.times).toBe(4);
});

test("a file that cannot be opened is refused each time it is asked for", async () => {
  const kept = keepOpenedFile();
  const refused = fail({ code: "validation_failed", detail: "No rows." });
  expect(await kept.of("job_1 a", () => refused)).toEqual(refused);
  expect(await kept.of("job_1 a", () => refused)).toEqual(refused);
});
