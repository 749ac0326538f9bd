import { expect } from 'chai';
import { joinScans, scanContent, withoutAsides } from '../../../src/pdf/copying/content-scan.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('scanContent', () => {
  const cases: readonly (readonly [shows: string, content: string, found: object])[] = [
    ['balanced states', 'q Q q Q', { unopened: 0, unclosed: 0 }],
    ['states left open', 'q q Q', { unopened: 0, unclosed: 1 }],
    ['states closed but never opened', 'Q q q', { unopened: 1, unclosed: 2 }],
    ['no operators inside strings', '(q \\) q (q) q) Tj <71> Tj', { unopened: 0, unclosed: 0 }],
    [
      'no operators inside the pixels of an image',
      'q BI /W 1 /H 1 ID q Q Q\u00ff EI Q',
      { unopened: 0, unclosed: 0 },
    ],
    ['a text that does not end', 'BT (x) Tj', { isInText: true }],
    ['a text that ends', 'BT ET', { isInText: false }],
    ['marks left open', '/A BMC /B <</MCID 1>> BDC EMC', { openMarks: 1 }],
    ['areas that are filled', '0 0 9 9 re f*', { isFilling: true }],
    ['lines that are only drawn', '0 0 9 9 re S (f) Tj', { isFilling: false }],
    ['a string that does not end', '(x Tj', { isCutOff: true }],
    ['a picture that does not end', 'BI /W 1 ID abc', { isCutOff: true }],
    ['a list that goes on', '[(a) 12', { isCutOff: false, openLists: 1 }],
  ];
  for (const [shows, content, found] of cases) {
    it(`sees ${shows}`, () => {
      expect(scanContent(bytes(content))).to.deep.include(found);
    });
  }

  const PIXELS = 'AA EI % BBBBBBBB';
  for (const [shows, content, found] of [
    ['by its size', `BI /W 4 /H 4 /BPC 8 /CS /G ID ${PIXELS} EI Q`, { unopened: 1, isUnsure: false }],
    [
      'by its size in colour',
      `BI /W 1/H 4/BPC 8/CS/CMYK ID ${PIXELS}\nEI Q`,
      { unopened: 1, isUnsure: false },
    ],
    ['of one bit', `BI /IM true /W 32 /H 4 ID ${PIXELS} EI Q`, { unopened: 1, isUnsure: false }],
    [
      'of a palette',
      `BI /CS [/I /RGB 1 <000000ffffff>] /W 4 /H 4 /BPC 8 ID ${PIXELS} EI Q`,
      { unopened: 1, isUnsure: false },
    ],
    [
      'at no certain place, with another end behind it',
      'BI /F /CCF ID AA EI BBBBBBBBBBBB EI Q',
      { isUnsure: true },
    ],
    [
      'at no certain place, with another end in a comment',
      `BI /F /CCF ID ${PIXELS} EI Q`,
      { isUnsure: true },
    ],
    ['where it seems to, packed', 'BI /F /CCF ID AAAA EI Q % aside', { unopened: 1, isUnsure: false }],
  ] as const)
    it(`lets a picture end ${shows}`, () => {
      const data = bytes(content);
      const scan = scanContent(data);
      expect(scan).to.deep.include(found);
      if (!found.isUnsure)
        expect(Buffer.from(withoutAsides(data, scan)).toString('latin1')).to.equal(
          content.replace('% aside', ''),
        );
    });

  it('collects every name, escapes undone', () => {
    expect([...scanContent(bytes('/F#31 12 Tf /Im Do [/A] /B#20C cs')).names]).to.deep.equal([
      'F1',
      'Im',
      'A',
      'B C',
    ]);
  });

  it('adds up streams that are shown one after the other', () => {
    const scan = joinScans(['q BT', 'Q Q ET', 'q'].map((part) => scanContent(bytes(part))));
    expect(scan).to.deep.include({ unopened: 1, unclosed: 1, isInText: false });
  });

  it('takes comments and words behind the text out, and leaves the rest as it is', () => {
    const cases = [
      ['q % aside\nQ', 'q \nQ'],
      ['/Span <</ActualText(secret)>> BDC (x) Tj EMC', '/Span <<>> BDC (x) Tj EMC'],
      ['/P <</MCID 0/Nested<</E<73>>>>> BDC EMC', '/P <<>> BDC EMC'],
      ['/P <</MCID 0>> BDC EMC', '/P <</MCID 0>> BDC EMC'],
      ['/Span <</ActualText(secret)>>', '/Span <<>>'],
      ['<</A(secret)>> /P <</MCID 0>> BDC EMC', '<<>> /P <</MCID 0>> BDC EMC'],
      ['/Span [<</A(secret)>>] DP', '/Span [<<>>] DP'],
      ['/P <</A(x)>> % aside\nBDC', '/P <<>> \nBDC'],
      ['% aside\n/P <</A(secret) % more\n>> BDC', '\n/P <<>> BDC'],
      ['>> <</MCID 0>> BDC (x) Tj', '>> <</MCID 0>> BDC (x) Tj'],
      ['(100 % sure) Tj', '(100 % sure) Tj'],
    ] as const;
    for (const [content, left] of cases) {
      const data = bytes(content);
      expect(Buffer.from(withoutAsides(data, scanContent(data))).toString('latin1')).to.equal(left);
    }
  });
});
