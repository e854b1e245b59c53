/** A stand-in for the documents function: bytes that are no text. */
export async function handler(): Promise<unknown> {
  return {
    statusCode: 200,
    headers: { "content-type": "application/pdf" },
    isBase64Encoded: true,
    body: Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff]).toString("base64"),
  };
}
