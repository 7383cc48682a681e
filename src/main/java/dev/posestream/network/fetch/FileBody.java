package dev.posestream.network.fetch;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Writes a response's body to a file as it comes, and sums it up. The bytes come on threads of the HTTP client. */
final class FileBody implements BodySubscriber<Void>, AutoCloseable {

    private final FileChannel file;
    private final long limit;
    private final FetchProgress progress;
    private final MessageDigest digest = Sha256.digest();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private FetchProgress.Transfer transfer;
    private Subscription subscription;
    private long received;

    /** @param file must not be there yet */
    FileBody(Path file, long limit, FetchProgress progress) throws IOException {
        this.file = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.limit = limit;
        this.progress = progress;
    }

    synchronized FileBody begin(HttpHeaders headers) {
        OptionalLong length = headers.firstValueAsLong("content-length");
        if (length.isPresent() && length.getAsLong() > limit) {
            giveUp(tooLarge("is " + length.getAsLong() + " bytes large"));
        } else {
            transfer = progress.begin(length);
        }
        return this;
    }

    @Override
    public synchronized void onSubscribe(Subscription bytes) {
        subscription = bytes;
        if (done.isDone()) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        if (done.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                received += buffer.remaining();
                if (received > limit) {
                    throw tooLarge("does not end there");
                }
                digest.update(buffer.duplicate());
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            }
            transfer.received(received);
            subscription.request(1);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private IOException tooLarge(String found) {
        return new IOException("the file " + found + ", expected at most " + limit + " bytes");
    }

    @Override
    public void onError(Throwable cause) {
        done.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }

    @Override
    public CompletionStage<Void> getBody() {
        return done;
    }

    synchronized long received() {
        return received;
    }

    /** Once, after the last byte. */
    synchronized Sha256 sum() {
        return Sha256.of(digest);
    }

    private void giveUp(IOException cause) {
        done.completeExceptionally(cause);
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** Whatever still comes is thrown away. */
    @Override
    public synchronized void close() throws IOException {
        giveUp(new IOException("the download was given up"));
        if (transfer != null) {
            transfer.close();
        }
        file.close();
    }
}
