import type { Command } from '../../command.js';
import type { DataExportEnded, DataExportStarted } from './dataExport.events.js';

export type StartDataExport = Command<'StartDataExport', DataExportStarted['data']>;
export type EndDataExport = Command<'EndDataExport', DataExportEnded['data']>;
export type DataExportCommand = StartDataExport | EndDataExport;
