import { expect } from 'vitest';
import type { ProblemError } from '../../../../api/http/problem.js';

export type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors: readonly ProblemError[];
  correlationId: string;
  [member: string]: unknown;
}>;

/** Expects a complete problem answer of this status and code, and returns its body. */
export async function expectProblem(answer: Response, status: number, code: string): Promise<Problem> {
  const text = await answer.text();
  expect({ status: answer.status, text }).toEqual({ status, text: expect.stringContaining(`"code":"${code}"`) });
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
  const problem = JSON.parse(text) as Problem;
  expect(problem).toMatchObject({
    type: `https://objecta.dev/problems/${code}`,
    title: expect.stringMatching(/./),
    status,
    detail: expect.stringMatching(/./),
    instance: new URL(answer.url).pathname,
    code,
    errors: expect.any(Array),
    correlationId: answer.headers.get('X-Request-Id'),
  });
  return problem;
}
