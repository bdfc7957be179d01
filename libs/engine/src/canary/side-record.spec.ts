import { SideRecord } from './side-record.js';

describe('SideRecord', () => {
  it('forgets in tenths what is older than its window', () => {
    const record = new SideRecord(1000);
    record.add({ failed: true }, 50);
    record.add({ failed: false }, 150);
    expect(record.read(999)).toEqual({ requests: 2, failures: 1 });
    expect(record.read(1000)).toEqual({ requests: 1, failures: 0 });
    record.add({ failed: true }, 5000);
    expect(record.read(5000)).toEqual({ requests: 1, failures: 1 });
  });

  it('states a p95 from 20 times on', () => {
    const record = new SideRecord(1000);
    for (let i = 0; i < 19; i++) record.add({ failed: false, firstTokenMs: 100 }, 0);
    expect(record.read(0).firstTokenP95Ms).toBeUndefined();
    record.add({ failed: false, firstTokenMs: 100 }, 0);
    expect(record.read(0).firstTokenP95Ms! / 100).toBeCloseTo(1, 1);
  });
});
