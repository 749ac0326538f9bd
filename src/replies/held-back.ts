import { wordsOfResponse } from '../demands/demand.js';
import { groundsTaken } from '../demands/objection.js';
import type { AnsweredDemand } from './paper/reply-blocks.js';

const WITHHELD =
  /\b(?:with(?:hold|held)(?:ing|s)?|h(?:old|olds|olding|eld)\s+back|not\s+(?:being\s+)?(?:produc|disclos|provid|includ|hand)\w*|(?:do|does|will)\s+not\s+(?:produce|disclose|provide|include|hand)|declin\w+\s+to\s+(?:produce|disclose|provide|hand))\b/i;
const BASIS =
  /\b(?:because|grounds?|bas[ie]s|privileg\w*|work[ -]product|without[ -]prejudice|confidential\w*|protect\w*|under|pursuant|by\s+reason|on\s+account|since|settlement)\b/i;

/**
 * Responses that hold something back on grounds for the file, which the letter does not print, and whose own words do
 * not say in one sentence that something is withheld and on what basis: FRCP 34(b)(2)(C) and fairness ask for both.
 */
export function silentlyHeldBack(told: readonly AnsweredDemand[]): string[] {
  return told.flatMap(({ demand, response }) => {
    if (response === null || response.holdsBack !== 'yes') return [];
    if (groundsTaken(response.objections).some(({ holdsBack }) => holdsBack === 'yes')) return [];
    const sentences = wordsOfResponse(response).split(/(?<=[.;!?])\s+|\n+/);
    if (sentences.some((one) => WITHHELD.test(one) && BASIS.test(one))) return [];
    return [
      `The response to demand ${demand.number} holds something back on grounds that the letter does not print. Say in its words, in one sentence, that material is withheld and on what basis.`,
    ];
  });
}
