// What sops prints of an error can quote a value (`parsing "..."`), so none of it is passed on: its exit code says what it is.

/** Source: cmd/sops/codes/codes.go of sops 3.13.3. Zero is no code of an error: the answer is not what it should be. */
const meanings: ReadonlyMap<number, string> = new Map([
  [0, 'what it decrypted is no JSON'],
  [2, 'it cannot read its input'],
  [4, 'it cannot write what it made'],
  [5, 'it cannot read its configuration'],
  [21, 'it cannot encrypt the MAC'],
  [23, 'it cannot encrypt a value'],
  [24, 'it cannot decrypt the MAC'],
  [25, 'it cannot decrypt a value: one was edited, or was encrypted for another place'],
  [51, 'the MAC does not fit the values: one was put back to what it was, added or taken away'],
  [52, 'there is no MAC'],
  [111, 'there is no key to encrypt to'],
  [128, 'no key that is here decrypts it'],
  [203, 'it is encrypted already'],
]);

/** An exit code of sops in words. */
export function sopsSays(code: number): string {
  const meaning = meanings.get(code) ?? 'it says no';
  return `sops: ${meaning} (exit code ${code}; what it printed may hold a value, so it is not shown)`;
}
