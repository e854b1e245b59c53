import type { Result } from "../platform/result.ts";
import type { ImportFile } from "./import-file.ts";

/** The file that a container opened last, so that the next step of a job need not read and sort all its rows again. */
export type OpenedFile = {
  /** The file opened before under this name, which says all that it depends on; else what `open` gives, instead of any other. */
  readonly of: (
    name: string,
    open: () => Result<ImportFile> | Promise<Result<ImportFile>>,
  ) => Promise<Result<ImportFile>>;
  /** Lets go of it: there is no further step. */
  readonly forget: () => void;
};

/** Keeps one file, never two: a file takes many times its bytes. */
export function keepOpenedFile(): OpenedFile {
  let kept: { readonly name: string; readonly file: Result<ImportFile> } | undefined;
  return {
    of: async (name, open) => {
      if (kept?.name === name) return kept.file;
      kept = undefined;
      const file = await open();
      kept = { name, file };
      return file;
    },
    forget: () => {
      kept = undefined;
    },
  };
}
