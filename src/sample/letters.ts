import type { Block } from '../pdf/blocks.js';
import { bold, cite, fields, italic, numbered, paragraph, reconstruction, space, title } from './prose.js';

/** A paper of the sample: its file name in the matter, its title, its date as YYYY-MM-DD, and what it says. */
export interface Sheet {
  readonly fileName: string;
  readonly title: string;
  readonly date: string;
  readonly letterhead?: readonly string[];
  readonly blocks: readonly Block[];
}

/** The words of each demand exactly as the sheet prints them, so that they can be found on its page. */
export const DEMAND_WORDS = {
  cease: 'Netflix must immediately stop showing these notices to users of the Verizon network.',
  evidence:
    'Netflix must provide, “within five days from the date of this letter”, all the evidence and documents it has for telling one named viewer that his experience was “solely attributable” to the Verizon network.',
  list: 'Netflix must provide, within the same time, a list of all customers to whom it has delivered such messages, with the dates and times.',
} as const;

export const DEMAND_LETTER: Sheet = {
  fileName: 'Letter from Verizon 2014-06-05.pdf',
  title: 'Letter from Verizon to Netflix',
  date: '2014-06-05',
  letterhead: ['Verizon', 'Office of the General Counsel · reconstruction, not a copy'],
  blocks: [
    reconstruction('The letter of June 5, 2014,'),
    space(8),
    paragraph('June 5, 2014'),
    paragraph('David Hyman\nGeneral Counsel, Netflix'),
    paragraph(bold('Re: notices shown to users of the Verizon network')),
    paragraph('Dear Mr. Hyman:'),
    paragraph(
      'Press reports of this week show a notice that Netflix puts on the screen of some of its viewers while a video is being adjusted. It tells them that the network of their provider, here Verizon, is crowded. One viewer published a picture of it.',
    ),
    paragraph(
      'We do not accept that this is true. How well a video plays depends on many things: how a content company chooses to connect and to pay for the way its traffic travels, the networks in between, and the wiring, the radio and the devices in the home. Nothing in a single session allows the conclusion that the network of the provider, and nothing else, is the cause. A notice that says so misleads the people who read it and harms Verizon.',
    ),
    paragraph('We therefore make three demands.'),
    numbered([DEMAND_WORDS.cease], [DEMAND_WORDS.evidence], [DEMAND_WORDS.list]),
    paragraph(
      'If this information is not provided, Verizon may pursue its legal remedies. Verizon reserves all of its rights.',
    ),
    space(10),
    paragraph('Randal Milch\nGeneral Counsel, Verizon'),
  ],
};

export const REPLY_LETTER: Sheet = {
  fileName: 'Reply to Verizon 2014-06-09.pdf',
  title: 'Reply to the letter of June 5, 2014',
  date: '2014-06-09',
  letterhead: ['Netflix', 'Office of the General Counsel · reconstruction, not a copy'],
  blocks: [
    reconstruction('The reply of June 9, 2014,'),
    paragraph(
      italic(
        'The reply as published is reported to have enclosed nothing. The exhibits are the sample’s own; those marked synthetic are invented and say nothing about a real network.',
      ),
    ),
    space(8),
    paragraph('June 9, 2014, by email'),
    paragraph('Randal Milch\nGeneral Counsel, Verizon'),
    paragraph(bold('Re: your letter of June 5, 2014')),
    paragraph('Dear Mr. Milch:'),
    paragraph(
      'We have your letter of June 5, 2014. It reads more into our notice than the notice says. The notice does not tell a viewer that his experience was “solely attributable” to a network. It tells him that the network he is using is crowded at that moment (',
      cite('3', 1),
      ').',
    ),
    paragraph(
      bold('The basis. '),
      'We compare the speed at which a network carries our traffic at peak hours with the speed at which the same network carries it at other hours. Where the evening falls well below the rest of the day on one network while others hold their speed, the network is crowded. The method is described in ',
      cite('2', 1),
      '; the comparison, network by network, is ',
      cite('4', 1),
      '; the readings of one evening are ',
      cite('5', 1),
      '; all readings are summarised in ',
      cite('6', 1),
      '; how each notice stands to the reading before it is ',
      cite('7', 1),
      '. The monthly index published since 2012 is ',
      cite('1', 1),
      '.',
    ),
    paragraph(
      bold('The notices. '),
      'The notice is a test. It runs across the United States with several providers, not with Verizon alone. The test is scheduled to end on June 16, 2014. We will go on looking for ways to tell our viewers about the state of the network they use.',
    ),
    paragraph(
      bold('The list. '),
      'What a person watches, and when, is that person’s own affair, and the law protects it. We do not hand over the names of the viewers who saw the notice (18 U.S.C. § 2710). Without them the list is given: the number of deliveries, by week, network and finding, is ',
      cite('8', 1),
      '; every delivery, one a row, with a pseudonym in place of the account, is ',
      cite('9', 1),
      '. We offer to discuss with your outside counsel a protective agreement or order under which names could be shown to counsel alone, as far as that statute allows it.',
    ),
    paragraph(
      'Our companies are also partners: talks on connecting our networks directly have been public since February 2014, and an agreement was confirmed in April. Improving what our common customers see serves both.',
    ),
    space(10),
    paragraph('David Hyman\nGeneral Counsel, Netflix'),
  ],
};

/** Internal: the heading says so, and the item carries the matter's legend. It never goes out. */
export const INTERNAL_NOTE: Sheet = {
  fileName: 'Note for file 2014-06-05.pdf',
  title: 'Note for file: the three demands',
  date: '2014-06-05',
  blocks: [
    paragraph(
      bold('Privileged and confidential: attorney work product. Sample matter; nothing here is real advice.'),
    ),
    title('Note for file: the three demands'),
    fields(['Date', 'June 5, 2014'], ['By', 'Omar, counsel'], ['For', 'Dana, paralegal']),
    space(6),
    numbered(
      [
        'Cease. “Immediately” is not a date. Decide, and record the decision. The test is said to end on June 16 in any case; if the reply says so, June 16 becomes our own promise.',
      ],
      [
        'Evidence. The letter says five days from its own date: June 10 counting calendar days, June 12 counting business days. June 9 if the day of the letter itself counts as the first. Work to June 9.',
      ],
      [
        'List. Names of viewers with the times they watched: read the Video Privacy Protection Act, 18 U.S.C. 2710, before anything leaves. Counts first. Nothing that names a person without a decision in writing.',
      ],
    ),
    paragraph(
      'What was said and what they say was said are two things: “crowded” at one moment, against “solely attributable”. Answer the first; do not defend the second.',
    ),
    paragraph(
      'Against us: on the evening of May 28 every network in the (synthetic) readings is slow at once. That looks like a cause of our own or one they share. It goes into the file like everything else.',
    ),
  ],
};
