/** What a schema makes of JSON text; null where it is not JSON or not of that schema. */
export function parseJson<T>(
  text: string,
  parse: (raw: unknown) => { success: true; data: T } | { success: false },
): T | null {
  try {
    const read = parse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
