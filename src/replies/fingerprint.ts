import { downloadName } from '../bundles/bundle-view.js';

/**
 * The line for the letter or mail that goes along with an approved file: its hash, and how whoever receives it checks it
 * with what Windows, macOS and Linux have. A letter inside the file cannot name the hash of the file it is in.
 */
export function fingerprintOf(title: string, sha256: string): string {
  const name = downloadName(title, 'pdf');
  return [
    `SHA-256 of “${name}”: ${sha256}`,
    `To check it: certutil -hashfile "${name}" SHA256 (Windows), shasum -a 256 "${name}" (macOS, Linux)`,
  ].join('\n');
}
