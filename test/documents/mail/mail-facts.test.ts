import { expect } from 'chai';
import { authenticationOf } from '../../../src/documents/mail/authentication.js';
import { messageKey, threadSubjectOf } from '../../../src/documents/mail/message-key.js';
import { clockNotes, hopsOf } from '../../../src/documents/mail/received-hops.js';

describe('what a mail says of its way', () => {
  const RECEIVED = [
    'from mx.theirs.example (mx.theirs.example [192.0.2.7]) by mail.ours.example (Postfix) with ESMTPS id 4F2 for <legal@ours.example>; Thu, 5 Jun 2014 14:02:11 -0700 (PDT)',
    'from [10.0.0.4] (helo=desk (inner)) by mx.theirs.example with esmtpsa; Thu, 5 Jun 2014 17:01:58 -0400',
  ];

  it('is read from the first server on, each with its own clock and zone', () => {
    const [first, second] = hopsOf(RECEIVED);
    expect(first).to.deep.include({
      from: '[10.0.0.4] (helo=desk (inner))',
      by: 'mx.theirs.example',
      protocol: 'esmtpsa',
    });
    expect(first?.at).to.deep.include({ on: '2014-06-05', time: '17:01', zone: '-04:00' });
    expect(second).to.deep.include({ by: 'mail.ours.example', forAddress: 'legal@ours.example' });
    expect(second?.at).to.deep.include({ on: '2014-06-05', time: '14:02', zone: '-07:00' });
    expect(clockNotes(hopsOf(RECEIVED))).to.deep.equal([]);
  });

  it('says when the clocks of two servers cannot both be right', () => {
    const [later = '', earlier = ''] = RECEIVED;
    expect(clockNotes(hopsOf([earlier, later]))).to.deep.equal([]);
    expect(clockNotes(hopsOf([later.replace('14:02:11', '13:02:11'), earlier]))).to.deep.equal([
      'The clock of server 2 stands before that of server 1: one of the two is wrong.',
    ]);
  });

  it('keeps a line it cannot read as it stands', () => {
    expect(hopsOf(['']).at(0)).to.deep.equal({
      from: null,
      by: null,
      protocol: null,
      forAddress: null,
      at: null,
      line: '',
    });
    expect(hopsOf([`by ${'('.repeat(50_000)}`]).at(0)?.at).to.equal(null);
  });

  it('repeats what a receiving server stated, in the name of that server', () => {
    const [results, spf, odd] = authenticationOf(
      [
        'mx.ours.example 1; spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=theirs.example; dkim=fail (bad signature) header.d=theirs.example; dmarc=none action=none header.from=theirs.example',
        'mx.ours.example; none',
      ],
      [
        'softfail (ours.example: not permitted) client-ip=192.0.2.7; envelope-from="a@theirs.example"; receiver=mx2.ours.example;',
      ],
    );
    expect(results?.server).to.equal('mx.ours.example');
    expect(results?.results).to.deep.equal([
      { method: 'spf', result: 'pass', about: 'smtp.mailfrom=theirs.example' },
      { method: 'dkim', result: 'fail', about: 'header.d=theirs.example' },
      { method: 'dmarc', result: 'none', about: 'action=none header.from=theirs.example' },
    ]);
    expect(spf).to.deep.include({ server: 'mx.ours.example', results: [] });
    expect(odd).to.deep.include({
      server: 'mx2.ours.example',
      results: [
        { method: 'spf', result: 'softfail', about: 'envelope-from=a@theirs.example client-ip=192.0.2.7' },
      ],
    });
  });
});

describe('what of a message stays the same in every form', () => {
  const MESSAGE = {
    date: '2014-06-05T21:01:58.000Z',
    subject: 'Your notices',
    text: 'Cease the\nnotices.',
    attachments: [],
  };

  it('does not turn on spaces, line ends or marks', () => {
    const key = messageKey(MESSAGE);
    expect(messageKey({ ...MESSAGE, text: ' *Cease*  the notices.\r\n' })).to.equal(key);
    expect(messageKey({ ...MESSAGE, date: '2014-06-05T21:01:00.000Z' })).to.equal(key);
  });

  it('turns on every word, the subject, the minute and what came attached', () => {
    const key = messageKey(MESSAGE);
    const file = { name: 'a', mediaType: 'text/plain', bytes: 1, sha256: 'a'.repeat(64), isInline: false };
    for (const other of [
      { text: 'Cease the notes.' },
      { text: 'Cease the notices!' },
      { subject: 'Our notices' },
      { date: '2014-06-05T21:02:58.000Z' },
      { attachments: [file] },
    ])
      expect(messageKey({ ...MESSAGE, ...other })).to.not.equal(key);
    expect(messageKey({ ...MESSAGE, attachments: [{ ...file, isInline: true }] })).to.equal(key);
  });

  it('turns on every mark that changes an amount, a day or a name', () => {
    const keyOf = (text: string) => messageKey({ ...MESSAGE, text });
    for (const [one, other] of [
      ['Pay $1,000.00 today.', 'Pay $100,000 today.'],
      ['Pay $900.', 'Pay £900.'],
      ['Pay 1.5 million.', 'Pay 15 million.'],
      ['Interest of -2 %.', 'Interest of 2 %.'],
      ['It is due on 1/12.', 'It is due on 11/2.'],
      ['Call the US office.', 'Call the us office.'],
      ['Write to a.b@x.example.', 'Write to ab@x.example.'],
    ] as const)
      expect(keyOf(one)).to.not.equal(keyOf(other), one);
  });

  it('is nothing where too little is there', () => {
    expect(messageKey({ ...MESSAGE, date: null })).to.equal(null);
    expect(messageKey({ ...MESSAGE, text: ' \n' })).to.equal(null);
  });

  const subjects = [
    ['Re: RE: Fwd: Your  notices ', 'your notices'],
    ['AW: WG: [EXT] Re[2]: Your notices', 'your notices'],
    ['Regarding notices', 'regarding notices'],
    ['Re:', null],
    ['Hi', null],
    [null, null],
  ] as const;
  for (const [subject, thread] of subjects)
    it(`the thread of “${subject ?? 'no subject'}” is ${thread ?? 'none'}`, () =>
      expect(threadSubjectOf(subject)).to.equal(thread));
});
