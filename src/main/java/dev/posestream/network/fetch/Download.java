package dev.posestream.network.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Downloads over HTTP, summed up while they come. Redirects are followed, but never from https to http. */
public final class Download {

    private static final int OK = 200;

    private final HttpClient client;
    private final Limits limits;

    /**
     * @param bytes   of the largest file
     * @param connect how long a server may take to accept a connection
     * @param silence how long it may send nothing
     */
    public record Limits(long bytes, Duration connect, Duration silence) {

        /** No larger file can be read as a model. */
        public static final Limits USUAL = new Limits(Integer.MAX_VALUE, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    public Download(Limits limits) {
        this(HttpClient.newBuilder(), limits);
    }

    Download(HttpClient.Builder client, Limits limits) {
        this.client = client.version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(limits.connect()).build();
        this.limits = limits;
    }

    /**
     * @param file made, and written to as the bytes come; it stays where this fails
     * @throws FetchException       when the server can't be reached, does not give the file, or gives another one
     * @throws IOException          when the file can't be made
     * @throws InterruptedException when the waiting thread is interrupted
     */
    void to(Path file, RemoteFile remote, FetchProgress progress) throws FetchException, IOException, InterruptedException {
        try (FileBody body = new FileBody(file, limits.bytes(), progress)) {
            HttpResponse<Void> response = await(client.sendAsync(HttpRequest.newBuilder(remote.address()).build(),
                    info -> info.statusCode() == OK ? body.begin(info.headers()) : BodySubscribers.replacing(null)), body, remote);
            if (response.statusCode() != OK) {
                throw failed(remote, refusal(response), null);
            }
            Sha256 found = body.sum();
            if (!found.equals(remote.sum())) {
                throw failed(remote, "its sha-256 is " + found + ", expected " + remote.sum() + ", so it is another file than the one that was meant and was not kept; "
                        + "compare the sum with the one that its authors publish", null);
            }
        }
    }

    private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> response, FileBody body, RemoteFile remote) throws FetchException, InterruptedException {
        try {
            long before = 0;
            while (true) {
                try {
                    return response.get(limits.silence().toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    long now = body.received();
                    if (now == before) {
                        throw failed(remote, "the server sent nothing for " + limits.silence().toSeconds() + " s, after " + now + " bytes; try again later", e);
                    }
                    before = now;
                }
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause();
            throw failed(remote, reason(cause), cause);
        } finally {
            response.cancel(true);
        }
    }

    private String reason(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "no connection within " + limits.connect().toSeconds() + " s; can this machine reach the host?";
        }
        if (cause instanceof ConnectException refused) {
            boolean unknown = refused.getCause() instanceof UnresolvedAddressException || refused.getCause() instanceof ConnectException inner
                    && inner.getCause() instanceof UnresolvedAddressException;
            return unknown ? "its host is unknown; is the address right?" : "nothing answers there; is the address right, and can this machine reach it?";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static String refusal(HttpResponse<?> response) {
        String answer = "the server answers " + response.statusCode();
        if (response.statusCode() / 100 == 3) {
            return answer + response.headers().firstValue("location").map(to -> " and points from " + response.uri() + " to " + to).orElse("")
                    + ", which is not followed: too many times, or from https to http";
        }
        return answer + ", expected " + OK + " and the file; is the address right?";
    }

    private static FetchException failed(RemoteFile remote, String reason, Throwable cause) {
        return new FetchException("can't fetch " + remote + ": " + reason, cause);
    }
}
