import { defineConfig } from "vitest/config";

/**
 * Beyond unit tests, engines, streams and clocks are real: where everything is tested at once, a test that fails is tried once more, and the
 * log says so ("retry x1"). On a developer's machine it fails at once.
 */
const RETRIES = process.env.CI === undefined ? 0 : 1;

/** Every suite of the project; a script chooses its own with `--project`. */
export default defineConfig({
  test: {
    // The functions' own log lines are for whoever runs them; a test that is about one reads it itself.
    onConsoleLog: (text) => !text.startsWith('{"code":'),
    projects: [
      // Properties and attacks take a few seconds each, and several times that on a machine that has more to do.
      project("unit", ["tests/unit/**/*.test.{ts,tsx}"], 60_000),
      project("integration", ["tests/integration/**/*.test.ts"], 60_000),
      project("infra", ["tests/infra/**/*.test.ts"], 120_000),
      project("end-to-end", ["tests/end-to-end/**/*.test.ts"], 120_000),
      project("browser", ["tests/browser/**/*.test.ts"], 120_000),
      project("every-page", ["tests/every-page/**/*.test.ts"], 900_000),
    ],
  },
});

function project(name: string, include: string[], testTimeout: number) {
  return {
    root: new URL("..", import.meta.url).pathname,
    oxc: { jsx: { runtime: "automatic" as const, importSource: "hono/jsx" } },
    test: {
      name,
      include,
      testTimeout,
      // A target bundles every function before its first test.
      hookTimeout: 300_000,
      expect: { requireAssertions: true },
      retry: name === "unit" ? 0 : RETRIES,
    },
  };
}
