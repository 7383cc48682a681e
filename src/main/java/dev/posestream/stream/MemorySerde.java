package dev.posestream.stream;

import dev.posestream.analysis.CameraMemory;
import dev.posestream.analysis.Handled;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.tracking.Track;
import dev.posestream.tracking.TrackingState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** {@link CameraMemory} in the state store and its changelog: big-endian binary, exact, with a version in front. */
final class MemorySerde implements Serde<CameraMemory> {

    private static final int VERSION = 2;
    /** With the last session alone, of which nothing was known. */
    private static final int ONE_SESSION = 1;

    @Override
    public Serializer<CameraMemory> serializer() {
        return (topic, memory) -> memory == null ? null : write(memory);
    }

    @Override
    public Deserializer<CameraMemory> deserializer() {
        return (topic, bytes) -> bytes == null ? null : read(bytes);
    }

    private static byte[] write(CameraMemory memory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(memory.handled().sessions().size());
            for (Handled.UpTo upTo : memory.handled().sessions()) {
                out.writeUTF(upTo.session());
                out.writeLong(upTo.seq());
            }
            out.writeLong(memory.dropped());
            out.writeLong(memory.detectedUs());
            out.writeLong(memory.tracking().nextTrack());
            out.writeLong(memory.tracking().timeUs());
            out.writeInt(memory.tracking().tracks().size());
            for (Track track : memory.tracking().tracks()) {
                write(out, track);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Track track) throws IOException {
        out.writeLong(track.id());
        out.writeDouble(track.box().x());
        out.writeDouble(track.box().y());
        out.writeDouble(track.box().width());
        out.writeDouble(track.box().height());
        out.writeDouble(track.velocityX());
        out.writeDouble(track.velocityY());
        out.writeDouble(track.score());
        out.writeLong(track.bornUs());
        out.writeLong(track.seenUs());
        out.writeInt(track.hits());
        out.writeInt(track.keypoints().size());
        for (Keypoint keypoint : track.keypoints()) {
            out.writeDouble(keypoint.x());
            out.writeDouble(keypoint.y());
            out.writeDouble(keypoint.score());
        }
        out.writeInt(track.filter().size());
        for (double value : track.filter()) {
            out.writeDouble(value);
        }
    }

    private static CameraMemory read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION && version != ONE_SESSION) {
                throw new SerializationException("camera memory of version " + version + " found, expected " + VERSION
                        + "; it was written by another version of PoseStream: run that one, or give this one its own --application-id");
            }
            Handled handled = readHandled(in, version);
            long dropped = in.readLong();
            long detectedUs = in.readLong();
            long nextTrack = in.readLong();
            long timeUs = in.readLong();
            int count = in.readInt();
            List<Track> tracks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tracks.add(readTrack(in));
            }
            return new CameraMemory(handled, dropped, detectedUs, new TrackingState(nextTrack, timeUs, tracks));
        } catch (IOException | IllegalArgumentException e) {
            throw new SerializationException("camera memory of " + bytes.length + " bytes is cut short or damaged (" + e.getMessage()
                    + "); give this PoseStream another --application-id, with which it begins anew", e);
        }
    }

    private static Handled readHandled(DataInputStream in, int version) throws IOException {
        if (version == ONE_SESSION) {
            in.readUTF();
            return Handled.NOTHING;
        }
        List<Handled.UpTo> sessions = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            sessions.add(new Handled.UpTo(in.readUTF(), in.readLong()));
        }
        return new Handled(sessions);
    }

    private static Track readTrack(DataInputStream in) throws IOException {
        long id = in.readLong();
        Box box = new Box(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
        double velocityX = in.readDouble();
        double velocityY = in.readDouble();
        double score = in.readDouble();
        long bornUs = in.readLong();
        long seenUs = in.readLong();
        int hits = in.readInt();
        List<Keypoint> keypoints = new ArrayList<>();
        for (int k = in.readInt(); k > 0; k--) {
            keypoints.add(new Keypoint(in.readDouble(), in.readDouble(), in.readDouble()));
        }
        List<Double> filter = new ArrayList<>();
        for (int k = in.readInt(); k > 0; k--) {
            filter.add(in.readDouble());
        }
        return new Track(id, box, velocityX, velocityY, score, keypoints, bornUs, seenUs, hits, filter);
    }
}
