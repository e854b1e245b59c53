import { AsyncLocalStorage } from "node:async_hooks";

/** How numbers are written where nobody says otherwise: in files, documents, and all that is kept. */
export const OWN_LOCALE = "en-US";

const reader = new AsyncLocalStorage<string>();

/**
 * Does something for one reader: money and numbers within it, also after awaiting, are written as in their locale. Only for pages made
 * for one reader and kept by nobody.
 */
export function forReader<T>(locale: string, work: () => T): T {
  return reader.run(locale, work);
}

/** The locale in which numbers are written here. */
export function numberLocale(): string {
  return reader.getStore() ?? OWN_LOCALE;
}
