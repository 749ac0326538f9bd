/** Advance of common characters of the sans in ems, rather too wide than too narrow; the PDF measures exactly. */
const NARROW_LETTERS = /[ijl.,:;'|!()[\]ft ]/;
const BROAD_LETTERS = /[mwMWOQG@%—]/;
const CAPITALS = /[A-ZÀ-Þ&]/;
const DIGITS = /[0-9]/;

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const PERCENT = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** Roughly how wide a text will be, in points. */
export function roughWidth(text: string, size: number): number {
  let ems = 0;
  for (const char of text) {
    if (DIGITS.test(char)) ems += 0.572;
    else if (NARROW_LETTERS.test(char)) ems += 0.34;
    else if (BROAD_LETTERS.test(char)) ems += 0.9;
    else if (CAPITALS.test(char)) ems += 0.67;
    else ems += (char.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.58;
  }
  return ems * size;
}

/** Breaks a text at blanks, and inside a word only where it alone is too wide. */
export function wrapWords(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (roughWidth(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const char of word) {
      if (line !== '' && roughWidth(line + char, size) > width) {
        lines.push(line);
        line = '';
      }
      line += char;
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** `1,234` */
export function countText(count: number): string {
  return WHOLE.format(count);
}

/** `12.5%` */
export function shareText(share: number): string {
  return PERCENT.format(share);
}

/** A measured value with two decimals, four where it is very small: `2.27`. */
export function valueText(value: number): string {
  return value !== 0 && Math.abs(value) < 0.1 ? value.toFixed(4) : value.toFixed(2);
}

/** `07:00`; 24 is the end of the day. */
export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
