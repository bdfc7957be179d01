import { AwsV4Signer } from 'aws4fetch';

/** Who asks, and for what. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** With temporary credentials. */
  readonly sessionToken?: string | undefined;
  readonly region: string;
  /** As signatures spell it, such as `bedrock`. */
  readonly service: string;
}

export interface SignableRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** All headers of the request, with a signature (version 4) that holds for a few minutes around `at`. */
export async function signedHeaders(
  { body, ...request }: SignableRequest,
  { sessionToken, ...identity }: Identity,
  at: Date,
): Promise<Headers> {
  const signer = new AwsV4Signer({
    ...request,
    ...identity,
    ...(body !== undefined && { body }),
    ...(sessionToken !== undefined && { sessionToken }),
    // 20150830T123600Z
    datetime: at.toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  return (await signer.sign()).headers;
}
