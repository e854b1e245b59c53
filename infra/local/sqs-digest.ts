import { createHash } from "node:crypto";
import { isObject } from "./aws-json.ts";

/** A message attribute as it goes over the wire; binary values in base64. */
export type MessageAttribute = {
  readonly dataType: string;
  readonly stringValue?: string;
  readonly binaryValue?: string;
};
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export function md5(data: string | Buffer): string {
  return createHash("md5").update(data).digest("hex");
}

/**
 * The digest of message attributes as SQS defines it: in order of their names, the length and bytes of name and type,
 * one byte for string (1) or binary (2), the length and bytes of the value.
 */
export function md5OfAttributes(attributes: MessageAttributes): string {
  const parts: Buffer[] = [];
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const attribute = attributes[name];
    if (!attribute) continue;
    add(Buffer.from(name));
    add(Buffer.from(attribute.dataType));
    parts.push(Buffer.from([attribute.binaryValue === undefined ? 1 : 2]));
    add(
      Buffer.from(
        attribute.binaryValue ?? attribute.stringValue ?? "",
        attribute.binaryValue === undefined ? "utf8" : "base64",
      ),
    );
  }
  return md5(Buffer.concat(parts));
}

/** Message attributes of a request; what is not one is left out. */
export function readAttributes(value: unknown): MessageAttributes {
  if (!isObject(value)) return {};
  const attributes: Record<string, MessageAttribute> = {};
  for (const [name, given] of Object.entries(value)) {
    if (!isObject(given) || typeof given.DataType !== "string") continue;
    attributes[name] = {
      dataType: given.DataType,
      ...(typeof given.StringValue === "string" && { stringValue: given.StringValue }),
      ...(typeof given.BinaryValue === "string" && { binaryValue: given.BinaryValue }),
    };
  }
  return attributes;
}
