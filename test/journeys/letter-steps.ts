import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { CEASE, EVIDENCE, LIST, type Papers } from './papers.js';
import type { Person } from './person.js';
import { choose, expectWords, field, follow, goTo, leaveBy, press, send, type } from './person.js';

/** Step 2: the letter dropped on the Desk, a matter opened from it, its facts and its demands. Gives the matter's path. */
export async function takeInLetter(dana: Person, papers: Papers): Promise<string> {
  await dropOnDesk(dana, papers.letter);
  await expectWords(dana, /unreviewed/, /Earliest date its words could mean/, 'Mon 9 Jun 2014');
  await goTo(dana, '/desk');
  await expectWords(dana, 'Letter from Verizon.pdf', /Earliest date its words could mean/);
  await follow(dana, /^Review/);
  await openMatterFromIt(dana);
  await confirmFacts(dana);
  await enterDemands(dana);
  await completeList(dana);
  return new URL(dana.page.url()).pathname.replace(/\/demands$/, '');
}

/** Dropped as from a folder window: the browser's own drop event with the file in it. */
async function dropOnDesk(dana: Person, path: string): Promise<void> {
  const bytes = (await readFile(path)).toString('base64');
  await leaveBy(dana, async () => {
    const carried = await dana.page.evaluateHandle(`(() => {
      const carrier = new DataTransfer();
      const pieces = Uint8Array.from(atob('${bytes}'), (one) => one.charCodeAt(0));
      carrier.items.add(new File([pieces], 'Letter from Verizon.pdf', { type: 'application/pdf' }));
      return carrier;
    })()`);
    await dana.page.locator('form.drop').dispatchEvent('drop', { dataTransfer: carried });
  });
  expect(new URL(dana.page.url()).pathname).to.match(/^\/desk\/letters\/[a-z0-9]+$/);
}

async function openMatterFromIt(dana: Person): Promise<void> {
  await type(dana.page, {
    Title: 'Verizon – Netflix, letter of 5 June 2014',
    'The party we act for': 'Netflix',
    'The party on the other side': 'Verizon',
  });
  await dana.page.getByText(/^How it is counted and approved: Private letter/).click();
  await type(dana.page, { 'Time zone of its dates': 'America/Los_Angeles' });
  await choose(dana.page, {
    'How a file is approved before it leaves': 'Two people: whoever prepares the file cannot approve it',
  });
  await send(dana, 'Open the matter and file the letter');
  await expectWords(dana, 'The letter is in the matter. Confirm who sent it and its dates.');
}

async function confirmFacts(dana: Person): Promise<void> {
  expect(await field(dana.page, 'Date on the letter').inputValue()).to.equal('2014-06-05');
  await type(dana.page, {
    'Who sent it': 'Verizon',
    'Their counsel': 'Randal Milch',
    'Whom it is addressed to': 'Netflix',
    'What it is about': 'Notices shown to users of the Verizon network',
    'Sent or postmarked': '2014-06-05',
    Received: '2014-06-04',
    'Hour received': '16:50',
    'Zone of the receipt': 'America/New_York',
  });
  await choose(dana.page, { 'How it came': 'Email' });
  await press(dana, 'Confirm these facts');
  await expectWords(dana, /rarely received before/);
  expect(await field(dana.page, 'Their counsel').inputValue()).to.equal('Randal Milch');
  await type(dana.page, { Received: '2014-06-05' });
  await send(dana, 'Confirm these facts');
  await expectWords(dana, 'facts confirmed');
}

/** Each of the three in one of the ways there are: proposed and confirmed by a key, from words selected, typed by hand. */
async function enterDemands(dana: Person): Promise<void> {
  const proposals = dana.page.locator('#proposals > li');
  expect(await proposals.count()).to.equal(3);
  await expectWords(dana, /Nothing here is a demand until someone confirms it/, /by the rule “you must”/);
  expect(await dana.page.locator('mark.proposed').count()).to.be.at.least(3);
  const cease = proposals.filter({ hasText: CEASE });
  await cease.focus();
  await leaveBy(dana, () => dana.page.keyboard.press('c'));
  await expectWords(dana, 'Demand 1 is entered as proposed.');
  const form = dana.page.locator('form[data-quote-form]');

  await selectInLetter(dana, EVIDENCE);
  await dana.page.getByRole('button', { name: 'Use the selected words' }).click();
  expect(await field(form, 'Their exact words').inputValue()).to.equal(EVIDENCE);
  await choose(form, { 'What it asks for': 'provide evidence' });
  await form.getByLabel('A count, like “within five days”').check();
  await type(form, {
    'Exact words of the limit': 'within five days from the date of this letter',
    'How many': '5',
  });
  await choose(form, { 'Of what': 'days', From: 'the date on the letter' });
  await send(dana, 'Enter the demand', form);

  await dana.page.getByText('Words, kind and time limit').click();
  await type(form, { 'Their exact words': LIST.replace('all customers', 'every customer') });
  await form.getByLabel('The same limit as another demand').check();
  await choose(form, { 'What it asks for': 'provide a list' });
  await choose(form, { 'Shares the limit of': 'Demand 2: 5 days, from the date on the letter' });
  await press(dana, 'Enter the demand', form);
  await expectWords(dana, /These words are not in the letter/);
  await type(form, { 'Their exact words': LIST });
  await send(dana, 'Enter the demand', form);
  expect(await dana.page.locator('ol.rows > li').count()).to.equal(3);
}

/** Marks words in the letter's text as a mouse would. The code runs in the page, so it is handed over as text. */
async function selectInLetter(dana: Person, words: string): Promise<void> {
  await dana.page.evaluate(String.raw`(() => {
    const block = document.querySelector('[data-page-words]');
    const pattern = ${JSON.stringify(words)}.replace(/[.]/g, '[.]').replaceAll(' ', '\\s+');
    const found = new RegExp(pattern).exec(block.textContent);
    const range = document.createRange();
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const from = found.index - passed;
      const to = from + found[0].length;
      if (from >= 0 && from < node.length) range.setStart(node, from);
      if (to > 0 && to <= node.length) range.setEnd(node, to);
      passed += node.length;
    }
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
  })()`);
}

async function completeList(dana: Person): Promise<void> {
  await press(dana, 'Confirm the list is complete');
  await expectWords(dana, /Tick that this is every demand the letter makes/);
  const boxes = dana.page.getByLabel('Not a demand');
  expect(await boxes.count()).to.be.greaterThan(0);
  for (const box of await boxes.all()) await box.check();
  await dana.page.getByLabel('I have read the letter: these are all the demands it makes').check();
  await send(dana, 'Confirm the list is complete');
  await expectWords(
    dana,
    'The list of demands is confirmed as complete, in your name.',
    CEASE,
    EVIDENCE,
    LIST,
  );
}

/** Step 3: the working of the dates, day by day; counsel decides on “immediately” and adopts the working dates. */
export async function settleDates(dana: Person, omar: Person, matter: string): Promise<void> {
  await goTo(dana, `${matter}/deadlines`);
  await follow(dana, 'Respond to demand 2: provide evidence');
  const days = dana.page.locator('ol.strip > li');
  expect(await days.count()).to.be.at.least(5);
  await expectWords(
    dana,
    'How it was counted',
    'Every reading of the words',
    /Counsel adopts the working date/,
  );
  await dana.page.getByText('Each day, with its source').click();
  expect(await dana.page.getByRole('rowheader', { name: /5 Jun 2014/ }).count()).to.be.greaterThan(0);
  await follow(dana, 'Computation sheet');

  await goTo(omar, matter);
  await follow(omar, 'Dates', omar.page.locator('nav.tabs'));
  await follow(omar, 'Settle the 3 dates that wait');
  const dateOf = (title: string) => omar.page.getByRole('group', { name: `For ${title}` });
  await dateOf('Respond to demand 1: cease').getByLabel('Answer it with the reply').check();
  await dateOf('Respond to demand 3: provide a list')
    .getByLabel('Mon 9 Jun 2014, the earliest reading')
    .check();
  await type(omar.page, {
    Why: 'The earliest day: nobody can say it is late. The test ends on 16 June in any case.',
  });
  await send(omar, 'Adopt and decide');
  await expectWords(omar, 'One working date is adopted. One decision is on the record.');
  await follow(omar, 'Next: the date of demand 2');
  await omar.page.getByLabel('Mon 9 Jun 2014, the earliest reading').check();
  await type(omar.page, { 'Why this day': 'The earliest reading: nobody can say it is late.' });
  await field(omar.page, 'Hour, in America/New_York').fill('17:00');
  await send(omar, 'Adopt');
  await expectWords(omar, 'Mon 9 Jun 2014, 17:00 is the working date.');
}
