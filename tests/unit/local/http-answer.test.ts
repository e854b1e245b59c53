import { describe, expect, test } from "vitest";
import { toHttpAnswer } from "../../../infra/local/http-answer.ts";

const text = (returned: unknown) => toHttpAnswer(returned).body.toString("utf8");

describe("what a function returns", () => {
  test("with a status code is the answer, header names in small letters", () => {
    const answer = toHttpAnswer({ statusCode: 201, headers: { ETag: '"1"', "X-Count": 3 }, body: "made" });
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ etag: '"1"', "x-count": "3" });
    expect(answer.body.toString()).toBe("made");
  });

  test("with a type keeps it, and without is plain text", () => {
    expect(
      toHttpAnswer({ statusCode: 200, headers: { "Content-Type": "text/csv" } }).headers["content-type"],
    ).toBe("text/csv");
    expect(toHttpAnswer({ statusCode: 200, body: "x" }).headers["content-type"]).toBe(
      "text/plain;charset=UTF-8",
    );
  });

  test("with cookies sets each of them", () => {
    expect(toHttpAnswer({ statusCode: 200, cookies: ["a=1", "b=2"] }).headers["set-cookie"]).toEqual([
      "a=1",
      "b=2",
    ]);
  });

  test("in base64 is bytes", () => {
    expect(toHttpAnswer({ statusCode: 200, body: "AP8=", isBase64Encoded: true }).body).toEqual(
      Buffer.from([0, 255]),
    );
  });

  test("without a status code is the body of a 200", () => {
    expect(toHttpAnswer({ hello: "world" })).toMatchObject({
      status: 200,
      headers: { "content-type": "application/json" },
    });
    expect(text({ hello: "world" })).toBe('{"hello":"world"}');
    expect(text("words")).toBe("words");
    expect(text(undefined)).toBe("");
  });

  test.each([
    ["a status that is none", { statusCode: "ok" }],
    ["a status outside HTTP", { statusCode: 99 }],
    ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
    ["more than six megabytes", { statusCode: 200, body: "x".repeat(6_291_556) }],
  ])("with %s is a 500 of the gateway", (_name, returned) => {
    expect(toHttpAnswer(returned).status).toBe(500);
    expect(text(returned)).toBe('{"message":"Internal Server Error"}');
  });
});
