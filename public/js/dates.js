// Shows the weekday of a date as it is typed. Calendar arithmetic only, no clock and no zone.
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

export function begin(input) {
  const says = document.querySelector(`[data-date-says="${CSS.escape(input.id)}"]`);
  if (!says) return;
  const show = () => (says.textContent = inWords(input.value.trim()));
  input.addEventListener('input', show);
  show();
}

/** "Thursday 5 June 2014" for 2014-06-05, 5 June 2014 or 27/11/2026 as a person writes it; empty while it is not yet a date. */
export function inWords(text) {
  const readings = readingsOf(text);
  if (readings === null) return '';
  const days = readings.filter(isDay);
  if (days.length === 0) return 'There is no such day.';
  if (days.length > 1) return `Two days can be read in this: write ${days.map(asIso).join(' or ')}.`;
  const [{ year, month, day }] = days;
  return `${DAYS[weekday(year, month, day)]} ${day} ${MONTHS[month - 1]} ${year}`;
}

/** Every way the text can be read as a day, month and year; null while it is none of the ways we read. */
function readingsOf(text) {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return [{ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }];
  const numbers = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (numbers) {
    const [first, second, year] = [numbers[1], numbers[3], numbers[4]].map(Number);
    const dayFirst = { year, month: second, day: first };
    return first === second ? [dayFirst] : [dayFirst, { year, month: first, day: second }];
  }
  const named =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?<month>[a-z]{3,9})\.?,?\s+(?<year>\d{4})$/i.exec(text) ??
    /^(?<month>[a-z]{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})$/i.exec(text);
  if (!named) return null;
  const start = named.groups.month.toLowerCase();
  const month = MONTHS.findIndex((name) => name.toLowerCase().startsWith(start)) + 1;
  return month === 0 ? null : [{ year: Number(named.groups.year), month, day: Number(named.groups.day) }];
}

function isDay({ year, month, day }) {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function asIso({ year, month, day }) {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysIn(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

// Zeller's congruence with the week starting on Sunday.
function weekday(year, month, day) {
  const shifted = month < 3 ? month + 12 : month;
  const y = month < 3 ? year - 1 : year;
  const saturdayFirst =
    (day +
      Math.floor((13 * (shifted + 1)) / 5) +
      y +
      Math.floor(y / 4) -
      Math.floor(y / 100) +
      Math.floor(y / 400)) %
    7;
  return (saturdayFirst + 6) % 7;
}
