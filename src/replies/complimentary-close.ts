import { paperOf, type Matter } from '../matters/matter.js';
import { hasAddressee, type LetterKind } from './letter-kind.js';

/** A paragraph that is nothing but a close: `Sincerely,`, `Very truly yours`, `Respectfully submitted,`. */
const CLOSE =
  /^(?:(?:very |most )?(?:sincerely|faithfully|truly|respectfully|cordially)(?: yours| submitted)?|yours(?: (?:very |most )?(?:sincerely|faithfully|truly|respectfully|cordially|etc))?|(?:with )?(?:(?:best|kind|kindest|warm|warmest) )?regards|(?:with )?best wishes)[,.]?$/i;
/** Whoever is greeted by no name is closed to otherwise, where that is the custom. */
const BY_NO_NAME = /^dear (?:sirs?|madams?|mesdames|sirs? (?:or|and) madams?|counsel)\b/i;

/** Which letters close: a certificate speaks to nobody, and a hold notice is none to the other side. */
export function hasClose(kind: LetterKind): boolean {
  return hasAddressee(kind) && kind !== 'hold';
}

/** What stands above the signature, as the place of the matter has it; '' for a kind of letter without. */
export function proposeClose(
  kind: LetterKind,
  matter: Pick<Matter, 'regime' | 'zone'>,
  salutation: string,
): string {
  if (!hasClose(kind)) return '';
  if (paperOf(matter) !== 'a4') return 'Sincerely,';
  const close = BY_NO_NAME.test(salutation.trim()) ? 'Yours faithfully' : 'Yours sincerely';
  return salutation.trim().endsWith(',') ? `${close},` : close;
}

/** Closing words with a close as their last paragraph; those that have one stay as they are. */
export function withClose(closing: string, close: string): string {
  if (close === '' || endsWithClose(closing)) return closing;
  return [closing.trimEnd(), close].filter((part) => part !== '').join('\n\n');
}

/** The close that words end with, or null. */
export function closeOf(closing: string): string | null {
  const last =
    closing
      .trim()
      .split(/\n\s*\n/)
      .at(-1)
      ?.trim() ?? '';
  return CLOSE.test(last) ? last : null;
}

export function endsWithClose(closing: string): boolean {
  return closeOf(closing) !== null;
}

/** True for a signature that somebody wrote with its close: `Sincerely,` above the name. */
export function beginsWithClose(signatory: string): boolean {
  return CLOSE.test(signatory.trim().split('\n')[0]?.trim() ?? '');
}
