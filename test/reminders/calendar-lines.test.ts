import { expect } from 'chai';
import ICAL from 'ical.js';
import { calendarText, foldedLines } from '../../src/reminders/calendar-lines.js';

describe('lines of a calendar', () => {
  const titles = [
    ['commas, semicolons and backslashes', 'a, b; c\\d \\n'],
    ['line breaks of every kind', 'one\r\ntwo\nthree\rfour'],
    ['a property that would begin on its own line', 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT'],
    ['ASCII to the very edge', 'x'.repeat(67)],
    ['and one over it', 'x'.repeat(68)],
    ['letters of two octets', 'é'.repeat(200)],
    ['letters of three', '—'.repeat(200)],
    ['pairs of surrogates', '🗓️'.repeat(100)],
    ['control characters', 'a\u0000b\u0007c'],
    ['nothing', ''],
  ] as const;
  for (const [what, title] of titles)
    it(`${what}: at most 75 octets a line, and another program reads the words`, () => {
      const text = foldedLines([
        'BEGIN:VCALENDAR',
        'BEGIN:VEVENT',
        `SUMMARY:${calendarText(title)}`,
        'END:VEVENT',
        'END:VCALENDAR',
      ]);
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).to.be.at.most(75);
      const events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent');
      expect(events).to.have.length(1);
      const expected = title.replace(/\r\n?/g, '\n').replace(/[\u0000\u0007]/g, ' ');
      expect(events[0]?.getFirstPropertyValue('summary') ?? '').to.equal(expected);
    });
});
