import { expect } from 'chai';
import { fullerForm } from '../../../src/documents/mail/fuller-form.js';
import { bodyOfForms } from '../../../src/documents/mail/mail-body.js';
import { textOfHtml } from '../../../src/documents/read-mail.js';

const PLAIN = 'Dear Sir,\n\nWe demand that you cease the notices\nat once.\n\nYours, A. B.\n';
const HTML =
  '<p>Dear Sir,</p><p>We demand that you <b>cease</b> the notices at&nbsp;once.</p><p>Yours, A. B.</p>';
const MORE = '<p>Pay 9,000 dollars by 9 June 2014.</p>';

describe('which form of a mail is read', () => {
  const read = (plain: string, html: string) => fullerForm(bodyOfForms(plain, html), textOfHtml);

  it('is the plain text where it has all that the HTML shows', async () => {
    const form = await read(PLAIN, HTML);
    expect(form).to.deep.equal({
      text: PLAIN,
      other: null,
      hidden: [],
      notes: ['The message also has an HTML form; its plain text is shown.'],
    });
  });

  it('does not turn on lists, links, tables and lines', async () => {
    const plain =
      'We ask you to:\n- stop the notices now\n- see our page <https://a.example/x?y=1>\nTotal: $9\n';
    const html =
      '<p>We ask you to:</p><ul><li>stop the notices now</li><li>see <a href="https://a.example/x?utm=2">our page</a></li></ul><table><tr><td>Total:</td><td>$9</td></tr></table>';
    expect((await read(plain, html)).notes[0]).to.include('its plain text is shown');
  });

  it('is the HTML where that says more, and says so', async () => {
    const { text, other, notes } = await read(PLAIN, HTML + MORE);
    expect(text).to.include('Pay 9,000 dollars by 9 June 2014.').and.to.include('cease the notices at');
    expect(other).to.equal(null);
    expect(notes).to.deep.equal([
      'The HTML form of the message says more than its plain text: the words of the HTML are read and shown.',
    ]);
  });

  it('is the HTML where the plain text only sends the reader there', async () => {
    const { text } = await read('This message needs HTML.', HTML + MORE);
    expect(text).to.include('We demand that you cease');
  });

  it('is both, one page each, where each says what the other does not', async () => {
    const { text, other, notes } = await read(
      PLAIN.replace('at once', 'within five days'),
      `${HTML}${MORE}<p>Send the list of all customers too.</p>`,
    );
    expect(text).to.include('Pay 9,000 dollars');
    expect(other?.of).to.equal('plain text');
    expect(other?.text).to.include('within five days');
    expect(notes[0]).to.include('say different things').and.to.include('page 2 its plain text');
  });

  it('tells amounts apart', async () => {
    const { other } = await read(
      'Pay the sum of $9,000 to us now.',
      '<p>Pay the sum of £9,000 to us now.</p>',
    );
    expect(other).to.not.equal(null);
  });

  it('is never what the layout hides', async () => {
    const { text, hidden, notes } = await read(PLAIN, `${HTML}<div style="font-size:0">${MORE}</div>`);
    expect(text).to.equal(PLAIN);
    expect(hidden.map((one) => one.words)).to.deep.equal(['Pay 9,000 dollars by 9 June 2014.']);
    expect(notes.at(-1)).to.include('hides a passage');
  });

  it('is the plain text, with a note, beside HTML that is too large', async () => {
    const { text, notes } = await read(PLAIN, `<p>${'a '.repeat(5_500_000)}</p>`);
    expect(text).to.equal(PLAIN);
    expect(notes[0]).to.include('more than 10 MB');
  });
});
