/** What the table beside the pictures says of one: columns of any name, values as text. */
type Attributes = Readonly<Record<string, string>>;

/** Is this picture marked as looking like the target without being it? */
export function isLookAlike(attributes: Attributes): boolean {
  return saysYes(attributes.plug_like ?? attributes.look_alike);
}

/** Is the target marked as there, but out of its place? Until a tolerance is taught such a try counts in neither rate. */
export function isMisplaced(attributes: Attributes): boolean {
  return saysYes(attributes.misplaced);
}

function saysYes(value: string | undefined): boolean {
  return ['yes', 'true', '1'].includes((value ?? '').toLowerCase());
}
