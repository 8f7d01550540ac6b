import type { VerifiedExport } from '../../application/team/organizationExport/verifyExport.js';
import { aligned } from './aligned.js';

/** What is said of an export that was verified. @param sha256 of the whole archive, which the activity log tells as well */
export function exportReport({ manifest, problems }: VerifiedExport, sha256: string): string {
  const files = manifest?.files ?? [];
  const about = manifest
    ? `Export ${manifest.exportId} of ${manifest.organizationId}, made ${manifest.madeAt} at position ${manifest.position}\n`
    : '';
  const table = aligned(files.map(({ name, rows, bytes }) => [name, `${rows} rows`, `${bytes} bytes`])).join('\n');
  const verdict =
    problems.length === 0
      ? `All ${files.length} files are as the manifest says.\nSHA-256 of the archive, to compare with the activity log: ${sha256}\n`
      : `${problems.map((problem) => `- ${problem}`).join('\n')}\n`;
  return `${about}${table}\n${verdict}`;
}
