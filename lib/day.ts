// Days of the calendar, in UTC, written so that a later one is the greater text.

/** A day, `YYYY-MM-DD`. */
export type Day = `${number}-${number}-${number}`;

export function today(): Day {
  return dayOf(new Date());
}

/** Whether a text is a day of the calendar: February has no 30th. */
export function isDay(text: string): text is Day {
  const time = new Date(`${text}T00:00:00Z`).getTime();
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function daysAfter(day: string, count: number): Day {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() + count);
  return dayOf(date);
}

export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10) as Day;
}
