import { expect } from 'chai';
import { removalText, safeHtml, type Removal } from '../../../src/documents/mail/safe-html.js';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const clean = (html: string): ReturnType<typeof safeHtml> =>
  safeHtml(html, (contentId) => (contentId === 'logo@mail' ? PIXEL : null));
const counts = (removed: readonly Removal[]): Record<string, number> =>
  Object.fromEntries(removed.map(({ what, count }) => [what, count]));

describe('the HTML of a message, cleaned', () => {
  // what it shows, what the message has, what is counted as left out
  const canaries = [
    ['a script', '<script>canary()</script>', { scripts: 1 }],
    ['a script in another case', '<ScRiPt src=//canary.example/x.js></sCrIpT>', { scripts: 1 }],
    ['an event handler', '<p onclick="canary()">words</p>', { handlers: 1 }],
    ['an event handler without quotes', '<img src=x onerror=canary()>', { handlers: 1, pictures: 1 }],
    [
      'an event handler on a link',
      '<a href="https://a.example" onmouseover="canary()">words</a>',
      { handlers: 1, links: 1 },
    ],
    [
      'a style that loads',
      '<p style="background:url(https://canary.example/a.png)">words</p>',
      { loadingStyles: 1 },
    ],
    [
      'a style that loads, spelt with escapes',
      '<p style="background:\\75rl(//canary.example)">words</p>',
      { loadingStyles: 1 },
    ],
    ['a style sheet', '<style>@import url(https://canary.example/a.css);</style>', { sheets: 1 }],
    ['a linked style sheet', '<link rel="stylesheet" href="https://canary.example/a.css">', { sheets: 1 }],
    ['a prefetch', '<link rel="dns-prefetch" href="//canary.example">', { sheets: 1 }],
    ['a redirect', '<meta http-equiv="Refresh" content="0;url=https://canary.example">', { redirects: 1 }],
    ['a base address', '<base href="https://canary.example/">', { bases: 1 }],
    [
      'a form',
      '<form action="https://canary.example"><input name="canary"><button formaction="//canary.example">b</button></form>',
      { forms: 3 },
    ],
    [
      'a drawing',
      '<svg><script>canary()</script><a xlink:href="javascript:canary()">x</a></svg>',
      { drawings: 1 },
    ],
    [
      'a formula',
      '<math><mtext><table><mglyph><style><img src=x onerror=canary()></style></mglyph></table></mtext></math>',
      { drawings: 1 },
    ],
    ['a link that runs a script', '<a href="javascript:canary()">words</a>', { scriptLinks: 1 }],
    [
      'a link that runs a script, with a line end inside',
      '<a href="java\nscript:canary()">words</a>',
      { scriptLinks: 1 },
    ],
    [
      'a link that runs a script, with references',
      '<a href="&#106;avascript&colon;canary()">words</a>',
      { scriptLinks: 1 },
    ],
    [
      'a link that is a page itself',
      '<a href="data:text/html,<script>canary()</script>">words</a>',
      { scriptLinks: 1 },
    ],
    ['a tracking pixel', '<img src="https://canary.example/open?id=7" width="1" height="1">', { pixels: 1 }],
    [
      'a picture elsewhere',
      '<img src="//canary.example/a.png" srcset="https://canary.example/b.png 2x">',
      { pictures: 1 },
    ],
    [
      'a drawing as picture data',
      '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImNhbmFyeSgpIi8+">',
      { pictures: 1 },
    ],
    [
      'a background picture',
      '<table background="https://canary.example/a.png"><tr><td>words</td></tr></table>',
      { pictures: 1 },
    ],
    ['a frame', '<iframe srcdoc="<script>canary()</script>"></iframe>', { frames: 1 }],
    [
      'an object',
      '<object data="https://canary.example/a.swf"></object><embed src="//canary.example">',
      { frames: 2 },
    ],
    [
      'a film',
      '<video src="https://canary.example/a.mp4" poster="//canary.example/p.png"></video>',
      { media: 1 },
    ],
    ['a template', '<template><img src=x onerror=canary()></template>', {}],
    ['a comment with a condition', '<!--[if mso]><img src="https://canary.example"><![endif]-->', {}],
    ['a plain-text tag', '<xmp><img src=x onerror=canary()></xmp>', {}],
  ] as const;
  for (const [what, html, removed] of canaries)
    it(`lets nothing through of ${what}`, () => {
      const read = clean(`before ${html}<p>after</p>`);
      expect(read.html).to.match(/^before /);
      expect(read.html, read.html).to.not.match(
        /canary|javascript|onerror|onclick|url\(|<(?!\/?(?:p|b|span|img|table|tbody|tr|td)\b)/i,
      );
      expect(counts(read.removed)).to.deep.equal(removed);
    });

  it('shows a link as its address, and leads nowhere', () => {
    const { html } = clean('<a href="https://pay.example/now" style="color:red" target="_blank">Pay</a>');
    expect(html).to.equal('<span style="color:red" class="link" title="https://pay.example/now">Pay</span>');
  });

  it('keeps tables, lists, plain looks and the pictures that came inside the message', () => {
    const html =
      '<table width="400"><tr><td style="color:#333;padding:4px 8px" colspan="2">A</td></tr></table><ol start="3"><li>B</li></ol><img src="cid:logo%40mail" alt="Logo">';
    expect(clean(html).html).to.equal(
      '<table width="400"><tr><td style="color:#333;padding:4px 8px" colspan="2">A</td></tr></table>' +
        `<ol start="3"><li>B</li></ol><img alt="Logo" src="${PIXEL}" />`,
    );
    expect(clean(html).removed).to.deep.equal([]);
  });

  it('shows what the layout hides, and says so', () => {
    const { html, removed } = clean('<div style="display:none;color:white">You owe nothing.</div>');
    expect(html).to.include('You owe nothing.').and.to.not.include('display');
    expect(removed.map(removalText)).to.deep.equal(['1 passage that the layout hides is shown here, marked']);
  });

  it('stands a message nested thousands deep', () => {
    const { html } = clean(`${'<div>'.repeat(5_000)}deep${'</div>'.repeat(5_000)}`);
    expect(html).to.include('deep');
  });
});
