package dev.posestream.stream;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/** Keeps a data folder for one process. The operating system gives it free when the process ends, however it ends. */
final class FolderLock implements AutoCloseable {

    private final FileLock lock;

    private FolderLock(FileLock lock) {
        this.lock = lock;
    }

    /** Makes the folder when there is none. @throws StreamException when it is in use or can't be used */
    static FolderLock of(Path folder) throws StreamException {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve(".posestream.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StreamException("the data folder " + folder + " is in use by another PoseStream; stop that one, or give "
                        + "this one its own with --data-folder (and other ports with --broker-port and --port)");
            }
            return new FolderLock(lock);
        } catch (IOException e) {
            throw new StreamException("the data folder " + folder + " can't be used: " + e + "; choose another with --data-folder", e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            LoggerFactory.getLogger(FolderLock.class).debug("while releasing the data folder", e);
        }
    }
}
