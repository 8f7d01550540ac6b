/** The id behind a field that the API may answer as a whole object. */
export const referenceId = (field: string | Readonly<{ id: string }> | null): string | null =>
  field === null || typeof field === 'string' ? field : field.id;
