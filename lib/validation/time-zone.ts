// A time zone by its name in the IANA database, as Go reads it: Kubernetes and Alertmanager are written in it.

/** Go looks for a file of that name, where capital letters count; here they do not, but the usual form is told. */
export function isTimeZone(zone: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(zone) || isOtherName(zone);
}

/** Of the names that are not listed, each asked for one by one, which takes as long as loading a library. */
function isOtherName(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone) || zone.toLowerCase() === 'local') return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}
