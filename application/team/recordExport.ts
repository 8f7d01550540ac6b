import { dataExportDecider } from '../../domain/team/dataExport/dataExport.decider.js';
import { dataExportStream } from '../../domain/team/streams.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { RunningHash } from '../ports/runningHash.js';

/** Data on its way out, with how many rows a piece of it holds. */
export type ExportChunk = Readonly<{ piece: string | Uint8Array; rows: number }>;

export type ExportTerms = Readonly<{
  organizationId: string;
  /** What leaves, such as `activity log`. */
  what: string;
  format: string;
  filters: Readonly<Record<string, string>>;
}>;

/**
 * Lets data leave and records that they do: who took what before the first byte, and how many rows with which SHA-256
 * before the last. One that is broken off is recorded with what had left by then.
 * @param context with a command id of this export's own
 */
export type RecordExport = (
  terms: ExportTerms,
  context: CommandContext,
  chunks: AsyncIterable<ExportChunk>,
) => Promise<AsyncIterable<string | Uint8Array>>;

export const recordExport =
  (handleCommand: HandleCommand, clock: Clock, newHash: () => RunningHash): RecordExport =>
  async ({ organizationId, what, format, filters }, context, chunks) => {
    const exportId = context.commandId;
    const stream = dataExportStream(exportId);
    const of = { organizationId, exportId, what, format };
    const started = { type: 'StartDataExport', data: { ...of, filters: { ...filters } }, now: clock.now() } as const;
    await handleCommand(stream, dataExportDecider, started, context, { likelyNew: true });

    async function* leaving(): AsyncGenerator<string | Uint8Array> {
      const hash = newHash();
      let rows = 0;
      let ended = false;
      let held: ExportChunk | undefined;
      const count = ({ piece, rows: more }: ExportChunk) => {
        hash.update(piece);
        rows += more;
        return piece;
      };
      const end = async (complete: boolean) => {
        ended = true;
        const data = { ...of, complete, rows, sha256: hash.hex() };
        const command = { type: 'EndDataExport', data, now: clock.now() } as const;
        await handleCommand(stream, dataExportDecider, command, {
          ...context,
          commandId: derivedId(exportId, 'ended'),
        });
      };
      try {
        for await (const chunk of chunks) {
          if (held) yield count(held);
          held = chunk;
        }
        const last = held ? count(held) : '';
        await end(true);
        if (last.length > 0) yield last;
      } finally {
        if (!ended) await end(false);
      }
    }
    return leaving();
  };
