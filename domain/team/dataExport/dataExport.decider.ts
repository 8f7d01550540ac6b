import { accept, type Decider } from '../../decider.js';
import type { DataExportCommand } from './dataExport.commands.js';
import type { DataExportEvent } from './dataExport.events.js';

export type DataExport = Readonly<{ status: 'none' | 'started' | 'ended' }>;

/** An export begins once and ends once; nobody is refused here, since who may export is for the caller to have checked. */
export const dataExportDecider: Decider<DataExport, DataExportCommand, DataExportEvent, never> = {
  initialState: { status: 'none' },

  evolve(_, { type }) {
    switch (type) {
      case 'DataExportStarted':
        return { status: 'started' };
      case 'DataExportEnded':
        return { status: 'ended' };
    }
  },

  decide({ type, data }, { status }) {
    const { organizationId, exportId, what, format } = data;
    const of = { organizationId, exportId, what, format };
    switch (type) {
      case 'StartDataExport':
        if (status !== 'none') return accept();
        return accept({ type: 'DataExportStarted', data: { ...of, filters: data.filters } });
      case 'EndDataExport': {
        if (status !== 'started') return accept();
        const { complete, rows, sha256 } = data;
        return accept({ type: 'DataExportEnded', data: { ...of, complete, rows, sha256 } });
      }
    }
  },
};
