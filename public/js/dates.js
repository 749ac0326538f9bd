// Shows the weekday of an ISO date as it is typed. Calendar arithmetic only, no clock and no zone.
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

/** "Thursday 5 June 2014" for 2014-06-05; empty while it is not yet a date. */
export function inWords(text) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return '';
  const [year, month, day] = parts.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return 'There is no such day.';
  return `${DAYS[weekday(year, month, day)]} ${day} ${MONTHS[month - 1]} ${year}`;
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
