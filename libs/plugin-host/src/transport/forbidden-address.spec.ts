import { RecordedReply } from '../testing/recorded-reply.js';
import { isForbidden } from './forbidden-address.js';
import { HttpTransport, type Egress } from './http-transport.js';

describe('a forbidden address', () => {
  it.each<[string, boolean]>([
    ['169.254.169.254', true],
    ['169.254.0.1', true],
    ['169.255.0.1', false],
    ['[fe80::1]', true],
    ['fe80::1%eth0', true],
    ['::ffff:169.254.169.254', true],
    ['[fd00:ec2::254]', true],
    ['fd00:ec2::255', false],
    ['100.100.100.200', true],
    ['168.63.129.16', true],
    ['127.0.0.1', false],
    ['10.0.0.1', false],
    ['::1', false],
    ['metadata.test', false],
  ])('%s: %s', (address, expected) => {
    expect(isForbidden(address)).toBe(expected);
  });
});

describe('a call to one', () => {
  /** Nothing leaves the machine: the name is looked up here, and nobody is behind the address. */
  async function ask(url: string, egress?: Egress, address = '169.254.169.254'): Promise<string> {
    const transport = new HttpTransport({
      env: {},
      connectTimeoutMs: 50,
      lookup: (_, { all }, answer) =>
        all
          ? answer(null, [
              { address: '127.0.0.1', family: 4 },
              { address, family: 4 },
            ])
          : answer(null, address, 4),
    });
    const reply = new RecordedReply();
    transport.send({ method: 'GET', url, headers: {}, ...(egress && { egress }) }, reply);
    await reply.heard('over');
    const { fault } = reply;
    await transport.destroy();
    return `${fault?.faultClass}: ${fault?.message}`;
  }

  it.each([
    ['by its address', 'http://169.254.169.254/latest/meta-data'],
    ['in other words', 'http://0xA9FEA9FE/latest'],
    ['of the other family', 'http://[fe80::1]:1/'],
    ['by a name', 'http://models.test:1/v1'],
  ])('%s is refused', async (_, url) => {
    expect(await ask(url)).toMatch(/^connect_error: .*metadata services; set allow_link_local/);
  });

  it('goes out where the provider says so', async () => {
    expect(await ask('http://models.test:1/v1', { allowLinkLocal: true }, '127.0.0.1')).toMatch(
      /ECONNREFUSED/,
    );
  });
});
