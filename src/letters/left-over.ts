import { askingSentences, type AskingSentence } from './asking-sentences.js';
import { limitColumns } from './proposed-demand.js';
import type { LetterReading } from './reading/proposal.js';
import { timesNotTaken, uncovered, type Covered, type TimeNotTaken } from './uncovered.js';

/** What the reading of a letter leaves to a person. */
export interface LeftOver {
  /** Sentences with demand or time words that no proposed demand touches. */
  readonly sentences: readonly AskingSentence[];
  /** Sentences that name a time which the demand proposed over them does not take in. */
  readonly times: readonly TimeNotTaken[];
}

/** The sentences that a person has to look at beside what was proposed, as the page of a letter lists them. */
export function leftOverOf(
  pages: readonly string[],
  reading: LetterReading,
  datedOn: string | null,
): LeftOver {
  const sentences = askingSentences(
    pages.map((text, index) => ({ page: index + 1, text })),
    datedOn,
  );
  const places = reading.demands.flatMap((demand): Covered[] =>
    [demand, ...demand.alsoAt].map(({ page, start, end }) => ({ page, quoteStart: start, quoteEnd: end })),
  );
  const stems = new Set(reading.demands.map(({ stem }) => stem?.quote));
  return {
    sentences: uncovered(sentences, places).filter(({ text }) => !stems.has(text)),
    times: timesNotTaken(sentences, reading.demands.map(timed)),
  };
}

/** The same for machines: where each stands, its words, and the times it names. */
export function leftOverJson({ sentences, times }: LeftOver): Record<string, unknown> {
  return {
    leftOver: sentences.map((one) => ({
      ...placeJson(one),
      ...{ asks: one.asks, times: one.limits.map(({ limit }) => limit.text) },
    })),
    timesLeft: times.map((one) => ({
      ...placeJson(one),
      ...{ times: one.times, demand: one.demand.number },
    })),
  };
}

/** The same in lines to read. */
export function leftOverWords({ sentences, times }: LeftOver): string[] {
  const count = sentences.length;
  const head =
    count === 0
      ? 'No other sentence has demand or time words.'
      : count === 1
        ? 'One sentence with demand or time words is in no demand. Look at it:'
        : `${count} sentences with demand or time words are in no demand. Look at each:`;
  return [
    head,
    ...sentences.map((one) => `  ${placeWords(one)}: “${one.text}”`),
    ...times.map(
      (one) =>
        `  ${placeWords(one)}: “${one.text}” names a time, “${one.times.join('”, “')}”, that demand ${one.demand.number} as proposed does not take in.`,
    ),
  ];
}

function placeWords({ page, start, end }: AskingSentence): string {
  return `page ${page}, characters ${start} to ${end}`;
}

function placeJson({ text, page, start, end }: AskingSentence) {
  return { quote: text, page, start, end };
}

function timed({ quote, page, start, end, limit }: LetterReading['demands'][number], index: number) {
  const { limitUnit, limitWords } = limitColumns(limit);
  return {
    ...{ id: String(index), number: index + 1, quote, page, quoteStart: start, quoteEnd: end },
    ...{ limitUnit, limitWords },
  };
}
