/** Makes a switch over a closed union exhaustive at compile time; reached at run time only when data from outside was not validated. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
