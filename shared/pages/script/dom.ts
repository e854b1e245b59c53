import { WORDS, type Words } from "./words.ts";

/** In which language the page is. */
export const language = document.documentElement.lang || "en";

/** In which locale its numbers are written. */
export const numbers = document.documentElement.dataset.numbers ?? "en-US";

/** The words of that language. */
export const words: Words = language.startsWith("es") ? WORDS.es : WORDS.en;

/** An element with attributes and what is in it. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/** A button that does something here and sends nothing. */
export function button(text: string, act: () => void): HTMLButtonElement {
  const made = make("button", { type: "button", class: "quiet" }, text);
  made.addEventListener("click", act);
  return made;
}

/** Has the browser keep a file. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Copies a text, and says in `said` whether that worked. */
export async function copy(text: string, said: Element): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = words.copied;
  } catch {
    said.textContent = words.notCopied;
  }
}

/** The text of an element in one line, without what only the eye is to see. */
export function textOf(element: Element): string {
  const read = element.cloneNode(true) as Element;
  for (const mark of read.querySelectorAll("[aria-hidden=true]")) mark.remove();
  for (const block of read.querySelectorAll("div,small,br,li,p")) block.before(" ");
  return (read.textContent ?? "").replace(/\s+/g, " ").trim();
}
