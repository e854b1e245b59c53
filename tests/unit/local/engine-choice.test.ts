import { describe, expect, test } from "vitest";
import { chooseEngine, type Offer, parseJavaVersion } from "../../../infra/local/engine-choice.ts";
import { SetupError } from "../../../infra/local/setup-error.ts";

const offer = (more: Partial<Offer> = {}): Offer => ({
  platform: "darwin-arm64",
  binary: undefined,
  jarFolder: "lib/dynamodb_local",
  javaVersion: () => undefined,
  ...more,
});

describe("the engine of a machine", () => {
  test("is the embedded one where it has a binary, and Java is not even asked for", () => {
    const javaVersion = () => {
      throw new Error("asked for Java");
    };
    expect(chooseEngine(offer({ binary: "dynoxide", javaVersion }))).toBe("embedded");
  });

  test("is DynamoDB Local where there is no binary but a Java of 17 or newer", () => {
    expect(chooseEngine(offer({ javaVersion: () => 17 }))).toBe("dynamodb-local");
  });

  test("is DynamoDB Local where it is wanted, binary or not", () => {
    expect(chooseEngine(offer({ binary: "dynoxide", javaVersion: () => 21 }), "dynamodb-local")).toBe(
      "dynamodb-local",
    );
  });

  test.each([
    ["no Java", undefined, "no Java was found"],
    ["an old Java", 11, "the Java found is version 11"],
  ])("with no binary and %s is told what is missing and what to do", (_name, version, words) => {
    const choose = () => chooseEngine(offer({ javaVersion: () => version }));
    expect(choose).toThrow(SetupError);
    expect(choose).toThrow("no binary for this platform (darwin-arm64)");
    expect(choose).toThrow(words);
    expect(choose).toThrow("set DYNAMODB_ENDPOINT");
  });
});

test("Java's version is read from what it prints, old style and new", () => {
  expect(parseJavaVersion('openjdk version "17.0.15" 2025-04-15')).toBe(17);
  expect(parseJavaVersion('java version "1.8.0_392"')).toBe(8);
  expect(parseJavaVersion('openjdk version "25" 2025-09-16')).toBe(25);
  expect(parseJavaVersion("command not found")).toBeUndefined();
});
