import { findDemands, type Found } from './find-demands.js';
import { theirStem } from './headless-stems.js';
import { letterDateOf } from './letter-date.js';
import { letterHeadOf } from './letter-head.js';
import { limitsIn } from './limits.js';
import { placesInLists } from './lists.js';
import { ourWordsRule } from './our-words.js';
import { withOwnTimes } from './own-times.js';
import type { FoundPassage, LetterHead, LetterReading, Passage, ProposedDemand } from './proposal.js';
import { joinRepeats, type Joined } from './same-demand.js';
import { shareLimits } from './share-limits.js';
import { endOffset, placeOf, quoteOf, sourceOf, startOffset, type Source } from './source.js';
import { withStemLimits } from './stem-limits.js';
import { threatRule } from './threats.js';
import { layOut, type Unit } from './units.js';

/**
 * Reads a letter: who wrote to whom and when, what it demands and by when, what it threatens. Proposals only, each
 * with the rule that made it and where its words stand. `input` is the text with form feeds between pages, or the
 * pages; `knownDate` the letter's date where it is known (`2014-06-05`).
 */
export function readLetter(
  input: string | readonly string[],
  knownDate: string | null = null,
): LetterReading {
  const source = sourceOf(input);
  const layout = layOut(source);
  const { units } = layout;
  const { date, isDayFirst } = letterDateOf(layout, source.plain);
  const context = { letterDate: knownDate ?? date, isDayFirst };
  const limitsOf = units.map((unit) => (unit.role === 'quoted' ? [] : limitsIn(unit.words, context)));
  const places = placesInLists(units);
  const head = letterHeadOf(layout, source.plain, date);
  const isToCounsel = /\byour\s+client\b/i.test(source.plain);
  const theirs = theirStem(
    [head.recipient, layout.salutation?.text ?? null],
    isToCounsel ? [head.sender, head.counsel] : null,
  );
  const found = withStemLimits(findDemands(units, places, limitsOf, theirs), places, limitsOf);
  const joined = joinRepeats(shareLimits(found, units, limitsOf), units, limitsOf);
  const demands = withOwnTimes(joined, units, limitsOf);
  const asks = new Set(demands.flatMap((one) => [one.unit, ...one.others.map((other) => other.unit)]));
  const sentences = units.filter((unit) => unit.zone !== 'tail' && unit.role !== 'heading');
  return {
    ...head,
    demands: demands.map((one) => proposalOf(source, units, one)),
    threats: passagesBy(
      source,
      sentences.filter((unit) => !asks.has(units.indexOf(unit))),
      threatRule,
    ),
    ourWords: passagesBy(source, sentences, ourWordsRule),
  };
}

/** Only what the head of a letter and its first lines say: parties, date, subject. */
export function readHead(input: string | readonly string[]): LetterHead {
  const source = sourceOf(input);
  const layout = layOut(source);
  return letterHeadOf(layout, source.plain, letterDateOf(layout, source.plain).date);
}

function proposalOf(source: Source, units: readonly Unit[], one: Joined): ProposedDemand {
  const stem = one.stem === null ? undefined : units[one.stem];
  return {
    ...passageOf(source, units, one),
    kind: one.kind,
    limit: one.limit?.limit ?? null,
    limitRule: one.limitRule,
    rule: one.rule,
    stem: stem ? passage(source, stem.start, stem.end) : null,
    alsoAt: one.others.map((other) => passageOf(source, units, other)),
    isImplied: one.isImplied,
    isConditional: one.isConditional,
    vagueTime: one.vagueTime,
  };
}

function passageOf(
  source: Source,
  units: readonly Unit[],
  { unit: index, lastUnit, start, end }: Found,
): Passage {
  const unit = units[index];
  if (!unit) throw new Error('A demand was found in no sentence.');
  const last = lastUnit === index ? undefined : units[lastUnit];
  const lead = /^\W*/.exec(unit.words.slice(start, end))?.[0].replace(/["'([].*$/, '').length ?? 0;
  return passage(source, startOffset(unit.folded, start + lead), last?.end ?? endOffset(unit.folded, end));
}

function passage(source: Source, from: number, to: number): Passage {
  return { ...placeOf(source, from, to), quote: quoteOf(source, from, to), from, to };
}

function passagesBy(
  source: Source,
  units: readonly Unit[],
  ruleOf: (words: string) => string | null,
): FoundPassage[] {
  return units.flatMap((unit) => {
    const rule = ruleOf(unit.words);
    return rule === null ? [] : [{ ...passage(source, unit.start, unit.end), rule }];
  });
}
