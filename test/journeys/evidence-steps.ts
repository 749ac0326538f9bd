import { expect } from 'chai';
import type { Papers } from './papers.js';
import type { Person } from './person.js';
import { expectWords, follow, goTo, leaveBy, send } from './person.js';

/** The numbers in the file of the two items that the reply cites. */
export interface CitedItems {
  readonly method: string;
  readonly notice: string;
}

/** Step 4: files and a folder dropped, one of them broken; then what they are, in the grid; then what they bear on. */
export async function gatherEvidence(dana: Person, papers: Papers, matter: string): Promise<CitedItems> {
  await goTo(dana, `${matter}/evidence`);
  await dropFiles(dana, [papers.methodNote, papers.notice, papers.brokenPdf]);
  await outcome(dana, 'Method note.pdf', /kept/);
  await outcome(dana, 'Scan of a fax.pdf', /damaged|could not be read|cannot be/i);
  const chooser = dana.page.waitForEvent('filechooser');
  await dana.page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await chooser).setFiles(papers.subFolder);
  await outcome(dana, 'From the network desk/Who was told.txt', /kept/);
  await expectWords(dana, /4 kept · 1 kept, could not be read/);
  await follow(dana, 'Show the updated list');
  expect(await dana.page.locator('table.edit tbody tr:not(.set-all)').count()).to.equal(5);

  await dana.page.getByLabel('Custodian for all rows').fill('Network engineering');
  await dana.page.getByLabel('Custodian for all rows').press('Tab');
  await dana.page.getByLabel('Date for all rows').fill('2014-06-02');
  await dana.page.getByLabel('Date for all rows').press('Tab');
  await row(dana, 'Method note')
    .getByLabel(/^Title of/)
    .fill('How the comparison is made');
  await expectWords(dana, '11 cells changed, not saved');
  await send(dana, 'Save');
  await expectWords(dana, '5 items saved.');
  expect(
    await row(dana, 'Text of the notice')
      .getByLabel(/^Custodian of/)
      .inputValue(),
  ).to.equal('Network engineering');

  const cited = {
    method: await row(dana, 'How the comparison is made').getByRole('link').first().innerText(),
    notice: await row(dana, 'Text of the notice').getByRole('link').first().innerText(),
  };
  await link(dana, 'How the comparison is made', [/demand 2:/]);
  await goTo(dana, `${matter}/evidence`);
  await link(dana, 'Text of the notice', [/demand 1:/, /demand 2:/]);
  return cited;
}

/** Step 5: a measurement file and a notice list, known by their columns, looked at as tables. */
export async function attachTables(dana: Person, papers: Papers, matter: string): Promise<void> {
  await goTo(dana, `${matter}/evidence`);
  await dropFiles(dana, [papers.measurements, papers.notices]);
  await outcome(dana, 'Sessions.csv', /kept/);
  await outcome(dana, 'Deliveries.csv', /kept/);
  await follow(dana, 'Show the updated list');
  for (const [title, kind] of [
    ['Sessions', 'measurements'],
    ['Deliveries', 'notices'],
  ] as const)
    expect(
      await row(dana, title)
        .getByLabel(/^Kind of/)
        .inputValue(),
    ).to.equal(kind);
  await openItem(dana, 'Deliveries');
  await expectWords(dana, /rows,/, 'shown_at');
  await dana.page.getByText(/^The first \d+ rows$/).waitFor();
  await link(dana, null, [/demand 3:/]);
  await goTo(dana, `${matter}/evidence`);
  await openItem(dana, 'Sessions');
  await expectWords(dana, 'mbps', 'Network A');
}

/** Chosen through the form's own button, several at once. */
async function dropFiles(dana: Person, paths: readonly string[]): Promise<void> {
  const chooser = dana.page.waitForEvent('filechooser');
  await dana.page.getByText('Choose files', { exact: true }).click();
  await (await chooser).setFiles([...paths]);
}

async function outcome({ page }: Person, name: string, words: RegExp): Promise<void> {
  const line = page.locator('ul.outcomes > li').filter({ hasText: name });
  await line.locator('.chip').filter({ hasText: words }).waitFor();
}

function row({ page }: Person, title: string) {
  return page.locator(`table.edit tbody tr:has(input[value="${title}"])`);
}

async function openItem(dana: Person, title: string): Promise<void> {
  await leaveBy(dana, () => row(dana, title).getByRole('link').first().click());
}

/** Ticks demands on the page of an item; with a title, that page is opened from the list first. */
async function link(dana: Person, title: string | null, demands: readonly RegExp[]): Promise<void> {
  if (title !== null) await openItem(dana, title);
  for (const demand of demands) await dana.page.getByRole('checkbox', { name: demand }).check();
  await send(dana, 'Save', dana.page.locator('form[action$="/demands"]'));
  await expectWords(dana, 'The demands this item bears on are saved.');
}
