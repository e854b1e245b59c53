import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build, buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { openBundledSolver } from "../../functions/jobs/solver.ts";
import { BUNDLING, bundleOf } from "../../infra/bundling.ts";

const SOLVER = join(BUNDLING.absWorkingDir, "functions/jobs/solver.ts");
const BINARY = join(BUNDLING.absWorkingDir, "node_modules/highs/build/highs.wasm");
const run = promisify(execFile);
const name: (typeof openBundledSolver)["name"] = "openBundledSolver";

let out: string;
beforeAll(async () => {
  // Outside the project, where the package is not to be found.
  out = await mkdtemp(join(tmpdir(), "throughline-solver-"));
  await build({ ...bundleOf(SOLVER, out), logLevel: "silent" });
});
afterAll(() => rm(out, { recursive: true }));

describe("the solver in a bundle", () => {
  test("has its binary beside the code once, as the package has it", async () => {
    const binaries = (await readdir(out)).filter((file) => file.endsWith(".wasm"));
    expect(binaries).toHaveLength(1);
    expect((await readFile(join(out, binaries[0] ?? ""))).equals(await readFile(BINARY))).toBe(true);
  });

  test("solves in a process of its own that has neither the package nor settings, and is opened once", async () => {
    const script = `
      const { ${name}: open } = await import(${JSON.stringify(pathToFileURL(join(out, "index.mjs")).href)});
      const [highs, again] = await Promise.all([open(), open()]);
      const model = highs.createModel({
        numCols: 2, numRows: 1, colCost: [1, 2], colLower: [0, 0], colUpper: [4, 9], rowLower: [7], rowUpper: [7],
        matrix: { format: "csr", numCols: 2, numRows: 1, starts: [0, 2], indices: [0, 1], values: [1, 1] },
      });
      model.options.set({ output_flag: false });
      model.run();
      console.log(highs === again, model.getObjectiveValue());`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], {
      cwd: out,
      env: {},
    });
    expect(stdout.trim()).toBe("true 10");
  });

  test("is made of files of one folder whoever writes them, as the deployed code is written", async () => {
    const { outputFiles } = buildSync({ ...bundleOf(SOLVER, join(out, "elsewhere")), write: false });
    const written = outputFiles.map(({ path }) => basename(path)).sort();
    expect(written).toEqual((await readdir(out)).sort());
    const binary = outputFiles.find(({ path }) => path.endsWith(".wasm"));
    expect(Buffer.from(binary?.contents ?? []).equals(await readFile(BINARY))).toBe(true);
  });
});
