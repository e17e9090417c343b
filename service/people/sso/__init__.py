"""Single sign-on with OpenID Connect: each centre's people through the identity provider that the centre has set."""
