import type { Assembly } from '../../pdf/assembly.js';

/** What a court takes. Practice guides, not the rule itself: each names its source, and all say to check with the court. */
export interface CourtProfile {
  readonly id: string;
  readonly name: string;
  readonly paper: 'letter' | 'a4';
  /** Largest PDF, in MB of 1,000,000 bytes; null where none is stated. */
  readonly megabytes: number | null;
  /** Most pages of one volume; null where none is stated. */
  readonly pages: number | null;
  /** One count over the whole file, or A1, A2 … B1, B2 … by section. */
  readonly pageNumbers: 'continuous' | 'by-section';
  readonly opensAt: NonNullable<Assembly['opensAt']>;
  readonly source: string;
}

const WHOLE = { pageNumbers: 'continuous', opensAt: 'page-width' } as const;
/** The general guidance for e-bundles asks for a default view of 100 %. */
const EBUNDLE = { pageNumbers: 'continuous', opensAt: 'actual-size' } as const;
const CMECF = 'court’s CM/ECF page; check the current list of the court';

/** Sizes and lengths as practice guides of the courts gave them. */
export const COURT_PROFILES: readonly CourtProfile[] = [
  {
    id: 'ew-general',
    name: 'England & Wales, general e-bundle guidance',
    paper: 'a4',
    megabytes: null,
    pages: null,
    ...EBUNDLE,
    source: 'General guidance on electronic court bundles, 29 November 2021',
  },
  {
    id: 'ew-commercial',
    name: 'England & Wales, Commercial Court',
    paper: 'a4',
    megabytes: null,
    pages: 300,
    ...EBUNDLE,
    source: 'Commercial Court Guide: at most 300 pages a file on paper',
  },
  {
    id: 'ew-family',
    name: 'England & Wales, family, PD 27A, pages by section',
    paper: 'a4',
    megabytes: null,
    pages: 350,
    ...EBUNDLE,
    pageNumbers: 'by-section',
    source: 'PD 27A: 350 A4 pages unless the court allows more; pages numbered by section, A1, B1',
  },
  {
    id: 'ew-family-financial',
    name: 'England & Wales, family, PD 27A, financial remedy',
    paper: 'a4',
    megabytes: null,
    pages: 350,
    ...EBUNDLE,
    source: 'PD 27A: 350 A4 pages unless the court allows more; one count of pages for financial remedy',
  },
  {
    id: 'utiac',
    name: 'Upper Tribunal (IAC), CE-File',
    paper: 'a4',
    megabytes: 50,
    pages: null,
    ...EBUNDLE,
    source: 'UTIAC CE-File practice direction: not over 50 MB',
  },
  { id: 'us-cdcal', name: 'C.D. Cal.', paper: 'letter', megabytes: 35, pages: null, ...WHOLE, source: CMECF },
  { id: 'us-dor', name: 'D. Or.', paper: 'letter', megabytes: 75, pages: null, ...WHOLE, source: CMECF },
  { id: 'us-edpa', name: 'E.D. Pa.', paper: 'letter', megabytes: 50, pages: null, ...WHOLE, source: CMECF },
  {
    id: 'us-fedcir',
    name: 'Federal Circuit',
    paper: 'letter',
    megabytes: 60,
    pages: null,
    ...WHOLE,
    source: CMECF,
  },
  { id: 'us-ndga', name: 'N.D. Ga.', paper: 'letter', megabytes: 15, pages: null, ...WHOLE, source: CMECF },
  { id: 'us-ndill', name: 'N.D. Ill.', paper: 'letter', megabytes: 35, pages: null, ...WHOLE, source: CMECF },
  { id: 'us-sdny', name: 'S.D.N.Y.', paper: 'letter', megabytes: 35, pages: null, ...WHOLE, source: CMECF },
  { id: 'us-sdtex', name: 'S.D. Tex.', paper: 'letter', megabytes: 35, pages: null, ...WHOLE, source: CMECF },
  {
    id: 'us-wdwash',
    name: 'W.D. Wash.',
    paper: 'letter',
    megabytes: 75,
    pages: null,
    ...WHOLE,
    source: CMECF,
  },
];

/** What of a SPEC says for which court it is. */
interface ForCourt {
  readonly purpose: string;
  readonly profile?: string;
}

export const PROFILE_IDS: readonly string[] = COURT_PROFILES.map(({ id }) => id);

export function profileOf({ purpose, profile }: ForCourt): CourtProfile | null {
  if (purpose !== 'court') return null;
  return COURT_PROFILES.find(({ id }) => id === profile) ?? null;
}

/** Most pages and MB of one file: as said, otherwise as the court takes it; null where nothing limits them. */
export function volumeLimits(
  spec: ForCourt,
  said: { readonly pages: number | null; readonly megabytes: number | null },
): { readonly pages: number | null; readonly megabytes: number | null } | null {
  const profile = profileOf(spec);
  const pages = said.pages ?? profile?.pages ?? null;
  const megabytes = said.megabytes ?? profile?.megabytes ?? null;
  return pages === null && megabytes === null ? null : { pages, megabytes };
}

/** What a finished file has that the court of its profile does not take, as sentences. */
export function profileProblems(
  spec: ForCourt & Pick<CourtProfile, 'paper'>,
  file: { readonly pages: number; readonly bytes: number },
): string[] {
  const profile = profileOf(spec);
  if (profile === null) return [];
  const { name, paper, megabytes, pages } = profile;
  const size = file.bytes / 1_000_000;
  return [
    ...(spec.paper === paper ? [] : [`${name} takes ${paper === 'a4' ? 'A4' : 'US Letter'} paper.`]),
    ...(megabytes === null || size <= megabytes
      ? []
      : [`The file has ${size.toFixed(1)} MB; ${name} takes ${megabytes} MB. Split it into volumes.`]),
    ...(pages === null || file.pages <= pages
      ? []
      : [`The file has ${file.pages} pages; ${name} takes ${pages}. Split it into volumes.`]),
  ];
}
