import { expect, test } from "vitest";
import { EnvSchema as api } from "../../../functions/api/env.ts";
import { EnvSchema as jobs } from "../../../functions/jobs/env.ts";
import { EnvSchema as outbox } from "../../../functions/outbox/env.ts";
import { EnvSchema as projections } from "../../../functions/projections/env.ts";
import { EnvSchema as publicSite } from "../../../functions/public/env.ts";
import { EnvSchema as reminders } from "../../../functions/reminders/env.ts";
import { EnvSchema as web } from "../../../functions/web/env.ts";
import { functionEnvironment } from "../../../infra/local/environment.ts";

const environment = functionEnvironment({
  origin: "http://127.0.0.1:8787",
  endpoint: "http://127.0.0.1:9000",
  tables: { records: "throughline-records", releases: "throughline-releases" },
  cursorSecret: "secret",
});
const schemas = { api, web, public: publicSite, projections, outbox, jobs, reminders };

test.each(Object.entries(schemas))("%s finds every setting it asks for", (_name, schema) => {
  expect(schema().safeParse(environment).error).toBeUndefined();
});

test("there is no setting that no function asks for, beside the SDK's own", () => {
  const asked = new Set(Object.values(schemas).flatMap((schema) => Object.keys(schema().shape)));
  const set = Object.keys(environment).filter((name) => !name.startsWith("AWS_") && name !== "TZ");
  expect(set.sort()).toEqual([...asked].sort());
});

test("every service the SDK reaches is on this machine", () => {
  const endpoints = Object.entries(environment).filter(([name]) => name.startsWith("AWS_ENDPOINT_URL_"));
  expect(endpoints).toHaveLength(5);
  for (const [, address] of endpoints) expect(new URL(address).hostname).toBe("127.0.0.1");
});
