import type { Looked, LookedPage } from '../../pdf/findings/look-at-pdf.js';
import type { HiddenKind } from '../../pdf/findings/hidden-kinds.js';
import type { HiddenWords } from '../../pdf/findings/page-look.js';
import type { PersonalData } from '../../pdf/findings/personal-data.js';
import type { EntryPages } from '../building/bundle-entry.js';
import { onePerSentence } from './finding.js';
import type { Finding } from './finding.js';
import type { Plan } from '../building/plan-bundle.js';
import type { Purpose } from '../building/spec.js';

/** Words that may be copied out although nobody sees them. Those marked stop a production; a box or a layer stops any bundle. */
const HIDDEN: Record<
  HiddenKind,
  { readonly says: string; readonly stops: 'always' | 'production' | 'never' }
> = {
  'under-box': { says: 'Words lie under a filled box and can still be copied out', stops: 'always' },
  layer: { says: 'Words belong to a layer that does not show', stops: 'always' },
  'same-colour': {
    says: 'Words have the colour of what is behind them, or are cut away',
    stops: 'production',
  },
  'under-picture': { says: 'Words lie under a picture and can still be copied out', stops: 'production' },
  'no-opacity': { says: 'Words are fully transparent', stops: 'production' },
  'off-page': { says: 'Words stand outside of what the page displays', stops: 'never' },
  invisible: { says: 'Words are set as invisible, and no picture shows them', stops: 'never' },
  tiny: { says: 'Words are set too small to be read', stops: 'never' },
  recognised: { says: 'Words from text recognition lie behind the picture of the page', stops: 'never' },
};

/** What a look at the pages of one document says about them; `withContacts` is left out for our own letter. */
export function lookedFindings(
  purpose: Purpose,
  file: string,
  { pages }: Looked,
  withContacts = true,
): Finding[] {
  return pages.flatMap((page) => [
    ...page.hidden.map((hidden) => hiddenFinding(purpose, file, page, hidden)),
    ...personalFindings(purpose, file, page.page, page.personal, withContacts),
  ]);
}

/** Numbers and addresses of persons on one page. */
export function personalFindings(
  purpose: Purpose,
  file: string,
  page: number,
  personal: readonly PersonalData[],
  withContacts: boolean,
): Finding[] {
  return personal.flatMap(({ kind, count, sample }) => {
    const more = count > 1 ? ` and ${count - 1} more` : '';
    switch (kind) {
      case 'ssn':
        return [found(purpose, file, page, `A Social Security number (${sample}${more}).`, true, false)];
      case 'account':
        return [
          found(purpose, file, page, `A number of an account or card (${sample}${more}).`, true, false),
        ];
      case 'privilege':
        return withContacts
          ? [
              found(
                purpose,
                file,
                page,
                `Its own words say “${sample}”: hold it back, or counsel clears it.`,
                true,
                false,
              ),
            ]
          : [];
      case 'blind-copy': {
        const what = `It says who was copied in blind (“${sample}”${more}): redact that line on its page, or counsel clears it.`;
        return [found(purpose, file, page, what, true, false)];
      }
      case 'email':
        return withContacts ? [found(purpose, file, page, 'Email addresses.', false, false)] : [];
      case 'phone':
        return withContacts ? [found(purpose, file, page, 'Telephone numbers.', false, false)] : [];
    }
  });
}

/** Nobody went through the pages: that is for a person to weigh before they leave. */
export function unlooked(purpose: Purpose, document: string, what: string): Finding {
  return { level: purpose === 'internal' ? 'note' : 'stop', document, page: null, what, sourcePages: [] };
}

/**
 * Findings about pages of documents, on the pages of the bundle they landed on; those about pages that stayed away or
 * went in as pictures of themselves are no more. A letter stands in front, page by page. The same sentence about several
 * pages is one finding.
 */
export function placedFindings(
  findings: readonly Finding[],
  { placed }: Plan,
  letterFile: string | null,
): Finding[] {
  const all = findings.flatMap((finding) => {
    const [page] = finding.sourcePages ?? [];
    if (page === undefined) return [finding];
    const inFront = finding.document === letterFile ? [{ ...finding, page }] : [];
    const behind = placed.flatMap(({ entry, firstPage }) => {
      const { becomes, document } = entry;
      if (document.file !== finding.document || becomes.kind !== 'pages' || !isTaken(becomes, page))
        return [];
      if (finding.endsWhenPainted && becomes.painted.some(({ index }) => becomes.sourcePage + index === page))
        return [];
      return [{ ...finding, page: firstPage + page - becomes.sourcePage }];
    });
    return [...inFront, ...behind];
  });
  return onePerSentence(all);
}

function isTaken({ sourcePage, pageCount }: EntryPages, page: number): boolean {
  return page >= sourcePage && page < sourcePage + pageCount;
}

function hiddenFinding(
  purpose: Purpose,
  file: string,
  { page }: LookedPage,
  { kind, count, sample }: HiddenWords,
): Finding {
  const { says, stops } = HIDDEN[kind];
  const isStop = stops === 'always' || (stops === 'production' && purpose === 'production');
  // What recognition read is the page itself; the same sentence for every page can be read in one act.
  const words =
    kind === 'recognised' || sample === ''
      ? ''
      : count === 1
        ? `: “${sample}”`
        : ` (${count} words): “${sample}”`;
  return found(purpose, file, page, `${says}${words}.`, isStop, true);
}

function found(
  purpose: Purpose,
  document: string,
  page: number,
  what: string,
  isStop: boolean,
  endsWhenPainted: boolean,
): Finding {
  const level = isStop && purpose !== 'internal' ? 'stop' : 'note';
  return { level, document, page: null, what, sourcePages: [page], endsWhenPainted };
}
