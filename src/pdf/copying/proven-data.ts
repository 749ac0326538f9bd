import type { PdfWriter } from '../writing/pdf-writer.js';

/** How many bytes of packed data belong to them, by the hash of these bytes. */
export type ProvenData = Map<string, number>;

/** Hashing small data takes as long as unpacking them. */
export const WORTH_HASHING = 1 << 14;

const byWriter = new WeakMap<PdfWriter, ProvenData>();

/** What is proven already of the data that went into this file. */
export function provenFor(writer: PdfWriter): ProvenData {
  const known = byWriter.get(writer);
  if (known) return known;
  const made: ProvenData = new Map();
  byWriter.set(writer, made);
  return made;
}
