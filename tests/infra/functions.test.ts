import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { functionNamed, readable, resourceOf, synthesise } from "./synthesised.ts";

const stack = synthesise();
const names = readdirSync(new URL("../../functions", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test("each folder of functions/ is a function of the stack, and the other way round", () => {
  expect([...stack.functions.keys()].sort()).toEqual([...names].sort());
});

describe.each(names)("the function %s", (name) => {
  const { properties } = resourceOf(stack, functionNamed(stack, name).function);

  test("is given exactly the settings that its schema names", async () => {
    const address = new URL(`../../functions/${name}/env.ts`, import.meta.url);
    const { EnvSchema }: { EnvSchema: () => z.ZodObject } = await import(address.href);
    expect(Object.keys(properties.Environment.Variables).sort()).toEqual(
      Object.keys(EnvSchema().shape).sort(),
    );
  });

  test("runs on Node 24 and arm64, traced, with memory and time-out of its own", () => {
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      TracingConfig: { Mode: "Active" },
      MemorySize: expect.any(Number),
      Timeout: expect.any(Number),
    });
  });

  test("logs JSON to a group of its own, which forgets", () => {
    const logs = functionNamed(stack, name).node.findChild("Logs");
    const group = resourceOf(stack, logs);
    expect(properties.LoggingConfig).toEqual({ LogFormat: "JSON", LogGroup: { Ref: group.id } });
    expect(group.properties.RetentionInDays).toBe(90);
  });
});

describe("the settings of functions", () => {
  const settingsOf = (name: string, of = stack) =>
    resourceOf(of, functionNamed(of, name).function).properties.Environment.Variables;

  test("hold no secret in the template: CloudFormation fills in the cursor secret", () => {
    for (const name of ["api", "web", "documents"])
      expect(readable(stack, settingsOf(name).CURSOR_SECRET)).toBe(
        "{{resolve:secretsmanager:CursorSecret/Secret:SecretString:::}}",
      );
  });

  test("say who mails come from, or by an empty text that nobody does, and where people reach the product", () => {
    const mailing = synthesise({ mailSender: "reminders@example.org", origin: "https://grants.example.org" });
    expect(settingsOf("reminders").MAIL_SENDER).toBe("");
    expect(settingsOf("reminders", mailing)).toMatchObject({
      MAIL_SENDER: "reminders@example.org",
      ORIGIN: "https://grants.example.org",
    });
  });

  test.each(["nobody", "a@example.org, b@example.org", "Fond für Kinder <a@example.org>"])(
    "take no sender that SES would not: %s",
    (mailSender) => {
      expect(() => synthesise({ mailSender })).toThrow("mailSender");
    },
  );

  test("name the user pool as issuer of tokens, whose keys an emulator may serve elsewhere", () => {
    const emulated = synthesise({
      keySetOrigin: "http://127.0.0.1:4566",
      signInOrigin: "http://127.0.0.1:4566",
    });
    expect(readable(stack, settingsOf("api").TOKEN_KEYS_URL)).toBe(
      "https://cognito-idp.AWS::Region.AWS::URLSuffix/Identity/People/.well-known/jwks.json",
    );
    expect(readable(emulated, settingsOf("api", emulated).TOKEN_KEYS_URL)).toBe(
      "http://127.0.0.1:4566/Identity/People/.well-known/jwks.json",
    );
    expect(readable(emulated, settingsOf("api", emulated).TOKEN_ISSUER)).toBe(
      "https://cognito-idp.AWS::Region.AWS::URLSuffix/Identity/People",
    );
    expect(settingsOf("web", emulated).TOKEN_URL).toBe("http://127.0.0.1:4566/oauth2/token");
  });
});
