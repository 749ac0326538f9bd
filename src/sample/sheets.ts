import type { Sheet } from './letters.js';
import { bold, bullets, fields, heading, italic, paragraph, quote, space, title } from './prose.js';
import { SAMPLE_LEVEL_MBPS, SAMPLE_WINDOW_MINUTES } from './synthetic.js';

export const METHOD_NOTE: Sheet = {
  fileName: 'Method note.pdf',
  title: 'How the index and the comparison are made',
  date: '2014-06-06',
  blocks: [
    title('How the index and the comparison are made'),
    paragraph(
      italic(
        'Written for a sample matter from what is publicly known about the index. The session readings are synthetic: invented networks, invented accounts.',
      ),
    ),
    heading('The monthly index'),
    paragraph(
      'The index gives, for each provider and month, the average bitrate of Netflix streams on that provider’s network in prime time, in megabits per second (Mbps). It is an average over all streams in those hours.',
    ),
    bullets(
      ['It is not the highest speed a line can carry, and not the speed a subscriber pays for.'],
      [
        'It depends on the device, the video and the plan as well as on the network; an average over very many streams evens out what differs from home to home.',
      ],
      ['It ranks what was delivered. By itself it does not say why.'],
    ),
    heading('Peak against off-peak'),
    paragraph(
      'A reading is the average speed of one session on one account. Peak is 19:00 to 23:00 in the network’s own local time; off-peak is 00:00 to 17:00. The hours between belong to neither. For each network the median and the tenth and ninetieth percentiles are given for both, with the number of readings.',
    ),
    bullets(
      [`A session counts as slow below ${SAMPLE_LEVEL_MBPS} Mbps.`],
      [
        `A reading speaks for a notice when it is the same account’s latest on the same network, taken at most ${SAMPLE_WINDOW_MINUTES} minutes before the notice was shown.`,
      ],
      ['An empty reading was not measured. It is counted and left out; it is never read as zero.'],
      [
        'Other networks at the same hour are shown beside each result, because a slowdown they share has a cause they share.',
      ],
    ),
    heading('The data'),
    fields(
      ['Index', 'from November 2012, five providers, as published each month'],
      ['Sessions', '20,000 synthetic readings, May 1 to June 16, 2014, five invented networks'],
      ['Notices', '2,000 synthetic deliveries, May 13 to June 16, 2014'],
      ['Made by', 'a seeded script that gives the same rows on every run'],
    ),
    paragraph(
      'The script makes rows to the announced end of the test, past the day on which the sample matter stands. The logs in the matter, and the tables made from them for the reply, stop on June 5.',
    ),
  ],
};

export const NOTICE_TEXT: Sheet = {
  fileName: 'Text of the on-screen notice.pdf',
  title: 'Text of the on-screen notice',
  date: '2014-06-05',
  blocks: [
    title('Text of the on-screen notice'),
    paragraph(
      bold('Reconstruction. '),
      italic(
        'The sense of the notice, set from press reports for a sample matter in our own words. It is not a picture of a screen and not the exact text.',
      ),
    ),
    space(24),
    quote(
      'The network of your provider is crowded at the moment. We are adjusting the video so that it plays more smoothly.',
    ),
    space(24),
    fields(
      ['Shown', 'on the loading screen, while the quality of a stream is being lowered'],
      ['To', 'some viewers of several US providers, during a test'],
      ['From', 'May 2014'],
      ['Until', 'June 16, 2014, the announced end of the test'],
      [
        'Names',
        'the provider’s network, in place of the words “your provider”; no cause is said to be the only one',
      ],
    ),
  ],
};
