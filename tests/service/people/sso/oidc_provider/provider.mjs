// A certified OpenID provider on loopback, for tests. Its one argument is JSON: {client: {…}, accounts: {login: claims}}.
// Prints its issuer once it listens, and ends when its standard input does.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { client, accounts } = JSON.parse(process.argv[2]);
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ grant_types: ['authorization_code'], response_types: ['code'], ...client }],
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    findAccount: (_, login) => accounts[login] && { accountId: login, claims: () => ({ sub: login, ...accounts[login] }) },
    // Whoever signs in agrees to what the client asks for.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
process.stdin.resume().on('end', () => process.exit(0));
