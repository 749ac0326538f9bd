import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { sentMail } from '../replies/approved-bundle.js';
import type { Papers } from './papers.js';
import type { Person } from './person.js';
import { choose, expectWords, follow, goTo, leaveBy, send, type } from './person.js';
import { PROMISE, type Approved } from './reply-steps.js';

/** Step 7: sent, and proved by the mail itself; the promise holds the matter open until it is met; then it is closed. */
export async function sendAndClose(
  dana: Person,
  omar: Person,
  papers: Papers,
  matter: string,
  approved: Approved,
): Promise<void> {
  await goTo(dana, `${matter}/deliveries`);
  await choose(dana.page, { How: 'Email' });
  await type(dana.page, {
    'To whom': 'Randal Milch',
    'At which address': 'milch@verizon.example',
    'Sent on': '2014-06-09',
  });
  await send(dana, 'Record it');
  await expectWords(dana, 'sent, no proof yet', /No date is met before there is proof of it/);

  const mail = (name: string, content: Uint8Array) =>
    writeFile(join(papers.folder, name), sentMail({ attachment: { name: 'Reply.pdf', content } }));
  const altered = Buffer.from(approved.pdf);
  altered[altered.length - 2] = 32;
  await mail('altered.eml', altered);
  await mail('sent.eml', approved.pdf);
  await dropMail(dana, join(papers.folder, 'altered.eml'), /not the approved file/);
  await dropMail(
    dana,
    join(papers.folder, 'sent.eml'),
    /carries the approved file, to the byte.*2 dates are met/,
  );
  await goTo(dana, `${matter}/deliveries`);
  await expectWords(
    dana,
    'sent, proved by the mail itself',
    'by the mail itself: it carries the approved file, to the byte',
  );

  await goTo(dana, `${matter}/team`);
  await expectWords(dana, 'It cannot be closed while this is open:', new RegExp(PROMISE));
  expect(await dana.page.getByRole('button', { name: 'Close the matter' }).count()).to.equal(0);

  await goTo(omar, `${matter}/deadlines`);
  expect(
    await omar.page
      .getByRole('row')
      .filter({ hasText: /Respond to demand [23]/ })
      .filter({ hasText: 'met' })
      .count(),
  ).to.equal(2);
  await follow(omar, PROMISE);
  await omar.page.getByText('Met without a delivery on record').click();
  await type(omar.page, {
    'Met on': '2014-06-09',
    'How, and why there is no delivery': 'The test ended early; nothing was to be sent.',
  });
  await send(omar, 'Record as met');

  await goTo(dana, `${matter}/team`);
  await type(dana.page, { 'Why it is closed': 'Answered; nothing was heard since.' });
  const seen = dana.page.getByLabel(/^I have seen the /);
  if ((await seen.count()) > 0) await seen.check();
  await send(dana, 'Close the matter');
  await goTo(dana, matter);
  await expectWords(dana, 'The matter is closed.');
}

async function dropMail(dana: Person, path: string, words: RegExp): Promise<void> {
  const chooser = dana.page.waitForEvent('filechooser');
  await dana.page.getByText('Choose the mail', { exact: true }).click();
  await (await chooser).setFiles(path);
  await dana.page.locator('.flash').filter({ hasText: words }).waitFor();
  await leaveBy(dana, async () => {
    await dana.page.reload();
  });
}

/** Step 8, in the browser: every step as a sentence, and the chain that holds. */
export async function readAudit(dana: Person, matter: string, approved: Approved): Promise<void> {
  await goTo(dana, `${matter}/audit`);
  await expectWords(dana, 'holds');
  let told = await dana.page.locator('main table').innerText();
  const older = dana.page.getByRole('link', { name: 'Older' });
  while ((await older.count()) > 0) {
    await follow(dana, 'Older');
    told += await dana.page.locator('main table').innerText();
  }
  for (const sentence of [
    'Dana filed letter L-1 under this matter',
    'Dana confirmed the facts of letter L-1',
    'Dana confirmed that the 3 demands of letter L-1 are all of them',
    'Omar decided on “immediately”: Answer it with the reply',
    'Omar adopted Mon 9 Jun 2014 as the working date',
    'Dana added item R-0007',
    'Dana marked a note on bundle B-0001 as read',
    'Dana wrote the response to demand 3',
    'Omar approved the exact file',
    'Dana recorded that bundle B-0001 was sent by email',
    'Omar recorded the date',
    'as met on',
    'Dana closed the matter, with a reason',
  ])
    expect(told).to.include(sentence);
  expect(told).to.include(approved.sha256.slice(0, 12));
}
