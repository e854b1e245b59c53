import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { outputOf, PROJECT, runQuietly } from "./command.ts";

/** What the emulator needs; `cryptography` lets its Cognito sign tokens with RS256. */
const PACKAGES = ["ministack==1.5.33", "cryptography==50.0.2"];
const FOLDER = join(PROJECT, ".venv");
const MARK = join(FOLDER, "installed.txt");

/** The folder of the emulator's commands, or why there is none. */
export type Python = { readonly bin: string } | { readonly missing: string };

/** Makes a Python environment under `.venv/` with the emulator in it, or takes the one that is there. */
export async function preparePython(logFile: string): Promise<Python> {
  const bin = join(FOLDER, "bin");
  if (await isInstalled(bin)) return { bin };
  try {
    await outputOf({ command: "python3", args: ["-m", "venv", "--clear", FOLDER] });
    await outputOf({ command: join(bin, "python"), args: ["-m", "pip", "--version"] });
  } catch (error) {
    return { missing: `python3 with venv and pip is needed (${firstLine(error)})` };
  }
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PACKAGES];
  await runQuietly({ command: join(bin, "python"), args: install }, logFile);
  await writeFile(MARK, PACKAGES.join("\n"));
  return { bin };
}

/** The mark is written last, so that an installation that was cut off is made again. */
async function isInstalled(bin: string): Promise<boolean> {
  if (!existsSync(join(bin, "ministack")) || !existsSync(MARK)) return false;
  return (await readFile(MARK, "utf8")) === PACKAGES.join("\n");
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split("\n").at(-1) ?? "";
}
