/** The zone in which most people of a state live; some states have two. */
const STATES: Readonly<Record<string, string>> = {
  ...zone('America/New_York', 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV'),
  ...zone('America/Chicago', 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI'),
  ...zone('America/Denver', 'CO ID MT NM UT WY'),
  ...zone('America/Los_Angeles', 'CA NV OR WA'),
  ...zone('America/Phoenix', 'AZ'),
  ...zone('America/Anchorage', 'AK'),
  ...zone('Pacific/Honolulu', 'HI'),
  ...zone('Europe/London', 'UK'),
};

/** The time zone of a place in an address: a US state by its two letters, or `UK`; null for any other. */
export function zoneOfPlace(place: string): string | null {
  return Object.hasOwn(STATES, place) ? (STATES[place] ?? null) : null;
}

function zone(name: string, places: string): Record<string, string> {
  return Object.fromEntries(places.split(' ').map((place) => [place, name]));
}
