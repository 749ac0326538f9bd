/** Text as a PDF string: readable when it is ASCII, UTF-16 with a byte order mark otherwise. */
export function pdfText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return `<${bytes.toString('hex')}>`;
}

/** A name, with everything outside plain letters and digits escaped. */
export function pdfName(name: string): string {
  const escaped = Array.from(Buffer.from(name, 'utf8'), (byte) => {
    const char = String.fromCharCode(byte);
    return /[A-Za-z0-9._+-]/.test(char) ? char : `#${byte.toString(16).padStart(2, '0')}`;
  });
  return `/${escaped.join('')}`;
}

/** At most three decimals, never an exponent, never `-0`. */
export function pdfNumber(value: number): string {
  const thousandths = Math.round(value * 1000);
  if (!(Math.abs(thousandths) < MOST_THOUSANDTHS))
    throw new Error(`${value} cannot be written as a PDF number.`);
  return String(thousandths / 1000);
}
/** Above these numbers have no thousandths, and far above exponents. */
const MOST_THOUSANDTHS = 1e20;

/** Numbers in a row, separated by blanks. */
export function pdfNumbers(...values: readonly number[]): string {
  let text = '';
  for (const value of values) text += text === '' ? pdfNumber(value) : ` ${pdfNumber(value)}`;
  return text;
}

/** Midnight UTC of a plain date, as PDF writes dates. */
export function pdfDate(date: string): string {
  return `(D:${date.replaceAll('-', '')}000000Z)`;
}
