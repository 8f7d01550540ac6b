import { describe, expect, it } from 'vitest';
import { domainRecords } from '../../../infrastructure/dns/domainRecords.js';
import { dnsServer, startDnsServer } from '../../support/dnsServer.js';

const long = 'x'.repeat(255);

describe('the TXT records of a name', () => {
  it.each([
    ['one', [['objecta-verification=1']], ['objecta-verification=1']],
    ['several', [['v=spf1 -all'], ['objecta-verification=2']], ['v=spf1 -all', 'objecta-verification=2']],
    ['one in pieces, which belong together', [[long, 'end']], [`${long}end`]],
    ['none, of a name that has other records', [], []],
    ['an empty one', [['']], ['']],
  ])('are %s', async (_, pieces, expected) => {
    const { server } = await dnsServer({ '_objecta-challenge.northwind.example': pieces });
    const found = await domainRecords([server]).txt('_objecta-challenge.northwind.example');
    expect(found?.toSorted()).toEqual(expected.toSorted());
  });

  it('are none of a name that is not there', async () => {
    const { server } = await dnsServer({});
    expect(await domainRecords([server]).txt('nowhere.example')).toEqual([]);
  });

  it('are not known when the server fails or there is none', async () => {
    const failing = await dnsServer({ 'broken.example': 'servfail' });
    expect(await domainRecords([failing.server]).txt('broken.example')).toBeUndefined();
    const gone = await startDnsServer({ 'broken.example': [['x']] });
    gone.stop();
    expect(await domainRecords([gone.server]).txt('broken.example')).toBeUndefined();
  });

  it('are asked for by the form of the name that the DNS has, and anew each time', async () => {
    const zone = { '_objecta-challenge.xn--bcher-kva.example': [['before']] };
    const { server, asked } = await dnsServer(zone);
    const records = domainRecords([server]);
    expect(await records.txt('_objecta-challenge.bücher.example')).toEqual(['before']);
    zone['_objecta-challenge.xn--bcher-kva.example'] = [['after']];
    expect(await records.txt('_objecta-challenge.bücher.example')).toEqual(['after']);
    expect(asked).toEqual(Array(2).fill('_objecta-challenge.xn--bcher-kva.example'));
  });
});
