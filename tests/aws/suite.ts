import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { PROJECT, runVisibly } from "./command.ts";

const VITEST = join(PROJECT, "node_modules/vitest/vitest.mjs");
const ReportSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

export type Counts = { readonly passed: number; readonly failed: number };

export type SuiteOptions = { readonly reportFile: string; readonly signal: AbortSignal };

/** Runs the end-to-end suite against the target that `env` names, and counts its tests. */
export async function runEndToEnd(env: NodeJS.ProcessEnv, options: SuiteOptions): Promise<Counts> {
  const { reportFile, signal } = options;
  const project = ["run", "--config", "tests/vitest.config.ts", "--project", "end-to-end"];
  const reporters = ["--reporter", "default", "--reporter", "json", "--outputFile.json", reportFile];
  const code = await runVisibly({
    command: process.execPath,
    args: [VITEST, ...project, ...reporters],
    env,
    signal,
  });
  if (!existsSync(reportFile)) return { passed: 0, failed: 1 };
  const report = ReportSchema.parse(JSON.parse(await readFile(reportFile, "utf8")));
  // A file that does not load fails the run without failing a test.
  const failed = code !== 0 && report.numFailedTests === 0 ? 1 : report.numFailedTests;
  return { passed: report.numPassedTests, failed };
}
