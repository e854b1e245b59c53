import { expect, test } from "vitest";
import { readable, synthesise } from "./synthesised.ts";

const stack = synthesise();
const trial = synthesise({
  stage: "trial",
  keepData: false,
  passwordSignIn: true,
  origin: "https://example.org",
});

function only(of: typeof stack, type: string) {
  const found = Object.values(of.template.findResources(type));
  expect(found).toHaveLength(1);
  return found[0]?.Properties;
}

test("people are invited and need a second factor", () => {
  const pool = only(stack, "AWS::Cognito::UserPool");
  expect(pool.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true });
  expect(pool.MfaConfiguration).toBe("ON");
  expect(pool.EnabledMfas).toEqual(["SOFTWARE_TOKEN_MFA"]);
  expect(pool.DeletionProtection).toBe("ACTIVE");
});

test("the pages sign people in by authorization code, without a secret, and only back to themselves", () => {
  const client = only(stack, "AWS::Cognito::UserPoolClient");
  expect(client.GenerateSecret).toBe(false);
  expect(client.AllowedOAuthFlows).toEqual(["code"]);
  expect(client.CallbackURLs.map((url: unknown) => readable(stack, url))).toEqual([
    "Http/Api.ApiEndpoint/sign-in/callback",
  ]);
  expect(only(trial, "AWS::Cognito::UserPoolClient").CallbackURLs).toEqual([
    "https://example.org/sign-in/callback",
  ]);
});

test("signing in by password is for stages that say so", () => {
  expect(only(stack, "AWS::Cognito::UserPoolClient").ExplicitAuthFlows ?? []).not.toContain(
    "ALLOW_USER_PASSWORD_AUTH",
  );
  expect(only(stack, "AWS::Cognito::UserPoolClient").ExplicitAuthFlows ?? []).not.toContain(
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  );
  expect(only(trial, "AWS::Cognito::UserPoolClient").ExplicitAuthFlows).toContain("ALLOW_USER_PASSWORD_AUTH");
});
