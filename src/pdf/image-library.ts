/**
 * The image library, a large one that most bundles do without, loaded where it is needed. Loading turns its cache on,
 * and a remembered image would answer for a file that has changed since: it is turned off each time.
 */
export async function imageLibrary(): Promise<typeof import('sharp').default> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  return sharp;
}
