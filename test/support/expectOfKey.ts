import { expect } from 'vitest';
import { problem } from './apiCalls.js';
import type { Operation } from './apiOperations.js';

type Answered = Readonly<{ status: number; text: string }>;

/**
 * An API key does what it was given, and nothing that is a person's: the answer to an operation that is not public says so.
 * Whether it was let through.
 */
export function expectOfKey(
  { operationId, permission }: Operation,
  granted: readonly string[],
  { status, text }: Answered,
): boolean {
  if (permission === 'signedIn') {
    expect([operationId, status, problem(text).code]).toEqual([operationId, 403, 'person_needed']);
    return false;
  }
  if (granted.includes(permission)) {
    expect([operationId, status]).not.toEqual([operationId, 401]);
    expect(status, `${operationId}: ${text}`).toBeLessThan(500);
    // Reading the organization covers leaving it, which a key cannot.
    if (status === 403) expect([operationId, problem(text).code]).toEqual(['removeMember', 'person_needed']);
    return status !== 403;
  }
  expect([operationId, status]).toEqual([operationId, 403]);
  expect(problem(text)).toMatchObject({
    ...{ code: 'permission_missing', permission, role: 'apiKey' },
    decidedBy: { rule: 'keyHasPermission', type: 'ApiKeyCreated', eventId: expect.any(String) },
  });
  return false;
}
