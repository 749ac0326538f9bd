import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import mammoth from 'mammoth';
import type { CitedItems } from './evidence-steps.js';
import type { Person } from './person.js';
import { expectWords, field, follow, goTo, leaveBy, look, send, type } from './person.js';

/** The approved file as it was downloaded, and what its page says of it. */
export interface Approved {
  readonly pdf: Buffer;
  readonly sha256: string;
}

export const PROMISE = 'The test of the notices ends on June 16, 2014.';

/** Step 6, first half: a response to each demand, then the letter that carries them. */
export async function answer(dana: Person, matter: string, cited: CitedItems): Promise<void> {
  await goTo(dana, `${matter}/demands`);
  await respond(dana, 1, {
    stance: 'Complies in part',
    words: `The notices are a test. ${PROMISE}`,
    grounds: 'The notices are true and we may show them.',
    holdsBack: 'No, nothing is held back',
    promise: { words: PROMISE, on: '2014-06-16' },
  });
  await respond(dana, 2, {
    stance: 'Will comply',
    words: `How the comparison is made is set out in [${cited.method}, page 1]; the notice itself is [${cited.notice}].`,
  });
  await respond(dana, 3, {
    stance: 'Objects',
    words: 'What a person watches is that person’s own affair. We give numbers, not names.',
    ground: 'Records of what identified people watched',
  });

  await follow(dana, 'Replies', dana.page.locator('nav.tabs'));
  expect(await field(dana.page, 'About their letter').inputValue(), 'the only letter').not.to.equal('');
  await send(dana, 'Begin it');
  await expectWords(dana, /are proposed from their letter/);
  // The only counsel of the matter is proposed to sign; here the client’s own does.
  expect(await dana.page.locator('textarea[name=signatory]').inputValue()).to.equal(
    'Omar\nCounsel for Netflix',
  );
  await dana.page.locator('textarea[name=letterhead]').fill('Netflix\n100 Winchester Circle, Los Gatos');
  await dana.page.locator('textarea[name=addressee]').fill('Randal Milch\nGeneral Counsel, Verizon');
  await dana.page.locator('input[name=datedOn]').fill('2014-06-09');
  await dana.page.locator('input[name=subject]').fill('Your letter of June 5, 2014');
  await dana.page.locator('input[name=salutation]').fill('Dear Mr. Milch:');
  await dana.page.locator('textarea[name=opening]').fill('We have your letter of June 5, 2014.');
  await dana.page.locator('textarea[name=signatory]').fill('David Hyman\nGeneral Counsel, Netflix');
  await dana.page.locator('#paper').getByText('Dear Mr. Milch:').waitFor();
  await send(dana, 'Save the letter');
}

export async function respond(
  dana: Person,
  number: number,
  response: {
    readonly stance: string;
    readonly words: string;
    /** One of the library, on which something is held back. */
    readonly ground?: string;
    readonly grounds?: string;
    readonly holdsBack?: string;
    readonly promise?: { readonly words: string; readonly on: string };
  },
): Promise<void> {
  await follow(dana, `Demand ${number}`, dana.page.locator('main table'));
  await dana.page.getByLabel(response.stance, { exact: true }).check();
  await type(dana.page, { 'The words of the response': response.words });
  // A link away from words nobody has saved says so, and leads away only when it is followed once more.
  await dana.page.locator('nav.tabs').getByRole('link', { name: 'Demands' }).click();
  await expectWords(dana, 'The response is changed and not saved.');
  if (response.ground) {
    // They open with the kind of response that needs them.
    expect(await dana.page.locator('#f-objection').getAttribute('open')).to.equal('');
    await dana.page.getByLabel(response.ground).selectOption('Relied on; something is held back on it');
  }
  if (response.grounds) await type(dana.page, { 'Other grounds, for the file': response.grounds });
  if (response.holdsBack) await dana.page.getByLabel(response.holdsBack, { exact: true }).check();
  if (response.promise) {
    await dana.page.getByText('A promise in it').click();
    await type(dana.page, {
      'What is promised': response.promise.words,
      'By when': response.promise.on,
    });
  }
  await send(dana, 'Keep the response');
  await follow(dana, 'Demands', dana.page.locator('nav.tabs'));
}

/** Step 6, second half: the bundle around the reply, drafts and findings, the final file, the second person. */
export async function buildAndApprove(dana: Person, omar: Person): Promise<Approved> {
  await beginBundle(dana);
  const bundle = dana.page.url();
  await decideOnUnreadable(dana);
  await build(dana, 'Build a draft');
  await expectWords(dana, /^Draft 1$/, /\d+ pages/);
  await readNotes(dana);
  await build(dana, 'Make the final file');
  await expectWords(dana, /^Final file 2$/, /^Read: Dana/, /Only counsel can approve/);
  expect(await dana.page.locator('form[action$="/notes"]').count(), 'read once is read').to.equal(0);

  await goTo(omar, '/desk');
  await expectWords(omar, 'Waiting for approval');
  await follow(omar, /look at Reply with its enclosures/);
  await omar.page.getByLabel('I have read the notes the preparer cleared').check();
  await send(omar, 'Approve this file');
  await expectWords(omar, 'Approved: this exact file may be sent.');

  await goTo(dana, bundle);
  await follow(dana, 'Final file 2');
  const sha256 = await dana.page.locator('code.hash.full').first().innerText();
  const [download] = await Promise.all([
    dana.page.waitForEvent('download'),
    dana.page.getByRole('link', { name: 'Download the PDF' }).click(),
  ]);
  const pdf = await readFile(await download.path());
  expect(createHash('sha256').update(pdf).digest('hex')).to.equal(sha256);
  expect(download.suggestedFilename()).to.equal('Reply with its enclosures.pdf');
  await readDocx(dana);
  return { pdf, sha256 };
}

/** The letter of the approved file as DOCX: the same words, and references that lead to its own list of enclosures. */
async function readDocx(dana: Person): Promise<void> {
  await follow(dana, 'Replies', dana.page.locator('nav.tabs'));
  await follow(dana, 'Your letter of June 5, 2014');
  await expectWords(dana, 'As it was approved');
  const [download] = await Promise.all([
    dana.page.waitForEvent('download'),
    dana.page.getByRole('link', { name: 'as DOCX' }).click(),
  ]);
  expect(download.suggestedFilename()).to.equal('Letter of June 9, 2014.docx');
  const { value } = await mammoth.convertToHtml({ path: await download.path() });
  for (const words of [PROMISE, 'We give numbers, not names.', 'Material is held back on this ground.'])
    expect(value).to.contain(words);
  const [link] = /href="#[^"]+"/.exec(value) ?? ['no reference'];
  expect(value).to.contain(link.replace('href="#', 'id="'));
}

async function beginBundle(dana: Person): Promise<void> {
  await follow(dana, 'Choose first what is enclosed, and how it is set');
  await expectWords(dana, /The reply goes first/);
  expect(await dana.page.getByLabel('Enclosures to a letter').isChecked()).to.equal(true);
  await type(dana.page, { Title: 'Reply with its enclosures', 'Date on it': '2014-06-09' });
  expect(await dana.page.getByLabel('How the comparison is made').isChecked()).to.equal(true);
  expect(await dana.page.getByLabel('Sessions').isChecked()).to.equal(false);
  await send(dana, 'Begin the bundle');
  await expectWords(dana, /First comes/);
  await follow(dana, 'Add items');
  await dana.page.getByLabel('Sessions').check();
  await dana.page.getByLabel('Scan of a fax').check();
  await type(dana.page, { Section: 'Data' });
  await send(dana, 'Add them');
  await expectWords(dana, '2 items are added.', /One document cannot be read as pages/);
}

async function decideOnUnreadable(dana: Person): Promise<void> {
  await follow(dana, 'Decide');
  await dana.page.getByLabel('A slip sheet stands for it').check();
  await send(dana, 'Save');
  await expectWords(dana, 'slip sheet');
  const saved = dana.page.waitForResponse((response) => response.url().endsWith('/order'));
  await dana.page.getByRole('button', { name: 'Move Sessions up' }).click();
  expect((await saved).status()).to.equal(303);
  const list = dana.page.locator('ol.reorder');
  const moved = list.locator('li').filter({ hasText: 'Sessions' }).filter({ hasText: 'Exhibit C' });
  await moved.waitFor().catch(async () => {
    throw new Error(`Sessions is not Exhibit C: ${(await list.allInnerTexts()).join(' | ')}`);
  });
}

/** Asks for a build and watches its progress until the page, which loads itself again at the end, has the file. */
async function build(dana: Person, button: string): Promise<void> {
  await leaveBy(dana, () => dana.page.getByRole('button', { name: button, exact: true }).click());
  await dana.page.locator('.progress, iframe.pdf').first().waitFor();
  await dana.page.locator('iframe.pdf').waitFor({ timeout: 120_000 });
  await dana.page.waitForLoadState('domcontentloaded');
  expect(await dana.page.locator('.progress').count()).to.equal(0);
  await look(dana);
}

async function readNotes(dana: Person): Promise<void> {
  const unread = dana.page.locator('form[action$="/notes"]');
  expect(await unread.count(), 'notes to read').to.be.greaterThan(0);
  for (let left = await unread.count(); left > 0; left = await unread.count())
    await leaveBy(dana, () => unread.first().getByRole('button').click());
}
