import { expect } from 'chai';
import { partHtml } from '../../../src/documents/mail/hidden-words.js';

const CANARY = 'Pay 9,000 dollars by 9 June 2014.';

describe('words that the layout of a mail hides', () => {
  const ways = [
    ['display:none', `<div style="display:none">${CANARY}</div>`, 'it is not displayed'],
    ['the attribute hidden', `<p hidden>${CANARY}</p>`, 'it is not displayed'],
    ['visibility', `<p style="visibility: hidden">${CANARY}</p>`, 'it is made invisible'],
    ['letters of no size', `<p style="font-size:0">${CANARY}</p>`, 'its letters have no size'],
    ['letters of one point', `<p style="font-size:1px">${CANARY}</p>`, 'its letters have no size'],
    [
      'a share of nothing',
      `<p style="font-size:0"><b style="font-size:2em">${CANARY}</b></p>`,
      'its letters have no size',
    ],
    ['no opacity', `<p style="opacity:0">${CANARY}</p>`, 'it is transparent'],
    ['a transparent colour', `<p style="color:transparent">${CANARY}</p>`, 'it is transparent'],
    ['a colour without alpha', `<p style="color: rgba(0, 0, 0, 0)">${CANARY}</p>`, 'it is transparent'],
    ['white on white', `<p style="color:#fff">${CANARY}</p>`, 'it has the colour of its background'],
    [
      'nearly white on white',
      `<font color="#FEFEFE">${CANARY}</font>`,
      'it has the colour of its background',
    ],
    [
      'black on black',
      `<table><tr><td bgcolor="black"><span style="color:#010101">${CANARY}</span></td></tr></table>`,
      'it has the colour of its background',
    ],
    ['a place far left', `<p style="position:absolute;left:-9999px">${CANARY}</p>`, 'it stands off the page'],
    ['an indent', `<p style="text-indent:-9999px">${CANARY}</p>`, 'it stands off the page'],
    ['a box without height', `<p style="max-height:0;overflow:hidden">${CANARY}</p>`, 'its box has no size'],
    [
      'a style sheet',
      `<style>.x, p.y { display: none !important }</style><p class="y x">${CANARY}</p>`,
      'it is not displayed',
    ],
    [
      'an element around it',
      `<div style="display:none"><p><b>${CANARY}</b></p></div>`,
      'it is not displayed',
    ],
  ] as const;
  for (const [what, html, why] of ways)
    it(`are named, and are none of its words: ${what}`, () => {
      const { seen, revealed, hidden } = partHtml(`<p>Dear Sir.</p>${html}<p>Yours.</p>`);
      expect(hidden).to.deep.equal([{ words: CANARY, why }]);
      expect(seen).to.include('Dear Sir.').and.to.include('Yours.').and.to.not.include('9,000');
      expect(revealed).to.include(`<span class="hidden-words">${CANARY}</span>`);
    });

  const seen = [
    ['white letters on a dark cell', `<td style="background:#123456;color:white">${CANARY}</td>`],
    [
      'white letters over a picture',
      `<td style="background:url(cid:x) no-repeat"><font color="white">${CANARY}</font></td>`,
    ],
    [
      'words made visible again',
      `<p style="visibility:hidden"><b style="visibility:visible">${CANARY}</b></p>`,
    ],
    [
      'words that only a small screen hides',
      `<style>@media (max-width:400px){p{display:none}}</style><p>${CANARY}</p>`,
    ],
    ['small print', `<p style="font-size:6pt;color:#999">${CANARY}</p>`],
    ['colours nobody knows', `<p style="color:var(--ink)">${CANARY}</p>`],
  ] as const;
  for (const [what, html] of seen)
    it(`are not ${what}`, () => {
      const parted = partHtml(`<table><tr>${html}</tr></table>`);
      expect(parted.hidden).to.deep.equal([]);
      expect(parted.seen).to.include(CANARY);
    });

  it('are read, and flagged, where a style sheet leaves their background unknown', () => {
    const html = `<style>.button a { background: navy }</style><p class="button"><a style="color:#fff">${CANARY}</a></p>`;
    const { seen: words, hidden } = partHtml(html);
    expect(words).to.include(CANARY);
    expect(hidden.map((one) => one.words)).to.deep.equal([CANARY]);
  });

  it('are no filling of blanks, nor scripts and styles', () => {
    const html =
      '<div style="display:none">&nbsp;&zwnj;&#8203; </div><script>var a = "x < y";</script><p>Words &amp; <b>more</b> &lt;here&gt;</p>';
    const parted = partHtml(html);
    expect(parted.hidden).to.deep.equal([]);
    expect(parted.seen).to.include('<p>Words &amp; <b>more</b> &lt;here&gt;</p>');
  });

  it('are found in a message nested thousands deep, and in one that breaks off', () => {
    const deep = `${'<div>'.repeat(20_000)}<p style="display:none">${CANARY}`;
    for (const html of [deep, `<p style="display:none">${CANARY}`])
      expect(partHtml(html).hidden.map((one) => one.words)).to.deep.equal([CANARY]);
  });
});
