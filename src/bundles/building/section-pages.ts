import type { PageRun } from '../../pdf/page-names.js';
import { profileOf } from './court-profiles.js';
import { freeMarks } from './exhibit-marks.js';
import type { Spec } from './spec.js';

type Sections = Spec['sections'];

/** Where a section begins in a plan. */
interface PlacedSection {
  /** Its place in the SPEC, from 0. */
  readonly section: number;
  readonly page: number;
}

/**
 * How pages are counted where the court numbers them by section (PD 27A): cover and index i, ii …, then A1, A2 …,
 * B1, B2 …. Undefined where one count runs through the file.
 */
export function pageRunsOf(spec: Spec, placed: readonly PlacedSection[]): readonly PageRun[] | undefined {
  if (!isBySection(spec)) return undefined;
  const numbered = numberedSections(spec, (index) => placed.some(({ section }) => section === index));
  const runs = placed.map(({ section, page }): PageRun => {
    const { prefix = '', firstNumber = 1 } = numbered[section] ?? {};
    return { firstPage: page, prefix, style: 'arabic', start: firstNumber };
  });
  return [{ firstPage: 1, prefix: '', style: 'roman', start: 1 }, ...runs];
}

/** The sections with the letter and first number of each that takes pages: in every volume the same letter. */
export function numberedSections(spec: Spec, takesPages: (section: number) => boolean): Sections {
  if (!isBySection(spec)) return spec.sections;
  const free = freeMarks('letters', new Set(spec.sections.flatMap(({ prefix }) => prefix ?? [])));
  return spec.sections.map((section, index) => {
    if (!takesPages(index)) return section;
    const prefix = section.prefix ?? free.next().value;
    return { firstNumber: 1, ...section, prefix };
  });
}

/** The sections as the next volume goes on with them: `pagesIn` are those that each has taken, sheets included. */
export function countedOn(sections: Sections, pagesIn: (section: number) => number): Sections {
  return sections.map((section, index) =>
    section.firstNumber === undefined
      ? section
      : { ...section, firstNumber: section.firstNumber + pagesIn(index) },
  );
}

function isBySection(spec: Spec): boolean {
  return profileOf(spec)?.pageNumbers === 'by-section';
}
