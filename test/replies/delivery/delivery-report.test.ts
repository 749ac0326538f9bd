import { expect } from 'chai';
import { readReport, saysNotDelivered } from '../../../src/replies/delivery/delivery-report.js';

const report = (action: string, words: string, status: string): string =>
  [
    words,
    'Reporting-MTA: dns; mail.firm.example',
    'Final-Recipient: rfc822; milch@verizon.example',
    `Action: ${action}`,
    `Status: ${status}`,
    'Original-Message-ID: <one@firm.example>',
  ].join('\n');

describe('a delivery report', () => {
  const reports: readonly (readonly [shows: string, words: string, kind: string | null])[] = [
    ['a failure', report('failed', 'The mail could not be delivered.', '5.1.1'), 'bounce'],
    [
      'a warning that it is delayed, in the words of a failure',
      report('delayed', 'could not be delivered for more than 4 hour(s). It will be retried.', '4.4.1'),
      'delay',
    ],
    [
      'one that was passed on, called undelivered',
      report('relayed', 'Undelivered for now.', '2.0.0'),
      'delay',
    ],
    ['one that arrived', report('delivered', 'It arrived.', '2.0.0'), 'receipt'],
    [
      'two recipients, one of whom it did not reach',
      `${report('delivered', '', '2.0.0')}\n\n${report('failed', '', '5.1.1')}`,
      'bounce',
    ],
    ['a failure in words alone', 'Your message could not be delivered.', 'bounce'],
    ['a read receipt', 'Disposition: manual-action/MDN-sent-manually; displayed', 'receipt'],
    ['a letter about something else', 'We write about the notices.', null],
  ];
  for (const [shows, words, kind] of reports)
    it(`${shows}: ${kind ?? 'none'}`, () => {
      expect(readReport(words, [])?.kind ?? null).to.equal(kind);
      expect(saysNotDelivered(words)).to.equal(kind === 'bounce');
    });
});
