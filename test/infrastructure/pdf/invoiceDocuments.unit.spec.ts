import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { invoiceDocuments } from '../../../infrastructure/pdf/invoiceDocuments.js';
import { invoiceDocument, line } from '../../support/fixtures/invoiceDocument.js';

/** The text a PDF of pdfkit shows, its pages one after the other. */
function textOf(pdf: Buffer): string {
  const streams = [...pdf.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = '']) =>
    inflateSync(Buffer.from(body, 'latin1')).toString('latin1'),
  );
  const shown = streams.flatMap((stream) => [...stream.matchAll(/\[(.*?)\] TJ/g)].map(([, parts = '']) => parts));
  const text = (parts: string) =>
    [...parts.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')).join('');
  return shown.map(text).join('\n');
}

describe('the document of an invoice', () => {
  it('shows who, what, how much and what is left', async () => {
    const pdf = await invoiceDocuments.pdf(invoiceDocument());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const text = textOf(pdf);
    for (const shown of ['Objecta GmbH', 'Northwind Robotics', 'Lódz 90-001', '5F2A9C31-0007', '190.40 EUR', '0.0025'])
      expect(text).toContain(shown);
    expect(text).toContain('12,400');
    expect(text).toContain('Page 1 of 1');
  });

  it('is the same file each time', async () => {
    const one = await invoiceDocuments.pdf(invoiceDocument());
    expect(await invoiceDocuments.pdf(invoiceDocument())).toEqual(one);
  });

  it('goes on over pages, whose number each says', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => line(`Line ${n}`, 1, '100', 100));
    const text = textOf(await invoiceDocuments.pdf(invoiceDocument({ lines })));
    expect(text).toContain('Line 59');
    expect(text).toMatch(/Page 4 of 4/);
  });
});
