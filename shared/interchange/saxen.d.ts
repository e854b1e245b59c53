/** What is used here of saxen, which ships no types: events of elements and texts, in the order of the document. */
declare module "saxen" {
  type Attributes = Readonly<Record<string, string>>;
  type DecodeEntities = (text: string) => string;

  export class Parser {
    on(
      event: "openTag",
      hear: (name: string, attributes: () => Attributes, decode: DecodeEntities) => void,
    ): this;
    on(event: "closeTag", hear: (name: string) => void): this;
    on(event: "text", hear: (text: string, decode: DecodeEntities) => void): this;
    on(event: "cdata", hear: (text: string) => void): this;
    on(event: "error", hear: (error: Error) => void): this;
    parse(xml: string): this;
  }
}
