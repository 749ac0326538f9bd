import { expect } from 'chai';
import type { Browser as Chromium, Locator, Page } from 'playwright-core';
import { expectAccessible } from '../support/chromium.js';
import { takePictures } from './pictures.js';

const PATIENCE_MS = 30_000;

/** Somebody at a browser of their own. */
export interface Person {
  readonly page: Page;
  /** The problems the browser itself told of: broken scripts, files that did not come, policies that were hit. */
  readonly complaints: string[];
  /** The pages that have been looked at, by address and headings; people of one journey may share them. */
  readonly looked: Set<string>;
  isLooking: boolean;
}

export async function sitDown(
  browser: Chromium,
  baseURL: string,
  looked: Set<string>,
  screen: { readonly width?: number; readonly isDark?: boolean } = {},
): Promise<Person> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: screen.width ?? 1320, height: 900 },
    colorScheme: screen.isDark ? 'dark' : 'light',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const person: Person = { page, complaints: [], looked, isLooking: false };
  page.on('pageerror', (error) => person.complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // A form that comes back with 409 or 422 is told here too; the journey looks at such pages itself.
    if (message.type() === 'error' && !person.isLooking && !/status of (409|422)/.test(message.text()))
      person.complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`);
  });
  return person;
}

export async function goTo(person: Person, path: string): Promise<void> {
  const response = await person.page.goto(path, { waitUntil: 'domcontentloaded' });
  expect(response?.status(), path).to.equal(200);
  await look(person);
}

/** Follows a link by its words, as they stand on the page. */
export async function follow(person: Person, link: string | RegExp, within?: Locator): Promise<void> {
  const place = (within ?? person.page.locator('body')).getByRole('link', { name: link });
  await leaveBy(person, () => place.first().click());
  await expectNoErrors(person.page);
  await look(person);
}

/** Presses a button that sends a form; what comes back must not be a form with errors. */
export async function send(person: Person, button: string | RegExp, within?: Locator): Promise<void> {
  await press(person, button, within);
  await expectNoErrors(person.page);
}

/** Presses a button that sends a form, whatever comes back. */
export async function press(person: Person, button: string | RegExp, within?: Locator): Promise<void> {
  const place = (within ?? person.page.locator('main')).getByRole('button', {
    name: button,
    ...(typeof button === 'string' ? { exact: true } : {}),
  });
  await leaveBy(person, () => place.first().click());
  await look(person);
}

export async function leaveBy({ page }: Person, act: () => Promise<void>, timeout = 60_000): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded', { timeout }), act()]);
}

/** A field by the words of its label. */
export function field(place: Page | Locator, label: string): Locator {
  const words = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return place.getByLabel(new RegExp(`^\\s*${words}(\\s*\\(optional\\))?\\s*$`));
}

/** Types into fields by their labels. */
export async function type(place: Page | Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(place, label).fill(value);
}

/** Chooses options of select boxes by their labels and words. */
export async function choose(place: Page | Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values))
    await field(place, label).selectOption({ label: value });
}

export async function expectWords({ page }: Person, ...words: readonly (string | RegExp)[]): Promise<void> {
  for (const one of words) await page.locator('main').getByText(one).first().waitFor();
}

/** Looks at the page with axe, once for each state it is in: a look takes a second and more. */
export async function look(person: Person): Promise<void> {
  const { page, looked } = person;
  const path = new URL(page.url()).pathname.replace(/[a-z0-9]{20}/g, ':id');
  const headings = await page.locator('h1, h2, h3, summary, .error-summary').allInnerTexts();
  const seen = [path, ...headings].join('\n').replace(/\d+/g, '0');
  if (looked.has(seen)) return;
  looked.add(seen);
  person.isLooking = true; // axe itself tries to set styles, which the policy of the page refuses
  await expectAccessible(page);
  await page.evaluate('0'); // by now the browser has told of what axe did
  await takePictures(page);
  person.isLooking = false;
}

async function expectNoErrors(page: Page): Promise<void> {
  const summary = page.locator('.error-summary');
  if ((await summary.count()) > 0)
    throw new Error(`${page.url()} came back with errors: ${await summary.first().innerText()}`);
}
