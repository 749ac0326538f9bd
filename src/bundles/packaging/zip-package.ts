import { createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { dateForLibrary } from '../../platform/clock.js';

// The first moment a zip can hold, in local time as zips count it: neither clock nor zone reaches the file.
const FIXED_TIME = '1980-01-01T00:00:00';

/** Packs a package folder into one zip: same folder, same bytes. PDFs are stored as they are, text is deflated. */
export async function zipPackage(folder: string, out: string): Promise<void> {
  const zip = new ZipFile();
  for (const path of await filesBelow(folder))
    zip.addFile(join(folder, path), path, {
      mtime: dateForLibrary(FIXED_TIME),
      forceDosTimestamp: true,
      mode: 0o100644,
      compress: !path.endsWith('.pdf'),
    });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(out, { mode: 0o600 }));
}

/** Every file below a folder, as sorted paths with forward slashes. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, ''),
    )
    .sort();
}
