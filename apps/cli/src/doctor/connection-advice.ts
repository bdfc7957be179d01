/** What to do about a connection that did not open, by the code of the socket's or the TLS library's error. */
export function connectionAdvice(code: string | undefined, { hostname, port, protocol }: URL): string {
  const at = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  switch (code) {
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `a firewall drops the packets, or there is no way there: allow ${at} from here, or set HTTPS_PROXY`;
    case 'ECONNREFUSED':
      return `nothing listens at ${at}: check host and port of base_url, and that the server runs`;
    case 'ECONNRESET':
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return `${at} does not speak ${protocol === 'https:' ? 'TLS' : 'plain HTTP'}, or something between cuts it: check http or https in base_url`;
    case 'CERT_HAS_EXPIRED':
      return 'whoever runs that server must renew its certificate; check the clock of this machine too';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate is for another name: use the name that it has, or check who answers at ${at}`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'nobody whom this machine trusts signed it (a company proxy opens TLS, or a certificate of your own): name its authority with the key ca of the provider';
    default:
      return `see whether another program reaches it from here: curl -v ${protocol}//${at}`;
  }
}
