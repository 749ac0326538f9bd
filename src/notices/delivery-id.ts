/** What tells one delivery from another, in SQL: its id; without one, account, network and time together. */
export const DELIVERY_ID = `coalesce('i' || notice_id, 'r' || account || chr(31) || network || chr(31) || epoch_us(shown_at))`;
