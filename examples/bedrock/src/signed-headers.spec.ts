import { signatureOf } from './testing/signature-of.js';
import { signedHeaders, type Identity } from './signed-headers.js';

/** As AWS's own suite of examples has it. */
const identity: Identity = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
};
const at = new Date('2015-08-30T12:36:00Z');
const url = 'https://example.amazonaws.com/';

it.each([
  ['get-vanilla', 'GET', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['post-vanilla', 'POST', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
] as const)("signs %s as AWS's suite of examples does", async (_name, method, signature) => {
  const headers = await signedHeaders({ method, url }, identity, at);
  expect(headers.get('authorization')).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
      `SignedHeaders=host;x-amz-date, Signature=${signature}`,
  );
});

it.each([
  ['a plain name', 'acme.small-v1', undefined],
  ['a colon', 'acme.large-v1:0', undefined],
  [
    'an ARN and temporary credentials',
    'arn:aws:bedrock:eu-west-1:123:inference-profile/eu.acme',
    'temporary/token==',
  ],
])('signs a model that is %s as another reading of the standard does', async (_what, model, sessionToken) => {
  const who = { ...identity, service: 'bedrock', sessionToken };
  const address = new URL(
    `https://bedrock-runtime.eu-west-1.amazonaws.com/model/${encodeURIComponent(model)}/converse`,
  );
  const body = '{"messages":[{"role":"user","content":[{"text":"Größe 10 € 🙂"}]}]}';
  const headers = await signedHeaders({ method: 'POST', url: address.href, body }, who, at);
  expect(headers.get('x-amz-security-token')).toBe(sessionToken ?? null);
  const signed = {
    method: 'POST',
    path: address.pathname,
    headers: { host: address.host, ...Object.fromEntries(headers) },
  };
  expect(headers.get('authorization')).toContain(
    `Signature=${signatureOf({ ...signed, body }, who.secretAccessKey)}`,
  );
});
