import { crc32, inflateRawSync } from "node:zlib";

/**
 * The entries of a ZIP archive (APPNOTE.TXT 6.3, without ZIP64: an upload has at most 64 MB), read through its directory. Nothing is
 * unpacked beyond a bound, whatever the archive says of its sizes.
 */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  /** What its bytes, unpacked, come to by CRC-32. */
  readonly crc: number;
  readonly at: number;
  readonly packed: number;
};

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const FILE_ENTRY = 0x04034b50;
/** The end of the directory, and the longest comment behind it. */
const FARTHEST_END = 22 + 0xffff;

/** An archive that cannot be read: cut off, damaged, or larger than it may be. The message is for the person who sent it. */
export class ZipFault extends Error {}

/** The directory of an archive. Throws `ZipFault` where it has none. */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = directoryEnd(view);
  const count = view.getUint16(end + 10, true);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw cutOff();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    );
    const nameEnd = at + 46 + (nameLength ?? 0);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}

/** The names in an archive; none where it cannot be read. */
export function entryNames(bytes: Uint8Array): string[] {
  try {
    return zipEntries(bytes).map(({ name }) => name);
  } catch (error) {
    if (error instanceof ZipFault) return [];
    throw error;
  }
}

/** The bytes of an entry, at most `most`. Throws `ZipFault` where it is larger, damaged, or packed in a way not known here. */
export function unpacked(bytes: Uint8Array, entry: ZipEntry, most: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.at + 30 > bytes.byteLength || view.getUint32(entry.at, true) !== FILE_ENTRY) throw cutOff();
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (packed.byteLength < entry.packed) throw cutOff();
  if (entry.method !== 8 && entry.method !== 0)
    throw new ZipFault("The file is packed in a way that is not read here.");
  const content = entry.method === 0 ? packed : inflated(packed, most);
  if (content.byteLength > most) throw tooLarge(most);
  if (crc32(content) !== entry.crc) throw damaged();
  return content;
}

function inflated(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: most });
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw isTooLarge ? tooLarge(most) : damaged();
  }
}

function tooLarge(most: number): ZipFault {
  return new ZipFault(
    `Unpacked, the file is larger than ${Math.round(most / 1024 / 1024)} MB. Cut it into several.`,
  );
}

function damaged(): ZipFault {
  return new ZipFault("The file is damaged: it cannot be unpacked. Save it anew and send that.");
}

function directoryEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - FARTHEST_END);
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  throw cutOff();
}

function cutOff(): ZipFault {
  return new ZipFault("The file is damaged or cut off: it has no directory of what is in it. Send it again.");
}
