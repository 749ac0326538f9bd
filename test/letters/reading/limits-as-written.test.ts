import { expect } from 'chai';
import { daysMeant, type Place } from './limits-by-hand.js';

// Sentences as lawyers of four countries write them, in a letter of Thursday 4 June 2026, received on Friday 5 June; the
// days were worked out by hand before the sentences were read by the product.
const sentences: readonly (readonly [Place, string, string])[] = [
  [
    'england',
    'Unless we receive your client’s substantive response by no later than 4pm on Thursday, 18 June 2026, we are instructed to issue proceedings without further notice to you.',
    '06-18',
  ],
  [
    'england',
    'We require your client’s written undertakings by return and, in any event, by close of business on 11 June 2026.',
    '06-11',
  ],
  [
    'ireland',
    'We hereby call upon you to discharge the said sum within seven days from the date hereof.',
    '06-10 06-11 06-15',
  ],
  [
    'ireland',
    'Please let us hear from you within ten days from the date of this letter, failing which we will have no alternative but to issue proceedings.',
    '06-13 06-14 06-18',
  ],
  [
    'australia',
    'We demand that you cease and desist and provide the enclosed undertakings, duly executed, by 5:00pm (AEST) on Friday, 12 June 2026.',
    '06-12',
  ],
  ['australia', 'Please provide the documents by no later than COB Wednesday 10 June 2026.', '06-10'],
  [
    'private',
    'Demand is hereby made that you remit payment in full within thirty (30) days of the date of this letter.',
    '07-03 07-04 07-20',
  ],
  [
    'private',
    'Kindly provide your written response on or before the close of business on June 19, 2026.',
    '06-19',
  ],
  [
    'private',
    'Please confirm in writing, no later than five (5) business days from your receipt of this letter, that you have removed the tapes.',
    '06-11 06-12',
  ],
  [
    'federal',
    'Pursuant to Rule 33, responses to these interrogatories are due within thirty (30) days of service.',
    '07-03 07-04 07-05 07-20 07-21',
  ],
  [
    'california',
    'You are hereby requested to produce the documents within 30 days after service of this request, plus two court days if served electronically.',
    '07-03 07-04 07-05 07-20 07-21',
  ],
  [
    'england',
    'Please acknowledge receipt of this letter within 14 days and provide a full response within 3 months.',
    '06-17 06-18 06-19 06-24 06-25',
  ],
  ['england', 'We look forward to hearing from you by Friday next.', '06-05 06-12'],
  [
    'england',
    'Please revert to us with your client’s proposals not later than noon on Tuesday 16 June.',
    '06-16',
  ],
  [
    'private',
    'You have fourteen (14) calendar days from receipt of this correspondence to cure the defaults described above.',
    '06-18 06-19',
  ],
  [
    'private',
    'Please contact the undersigned within ten (10) days of the date of this letter to discuss resolution.',
    '06-13 06-14 06-18',
  ],
  [
    'australia',
    'If we do not receive payment within 21 days of the date of service of this demand upon you, our client will apply to wind up the company.',
    '06-24 06-25 06-26 07-03 07-06',
  ],
  ['england', 'Your client’s list of documents should be served by 4pm on 26 June 2026.', '06-26'],
  [
    'england',
    'Please therefore treat this letter as formal notice requiring vacant possession on or before 31 July 2026.',
    '07-31',
  ],
  [
    'ireland',
    'Our client requires the removal of the said post forthwith and, in any event, within 48 hours of the date hereof.',
    '06-06',
  ],
  [
    'private',
    'The foregoing must be completed no later than 12:00 p.m. Pacific Time on Monday, June 8, 2026.',
    '06-08',
  ],
  [
    'private',
    'Please sign and return the enclosed acknowledgment by the end of business on Monday, June 15.',
    '06-15',
  ],
  [
    'california',
    'Tenant shall pay the rent within three (3) days, excluding Saturdays, Sundays and other judicial holidays, after service of this notice.',
    '06-06 06-07 06-08 06-09 06-10',
  ],
  [
    'england',
    'We should be grateful for your response within the next 7 to 10 days.',
    '06-10 06-11 06-12 06-13 06-14 06-15 06-16 06-18 06-19',
  ],
  [
    'england',
    'Kindly confirm by Monday 8th or, at the very latest, Tuesday 9th June 2026 that the tapes have been destroyed.',
    '06-08 06-09',
  ],
  ['private', 'Please provide dates of availability for deposition by tomorrow at noon.', '06-05'],
  ['private', 'We expect a response by EOD Friday (6/12).', '06-12'],
  [
    'australia',
    'You must respond to this letter within 28 days after the date it is given to you.',
    '07-02 07-03 07-15',
  ],
  ['england', 'Please provide your availability for a hearing by 12 noon on 9.6.26.', '06-09 09-06'],
  [
    'ireland',
    'We require a reply not later than 5 o’clock on Wednesday the 10th day of June, 2026.',
    '06-10',
  ],
  [
    'private',
    'All such materials must be returned to this office no later than the tenth (10th) day following your receipt of this letter.',
    '06-14 06-15 06-22',
  ],
  [
    'private',
    'Failure to cure within five (5) days of this Notice will result in termination.',
    '06-08 06-09 06-11',
  ],
  ['england', 'Your client has until 4.30pm on Monday 15 June 2026 to withdraw the allegation.', '06-15'],
  [
    'australia',
    'Please let us have your client’s response as soon as possible and in any event before 17 June 2026.',
    '06-16',
  ],
  [
    'federal',
    'Plaintiff demands production of the foregoing on or before June 30, 2026 at 10:00 a.m. at the offices of the undersigned.',
    '06-30',
  ],
  [
    'england',
    'Within 7 days of receipt of this letter, please confirm the identity of your insurers.',
    '06-11 06-12 06-16',
  ],
  [
    'ireland',
    'Take notice that unless the arrears are paid within one calendar month from the date hereof, our client will proceed.',
    '07-03 07-04',
  ],
  ['private', 'Please deliver the tapes by the close of business two weeks from today.', '06-17 06-18'],
  ['australia', 'Kindly remit the outstanding amount by the 30th of this month.', '06-30'],
  ['england', 'We will expect your response by the end of the month, i.e. 30 June 2026.', '06-30'],
  [
    'private',
    'Please produce the requested records within a reasonable time, not to exceed 15 days.',
    '06-18 06-19 06-20 06-26 06-29',
  ],
  ['england', 'You should pay the debt within a further period of 14 days.', '06-17 06-18 06-19 06-24 06-25'],
];

describe('time limits as lawyers write them', () => {
  for (const [place, sentence, days] of sentences)
    it(`${place}: ${sentence}`, () => {
      expect(daysMeant(place, sentence)).to.equal(days);
    });
});
