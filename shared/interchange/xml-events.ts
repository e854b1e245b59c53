import { Parser } from "saxen";

type Attributes = Readonly<Record<string, string>>;
/** Resolves the five entities of XML and those by number. */
type Decode = (text: string) => string;

/** What a reader of XML hears: names without their prefix, attributes as they are written, texts with their entities resolved. */
export type XmlEvents = {
  readonly open?: (name: string, attributes: () => Attributes, decode: Decode) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/** XML that is not well formed. */
export class XmlFault extends Error {}

/**
 * Reads an XML text from its start to its end. Entities that a document defines itself are not resolved, so that a small file
 * cannot grow. Throws `XmlFault` where the text is not well formed.
 */
export function readXml(xml: string, { open, close, text }: XmlEvents): void {
  const parser = new Parser();
  parser.on("error", (error) => {
    throw new XmlFault(error.message);
  });
  if (open) parser.on("openTag", (name, attributes, decode) => open(localName(name), attributes, decode));
  if (close) parser.on("closeTag", (name) => close(localName(name)));
  if (text) {
    parser.on("text", (value, decode) => text(decode(value)));
    parser.on("cdata", text);
  }
  parser.parse(xml);
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
