package dev.ueba.loganalytics;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * A credential whose failures can be told from those of the query, and which knows the tokens it gave, so that they can be taken
 * out of messages.
 */
final class CheckedCredential implements TokenCredential {

    /** No token. The cause is not kept: it goes into no stack trace. */
    static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failure(Throwable cause) {
            super(String.valueOf(cause.getMessage()));
        }
    }

    private static final int SHORTEST_SECRET = 4;

    private final TokenCredential credential;
    private volatile String lastToken = "";

    CheckedCredential(TokenCredential credential) {
        this.credential = credential;
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        AccessToken token;
        try {
            token = credential.getTokenSync(request);
        } catch (RuntimeException e) {
            throw new Failure(e);
        }
        if (token == null) {
            throw new Failure(new IllegalStateException("the credential gave no token"));
        }
        lastToken = token.getToken();
        return token;
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromCallable(() -> getTokenSync(request));
    }

    /** Returns a text without the last token, should somebody have echoed it. */
    String withoutToken(String text) {
        String token = lastToken;
        return token.length() < SHORTEST_SECRET ? text : text.replace(token, "***");
    }
}
