import { expect } from 'chai';
import type { Person } from './person.js';
import { choose, expectWords, field, follow, goTo, press, send, type } from './person.js';

/**
 * Step 5: the measurement file read by a mapping, the method set by counsel, a run, the readings behind one of its
 * figures, and the run once more, equal.
 */
export async function countMeasurements(dana: Person, omar: Person, matter: string): Promise<void> {
  await follow(dana, 'Read as measurements');
  await expectWords(dana, 'all 40 rows', 'time with its zone');
  const form = dana.page.locator('form[method="post"]').last();
  await choose(form, { Download: 'mbps' });
  await press(dana, 'Read as measurements', form);
  await expectWords(dana, 'Say the unit of “mbps”; it is never guessed');
  await choose(dana.page, { 'Unit of download': 'Mbit/s' });
  await send(dana, 'Read as measurements');
  await dana.page.getByText('Every record is used.').waitFor();

  await goTo(omar, `${matter}/measurements`);
  await follow(omar, 'Set the method');
  await type(omar.page, {
    Level: '2.0',
    'Peak begins at hour': '19',
    'Peak ends at hour': '23',
    'Zone of hours and days': 'America/New_York',
    'Window before a delivery, minutes': '30',
    'Why this method': 'The evenings are what the letter is about.',
  });
  await send(omar, 'Set the method');
  await expectWords(omar, 'Version 1, in force');
  await follow(omar, 'Measurements', omar.page.locator('.crumbs'));
  expect(await field(omar.page, 'M-01 Sessions.csv').isChecked()).to.equal(true);
  await send(omar, 'Make a run');
  await omar.page.getByText('SHA-256 of the result').waitFor();
  await expectWords(omar, 'Download by hour of the day', 'Download at peak and off peak, by network');
  const below = omar.page.locator('td[data-label="Below the level"] a').first();
  expect(await below.innerText()).to.equal('20');
  await follow(omar, '20', omar.page.locator('td[data-label="Below the level"]'));
  await expectWords(omar, 'Readings: Network A, below the level', '1–20 of 20 readings');
  await follow(omar, 'Run 1', omar.page.locator('.crumbs'));
  await send(omar, 'Run it again');
  await omar.page.getByText(/^Equal to/).waitFor();
}
